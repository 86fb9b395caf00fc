"""What the tests share."""

import pytest

from gdcore import mnist


def pytest_addoption(parser):
    parser.addoption("--browser-must-run", action="store_true", help="fail where a browser test would be skipped")


@pytest.fixture(scope="session")
def digits():
    """The real MNIST, read once."""
    return mnist.load()
