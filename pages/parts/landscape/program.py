"""The few lines of Python that repeat a run of the page without it."""

from pages.parts.landscape.run import LandscapeRun
from pages.ui.terrain.program import program_head


def program(live: LandscapeRun) -> str:
    """Write the few lines of Python that repeat the descent with the core."""
    s = live.settings
    rule = f"Momentum({s.learning_rate}, {s.momentum})" if s.momentum else f"GradientDescent({s.learning_rate})"
    lines = program_head(s, [type(live.rule).__name__])
    lines.append(f"path = descend(f, {rule}, [{s.x}, {s.y}], {s.steps}{', seen' if s.noise else ''})")
    return "\n".join([*lines, "print(path.verdict)", "print(path.thetas[-1])"])
