"""What the tests share."""

import pytest

from gdcore import mnist
from pages.ui import guard


def pytest_addoption(parser):
    parser.addoption("--browser-must-run", action="store_true", help="fail where a browser test would be skipped")
    parser.addoption("--slow", action="store_true", help="run the slow tests too: random runs and measurements")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="slow: ask for it with --slow"))


@pytest.fixture(scope="session")
def digits():
    """The real MNIST, read once."""
    return mnist.load()


@pytest.fixture(autouse=True)
def errors_show_through(monkeypatch):
    """Let an error in a picture fail the test that draws it, where a visitor would see a sentence."""
    monkeypatch.setattr(guard, "shows_through", True)
