"""The rooms: what several processes share, what is kept and for how long, and who may do what."""

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pages.ui.room import codes, folder, store
from pages.ui.room.store import RoomError, Store

GUESS = {"kind": "guess", "lesson": "a"}


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(tmp_path, clock):
    return Store(tmp_path, clock)


def why(do, *args):
    with pytest.raises(RoomError) as caught:
        do(*args)
    return caught.value.why


def test_a_guess_from_opening_to_closing(rooms):
    code, secret = rooms.open()
    assert [rooms.join(code, phone) for phone in ("a", "b", "a")] == [0, 1, 0]
    assert rooms.seat(code, "a").state == "idle"
    question = rooms.ask(code, secret, GUESS)
    rooms.answer(code, "a", question, 2)
    rooms.answer(code, "b", question, 0)
    rooms.answer(code, "a", question, 1)
    assert rooms.seat(code, "a").answer == 1
    moment = rooms.moment(code, secret)
    assert (moment.here, moment.answered, moment.state, moment.activity) == (2, 2, "open", GUESS)
    assert rooms.answers(code, secret) == {0: 1, 1: 0}
    rooms.close_question(code, secret, told={"1": "left"})
    assert why(rooms.answer, code, "a", question, 0) == "closed"
    assert (rooms.seat(code, "a").told, rooms.seat(code, "b").told, rooms.seat(code, "a").answer) == (None, "left", 1)
    assert rooms.ask(code, secret, GUESS) == question + 1
    assert why(rooms.answer, code, "a", question, 0) == "closed"
    assert (rooms.seat(code, "a").answer, rooms.answers(code, secret)) == (None, {})
    rooms.close(code, secret)
    assert why(rooms.seat, code, "a") == why(rooms.moment, code, secret) == why(rooms.join, code, "c") == "gone"
    rows = sqlite3.connect(rooms.file)
    for table in ("rooms", "phones", "answers"):
        assert rows.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_who_is_there_now_is_counted_and_the_lecturer_is_not(rooms, clock):
    code, secret = rooms.open()
    rooms.join(code, "a")
    rooms.join(code, "b")
    for _ in range(6):
        clock.now += 2
        assert rooms.seat(code, "a").host
    assert rooms.moment(code, secret).here == 1
    clock.now += store.HOST_HERE + 1
    assert not rooms.seat(code, "a").host
    rooms.moment(code, secret)
    assert rooms.seat(code, "a").host
    assert rooms.seat(code, "b").place == 1  # it slept, and comes back to its place
    assert rooms.moment(code, secret).here == 2


def test_a_room_lives_three_hours_and_is_swept(rooms, clock):
    code, secret = rooms.open()
    rooms.join(code, "a")
    clock.now += store.LIFE - 1
    assert rooms.seat(code, "a").place == 0
    clock.now += 2
    assert why(rooms.seat, code, "a") == why(rooms.moment, code, secret) == "gone"
    rooms.open()
    assert sqlite3.connect(rooms.file).execute("select count(*) from phones").fetchone() == (0,)


def test_limits(rooms, monkeypatch):
    monkeypatch.setattr(store, "MOST_PHONES", 3)
    monkeypatch.setattr(store, "MOST_ROOMS", 2)
    code, secret = rooms.open()
    for phone in "abc":
        rooms.join(code, phone)
    assert why(rooms.join, code, "d") == "full"
    assert rooms.join(code, "c") == 2
    rooms.open()
    assert why(rooms.open) == "full"
    rooms.close(code, secret)
    rooms.open()


def test_only_the_lecturer_asks_reads_and_closes(rooms):
    code, secret = rooms.open()
    other, others = rooms.open()
    assert code != other
    for forged in ("", others, secret[:-1], "é" * 16, secret + " "):
        for do in (rooms.moment, rooms.rest, rooms.close, rooms.answers, rooms.close_question):
            assert why(do, code, forged) == "forged"
        assert why(rooms.ask, code, forged, GUESS) == "forged"
    assert rooms.moment(code, secret).state == "idle"


@pytest.mark.parametrize("code", ["", "AAAA", "DFHJK", "'; drop table rooms; --", "%", "DFH\x00", "ДФХЖ", "x" * 10_000])
def test_a_hostile_code_is_no_room(rooms, code):
    rooms.open()
    assert why(rooms.join, code, "a") == why(rooms.seat, code, "a") == why(rooms.moment, code, "x") == "gone"


def test_hostile_phones_and_answers(rooms):
    code, secret = rooms.open()
    for phone in ("", "x" * 41, "a b", "<b>", "é", "a\x00"):
        assert why(rooms.join, code, phone) == "bad"
    question = rooms.ask(code, secret, GUESS)
    rooms.join(code, "a")
    assert why(rooms.answer, code, "a", question, "x" * 1300) == "bad"
    assert why(rooms.answer, code, "stranger", question, 0) == "gone"
    assert rooms.moment(code, secret).answered == 0


