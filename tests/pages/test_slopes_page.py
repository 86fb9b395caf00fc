"""The slopes page by AppTest."""

import dataclasses

import numpy as np
import pytest

from gdcore.curves import CURVES
from gdcore.surfaces import SURFACES
from pages.parts.slopes.curve import tables as curve_tables
from pages.parts.slopes.curve.run import PLAYED
from pages.parts.slopes.curve.words import arithmetic, line
from pages.parts.slopes.field import tables as field_tables
from pages.parts.slopes.point import tables as point_tables
from pages.parts.slopes.program import lines
from pages.parts.slopes.run import SHOWN, run
from pages.parts.slopes.settings import PARTS, SlopesSettings
from pages.ui.controls.settings import kinds_of, read_address, write_address
from tests.pages.app import check, open_page, opened_at_limits

EIGHT_TENTHS = "Every step multiplies x and y by 0.8:"


def verdict(app):
    """The one sentence to read aloud is the first text of the page."""
    return app.main.markdown[0].value


def texts(app):
    return " ".join(m.value for m in app.markdown)


def test_it_says_something_true_before_anything_is_touched():
    app = check(open_page("slopes"))
    assert verdict(app) == "The slope of 0.01x² + 0.1x at x = 10 is 0.3; the tangent is y = 0.3x − 1."


@pytest.mark.parametrize("name", CURVES)
def test_a_link_that_names_only_a_curve_brings_its_first_picture(name):
    app = check(open_page("slopes", curve=name))
    assert app.select_slider(key="slopes.at").value == CURVES[name].start
    assert CURVES[name].formula in verdict(app)


def test_another_curve_is_chosen_with_its_own_point():
    app = open_page("slopes", at="5")
    assert "at x = 5 is 0.2" in verdict(app)
    app.selectbox(key="slopes.curve").set_value("square").run()
    assert verdict(check(app)) == "The slope of x² at x = 2 is 4; the tangent is y = 4x − 4."


def test_a_curve_is_typed_and_a_mistake_gets_its_sentence():
    app = check(open_page("slopes", curve="typed", typed="x^3", at="2"))
    assert verdict(app) == "The slope of `x³` at x = 2 is 12; the tangent is y = 12x − 16."
    app.text_input(key="slopes.typed").set_value("x + y").run()
    (said,) = [e.value for e in check(app).error]
    assert said.startswith("f(x): `y` cannot stand in a function of x alone")
    assert said.endswith("Keeping `x³`.")
    assert "is 12" in verdict(app)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"curve": "absolute"}, "|x| has no slope at x = 0: −1 from the left, 1 from the right."),
        (
            {"curve": "typed", "typed": "max(-4*(x+3), 0.2*(x+3))", "at": "-3"},
            "has no slope at x = −3: −4 from the left, 0.2 from the right.",
        ),
        ({"curve": "typed", "typed": "sqrt(x)", "at": "0"}, "has no slope at x = 0: the curve ends there."),
    ],
)
def test_where_there_is_no_slope_it_is_said(address, says):
    app = check(open_page("slopes", **address))
    assert verdict(app).endswith(says)
    live = run(app.session_state["slopes.memory"].settings)
    assert "there is no slope to find" in "".join(arithmetic(live))
    assert not len(curve_tables.tables_of(live).marks)


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        (
            {"curve": "typed", "typed": "log(x)", "at": "2"},
            {"at": -1.0},
            "f = `log(x)` has no value at x = −1; the picture stays at x = 2.",
        ),
        (
            {"part": "two", "surface": "own", "formula": "log(x)+y", "px": "1", "py": "1"},
            {"px": -1.0},
            "f = `log(x)+y` has no value at (−1, 1); the picture stays at (1, 1).",
        ),
        (
            {"part": "field", "surface": "own", "formula": "log(x)+y^2", "x": "1", "y": "1"},
            {"x": -1.0},
            "f = `log(x)+y²` has no value at (−1, 1); the picture stays at (1, 1).",
        ),
    ],
)
def test_a_point_without_a_value_gets_one_sentence_and_the_last_picture_stays(good, bad, says):
    app = check(open_page("slopes", **good))
    before = verdict(app)
    ((name, value),) = bad.items()
    if name == "at":
        app.select_slider(key="slopes.at").set_value(value).run()
    else:
        app.text_input(key=f"slopes.{name}").set_value(str(value)).run()
    assert [e.value for e in check(app).error] == [says]
    assert verdict(app) == before


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"curve": "typed", "typed": "exp(x)", "at": "900"}, "is too large for a number at x = 900"),
        ({"part": "two", "surface": "own", "formula": "sqrt(x)+y", "px": "0", "py": "1"}, "has no gradient at (0, 1)"),
    ],
)
def test_why_there_is_nothing_to_show_is_said(address, says):
    (said,) = [e.value for e in check(open_page("slopes", **address)).error]
    assert says in said


