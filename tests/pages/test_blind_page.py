"""Blind descent, without a browser: what is sent while the ground is dark, and what a walk says."""

import json

import numpy as np
import pytest

from gdcore.blind import GROUNDS, lowest
from gdcore.expression import curve
from pages.parts.blind.kinds import moves_of, written
from pages.parts.blind.run import run
from pages.parts.blind.settings import BlindSettings
from pages.parts.blind.tables import tables_of
from pages.ui.text import plain
from tests.pages.app import button, check, open_page


def sent(app):
    """All that the browser gets of the page: its texts, and its chart with the numbers in it."""
    texts = [json.dumps(str(node.proto)) for node in app.main if hasattr(node, "proto")]
    return " ".join([*texts, *(m.value for m in app.markdown), *(c.value for c in app.caption)])


def said(app):
    return app.main.markdown[0].value


@pytest.mark.parametrize("name", GROUNDS)
def test_the_tables_of_a_dark_ground_hold_the_places_visited_and_nothing_else(name):
    ground = GROUNDS[name]
    live = run(BlindSettings(ground=name, x=ground.start, walk="r0.001*2,0.5"), told=False)
    tables = tables_of(live)
    assert len(tables["ground"]) == len(tables["lowest"]) == 0
    np.testing.assert_array_equal(tables["walked"]["across"], live.walk.x)
    # The axis is found from the heights that were seen: another ground with the same four has the same axis.
    heights = live.walk.heights
    high, low = heights.max(), heights.min()
    room = max(0.18 * (high - low), ground.reach / 4 - (high - low) / 2)
    assert tables["walked"].iloc[0][["least", "most"]].tolist() == pytest.approx([low - room, high + room])
    seen = tables_of(run(BlindSettings(ground=name, x=ground.start, walk="r0.001*2,0.5"), told=True))
    assert len(seen["ground"]) > 400
    assert seen["lowest"].iloc[0].tolist() == pytest.approx(lowest(curve(ground.expression), ground.reach))


@pytest.mark.parametrize("name", [*GROUNDS, "own"])
def test_a_dark_page_names_neither_the_formula_nor_the_lowest_place(name):
    app = check(open_page("blind", ground=name, walk="0.5"))
    live = run(app.session_state["blind.memory"].settings, told=False)
    secrets = [live.curve.formula, *(plain(value) for value in live.lowest if len(plain(value)) > 2)]
    dark = sent(app)
    assert len(dark) > 100
    assert [secret for secret in secrets if secret in dark] == []
    bright = sent(check(open_page("blind", ground=name, walk="0.5", uncovered="yes")))
    assert live.curve.formula in bright


def test_steps_and_leaps_are_counted_taken_back_and_end_after_a_dozen():
    app = open_page("blind")
    assert said(app).startswith("**Move 0 of 12: x = 1.7, height 2.6843, slope 12.544.** Down is to the left")
    button(app, "Step downhill").click()
    app = check(app.run())
    assert said(app).startswith("**Move 1 of 12: x = 1.3237,")
    app.text_input(key="blind.to").set_value("-1,1")
    app = check(app.run())
    assert said(app).startswith("**Move 2 of 12: x = −1.1, height −1.7061, slope")
    button(app, "One back").click()
    app = check(app.run())
    assert said(app).startswith("**Move 1 of 12: x = 1.3237,")
    for _ in range(11):
        button(app, "Step downhill").click()
        app = check(app.run())
    assert (
        said(app) == "**The lowest place is x = −1.1, height −1.7061. The walk came down to −0.77953, at x = 1.0111.**"
    )
    assert button(app, "Step downhill").disabled
    button(app, "Anew, in the dark").click()
    assert said(check(app.run())).startswith("**Move 0 of 12")


def test_another_ground_begins_in_the_dark():
    app = open_page("blind", walk="r0.03*12")
    assert "The lowest place" in said(app)
    app.selectbox(key="blind.ground").set_value("c")
    app = check(app.run())
    assert said(app).startswith(
        "**Move 0 of 12: x = −3, height 12.75, slope −20.** Down is to the right; a step with η"
    )


def test_a_ground_of_ones_own_is_typed_unseen_and_stands_in_the_address_in_another_alphabet():
    app = open_page("blind", ground="own", formula="sqrt(x-1)", x="0.5")
    assert "the ground has no height" in said(check(app))
    kind = BlindSettings.__dataclass_fields__["formula"].metadata["kind"]
    assert "sqrt" not in kind.write("sqrt(x-1)")
    assert kind.parse(kind.write("sqrt(x-1) + 2")) == "sqrt(x-1) + 2"
    (error,) = check(open_page("blind", ground="own", formula="__import__('os')")).error
    assert error.value.startswith("f(x): ")


@pytest.mark.parametrize("text", ["r", "r0", "r-1", "r1e9", "1e9", "r0.03*13", "r0.03*0", "x", ",", "1,", "<b>", "nan"])
def test_moves_that_are_none_get_one_sentence(text):
    assert moves_of(text) is None
    (error,) = check(open_page("blind", walk=text)).error
    assert error.value.startswith("Walk must be at most 12 moves")
    assert "<" not in error.value


def test_moves_are_written_as_they_are_read():
    for text in ("", "r0.03*12", "r0.03*2,-1.5,r5", "0,0.001,r1e-5"):
        assert moves_of(written(moves_of(text))) == moves_of(text)


def test_a_lesson_is_answered_with_the_ground_uncovered():
    app = open_page("blind", lesson="blind-pit")
    assert any(m.value.startswith("**Move 0 of 12") for m in app.markdown)
    button(app, "Reveal").click()
    app = check(app.run())
    assert any(m.value.startswith("**The lowest place is x = 3.9992") for m in app.markdown)
    assert not any("Changed" in b.label for b in app.button)
