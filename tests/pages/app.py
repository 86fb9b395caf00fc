"""The app by AppTest, as the tests of its pages use it."""

from streamlit.testing.v1 import AppTest

from pages.ui.controls.formula import CurveFormula, Formula
from pages.ui.controls.kinds import Choice, Number, Several
from pages.ui.controls.points import Points
from pages.ui.controls.row import Row, written

SLOW = 60  # seconds, for a cold machine


def open_page(name="", **address):
    """Open a page as a link does."""
    app = AppTest.from_file("../../app.py", default_timeout=SLOW)
    for key, value in address.items():
        app.query_params[key] = value
    if name:
        app.switch_page(f"pages/{name}.py")
    return app.run()


def button(app, label):
    (found,) = [b for b in app.button if b.label == label]
    return found


def opened(app, popover):
    """Open a popover that draws what is in it only while it is open."""
    app.session_state[popover] = True
    return app.run()


def metrics(app):
    return {m.label: m.value for m in app.metric}


def check(app):
    assert [e.message for e in app.exception] == []
    return app


def opened_at_limits(page, name, kind, beside):
    """Open a page with one setting at and beyond its limits; what cannot be must get its one sentence."""
    good, bad = {
        Choice: lambda: (list(kind.options), ["", "<b>no</b>", "x" * 300]),
        Number: lambda: ([kind.write(kind.low), kind.write(kind.high)],
                         [kind.write(kind.low - 1), kind.write(kind.high * 10 + 1), "much"]),
        Several: lambda: ([*kind.options][:2], ["", "<b>no</b>", "Adam,Adam", "x" * 300]),
        Points: lambda: (["0,0;1,1", "0,0;1,1;" * 250], ["0,0", "<b>;<i>", "0,0;1,1;" * 251]),
        CurveFormula: lambda: (["x", "1", "x^20"], ["", "<b>x</b>", "x + y", "x" * 201, "__import__('os')"]),
        Row: lambda: ([written([kind.low] * kind.fewest), written([kind.high] * kind.most)],
                      ["", "<b>x</b>", "inf " * kind.fewest, written([kind.high + 1] * kind.fewest),
                       written([kind.low] * (kind.most + 1))]),
        Formula: lambda: (["x", "1", "x^20 + y^20"], ["", "<b>x</b>", "x + z", "x" * 201, "__import__('os')"]),
    }[type(kind)]()  # fmt: skip
    for value in good:
        app = check(open_page(page, **beside | {name: value}))
        assert [e.value for e in app.error] == []
        yield app
    for value in bad:
        app = check(open_page(page, **beside | {name: value}))
        (said,) = [e.value for e in app.error]
        assert said.startswith(kind.label) if isinstance(kind, Formula) else kind.rule() in said
        assert "<" not in said
        assert len(said) < 260
        yield app
