"""The seven methods as the pages name and draw them: one name, one colour and one dash each, on every page."""

from collections.abc import Iterable

from pages.ui.charts.descent import Runs
from pages.ui.charts.house import METHODS
from pages.ui.text import t

NAMES = {"GradientDescent": "Gradient descent"} | {name: name for name in METHODS if name != "GradientDescent"}


def named(method: str) -> str:
    """Return the name of a method, given that of its class."""
    return t(NAMES[method])


def looks(methods: Iterable[str], dark: bool) -> Runs:
    """Return how the runs of some methods are told apart in a chart."""
    methods = tuple(methods)
    return Runs(methods, tuple(METHODS[m][dark] for m in methods), tuple(METHODS[m][2] for m in methods))
