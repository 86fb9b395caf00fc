"""The seven methods as the pages name them; apart from how they are drawn, which takes long to import."""

from gdcore.optimizers import OPTIMIZERS
from pages.ui.text import t

NAMES = {"GradientDescent": "Gradient descent"} | {name: name for name in OPTIMIZERS if name != "GradientDescent"}


def named(method: str) -> str:
    """Return the name of a method, given that of its class."""
    return t(NAMES[method])