def test_a_surface_with_a_kink_has_no_gradient_there():
    app = check(open_page("slopes", part="two", surface="own", formula="abs(x) + 2*abs(y)", px="0", py="0"))
    assert verdict(app).startswith("At (0, 0) f has a kink and no gradient: ahead the slope is 1 to 2.2")
    live = run(app.session_state["slopes.memory"].settings)
    made = point_tables.tables_of(live)
    assert not len(made.arrows)
    assert list(made.tangents["text"]) == ["y held: −1 | 1", "x held: −2 | 2"]


def test_a_link_to_a_point_without_a_value_shows_the_first_picture():
    app = check(open_page("slopes", curve="typed", typed="log(x)", at="-1"))
    assert [e.value for e in app.error] == ["f = `log(x)` has no value at x = −1; the picture stays at 0.01x² + 0.1x."]


def test_the_gradient_is_the_sum_of_two_slices_and_no_unit_vector():
    app = check(open_page("slopes", part="two"))
    assert verdict(app) == ("At (3, 4) the gradient is (6, 8): its length is 10, and no direction climbs more steeply.")
    live = run(SlopesSettings(part="two"))
    made = point_tables.tables_of(live)
    assert made.path["slope"].max() == pytest.approx(10)
    assert made.path["angle"][made.path["slope"].idxmax()] == pytest.approx(53.13, abs=0.01)
    x, y, whole = (row for _, row in made.arrows.iterrows())
    for end in ("to_across", "to_up"):
        start = end.replace("to_", "")
        assert (x[end] - x[start]) + (y[end] - y[start]) == pytest.approx(whole[end] - whole[start])
    assert live.box.holds(whole["to_across"], whole["to_up"])


def test_a_flat_point_has_no_steepest_direction():
    app = check(open_page("slopes", part="two", px="0", py="0"))
    assert verdict(app) == "At (0, 0) the gradient is (0, 0): flat in every direction."


@pytest.mark.parametrize(
    ("rate", "steps", "says"),
    [
        ("0.1", "20", f"{EIGHT_TENTHS} after 20 steps it is at (−0.03458765, 0.04611686)."),
        (
            "0.1",
            "100",
            "Every step multiplies x and y by 0.8: after 100 steps it is at (−6.111108·10⁻¹⁰, 8.148144·10⁻¹⁰).",
        ),
        ("0.5", "20", "Every step multiplies x and y by 0: it arrives in one step."),
        ("1", "20", "Every step multiplies x and y by −1: it flips from side to side for ever."),
        ("10", "1", "Every step multiplies x and y by −19: it explodes; after 1 step it is at (57, −76)."),
        ("1e-10", "20", "Every step multiplies x and y by 0.9999999998: after 20 steps it has moved by 2·10⁻⁸."),
    ],
)
def test_descent_through_the_field(rate, steps, says):
    assert verdict(check(open_page("slopes", part="field", learning_rate=rate, steps=steps))) == says


def test_the_field_shows_every_gradient_at_one_scale():
    made = field_tables.tables_of(run(SlopesSettings(part="field")))
    arrows = made.arrows
    moved = np.hypot(arrows["to_across"] - arrows["across"], arrows["to_up"] - arrows["up"])
    lengths = np.hypot(2 * arrows["across"], 2 * arrows["up"])
    np.testing.assert_allclose(moved, made.scale * lengths, rtol=1e-4, atol=1e-6)
    assert np.abs(arrows[["across", "up"]].to_numpy()).max() == 2


def test_the_frame_of_each_h_is_written_with_the_digits_it_needs():
    made = curve_tables.tables_of(run(SlopesSettings(curve="sine", at=1.0, scheme="central")))
    assert made.spoken["h"][0] == "1"
    assert made.spoken["h"][-1] == "10⁻¹²"
    assert len(made.path) == len(PLAYED) == 37
    for k, h in enumerate(PLAYED):
        # With the digits that are written a calculator gives the slope that is written.
        high, low, slope = (_read(made.spoken[name][k]) for name in ("high", "low", "slope"))
        assert (high - low) / (2 * h) == pytest.approx(slope, rel=2e-8)


