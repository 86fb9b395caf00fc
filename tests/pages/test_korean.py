"""Every page, view and lesson in Korean: nothing on the screen is left in English but names, formulas and code."""

import json
import re

import pytest

from pages.ui import language
from pages.ui.controls import echo
from pages.ui.controls.kinds import Choice
from pages.ui.controls.settings import kinds_of
from pages.ui.lessons.lessons import course
from pages.ui.shell import PAGES
from tests.pages.app import check, open_page
from tests.sentences import NAMES

NAMED = NAMES | {
    "English",
    "theta",
    "gdcore",
    "float",
    "nat",
    "Dauphin",
    "Home",
    "End",
    "Page",
    "Down",
    "Up",
    "Shift",
    "Esc",
    "nan",
}
FORMULAS = r"\b(?:min|max|mean)\(|두 값의 min|det |λ(?:max|min)|\([^()]*20\d\d\)"  # and sources, by their years
SAID = ("markdown", "caption", "title", "subheader", "error", "warning", "info", "success", "metric")
ASKED = (  # the value of these is an id, or what a visitor has typed
    "button", "selectbox", "slider", "select_slider", "text_input", "text_area", "button_group", "expander", "tab",
    "toggle",
)  # fmt: skip
# Of a chart's specification: what is written on it, wherever it stands.
WRITTEN = {"title", "text", "labelExpr", "description"}
COMPARED = re.compile(r"[=!]==? *'[^']*'")  # in an expression: nobody reads it


def written(spec):
    """The texts of a chart, out of its specification."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in WRITTEN and isinstance(value, str):
                yield " ".join(re.findall(r"'([^']*)'", COMPARED.sub("", value))) if key == "labelExpr" else value
            elif key != "datasets":
                yield from written(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from written(part)


def texts(app):
    """What a visitor reads, or hears."""
    for kind in (*SAID, *ASKED):
        for element in app.get(kind):
            if getattr(element, "key", None) == echo.BOX:
                continue  # nobody sees it
            for name in ("label", "help", "placeholder", *(["value"] if kind in SAID else [])):
                value = getattr(element, name, None)
                yield value if isinstance(value, str) else ""
            for option in getattr(element, "options", []) or []:
                yield str(option)
    for chart in app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart"):
        yield from written(json.loads(chart.proto.spec))
        yield chart.proto.alt
    for component in app.get("bidi_component"):
        yield from _of_component(component.proto)


def _of_component(proto):
    data = json.loads(proto.json or "{}") if proto.WhichOneof("data") == "json" else {}
    for name in ("words", "keys", "lines", "at", "groups", "speeds", "one", "many"):
        yield from _strings(data.get(name))


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part))


def english(text):
    """The English words of a text, without code, formulas, links and places."""
    text = re.sub(
        r"```.*?```|`[^`]*`|\$[^$]*\$|\{[^}]*\}|<[^>]*>|https?://\S+|:material/\w+:", " ", text, flags=re.DOTALL
    )
    text = re.sub(FORMULAS, " ", text)
    return [word for word in re.findall(r"[A-Za-z]{3,}", text) if word not in NAMED]


def left_in_english(app):
    found = {text: words for text in texts(check(app)) if (words := english(text))}
    return found


def views_of(page):
    """Addresses that show each view, part and choice of a page once."""
    app = open_page(page)
    if f"{page}.memory" not in app.session_state:
        return [{}]
    memory = app.session_state[f"{page}.memory"]
    found = [{}]
    for name, kind in kinds_of(memory.settings).items():
        if isinstance(kind, Choice):
            found += [{name: option} for option in kind.options if option != getattr(memory.settings, name)]
    return found


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_page_is_in_korean(page):
    app = open_page("" if page == "home" else page, lang="ko")
    assert left_in_english(app) == {}


def test_there_is_something_to_read():
    """The walk sees what each kind of element says: an English page is full of English."""
    found = left_in_english(open_page("line_fit"))
    for said in ("First step", "Learning rate η", "Play (space)", "slope m", "English sentence that nobody says"):
        assert any(said in text for text in found) == ("nobody" not in said), (said, list(found))


@pytest.mark.slow
@pytest.mark.parametrize("page", [page.name for page in PAGES if page.name not in {"home", "join"}])
def test_every_view_of_a_page_is_in_korean(page):
    assert {
        str(view): found for view in views_of(page) if (found := left_in_english(open_page(page, lang="ko", **view)))
    } == {}


@pytest.fixture
def speaking_korean(monkeypatch):
    """The test's own side of a page writes choices as the visitor's page does when it sends them."""
    return lambda: monkeypatch.setattr(language._Visitor, "speaks", staticmethod(lambda: "ko"))


@pytest.mark.slow
@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)
def test_a_lesson_is_in_korean(lesson, speaking_korean):
    app = open_page(lesson.page, lang="ko", lesson=lesson.name)
    assert left_in_english(app) == {}
    speaking_korean()
    reveal = [button for button in app.button if button.key == "lesson-reveal"]
    assert left_in_english(reveal[0].click().run()) == {}
