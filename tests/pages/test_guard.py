"""Whatever a picture raises, the settings that led to it can still be changed."""

import importlib

import pytest

from pages.ui import guard
from tests.pages.app import open_page

PICTURES = ["line_fit", "landscape", "race", "slopes", "losses", "neuron", "mnist"]


@pytest.mark.parametrize("page", PICTURES)
def test_a_picture_that_cannot_be_drawn_costs_a_sentence_and_the_settings_stay(page, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("/srv/secret")

    monkeypatch.setattr(guard, "shows_through", False)
    monkeypatch.setattr(importlib.import_module(f"pages.parts.{page}.panel"), "show", broken)
    app = open_page(page)
    assert [e.message for e in app.exception] == []
    (said,) = [e.value for e in app.error]
    assert said.startswith("This cannot be drawn with these settings.")
    assert len(app.sidebar) > 0
