"""Garbage is collected in rounds: what was frozen when it was still in use is given back later."""

import gc
import weakref

import pytest
from streamlit import config

from pages.ui import housekeeping


class Circle:
    """Garbage that only a collection finds."""

    def __init__(self):
        self.me = self


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_a_round_collects_what_has_come_since_the_last():
    gone = weakref.ref(Circle())
    housekeeping.round_of(1)
    assert gone() is None


def test_what_was_frozen_in_use_is_collected_when_everything_is_looked_at():
    held = Circle()
    housekeeping.round_of(1)
    gone = weakref.ref(held)
    del held
    housekeeping.round_of(2)
    assert gone() is not None  # frozen: not looked at
    housekeeping.round_of(housekeeping.ALL)
    assert gone() is None


def test_the_theme_that_is_remembered_is_the_one_that_is_set_and_a_changed_one_is_seen(monkeypatch):
    monkeypatch.setattr(config, "get_options_for_section", config.get_options_for_section)
    sections = ("theme", "theme.light", "theme.dark", "theme.sidebar")
    before = [config.get_options_for_section(section) for section in sections]
    housekeeping.remember_the_theme()
    assert [config.get_options_for_section(section) for section in sections] == before
    was = config.get_option("theme.primaryColor")
    try:
        config.set_option("theme.primaryColor", "#123456")
        config._on_config_parsed.send()  # as when the file is read again
        assert config.get_options_for_section("theme")["primaryColor"] == "#123456"
    finally:
        config.set_option("theme.primaryColor", was)
