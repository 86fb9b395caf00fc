"""The anatomy of an update: its table, its lines with numbers, and the view on a page."""

import json
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from gdcore.descent import descend
from gdcore.optimizers import OPTIMIZERS, AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.rule_lines import part_lines, rule_lines
from gdcore.surfaces import SURFACES
from pages.parts.race.anatomy.tables import anatomy_table, round_above
from pages.parts.race.anatomy.view import anatomy_of
from pages.ui.charts.house import TONES
from pages.ui.play.playback import FOLDER
from pages.ui.tables.descent import shown_steps
from pages.ui.tables.printed import Printed
from tests import calculator
from tests.calculator import filled

RULES = {
    "GradientDescent": GradientDescent(0.3),
    "Momentum": Momentum(0.05, 0.8),
    "Nesterov": Nesterov(0.05, 0.7),
    "AdaGrad": AdaGrad(0.5),
    "RMSProp": RMSProp(0.05, 0.8),
    "Adam": Adam(0.1, 0.8, 0.95),
    "AdamW": AdamW(0.1, 0.8, 0.95, weight_decay=0.05),
}
SCALING = ("AdaGrad", "RMSProp", "Adam", "AdamW")
every_rule = pytest.mark.parametrize("name", OPTIMIZERS)


def run(name, steps=40, start=(-7, 2)):
    return descend(SURFACES["valley"], RULES[name], start, steps)


def table_of(name, path):
    return anatomy_table(RULES[name], path, shown_steps(len(path.losses) - 1))


def points(table, name):
    return table[[f"{name}_x", f"{name}_y"]].to_numpy(float)


@every_rule
def test_the_arrows_lead_end_to_end_from_one_point_of_the_path_to_the_next(name):
    path = run(name)
    table = table_of(name, path)
    parts = [part for part in part_lines(RULES[name]) if part != "step"]
    np.testing.assert_array_equal(points(table, parts[-1]), points(table, "step"))
    taken = points(table, "step") * table[["unit"]].to_numpy()
    np.testing.assert_allclose(taken[:-1], np.diff(path.thetas, axis=0), rtol=1e-5, atol=1e-6 * table["unit"].max())


@pytest.mark.parametrize("name", ["Momentum", "Nesterov"])
def test_at_rest_the_whole_step_is_the_gradients_and_then_memory_adds_its_share_of_the_velocity(name):
    path = run(name)
    table, rule = table_of(name, path), RULES[name]
    np.testing.assert_array_equal(points(table, "gradient")[0], points(table, "memory")[0])
    added = (points(table, "memory") - points(table, "gradient")) * table[["unit"]].to_numpy()
    share = rule.momentum if name == "Momentum" else rule.momentum**2
    np.testing.assert_allclose(added, share * path.states["velocity"], atol=1e-6)


def test_the_decay_is_minus_eta_lambda_theta():
    path = run("AdamW")
    table = table_of("AdamW", path)
    shrunk = (points(table, "decay") - points(table, "memory")) * table[["unit"]].to_numpy()
    np.testing.assert_allclose(shrunk, -0.1 * 0.05 * path.thetas, atol=1e-6)


@every_rule
def test_in_every_frame_the_arrows_fill_the_picture_and_stay_in_it(name):
    table = table_of(name, run(name, steps=200))
    tips = np.abs([points(table, part) for part in part_lines(RULES[name])])
    assert tips.max() <= 1
    assert tips.max(axis=(0, 2)).min() > 0.59


def test_a_unit_is_a_round_number_not_below():
    sizes = np.geomspace(1e-300, 1e300, 997)
    above = round_above(sizes)
    assert (above >= sizes).all()
    assert (above < 1.67 * sizes).all()
    assert {f"{value:e}".split("e")[0].rstrip("0") for value in above} == {"1.", "1.5", "2.", "3.", "5.", "7."}
    assert np.isnan(round_above(np.array([np.inf, np.nan, 1.7e308]))).tolist() == [True, True, True]


@pytest.mark.parametrize("name", SCALING)
def test_the_squares_are_what_the_rule_divides_by_and_fit_the_dashed_one(name):
    path = run(name)
    table = table_of(name, path)
    squares = points(table, "squares")
    sides = np.sqrt(squares)
    assert (sides <= table[["side"]].to_numpy() * (1 + 1e-12)).all()
    first = np.abs(path.gradients[0])
    # All of them begin with the first gradient alone; RMSProp takes only the share 1 - rho of its square.
    np.testing.assert_allclose(sides[0], first * (np.sqrt(0.2) if name == "RMSProp" else 1), rtol=1e-12)
    if name == "AdaGrad":
        np.testing.assert_allclose(squares, np.cumsum(path.gradients**2, axis=0), rtol=1e-12)


