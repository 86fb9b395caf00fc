"""The rooms of this machine: a SQLite file in its temporary folder, so that several processes share them.

Nothing in it says who anybody is: a phone has a number that it drew itself, and a place in the room. A room lives three
hours, and closing it deletes every row.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pages.ui.room.codes import is_code, new_code
from pages.ui.room.database import Database, RoomError

MOST_ROOMS, MOST_PHONES = 200, 500
LIFE = 3 * 3600.0  # seconds from opening
HERE = 10.0  # seconds since a phone asked last, for it to count as there
HOST_HERE = 20.0  # likewise for the lecturer's page
NOTED = 4.0  # seconds after which it is written down again that somebody is there: every poll need not write
SWEEP = 60.0  # seconds between two sweeps
LONGEST_ID, LONGEST_ANSWER = 40, 1_200  # characters; the longest answer is a picture of 28 x 28 pixels
__all__ = ["Moment", "RoomError", "Seat", "Store"]
SCHEMA = """
create table if not exists rooms (
    code text primary key, secret text not null, born real not null, host real not null,
    question integer not null default 0, activity text not null default '', state text not null default 'idle',
    told text not null default ''
) without rowid;
create table if not exists phones (
    room text not null, phone text not null, place integer not null, seen real not null, primary key (room, phone)
) without rowid;
create table if not exists answers (
    room text not null, question integer not null, phone text not null, answer text not null,
    primary key (room, question, phone)
) without rowid;
"""


class Moment(NamedTuple):
    """A room as it is now.

    Attributes:
        question: the number of what is asked; it grows by one with every question.
        activity: what is asked: its kind and what belongs to it; empty while nothing is.
        state: idle, open, closed (no more answers), or shown (closed, and what came out may be seen).
        told: what the lecturer's page found out for each phone, by its place.
        here: how many phones are there now, without the lecturer.
        answered: how many have answered the question.
        host: whether the lecturer's page is there.
    """

    question: int
    activity: dict[str, Any]
    state: str
    told: dict[str, Any]
    here: int
    answered: int
    host: bool


class Seat(NamedTuple):
    """A phone's place in a room, what it has answered to the question of the moment, and the room's state."""

    place: int
    question: int
    activity: dict[str, Any]
    state: str
    told: Any
    answer: Any
    host: bool


class Store:
    """The rooms in one file.

    Args:
        folder: a private one; it must exist.
        clock: gives the time in seconds, the same for all processes.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.file, self.clock = folder / "rooms-1.sqlite3", clock
        self._database, self._swept = Database(self.file, SCHEMA), 0.0

    # The lecturer.

    def open(self) -> tuple[str, str]:
        """Open a room; return its code and the secret that makes its lecturer.

        Raises:
            RoomError: full, when there are as many as can be.
        """
        now, secret = self.clock(), secrets.token_urlsafe(12)
        with self._writing() as db:
            self._sweep(db, now)
            if db.execute("select count(*) from rooms").fetchone()[0] >= MOST_ROOMS:
                raise RoomError("full")
            code = new_code(lambda taken: bool(db.execute("select 1 from rooms where code = ?", (taken,)).fetchone()))
            db.execute("insert into rooms (code, secret, born, host) values (?, ?, ?, ?)", (code, secret, now, now))
        return code, secret

    def moment(self, code: str, secret: str) -> Moment:
        """Return a room as it is now, and note that its lecturer is there.

        Raises:
            RoomError: gone, or forged.
        """
        now = self.clock()
        with self._database.reading() as db:
            room = self._room(db, code, secret, now)
            question, activity, state, told, seen = room[2:]
            here = db.execute("select count(*) from phones where room = ? and seen > ?", (code, now - HERE)).fetchone()
            answered = self._count(db, code, question)
        if now - seen > NOTED:
            with self._writing() as db:
                db.execute("update rooms set host = ? where code = ?", (now, code))
        return Moment(question, _loaded(activity), state, _loaded(told), here[0], answered, True)

    def ask(self, code: str, secret: str, activity: dict[str, Any]) -> int:
        """Ask the room something new; return the question's number. What was asked before is forgotten.

        Raises:
            RoomError: gone, or forged.
        """
        return self._turn(code, secret, "open", activity)

    def rest(self, code: str, secret: str) -> None:
        """Ask nothing for now."""
        self._turn(code, secret, "idle", {})

    def close_question(self, code: str, secret: str, state: str = "shown", told: dict[str, Any] | None = None) -> None:
        """Take no more answers to the question of the moment.

        Args:
            code, secret: the room's.
            state: shown, or closed as long as what came out is not to be seen.
            told: what came out for each phone, by its place as a text.

        Raises:
            RoomError: gone, or forged.
        """
        with self._writing() as db:
            self._room(db, code, secret, self.clock())
            db.execute("update rooms set state = ?, told = ? where code = ?", (state, json.dumps(told or {}), code))

    def answers(self, code: str, secret: str) -> dict[int, Any]:
        """Return what was answered to the question of the moment, by the phone's place.

        Raises:
            RoomError: gone, or forged.
        """
        with self._database.reading() as db:
            question = self._room(db, code, secret, self.clock())[2]
            rows = db.execute(
                "select place, answer from answers join phones using (room, phone) where room = ? and question = ? "
                "order by place",
                (code, question),
            ).fetchall()
        return {place: json.loads(answer) for place, answer in rows}

    def close(self, code: str, secret: str) -> None:
        """Close a room and forget all of it.

        Raises:
            RoomError: gone, or forged.
        """
        with self._writing() as db:
            self._room(db, code, secret, self.clock())
            _forget(db, [code])
        self._database.forget()

    # The phones.

    def join(self, code: str, phone: str) -> int:
        """Let a phone in, or in again; return its place, counted from 0.

        Raises:
            RoomError: gone; full; or bad, when the phone's number is none.
        """
        if not (0 < len(phone) <= LONGEST_ID and phone.isascii() and phone.isalnum()):
            raise RoomError("bad")
        now = self.clock()
        with self._writing() as db:
            self._room(db, code, None, now)
            found = db.execute("select place from phones where room = ? and phone = ?", (code, phone)).fetchone()
            if found:
                db.execute("update phones set seen = ? where room = ? and phone = ?", (now, code, phone))
                return int(found[0])
            place = db.execute("select count(*) from phones where room = ?", (code,)).fetchone()[0]
            if place >= MOST_PHONES:
                raise RoomError("full")
            db.execute("insert into phones values (?, ?, ?, ?)", (code, phone, place, now))
        return int(place)

    def seat(self, code: str, phone: str) -> Seat:
        """Return what a phone shows now, and note that it is there.

        Raises:
            RoomError: gone, also where the phone has not joined.
        """
        now = self.clock()
        with self._database.reading() as db:
            room = self._room(db, code, None, now)
            question, activity, state, told, host = room[2:]
            found = db.execute(
                "select place, seen, answer from phones left join answers on answers.room = phones.room and "
                "answers.phone = phones.phone and question = ? where phones.room = ? and phones.phone = ?",
                (question, code, phone),
            ).fetchone()
        if not found:
            raise RoomError("gone")
        place, seen, answer = found
        if now - seen > NOTED:
            with self._writing() as db:
                db.execute("update phones set seen = ? where room = ? and phone = ?", (now, code, phone))
        mine = _loaded(told).get(str(place)) if state == "shown" else None
        there = now - host < HOST_HERE
        return Seat(place, question, _loaded(activity), state, mine, json.loads(answer) if answer else None, there)

    def answer(self, code: str, phone: str, question: int, answer: Any) -> None:
        """Take a phone's answer; another one before the question is closed takes its place.

        Raises:
            RoomError: gone; closed, when the question is not open any more; bad, when the answer is too long.
        """
        text = json.dumps(answer)
        if len(text) > LONGEST_ANSWER:
            raise RoomError("bad")
        with self._writing() as db:
            room = self._room(db, code, None, self.clock())
            if room[2] != question or room[4] != "open":
                raise RoomError("closed")
            if not db.execute("select 1 from phones where room = ? and phone = ?", (code, phone)).fetchone():
                raise RoomError("gone")
            db.execute("insert or replace into answers values (?, ?, ?, ?)", (code, question, phone, text))

    # The file.

    def _room(self, db: sqlite3.Connection, code: str, secret: str | None, now: float) -> Any:
        """Return a room's row; with a secret only to its lecturer."""
        room = (
            is_code(code)
            and db.execute(
                "select secret, born, question, activity, state, told, host from rooms where code = ?", (code,)
            ).fetchone()
        )
        if not room or now - room[1] > LIFE:
            raise RoomError("gone")
        if secret is not None and not secrets.compare_digest(secret.encode(), room[0].encode()):
            raise RoomError("forged")
        return room

    def _turn(self, code: str, secret: str, state: str, activity: dict[str, Any]) -> int:
        with self._writing() as db:
            question = self._room(db, code, secret, self.clock())[2] + 1
            db.execute("delete from answers where room = ?", (code,))
            db.execute(
                "update rooms set question = ?, activity = ?, state = ?, told = '' where code = ?",
                (question, json.dumps(activity), state, code),
            )
        return int(question)

    @staticmethod
    def _count(db: sqlite3.Connection, code: str, question: int) -> int:
        row = db.execute("select count(*) from answers where room = ? and question = ?", (code, question)).fetchone()
        return int(row[0])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._database.writing() as db:
            now = self.clock()
            if now - self._swept > SWEEP:
                self._swept = now
                self._sweep(db, now)
            yield db

    def _sweep(self, db: sqlite3.Connection, now: float) -> None:
        old = db.execute("select code from rooms where born < ?", (now - LIFE,)).fetchall()
        _forget(db, [code for (code,) in old])


def _forget(db: sqlite3.Connection, codes: list[str]) -> None:
    for code in codes:
        for table in ("answers", "phones"):
            db.execute(f"delete from {table} where room = ?", (code,))
        db.execute("delete from rooms where code = ?", (code,))


def _loaded(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    return found
