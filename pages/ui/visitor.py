"""Which language a visitor reads, and the switch for it in the header of every page.

The address says it (`?lang=ko`), or else what was chosen before in this visit, or else the browser's own language. What
was said or chosen stands in the address from then on, so that a link has it.
"""

import threading
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.controls import echo
from pages.ui.language import ENGLISH, ask_with, catalogs, language
from pages.ui.text import quote, t

LANG = "lang"  # in addresses
SPOKEN, CHOSEN, STRANGE = "visitor.spoken", "visitor.chosen", "visitor.strange"
WRITTEN, MOST_WRITTEN = "visitor.written", 100  # what the address said after each of the last runs
SWITCH = "visitor.switch"
_answering = threading.local()  # a run of a page is one thread: its language is looked up once


def begin() -> None:
    """Find the visitor's language, before the first word is said."""
    state = st.session_state
    asked = st.query_params.get(LANG)
    if asked is not None and _is_news(asked):
        known = asked.strip().lower()
        state[STRANGE] = None if known in catalogs() else asked
        if known in catalogs():
            state[CHOSEN] = known
    state[SPOKEN] = state.get(CHOSEN) or _of_browser()
    _answering.run = None


def end() -> None:
    """Put into the address what was said or chosen."""
    chosen = st.session_state.get(CHOSEN)
    if chosen and st.query_params.get(LANG) != chosen:
        st.query_params[LANG] = chosen
    written: list[Any] = st.session_state.setdefault(WRITTEN, [])
    written.append((echo.present(), st.query_params.get(LANG)))
    del written[:-MOST_WRITTEN]


def switch() -> None:
    """Draw the switch; and say so where a link asks for a language that is not there."""
    names = {code: catalog.name for code, catalog in catalogs().items()}
    st.session_state[SWITCH] = language()
    with st.container(key="language"):
        st.segmented_control(
            t("Language"),
            list(names),
            format_func=names.__getitem__,
            key=SWITCH,
            on_change=_choose,
            label_visibility="collapsed",
            required=True,
        )
    if strange := st.session_state.get(STRANGE):
        st.warning(
            t(
                "There is no language {asked} here; lang must be one of {codes}.",
                asked=quote(strange),
                codes=", ".join(names),
            )
        )


def spoken() -> str | None:
    """Return the language of the visitor whose page this thread draws; None outside of a page."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return None
    if getattr(_answering, "run", None) is not run:
        found = st.session_state.get(SPOKEN)
        if found is None:
            return None
        _answering.run, _answering.language = run, found
    return str(_answering.language)


def _choose() -> None:
    st.session_state[CHOSEN] = st.session_state[SWITCH]
    st.session_state[STRANGE] = None


def _is_news(asked: str) -> bool:
    """Whether an address says another language than this page has written: the browser may only be late."""
    if getattr(get_script_run_ctx(), "is_history_navigation", False):
        return True
    written = st.session_state.get(WRITTEN, ())
    shown = echo.seen()
    return all(asked != was for run, was in written if run >= shown) and (not written or asked != written[-1][1])


def _of_browser() -> str:
    """Return the browser's language, where there is a catalog for it: "ko-KR" is Korean."""
    code = (st.context.locale or ENGLISH).replace("_", "-").split("-")[0].lower()
    return code if code in catalogs() else ENGLISH


ask_with(spoken)