@pytest.mark.parametrize("name", SCALING)
def test_the_step_of_plain_descent_keeps_its_direction_and_says_how_much_of_it_is_cut(name):
    path = run(name)
    table, rate = table_of(name, path), RULES[name].learning_rate
    whole = points(table, "plain") * table[["beyond"]].to_numpy() * table[["unit"]].to_numpy()
    np.testing.assert_allclose(whole, -rate * path.gradients, rtol=1e-5, atol=1e-9)
    reach = np.abs(points(table, "plain")).max(axis=1)
    assert reach.max() <= 1
    cut = table["beyond"] > 1
    assert cut.any()
    np.testing.assert_allclose(reach[cut], 1, rtol=1e-6)


def test_a_rule_without_memory_or_squares_has_no_columns_for_them():
    table = table_of("GradientDescent", run("GradientDescent"))
    assert not [column for column in table if column.startswith(("memory", "decay", "squares", "plain"))]


@every_rule
def test_what_overflows_is_not_drawn_and_its_numbers_say_so(name):
    rule = RULES[name]
    path = descend(SURFACES["rosenbrock"], rule, (1e150, 1), 6)
    made = anatomy_of(rule, path)
    parts = part_lines(rule)
    gone = ~np.isfinite(path.gradients).all(axis=1)
    assert gone.any()
    for part in parts:
        assert np.isnan(points(made.table, part)[gone]).all()
    assert made.table["unit"][gone].isna().all()
    said = {
        made.values[f"{name}_{c}"][-1] for name in ("theta", "g", "step") for c in "xy" if f"{name}_x" in made.values
    }
    assert said & {"∞", "−∞", "not a number"}


def test_a_run_that_stands_has_no_unit_and_no_arrow():
    table = anatomy_table(RULES["Adam"], descend(SURFACES["bowl"], RULES["Adam"], (0, 0), 3), shown_steps(3))
    assert (table["unit"] == 0).all()
    assert np.isnan(points(table, "step")).all()
    assert (table["side"] == 0).all()


@every_rule
def test_what_the_lines_say_is_what_the_calculator_says(name):
    made = anatomy_of(RULES[name], run(name))
    printed = Printed([line for group in made.groups for line in group], made.values)
    for frame in range(41):
        lines = filled(printed, frame)
        assert not [line for line in lines if "{" in line]
        equations = [each for line in lines for each in calculator.equations(line)]
        assert len(equations) == 2 * len(rule_lines(RULES[name]))
        for how, sign, result in equations:
            assert (sign == "=" and calculator.agrees(how, result)) or (
                sign == "≈" and calculator.within_rounding(how, result)
            ), f"{how} {sign} {result}"


@every_rule
def test_the_arrows_add_up_as_they_are_printed(name):
    made = anatomy_of(RULES[name], run(name))
    printed = Printed(made.groups[-1][1:], made.values)
    for frame in range(41):
        arrows = [re.search(r"\((\S+), (\S+)\)$", line) for line in filled(printed, frame)]
        for coordinate in (1, 2):
            *parts, step = [arrow[coordinate] for arrow in arrows]
            if len(parts) > 1:
                assert calculator.agrees(" + ".join(f"({part})" for part in parts), step)


def test_known_numbers_of_the_first_steps():
    # On x² + y² from (−3, 4): g = (−6, 8), then v = (0.6, −0.8) and g = (−4.8, 6.4).
    rule = Momentum(0.1, 0.5)
    made = anatomy_of(rule, descend(SURFACES["bowl"], rule, (-3, 4), 2))
    velocity, theta, arrows = [filled(Printed(group, made.values), 1) for group in made.groups]
    assert velocity == ["v ← βv − ηg", "x:  0.5 × 0.6 − 0.1 × (−4.8) = 0.78", "y:  0.5 × (−0.8) − 0.1 × 6.4 = −1.04"]
    assert theta == ["θ ← θ + v", "x:  −2.4 + 0.78 = −1.62", "y:  3.2 + (−1.04) = 2.16"]
    assert arrows[1:] == ["−ηg = (0.48, −0.64)", "βv = (0.3, −0.4)", "step = (0.78, −1.04)"]


