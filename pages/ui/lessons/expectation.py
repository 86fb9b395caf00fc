"""What the tests hold a lesson to, as its file has it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages.ui.lessons.complaint import require

LIMITS = {"at_least", "at_most"}


@dataclass(frozen=True)
class Expectation:
    """What a measure of the page's result must be after so many steps, for each of some seeds."""

    measure: str
    after: int
    at_least: float
    at_most: float
    seeds: tuple[int, ...]
    given: dict[str, Any]  # settings that differ from the lesson's


def is_text(value: Any) -> bool:
    """Whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_number(value: Any) -> bool:
    """Whether a value is a number."""
    return is_a(value, int) or isinstance(value, float)


def proof_of(path: Path, content: Any, answers: int) -> tuple[Expectation, ...]:
    """Read what each answer says; a field that is no list is the same for all of them."""
    require(path, "proof", isinstance(content, dict), "a table: an answer that nothing tests is no answer")
    known = {"measure", "after", "with", "seeds", "holds"}
    for name in content:
        require(path, f"proof.{name}", name in known, "a known field")
    holds = content.get("holds")
    pairs = isinstance(holds, list) and len(holds) == answers and all(
        isinstance(pair, list) and len(pair) == 2 for pair in holds)  # fmt: skip
    require(path, "proof.holds", pairs, "a pair [least, most] for each answer")

    def each(name: str) -> list[Any]:
        value = content[name]
        if isinstance(value, list):
            require(path, f"proof.{name}", len(value) == answers, "as long as the answers")
        return value if isinstance(value, list) else [value] * answers

    parts = {name: each(name) for name in ("measure", "after", "with") if name in content}
    return tuple(
        expectation(
            path,
            f"proof, answer {k + 1}",
            {name: part[k] for name, part in parts.items()}
            | {"at_least": holds[k][0], "at_most": holds[k][1], "seeds": content.get("seeds", [])},
        )
        for k in range(answers)
    )


def expectation(path: Path, place: str, content: Any) -> Expectation:
    """Read one expectation; `place` is where in the file it stands."""
    require(path, place, isinstance(content, dict), "a table")
    for name in content:
        require(path, f"{place}.{name}", name in {"measure", "after", "with", "seeds", *LIMITS}, "a known field")
    require(path, f"{place}.measure", isinstance(content.get("measure"), str), "a text")
    after = content.get("after")
    require(path, f"{place}.after", is_a(after, int) and after >= 0, "a whole number >= 0")
    require(path, place, bool(LIMITS & set(content)), "limited by at_least or at_most")
    for name in LIMITS & set(content):
        require(path, f"{place}.{name}", is_number(content[name]), "a number")
    seeds, given = content.get("seeds", []), content.get("with", {})
    whole = isinstance(seeds, list) and all(is_a(seed, int) for seed in seeds)
    require(path, f"{place}.seeds", whole, "a list of whole numbers")
    require(path, f"{place}.with", isinstance(given, dict), "a table of settings")
    low, high = float(content.get("at_least", "-inf")), float(content.get("at_most", "inf"))
    return Expectation(content["measure"], after, low, high, tuple(seeds), given)


def is_a(value: Any, kind: type) -> bool:
    """Whether a value is of a kind; to Python alone, true is a whole number."""
    return isinstance(value, kind) and not isinstance(value, bool)
