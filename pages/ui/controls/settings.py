"""A page's settings: one frozen dataclass, shown as widgets, kept over reruns, written in the address.

The address is read here and not by Streamlit's `bind="query-params"`, which drops a bad value without
a word, knows only the values a slider shows, and writes options by their translated labels.
"""

import functools
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, NamedTuple, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.controls import echo
from pages.ui.controls.kinds import Kind, Number
from pages.ui.controls.links import mended, unknown
from pages.ui.language import language
from pages.ui.text import quote, t

S = TypeVar("S")
KEPT = ("lang",)  # what an address says beside the settings, and is not theirs


def setting(default: Any, kind: Kind) -> Any:
    """Declare a field of a settings dataclass."""
    return field(default=default, metadata={"kind": kind})


def kinds_of(settings: Any) -> dict[str, Kind]:
    """Return the kind of every field, by its name (of a settings dataclass or one of its instances)."""
    return {f.name: f.metadata["kind"] for f in fields(settings)}


def led(settings: S, base: S) -> S:
    """Return the base with what the leading choice brings along: another surface has another start.

    A settings dataclass with such a choice names it, `leader`, or several of them, and answers `led_by(value)`.
    """
    for name in leading(settings, base):
        base = base.led_by(getattr(settings, name))  # type: ignore[attr-defined]
    return base


def leading(settings: S, base: S) -> list[str]:
    """Return the names of the leading choices that differ from the base."""
    leader = getattr(base, "leader", ())
    names = (leader,) if isinstance(leader, str) else leader
    return [name for name in names if getattr(settings, name) != getattr(base, name)]


def _today(name: str, value: str, former: Mapping[str, str]) -> tuple[str, str]:
    """Return what a name and its value in an old link are called today."""
    if pair := former.get(f"{name}={value}"):
        name, _, value = pair.partition("=")
    return former.get(name, name), value


def read_address(address: Mapping[str, str], base: S) -> tuple[S, dict[str, str]]:
    """Take what an address says, over a base; return it with one sentence for each value that cannot be.

    A settings dataclass that has renamed a setting names the former one as well, `formerly`, or a former value
    ("view=surface"): old links stay good.
    """
    former: Mapping[str, str] = getattr(base, "formerly", {})
    address = dict(_today(name, value, former) for name, value in mended(address).items())
    given: dict[str, Any] = {}
    wrong: list[str] = []
    for name, kind in kinds_of(base).items():
        if name in address:
            value = kind.parse(address[name].strip())
            if kind.allows(value):
                given[name] = value
            else:
                wrong.append(name)
    settings = replace(led(replace(base, **given), base), **given)  # type: ignore[type-var]
    kinds = kinds_of(base)
    complaints = {
        name: kinds[name].complain(address[name], quote(address[name]), getattr(settings, name)) for name in wrong
    }
    if strange := unknown(address, [*kinds, "lesson"]):
        complaints["link"] = strange
    return settings, complaints


def write_address(settings: Any, base: Any) -> dict[str, str]:
    """Write what differs from the base, and from what the leading choice brings along."""
    usual, chosen = led(settings, base), leading(settings, base)
    return {
        name: kind.write(getattr(settings, name))
        for name, kind in kinds_of(settings).items()
        if getattr(settings, name) != getattr(usual, name) or name in chosen
    }


class Sent(NamedTuple):
    """What the page itself has put into a widget: what the browser sends back may be older."""

    run: int  # the one that draws it
    value: Any
    before: tuple[Any, ...]  # what the browser may still show


@dataclass
class Memory(Generic[S]):
    """What a visitor's session keeps of a page's settings."""

    settings: S  # the last good ones
    lesson: str = ""
    complaints: dict[str, str] = field(default_factory=dict)
    link: dict[str, str] = field(default_factory=dict)  # the address that was read last
    language: str = ""  # in which the widgets were drawn
    sent: dict[str, Sent] = field(default_factory=dict)  # by the setting's name
    # The run and the address, as they were last written: where the browser may still be.
    addresses: deque[tuple[int, dict[str, str]]] = field(default_factory=lambda: deque(maxlen=100))