def test_codes_are_read_as_they_are_typed_and_hold_no_sign_that_is_mistaken():
    found = {codes.new_code(lambda code: False) for _ in range(500)}
    assert all(codes.is_code(code) for code in found)
    assert not set("".join(found)) & set("AEIOUCGQBSZN0123456789")
    assert len(found) > 450
    assert codes.read("ｋr-m t ") == "KRMT"


def test_the_file_may_be_tidied_away_or_spoilt_and_rooms_can_be_opened_again(rooms, tmp_path):
    code, _ = rooms.open()
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"rooms-1.sqlite3{ending}").unlink(missing_ok=True)
    assert why(rooms.join, code, "a") == "gone"
    code, _ = rooms.open()
    for ending in ("-wal", "-shm"):
        (tmp_path / f"rooms-1.sqlite3{ending}").unlink(missing_ok=True)
    (tmp_path / "rooms-1.sqlite3").write_bytes(b"no database" * 1000)
    rooms = Store(tmp_path)
    code, _ = rooms.open()
    assert rooms.join(code, "a") == 0


def test_the_folder_is_ours_alone(tmp_path):
    made = folder.private(tmp_path)
    assert made.stat().st_mode & 0o777 == 0o700
    assert folder.private(tmp_path) == made
    made.chmod(0o755)
    assert why(folder.private, tmp_path) == "unsafe"
    made.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    made.symlink_to(tmp_path / "elsewhere")
    assert why(folder.private, tmp_path) == "unsafe"
    made.unlink()
    made.write_text("a file")
    assert why(folder.private, tmp_path) == "unsafe"


def elsewhere(function, where, *args):
    """Begin to run a function of this file in a process of its own; the folder it gets comes as a text.

    Not by multiprocessing: it begins with the main module, and after a page's test that is the page.
    """
    call = f"from tests.ui.room.test_store import {function.__name__}; {function.__name__}{(str(where), *args)}"
    return subprocess.Popen([sys.executable, "-c", call], cwd=Path(__file__).parents[3])


def phones(where, code, question, who, answers):
    rooms = Store(Path(where))
    for k in range(answers):
        for phone in who:
            rooms.join(code, phone)
            rooms.answer(code, phone, question, k)
            rooms.seat(code, phone)


def test_many_processes_share_a_room(tmp_path):
    rooms = Store(tmp_path)
    code, secret = rooms.open()
    question = rooms.ask(code, secret, GUESS)
    crowd = [elsewhere(phones, tmp_path, code, question, [f"p{k}n{i}" for i in range(10)], 5) for k in range(4)]
    assert [process.wait(60) for process in crowd] == [0] * 4
    found = rooms.answers(code, secret)
    assert sorted(found) == list(range(40))
    assert set(found.values()) == {4}


def test_many_threads_of_one_process_share_a_room(rooms):
    code, secret = rooms.open()
    question = rooms.ask(code, secret, GUESS)

    def come(k):
        rooms.join(code, f"p{k}")
        rooms.answer(code, f"p{k}", question, k)

    crowd = [threading.Thread(target=come, args=(k,)) for k in range(30)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    found = rooms.answers(code, secret)
    assert sorted(found) == sorted(found.values()) == list(range(30))


def half_a_write(where, code, question):
    rooms = Store(Path(where))
    rooms.join(code, "a")
    rooms.answer(code, "a", question, 1)
    with rooms._writing() as db:
        db.execute("delete from answers")
        (Path(where) / "deep-in-it").touch()
        time.sleep(60)


def test_a_process_that_dies_in_the_middle_of_a_write_leaves_what_was_there_and_blocks_nobody(tmp_path):
    rooms = Store(tmp_path)
    code, secret = rooms.open()
    question = rooms.ask(code, secret, GUESS)
    process = elsewhere(half_a_write, tmp_path, code, question)
    while not (tmp_path / "deep-in-it").exists():
        assert process.poll() is None, "it has ended before its time"
        time.sleep(0.02)
    process.kill()
    process.wait(10)
    assert rooms.answers(code, secret) == {0: 1}
    rooms.answer(code, "a", question, 2)
    assert rooms.answers(code, secret) == {0: 2}


def test_a_file_that_another_process_does_not_let_go_of_is_busy_and_no_exception(rooms, monkeypatch):
    code, secret = rooms.open()
    rooms._database._connection.execute("pragma busy_timeout = 10")
    other = sqlite3.connect(rooms.file, isolation_level=None)
    other.execute("begin immediate")
    assert why(rooms.join, code, "a") == "busy"
    assert rooms.moment(code, secret).here == 0
    other.execute("rollback")
    assert rooms.join(code, "a") == 0


def test_the_digits_of_a_room_are_gone_from_the_machine_when_it_is_closed(tmp_path):
    rooms = Store(tmp_path)
    code, secret = rooms.open()
    digit = "QUJD" * 260
    question = rooms.ask(code, secret, {"kind": "digit", "digit": 7})
    for phone in "abcdefgh":
        rooms.join(code, phone)
        rooms.answer(code, phone, question, digit)
    held = lambda: b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: E731
    assert digit.encode()[:40] in held()
    rooms.close(code, secret)
    assert digit.encode()[:40] not in held()
