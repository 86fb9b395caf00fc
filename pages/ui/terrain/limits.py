"""How many steps a typed function is given."""

from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui.terrain.options import OWN
from pages.ui.text import number, t


def at_most(settings: Any, most: int) -> Any:
    """Return a page's settings with no more steps than a typed function is given.

    Its gradient takes four evaluations a step. What a long formula in an address may cost the server is limited here,
    so that it takes no other visitor's time.

    Args:
        settings: with a surface and a number of steps.
        most: steps.
    """
    return replace(settings, steps=most) if settings.surface == OWN and settings.steps > most else settings


def say_when_limited(settings: Any, most: int) -> None:
    """Say so where `at_most` takes steps away."""
    if at_most(settings, most) is not settings:
        st.warning(t("A typed function is given at most {most} steps here.", most=number(most)))
