"""How a descent ended, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Verdict:
    """What became of a run, at which step, and why.

    Attributes:
        kind: one word or two: "converged", "diverged", "out of steps", ...
        step: the step, or update, at which it happened; step 0 is the start.
        why: the numbers that say so.
        facts: the same numbers by name.
        unit: what `step` counts.
    """

    kind: str
    step: int
    why: str
    facts: Mapping[str, float] = field(default_factory=dict, compare=False)
    unit: str = "step"

    def __str__(self) -> str:
        return f"{self.kind} at {self.unit} {self.step}: {self.why}"
