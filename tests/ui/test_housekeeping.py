"""Garbage is collected in rounds: what was frozen when it was still in use is given back later."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from pages.ui import housekeeping

ROOT = Path(__file__).resolve().parents[2]


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


def test_the_front_page_does_without_altair():
    code = """
import sys
from streamlit.testing.v1 import AppTest
from pages.ui import housekeeping
housekeeping.begin = lambda: None  # it imports it in the background
app = AppTest.from_file("app.py", default_timeout=60).run()
assert not app.exception and app.title, app.exception
print("altair" in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split()[-1:] == ["False"]
