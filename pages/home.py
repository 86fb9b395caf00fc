"""The front page: the course in the order of a lecture, the pages as its laboratory, and handouts to print."""

import streamlit as st

from pages.parts.home import motion
from pages.parts.home.settings import DEFAULTS
from pages.ui import shell
from pages.ui.lessons import front
from pages.ui.text import t

shell.enter("home")
course = front.usable(DEFAULTS)
dark = st.context.theme.type == "dark"
st.title(t("Gradient descent, in a classroom"))
st.markdown(
    t(
        "A dashboard to project in a lecture and to open at home. Every number on it is computed while you look, "
        "every setting is in the address bar, so any picture can be sent as a link."
    )
)
motion.show(dark)
front.doors(course)
st.page_link(shell.FOLDER / "join.py", label=t("Take part with a phone: type a room's code"))
front.show(course, dark)
st.subheader(t("The laboratory"))
with st.container(key="cards"):
    others = [page for page in shell.PAGES[1:] if not page.bare]
    for first in range(0, len(others), 2):
        for column, page in zip(st.columns(2), others[first : first + 2], strict=False):
            with column.container(border=True, height="stretch"):
                st.page_link(shell.FOLDER / f"{page.name}.py", label=t(page.title))
                st.markdown(t(page.promise))
front.handouts(course)
