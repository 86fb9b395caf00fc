"""How a descent ended, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What became of a run, at which step, and why.

    Attributes:
        kind: one word or two: "diverged", "finished", ...
        step: the step, or update, at which it happened; step 0 is the start.
        why: the numbers that say so.
    """

    kind: str
    step: int
    why: str

    def __str__(self) -> str:
        return f"{self.kind} at update {self.step}: {self.why}"