def _read(text):
    """The number that a text writes."""
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("·10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (SlopesSettings(), ["forward: best h", "central: only rounding"]),
        (SlopesSettings(curve="sine", at=1.0), ["forward: best h", "central: best h"]),
        (SlopesSettings(curve="typed", typed="3*x - 1", at=2.0), ["forward: only rounding", "central: only rounding"]),
        (SlopesSettings(curve="absolute", at=0.0), ["forward: 1", "central: 0"]),
    ],
)
def test_the_picture_of_the_errors_says_what_each_difference_does(settings, says):
    names = curve_tables.tables_of(run(settings)).names
    assert all(said.startswith(start) for said, start in zip(names["said"], says, strict=True))


def test_under_the_microscope_a_smooth_curve_is_straight_and_a_kink_stays_a_kink():
    check(open_page("slopes", view="microscope"))
    sine = curve_tables.enlarged(run(SlopesSettings(curve="sine", at=1.0)))
    kink = curve_tables.enlarged(run(SlopesSettings(curve="absolute", at=0.0)))
    frame = list(PLAYED).index(1e-3)
    near, corner = (table[table["frame"] == frame] for table in (sine, kink))
    np.testing.assert_allclose(near["v"], np.cos(1) * near["u"], atol=3e-3)
    np.testing.assert_allclose(corner["v"], np.abs(corner["u"]), atol=1e-6)


def test_the_mistakes_show_their_numbers():
    app = check(open_page("slopes", lesson="slopes-whole-numbers"))
    (opened,) = [e.label for e in app.expander if e.proto.expanded]
    assert opened == "A numerical gradient of whole numbers"
    said = texts(app)
    assert "**(25,000, 35,000)**" in said
    assert "for the same array of whole numbers it answers **(6, 8)**" in said
    assert "the slope is **0**" in said
    tables = [table.value for table in app.table]
    assert any("(0, 12)" in table.to_string() for table in tables)


@pytest.mark.parametrize("lesson", ["slopes-at-10", "slopes-kink", "slopes-arrow"])
def test_a_lesson_opens_what_it_is_about(lesson):
    app = check(open_page("slopes", lesson=lesson))
    assert app.segmented_control(key="slopes.part").value == ("two" if lesson == "slopes-arrow" else "one")


@pytest.mark.parametrize("part", PARTS)
def test_the_program_does_what_it_says(part, capsys):
    for settings in (SlopesSettings(part=part), SlopesSettings(part=part, curve="typed", surface="own", at=1.0)):
        exec(compile(lines(run(settings)), "program", "exec"), {})
        assert capsys.readouterr().out


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_has_its_gradient_and_its_field(name):
    settings = SlopesSettings().led_by(name)
    two, field = (run(dataclasses.replace(settings, part=part)) for part in ("two", "field"))
    np.testing.assert_allclose(two.gradient, SURFACES[name].gradient(two.point))
    assert len(point_tables.tables_of(two).slices) > 100
    assert np.isfinite(field_tables.tables_of(field).arrows.to_numpy()).all()


@pytest.mark.parametrize(
    ("slope", "intercept", "text"), [(1, 0, "y = x"), (-1, 2, "y = −x + 2"), (0, -3, "y = −3"), (2, 0, "y = 2x")]
)
def test_a_straight_line_is_written_as_one_would(slope, intercept, text):
    assert line(slope, intercept) == text


@pytest.mark.slow
@pytest.mark.parametrize("name", list(kinds_of(SlopesSettings())))
def test_every_setting_at_its_limits_by_its_address(name):
    part = next((part for part in SHOWN if name in SHOWN[part]), "one")
    beside = {} if name == "part" else {"part": part}
    beside |= {"surface": "own"} if name in ("formula", "reach") else {}
    beside |= {"curve": "typed"} if name in ("typed", "width") else {}
    for _ in opened_at_limits("slopes", name, kinds_of(SlopesSettings())[name], beside):
        pass


def test_a_link_that_is_wrong_about_what_is_not_shown_is_told_so():
    app = check(open_page("slopes", steps="0", px="far", typed="x +"))
    said = [e.value for e in app.error]
    assert len(said) == 3
    assert any(s.startswith("Steps must be a whole number from 1 to 20,000; you entered “0”") for s in said)


def test_addresses_come_back():
    for settings in (
        SlopesSettings(curve="sine", at=1.0),
        SlopesSettings(curve="sine", at=2.5, surface="valley", part="two"),
        SlopesSettings().led_by("rosenbrock"),
    ):
        address = write_address(settings, SlopesSettings())
        assert read_address(address, SlopesSettings()) == (settings, {})
