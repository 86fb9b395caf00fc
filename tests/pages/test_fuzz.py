"""Two thousand addresses and values in widgets over every page: no error, no long run, no number that is none.

Drawn at random from what settings can and cannot be, with one seed: the same ones every time.
"""

import math
import random
import re
import time

import pytest

from pages.parts.blind.settings import BlindSettings
from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.race.settings import RaceSettings
from pages.parts.room.settings import RoomSettings
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.controls.formula import CurveFormula, Formula
from pages.ui.controls.kinds import Choice, Number, Several
from pages.ui.controls.points import Points
from pages.ui.controls.row import Row
from pages.ui.controls.settings import kinds_of
from pages.ui.lessons.lessons import course
from tests.pages.app import open_page

pytestmark = pytest.mark.slow

SETTINGS = {
    "slopes": SlopesSettings(), "losses": LossesSettings(), "neuron": NeuronSettings(), "line_fit": LineFitSettings(),
    "landscape": LandscapeSettings(), "blind": BlindSettings(), "race": RaceSettings(), "mnist": MnistSettings(),
    "room": RoomSettings(),
}  # fmt: skip
RUNS = {"slopes": 260, "losses": 260, "neuron": 260, "line_fit": 260, "landscape": 260, "blind": 200, "race": 220,
        "mnist": 200, "room": 60, "home": 60, "join": 60}  # fmt: skip
FROM_ANEW = 20  # runs of one visit
LONGEST = 2.0  # seconds of processor, of one run
STRANGE = ["", " ", "0", "-0", "nan", "inf", "-inf", "1e308", "-1e308", "1e-320", "1e400", "1_0", "0x10", "٣", "−1/3",
           "1,5", "2·10⁻³", "<script>alert(1)</script>", "'; drop table", "../../etc/passwd", "\x00", "%00", "x" * 3000,
           "{n}", "{0.__class__}", "True", "None", "[]", "1;2;3", "😀", "$x$", "**b**"]  # fmt: skip
CURVES = ["x^2", "sin(1/x)", "1/x", "exp(x^9)", "log(x)", "sqrt(-x)", "tanh(1e9*x)", "abs(x)^0.1", "1e308*x", "x^-9",
          "max(0, x-4.5)", "1e-323*x", "0", "x^x", "((((x))))", "x +", "y", "__import__('os')", "9^9^9^9"]  # fmt: skip
SURFACES = [*CURVES, "x*y", "x^2 + 1e6*y^2", "max(0,x+y-8)", "tanh(1e9*(x-4.5))", "1/(x*y)", "exp(x*y)", "sin(50*x)*y",
            "x^20 + y^20", "(x-1)^2*0 + y"]  # fmt: skip
NO_NUMBER = re.compile(r"(?<![\w{\\])[-−]?(nan|inf|NaN|Infinity)(?![\w}])")


def value_of(kind, dice):
    """Return a text for a setting: what can be, what lies at and beyond its limits, or anything."""
    if dice.random() < 0.25:
        return dice.choice(STRANGE)
    if isinstance(kind, Choice):
        return dice.choice(list(kind.options))
    if isinstance(kind, Several):
        return ",".join(dice.sample(list(kind.options), dice.randint(1, len(kind.options))))
    if isinstance(kind, CurveFormula):
        return dice.choice(CURVES)
    if isinstance(kind, Formula):
        return dice.choice(SURFACES)
    if isinstance(kind, Points):
        scale = 10.0 ** dice.randint(-6, 6)
        n = dice.randint(1, 12)
        return ";".join(f"{scale * dice.gauss(0, 1):.4g},{scale * dice.gauss(0, 1):.4g}" for _ in range(n))
    if isinstance(kind, Row):
        return " ".join(f"{dice.uniform(kind.low, kind.high):.4g}" for _ in range(dice.randint(0, kind.most + 1)))
    if not isinstance(kind, Number):  # moves of a walk in the dark
        return ",".join(f"{dice.choice(['', 'r'])}{dice.gauss(0, 2):.3g}" for _ in range(dice.randint(0, 14)))
    between = dice.uniform(kind.low, kind.high)
    if kind.low > 0 and dice.random() < 0.5:
        between = math.exp(dice.uniform(math.log(kind.low), math.log(kind.high)))
    whole = dice.choice([kind.low, kind.high, between, round(between), 2 * kind.high, kind.low - 1])
    return kind.write(whole) if dice.random() < 0.5 else f"{whole:.6g}"


def address_of(page, dice):
    kinds = kinds_of(SETTINGS[page]) if page in SETTINGS else {}
    names = dice.sample(list(kinds), min(len(kinds), dice.randint(1, 6)))
    address = {name: value_of(kinds[name], dice) for name in names}
    if dice.random() < 0.2:
        address["lesson"] = dice.choice([*(lesson.name for lesson in course().lessons), *STRANGE])
    for name in ("frame", "present", "lang", "host", "room", "code", "unknown"):
        if dice.random() < 0.1 or (not kinds and dice.random() < 0.4):
            address[name] = dice.choice(["1", "en", "99999999", *STRANGE])
    return address


def turn_a_widget(app, page, dice):
    """Put something into one box or slider that is on the page; return where and what, or None without any."""
    kinds = kinds_of(SETTINGS[page]) if page in SETTINGS else {}
    boxes = [box for box in [*app.text_input, *app.select_slider, *app.selectbox] if box.key and not box.disabled]
    boxes = [box for box in boxes if box.key.partition(".")[2] in kinds]
    if not boxes:
        return None
    box = dice.choice(boxes)
    kind = kinds[box.key.partition(".")[2]]
    if not hasattr(box, "options"):
        value = value_of(kind, dice)
    elif isinstance(kind, Choice):
        value = dice.choice(list(kind.options))
    else:
        value = dice.choice([stop for stop in kind.ladder if kind.show(stop) in box.options] or [box.value])
    box.set_value(value)
    return box.key, value


def look_at(app, what):
    """Fail for an error, and for a number that is none in any text or figure."""
    assert [[e.message, *e.stack_trace] for e in app.exception] == [], what
    texts = [each.value for each in (*app.markdown, *app.metric, *app.caption, *app.error, *app.warning, *app.info)]
    texts += [html.proto.body for html in app.main.get("html")]
    for text in texts:
        if "ln 0" in str(text) or re.search(r"\(nan\)|\bis nan|class=\"bad\">nan", str(text)):
            continue  # what comes of forgetting to guard a loss is what is said there
        found = NO_NUMBER.search(re.sub(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|'[^']*'", "", str(text)))
        assert not found, (what, text[max(0, found.start() - 60) :][:160])


@pytest.mark.parametrize("page", RUNS)
def test_no_address_and_no_widget_breaks_a_page(page):
    dice = random.Random(page)
    open_page("" if page == "home" else page)  # what is read and drawn once for all
    slow, app = [], None
    for k in range(RUNS[page]):
        if k % FROM_ANEW == 0:
            app = open_page("" if page == "home" else page)
        turned = turn_a_widget(app, page, dice) if k % 2 else None
        what = turned or address_of(page, dice)
        if not turned:
            app.query_params.clear()
            for name, value in what.items():
                app.query_params[name] = value
        start = time.process_time()
        app.run()
        if time.process_time() - start > LONGEST:
            slow.append((what, time.process_time() - start))
        look_at(app, what)
    assert slow == []


def test_there_are_two_thousand():
    assert sum(RUNS.values()) >= 2000
