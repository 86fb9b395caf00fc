"""The room by AppTest: the lecturer's pages, and hostile addresses."""

import pytest

from pages.parts.room import writing
from pages.ui.room import folder
from pages.ui.room.store import RoomError, Store
from tests.pages.app import button, check, open_page


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    made = Store(tmp_path)
    folder.rooms.cache_clear()
    monkeypatch.setattr(folder, "private", lambda parent: tmp_path)
    yield made
    folder.rooms.cache_clear()


def led(app):
    """The room that a visit leads."""
    return app.session_state["room.host"]


def shown(app):
    return " ".join(each.proto.body for each in app.get("html"))


def test_a_lessons_question_is_asked_in_the_room_and_its_bars_come_with_the_answer(rooms):
    app = open_page("landscape", lesson="landscape-trapped")
    button(app, "Open a room").click().run()
    code, secret = led(check(app))
    assert f"{code}-{secret}" in app.query_params["host"]
    moment = rooms.moment(code, secret)
    assert (moment.activity, moment.state) == ({"kind": "guess", "lesson": "landscape-trapped"}, "open")
    for place, phone in enumerate("abc"):
        rooms.join(code, phone)
        rooms.answer(code, phone, moment.question, min(place, 1))
    app.run()
    assert "3 answers" in shown(app)
    assert "class='room-bar" not in shown(app)
    button(app, "Reveal").click().run()
    assert rooms.moment(code, secret).state == "shown"
    assert "✓ in the right hollow" in shown(check(app))
    assert "2 · 67" in shown(app)
    button(app, "Close the lesson").click().run()
    assert rooms.moment(code, secret).state == "idle"
    button(app, "Close the room").click().run()
    with pytest.raises(RoomError):
        rooms.moment(code, secret)
    assert "host" not in check(app).query_params


def test_a_lecturer_who_comes_back_is_still_the_lecturer_and_what_was_told_stays_told(rooms):
    code, secret = rooms.open()
    question = rooms.ask(code, secret, {"kind": "guess", "lesson": "landscape-trapped"})
    rooms.join(code, "a")
    rooms.answer(code, "a", question, 1)
    app = check(open_page("landscape", lesson="landscape-trapped", host=f"{code}-{secret}"))
    assert rooms.moment(code, secret).question == question
    assert [error.value for error in app.error] == []
    rooms.close_question(code, secret)
    app = check(open_page("landscape", lesson="landscape-trapped", host=f"{code}-{secret}"))
    assert "✓ in the right hollow" in shown(app)
    app.switch_page("pages/line_fit.py").run()
    assert led(check(app)) == (code, secret)
    assert rooms.moment(code, secret).state == "idle"


@pytest.mark.parametrize("given", ["", "x", "KRMT", "KRMT-", "-", "<b>-<i>", "'; drop table rooms; --", "é" * 500])
def test_a_forged_key_leads_no_room_and_gets_a_sentence(rooms, given):
    code, secret = rooms.open()
    for forged in (given, f"{code}-{given}", f"{code}-{secret}x"):
        app = check(open_page("landscape", host=forged))
        assert "room.host" not in app.session_state
        (said,) = [warning.value for warning in app.warning]
        assert said.endswith((".",))
        assert "host" not in app.query_params


def test_everyone_descends_on_the_rooms_page(rooms):
    app = open_page("room", activity="descend", steps="60")
    button(app, "Open a room").click().run()
    code, secret = led(check(app))
    button(app, "Ask the room").click().run()
    asked = rooms.moment(code, secret)
    assert asked.activity["settings"]["steps"] == 60
    button(check(app), "Go").click().run()
    assert [each.value for each in check(app).info] == ["Nobody has chosen."]
    button(app, "Ask again").click().run()
    asked = rooms.moment(code, secret)
    for phone, rate in (("a", 0.9), ("b", 3.0)):
        rooms.join(code, phone)
        rooms.answer(code, phone, asked.question, {"rate": rate})
    button(check(app), "Go").click().run()
    assert len(check(app).get("vega_lite_chart")) == 3
    assert rooms.seat(code, "b").told["end"] == "left"
    app.select_slider(key="room.steps").set_value(100).run()
    assert "The settings have changed" in " ".join(each.value for each in check(app).markdown)


def test_everyone_writes_and_a_network_reads(rooms, digits, monkeypatch):
    monkeypatch.setattr(writing, "UPDATES", 200)
    app = open_page("room", activity="write", digit="7")
    button(app, "Open a room").click().run()
    code, secret = led(app)
    button(app, "Ask the room").click().run()
    asked = rooms.moment(code, secret)
    assert asked.activity == {"kind": "digit", "digit": 7}
    for phone, k in (("a", 0), ("b", 1)):  # a 7 and a 2
        rooms.join(code, phone)
        rooms.answer(code, phone, asked.question, writing.packed(digits.test_images[k]))
    button(check(app), "Read them").click().run()
    assert "1 of 2 are read as a 7." in [each.value for each in check(app).markdown]
    assert rooms.seat(code, "a").told["answer"] == 7


def test_a_room_that_cannot_be_kept_is_a_sentence(rooms, monkeypatch):
    def unsafe(parent):
        raise RoomError("unsafe")

    folder.rooms.cache_clear()
    monkeypatch.setattr(folder, "private", unsafe)
    app = open_page("room")
    button(app, "Open a room").click().run()
    assert "temporary folder" in next(warning.value for warning in check(app).warning)


@pytest.mark.parametrize("code", ["", "KRMT", "<b>x</b>", "'; drop table rooms; --", "x" * 5000, "ДФХЖ"])
def test_a_phone_opens_with_any_code_in_its_address(rooms, code):
    check(open_page("join", room=code))