class Controls(Generic[S]):
    """The settings of one page in one run of its script, known before the widgets are drawn.

    Args:
        page: the page's name.
        lessons: the settings a lesson starts from, by the lesson's name; "" are the page's defaults.
        arrived: whether the visitor has just come to the page.
    """

    def __init__(self, page: str, lessons: Mapping[str, S], arrived: bool) -> None:
        self.page, self.lessons = page, lessons
        self.memory: Memory[S] = st.session_state.setdefault(f"{page}.memory", Memory(lessons[""]))
        address = {name: value for name, value in st.query_params.to_dict().items() if name not in KEPT}
        if self._is_news(address, arrived):
            self._read_address(address)
        self._put_again()
        self._follow_language()
        self.complaints = dict(self.memory.complaints)
        self._read_widgets()
        self._write_address()

    @property
    def settings(self) -> S:
        """The settings, every one of them good."""
        return self.memory.settings

    def key(self, name: str) -> str:
        """Return the session's key of a widget."""
        return f"{self.page}.{name}"

    def take(self, settings: S, lesson: str | None = None) -> None:
        """Make these the settings, in the widgets too; in a callback, or before they are drawn.

        Args:
            settings: the new ones.
            lesson: the lesson they belong to; None leaves it as it is.
        """
        self.memory.settings = settings
        if lesson is not None:
            self.memory.lesson, self.memory.complaints = lesson, {}
        for name in kinds_of(settings):
            self._put(name, kinds_of(settings)[name].held(getattr(settings, name)))

    def change(self, **values: Any) -> None:
        """Set some settings, as if typed; in a callback. What cannot be is answered as if typed, too."""
        for name, value in values.items():
            self._put(name, kinds_of(self.settings)[name].held(value))

    def draw(self, *names: str, on_change: Callable[[], None] | None = None, complaints: bool = True) -> None:
        """Draw the widgets of some settings, each with what is wrong about it below, unless that stands elsewhere.

        A setting without an effect, as the others are, is left out: `settings.matters(name)` says so.
        """
        matters = getattr(self.settings, "matters", lambda name: True)
        for name in filter(matters, names):
            kind, held = kinds_of(self.settings)[name], st.session_state[self.key(name)]
            heard = functools.partial(self._heard, name, on_change) if on_change else None
            kind.widget(self.key(name), held, heard)
            if complaints:
                self.draw_complaint(name)
            if remark := kind.remark(held):
                st.warning(remark)

    def stops(self, name: str) -> tuple[float, ...]:
        """Return the stops of a setting's slider."""
        kind = kinds_of(self.settings)[name]
        assert isinstance(kind, Number)
        return kind.stops(self.key(name), getattr(self.settings, name))

    def draw_complaint(self, name: str) -> None:
        """Say what is wrong about a setting, or about the address's lesson ("lesson") or names ("link")."""
        if name in self.complaints:
            st.error(self.complaints[name])

    def _put(self, name: str, value: Any) -> None:
        """Put a value into a widget, and note what the browser may show until it has drawn it."""
        key, earlier = self.key(name), self.memory.sent.get(name)
        if key in st.session_state:
            late = earlier is not None and earlier.run > echo.seen()
            before = (*earlier.before, earlier.value) if earlier and late else ()
            self.memory.sent[name] = Sent(echo.coming(), value, (*before, st.session_state[key]))
        st.session_state[key] = value

    def _follow_language(self) -> None:
        """Keep everything when the language changes: a widget with other words is another one to Streamlit.

        What is in the widgets, even where it cannot be, is put into the new ones, and what was wrong with a link is
        said again.
        """
        memory, spoken = self.memory, language()
        if memory.language not in ("", spoken):
            for name in kinds_of(self.settings):
                if self.key(name) in st.session_state:
                    self._put(name, st.session_state[self.key(name)])
            fresh = self._complaints_of(memory.link)
            memory.complaints = {name: fresh.get(name, said) for name, said in memory.complaints.items()}
        memory.language = spoken

    def _is_late(self, name: str) -> bool:
        """Whether what the browser says of a setting is older than what the page has put there."""
        sent = self.memory.sent.get(name)
        return sent is not None and sent.run > echo.seen() and st.session_state.get(self.key(name)) in sent.before

    def _put_again(self) -> None:
        """Put again what the browser has not shown yet; but what was typed in the meantime counts, and is put back."""
        for name, sent in self.memory.sent.items():
            if sent.run <= echo.seen():
                continue
            key = self.key(name)
            value, before = st.session_state.get(key, sent.value), sent.before
            if self._is_late(name):
                value = sent.value
            elif value != sent.value:
                before = (sent.value,)
            st.session_state[key] = value
            self.memory.sent[name] = Sent(echo.present(), value, before)

    def _heard(self, name: str, on_change: Callable[[], None]) -> None:
        """Pass on that a widget was changed, unless that is only the browser being late."""
        if not self._is_late(name):
            on_change()

    def _is_news(self, address: dict[str, str], arrived: bool) -> bool:
        """Whether an address says something else than the page: it is a link, or the visitor went back or forward.

        An address that the page has written since what the browser shows is none: the browser is only late.
        """
        written = self.memory.addresses
        if not written:
            return bool(address)
        if getattr(get_script_run_ctx(), "is_history_navigation", False):
            return True
        if arrived:  # without an address, by the navigation: everything is as it was left
            return bool(address)
        shown = echo.seen()
        return all(address != at for run, at in written if run >= shown) and address != written[-1][1]

    def _read_address(self, address: dict[str, str]) -> None:
        lesson = mended(address).get("lesson", "").strip()
        settings, _ = read_address(address, self.lessons.get(lesson, self.lessons[""]))
        complaints = self._complaints_of(address)
        self.take(settings, lesson if lesson in self.lessons else "")
        self.memory.complaints, self.memory.link = complaints, address
        self.memory.addresses.append((echo.present(), address))

    def _complaints_of(self, address: dict[str, str]) -> dict[str, str]:
        """Say what cannot be in an address."""
        lesson = mended(address).get("lesson", "").strip()
        _, complaints = read_address(address, self.lessons.get(lesson, self.lessons[""]))
        if lesson not in self.lessons:
            complaints["lesson"] = t("There is no lesson {lesson}.", lesson=quote(lesson))
        return complaints

    def _read_widgets(self) -> None:
        """Take what the widgets hold; where that cannot be, keep the last good value and say so."""
        changed = {}
        for name, kind in kinds_of(self.settings).items():
            last = getattr(self.settings, name)
            held = st.session_state.setdefault(self.key(name), kind.held(last))
            value = kind.taken(held)
            if not kind.allows(value):
                self.complaints[name] = kind.complain(str(held or ""), kind.got(held), last)
            elif value != last:
                self.complaints.pop(name, None)
                self.memory.complaints.pop(name, None)
                changed[name] = value
        before = self.settings
        self.memory.settings = replace(before, **changed)  # type: ignore[type-var]
        self._follow(before, changed)

    def _follow(self, before: S, changed: Mapping[str, Any]) -> None:
        """Let what a leading choice brings along follow it, where it was as the choice before had brought it."""
        base = self.lessons[self.memory.lesson]
        was, now = led(before, base), led(self.settings, base)
        followers = {
            name: getattr(now, name)
            for name in kinds_of(base)
            if name not in changed and getattr(before, name) == getattr(was, name) != getattr(now, name)
        }
        if followers:
            self.memory.settings = replace(self.settings, **followers)  # type: ignore[type-var]
            self.change(**followers)
            self._put_again()

    def _write_address(self) -> None:
        """Write the address, also where it seems to stand already: what the browser sent may be older."""
        memory = self.memory
        wanted = {"lesson": memory.lesson} if memory.lesson else {}
        wanted |= write_address(memory.settings, self.lessons[memory.lesson])
        kept = {name: value for name, value in st.query_params.to_dict().items() if name in KEPT}
        st.query_params.from_dict(kept | wanted)
        memory.addresses.append((echo.present(), wanted))
