"""What the tests share."""

import pytest

from gdcore import mnist


@pytest.fixture(scope="session")
def digits():
    """The real MNIST, read once."""
    return mnist.load()
