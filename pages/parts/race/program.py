"""The few lines of Python that repeat a run of the page without it."""

from pages.parts.race.run import RaceRun
from pages.ui.controls.rate_schedule import names_of
from pages.ui.terrain.program import program_head


def program(live: RaceRun) -> str:
    """Write the few lines of Python that repeat the race with the core."""
    s = live.settings
    lines = program_head(s, [type(rule).__name__ for rule in live.rules.values()])
    lines += ["rules = [", *(f"    {rule!r}," for rule in live.rules.values()), "]"]
    of_steps = ", seen" if s.noise else ""
    if needed := sorted(names_of([live.schedule])):
        after = next(k for k, line in enumerate(lines) if "gdcore.optimizers" in line) + 1
        lines.insert(after, f"from gdcore.schedules import {', '.join(needed)}")
        of_steps += f", schedule={live.schedule!r}"
    lines += [f"paths = [descend(f, rule, [{s.x}, {s.y}], {s.steps}{of_steps}) for rule in rules]"]
    return "\n".join([*lines, "for rule, path in zip(rules, paths):", "    print(rule, path.losses[-1], path.verdict)"])
