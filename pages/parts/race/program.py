"""The few lines of Python that repeat a run of the page without it."""

from pages.parts.race.run import RaceRun
from pages.ui.terrain.program import program_head


def program(live: RaceRun) -> str:
    """Write the few lines of Python that repeat the race with the core."""
    s = live.settings
    lines = program_head(s, [type(rule).__name__ for rule in live.rules.values()])
    lines += ["rules = [", *(f"    {rule!r}," for rule in live.rules.values()), "]"]
    of_steps = ", seen" if s.noise else ""
    lines += [f"paths = [descend(f, rule, [{s.x}, {s.y}], {s.steps}{of_steps}) for rule in rules]"]
    return "\n".join([*lines, "for rule, path in zip(rules, paths):", "    print(rule, path.losses[-1], path.verdict)"])