def test_a_long_run_has_the_numbers_of_the_steps_that_are_frames():
    rule = GradientDescent(0.001)
    path = descend(SURFACES["bowl"], rule, (-3, 4), 5000)
    made, shown = anatomy_of(rule, path), shown_steps(5000)
    assert len(made.table) == len(shown) == len(made.values["theta_x"])
    for frame in (0, 299, 450, len(shown) - 1):
        said = [float(calculator.read(made.values[name][frame]).value) for name in ("theta_y", "next_theta_y")]
        assert said == pytest.approx(path.thetas[shown[frame], 1] * np.array([1, 0.998]), rel=1e-4)


@every_rule
def test_every_colour_of_a_line_is_known_to_the_page(name):
    made = anatomy_of(RULES[name], run(name, steps=1))
    style = (FOLDER / "playback.css").read_text()
    tones = {tone for group in made.groups for line in group for tone in re.findall(r"\|(\w+)\}", line)}
    assert tones
    for tone in tones:
        assert tone in TONES
        assert f"var(--tone-{tone})" in style


def page(name, steps, start, rate):
    from gdcore.descent import descend
    from gdcore.optimizers import OPTIMIZERS
    from gdcore.surfaces import SURFACES
    from pages.parts.race.anatomy import view as anatomy
    from pages.ui.play import playback
    from pages.ui.tables.descent import shown_steps

    rule = OPTIMIZERS[name](rate)
    path = descend(SURFACES["rosenbrock"], rule, start, steps)
    playback.show("race", len(shown_steps(steps)), {}, "", [], False)
    anatomy.show("race", rule, path, "The method", False)


def shown_page(name, steps=200, start=(-1.2, 1), rate=0.001):
    app = AppTest.from_function(page, args=(name, steps, start, rate), default_timeout=60).run()
    assert [e.message for e in app.exception] == []
    return app


def sent(app):
    """What the lines that follow the bar get."""
    (data,) = [data for e in app.get("bidi_component") if "groups" in (data := json.loads(e.proto.json))]
    return data


@every_rule
def test_the_view_shows_each_method_with_its_source(name):
    app = shown_page(name)
    assert app.markdown[0].value.startswith("**The method:** ")
    code = [block.value for block in app.code]
    assert len(code) == (2 if name == "AdamW" else 1)
    assert all("return" in lines and "self.learning_rate" in lines for lines in code)
    assert len(app.get("vega_lite_chart")) == 1
    assert len(sent(app)["groups"]) == {"GradientDescent": 2, "Adam": 6, "AdamW": 6}.get(name, 3)


@every_rule
def test_what_is_sent_for_two_hundred_steps_is_light(name):
    assert len(json.dumps(sent(shown_page(name)))) < 60_000


@every_rule
@pytest.mark.parametrize(
    ("steps", "start", "rate"),
    [(0, (-1.2, 1), 0.1), (1, (1, 1), 0.1), (200, (-1.2, 1), 10.0), (3, (1e308, 1e308), 1.0)],
)
def test_the_view_bears_runs_that_stand_or_overflow(name, steps, start, rate):
    assert sent(shown_page(name, steps, start, rate))["values"]


def test_a_column_that_is_another_one_frame_on_is_sent_once():
    packed = sent(shown_page("Momentum", steps=60))["values"]
    assert packed["next_v_x"]["like"] == "v_x"
    assert len(packed["next_v_x"]["but"]) < 30
    # Of a thinned run most frames are not followed by their next step.
    thinned = sent(shown_page("Momentum", steps=5000))["values"]
    assert len(thinned["next_v_x"].split("|")) == len(shown_steps(5000))


def unpacked(name, values):
    """What the bar makes of a column that was sent."""
    if isinstance(values[name], str):
        column = values[name].split("|")
    else:
        column = unpacked(values[name]["like"], values)[values[name]["shift"] :]
        for frame, text in sorted((int(frame), text) for frame, text in values[name]["but"].items()):
            column[frame : frame + 1] = [text]
    return column


@every_rule
def test_what_is_sent_is_what_was_written(name):
    values = sent(shown_page(name))["values"]
    rule = OPTIMIZERS[name](0.001)
    whole = anatomy_of(rule, descend(SURFACES["rosenbrock"], rule, (-1.2, 1), 200)).values
    assert values.keys() == whole.keys()
    for column, texts in whole.items():
        assert [on_paper(text) for text in unpacked(column, values)] == texts


def on_paper(text):
    """What the bar writes for a text that was sent."""
    if not (found := re.fullmatch(r"(-?)([\d.]+)e(-?\d+)", text)):
        return text.replace("-", "−")
    ten = "10" + found[3].translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return found[1].replace("-", "−") + (ten if found[2] == "1" else f"{found[2]}·{ten}")
