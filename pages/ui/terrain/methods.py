"""The seven methods as the pages name and draw them: one name, one colour and one dash each, on every page."""

from collections.abc import Iterable

from pages.ui.charts.descent import Runs
from pages.ui.charts.house import METHODS
from pages.ui.terrain.names import named as named  # asked for here too


def looks(methods: Iterable[str], dark: bool) -> Runs:
    """Return how the runs of some methods are told apart in a chart."""
    methods = tuple(methods)
    looks = [METHODS[method] for method in methods]
    colours = tuple(on_dark if dark else on_light for on_light, on_dark, _ in looks)
    return Runs(methods, colours, tuple(dash for _, _, dash in looks))
