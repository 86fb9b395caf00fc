"""The settings of a learning-rate schedule, for every page that has one: `schedule`, `every`, `fall` and `warm_up`."""

from collections.abc import Iterable

from gdcore.schedules import CONSTANT, Constant, Cosine, Schedule, StepDecay, WarmUp
from pages.ui.controls.kinds import Choice, Number

SCHEDULE = Choice(
    "Rate over the run",
    {
        "constant": "constant",
        "step": "falls step by step",
        "cosine": "falls along a cosine",
        "warm_up": "warm-up, then constant",
        "warm_cosine": "warm-up, then a cosine",
    },
    help="What the learning rate η of each step is multiplied by, the same for every method.",
)
EVERY = Number("Steps between two falls", 1, 1_000_000, whole=True)
FALL = Number("Each fall takes the rate times", 0.001, 1, step=0.1)
WARM_UP = Number("Steps of the warm-up", 1, 1_000_000, whole=True)
OF = {"every": ("step",), "fall": ("step",), "warm_up": ("warm_up", "warm_cosine"), "over": ("cosine", "warm_cosine")}
NAMES = ("schedule", *OF)


def matters(name: str, schedule: str) -> bool:
    """Whether one of a schedule's numbers has an effect."""
    return name not in OF or schedule in OF[name]


def schedule_of(name: str, every: int, fall: float, warm_up: int, whole: int) -> Schedule:
    """Return the schedule that the settings stand for.

    Args:
        name: one of `SCHEDULE`'s.
        every: steps between two falls.
        fall: what each multiplies the rate by.
        warm_up: steps of the warm-up.
        whole: steps after which a cosine has come down, those of a warm-up included.
    """
    match name:
        case "step":
            return StepDecay(every, fall)
        case "cosine":
            return Cosine(whole)
        case "warm_up":
            return WarmUp(warm_up)
        case "warm_cosine":
            return WarmUp(warm_up, then=Cosine(max(1, whole - warm_up)))
    return CONSTANT


def names_of(schedules: Iterable[Schedule]) -> set[str]:
    """Return the classes that a program needs to write some schedules; none where every rate is constant.

    >>> sorted(names_of([CONSTANT, WarmUp(5)])), names_of([CONSTANT])
    (['Constant', 'WarmUp'], set())
    """
    written = [repr(schedule) for schedule in schedules]
    if set(written) <= {repr(CONSTANT)}:
        return set()
    return {kind.__name__ for kind in (Constant, StepDecay, Cosine, WarmUp) if f"{kind.__name__}(" in " ".join(written)}
