"""The anatomy of an update: the arrows of one method's step, and its rule with the numbers of that step."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st

from gdcore.anatomy import numbers
from gdcore.descent import Path
from gdcore.optimizers import Optimizer
from gdcore.rule_lines import HYPER_PARAMETERS, PLACE, SYMBOLS, constants, part_lines, rule_lines, source_of
from gdcore.schedules import CONSTANT, Schedule, side_by_side
from pages.parts.race.anatomy.charts import anatomy as chart
from pages.parts.race.anatomy.tables import COORDINATES, anatomy_table
from pages.ui.language import remembered
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.tables.descent import MOST, shown_steps
from pages.ui.tables.printed import Printed, printed
from pages.ui.text import number, t

SHARED = ("correction_m", "correction_s", *HYPER_PARAMETERS.values())  # what x and y have in common
LONGEST = 10  # signs of a formula that fits beside an arrow


def show(
    page: str, optimizer: Optimizer, path: Path, label: str, dark: bool, most: int = MOST, schedule: Schedule = CONSTANT
) -> None:
    """Draw one method's steps, following the page's transport bar.

    Args:
        page: the page's name.
        optimizer: one of the seven, the one that made the path.
        path: of one start; theta = (x, y).
        label: the method's name.
        dark: whether the theme is dark.
        most: how many frames the bar has at most (`tables.descent.shown_steps`).
        schedule: the one the path went by.
    """
    rule: Any = optimizer
    made = anatomy_of(rule, path, most, schedule)
    st.markdown(t("**{label}:** {what}", label=label, what=_what(optimizer)))
    left, right = st.columns([6, 5])
    draw(left, page, "anatomy", chart(made.labels, made.squares, dark), {"path": made.table},
         t("The parts of the step at this frame as arrows, end to end"), height=480)  # fmt: skip
    with right:
        playback.follow(page, "anatomy", made.values, made.groups, dark)
    _source(optimizer)


@remembered(64)
def anatomy_of(optimizer: Any, path: Path, most: int = MOST, schedule: Any = CONSTANT) -> "Anatomy":
    """Return the anatomy of a path; it is made once."""
    return Anatomy(side_by_side(optimizer, schedule, range(len(path.losses))), path, most)


class Anatomy:
    """The steps of one path, as the chart's table and as lines with the numbers they are filled with."""

    def __init__(self, optimizer: Optimizer, path: Path, most: int) -> None:
        self.optimizer, self.path = optimizer, path
        self.shown = shown_steps(len(path.losses) - 1, most)
        self.table = anatomy_table(optimizer, path, self.shown)
        self.rule, self.parts = rule_lines(optimizer), part_lines(optimizer)
        self.squares = next((s for s in ("ŝ", "s") if any(line.target == s for line in self.rule)), "")

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Return the words at the arrows."""
        own = {"gradient": t("from g"), "memory": t("from m")}
        return tuple(
            (part, t("step") if part == "step" else line.formula if len(line.formula) <= LONGEST else own[part])
            for part, line in self.parts.items()
        )

    @cached_property
    def groups(self) -> list[list[str]]:
        """Return the lines of the rule, each in symbols and with the numbers of x and of y; and the arrows."""
        headings = [f"{_in_symbols(line.result)} ← {_in_symbols(line.template)}" for line in self.rule]
        lines = iter(self._printed.lines)
        rule = [[heading, *(next(lines) for _ in COORDINATES)] for heading in headings]
        return [*rule, [t("The arrows (in x, in y)"), *(next(lines) for _ in self.parts)]]

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """Return, frame by frame, the numbers that the lines are written with; and, once, the symbols."""
        names = _names([text for line in self.rule for text in line])
        symbols = {f"symbol_{name}": [SYMBOLS[name]] for name in sorted(names - constants(self.optimizer).keys())}
        return self._printed.values | symbols | {f"formula_{part}": [self._called(part)] for part in self.parts}

    @cached_property
    def _printed(self) -> Printed:
        """Write all lines, those of the rule first; and for their digits only, how the arrows add up."""
        of_rule = [f"{c}:  {_of_coordinate(f'{line.template} = {line.result}', c)}"
                   for line in self.rule for c in COORDINATES]  # fmt: skip
        arrows = [
            _formula(part) + " = (" + ", ".join(_of_coordinate(line.result, c) for c in COORDINATES) + ")"
            for part, line in self.parts.items()
        ]
        step = self.parts["step"]
        sums = [f"{c}:  {_of_coordinate(f'{step.template} = {step.result}', c)}" for c in COORDINATES]
        values: dict[str, Any] = constants(self.optimizer)
        if np.ndim(values["eta"]):
            values["eta"] = values["eta"].ravel()[self.shown]
        for name, column in numbers(self.optimizer, self.path).items():
            if column.ndim == 1:
                values[name] = column[self.shown]
            else:
                values |= {f"{name}_{c}": column[self.shown, i] for i, c in enumerate(COORDINATES)}
        return printed([*of_rule, *arrows, *(sums if len(self.parts) > 2 else [])], values)

    def _called(self, part: str) -> str:
        return t("step") if part == "step" else self.parts[part].formula


def _names(texts: Sequence[str]) -> set[str]:
    return {place[1] or place[2] for text in texts for place in PLACE.finditer(text)}


def _of_coordinate(template: str, coordinate: str) -> str:
    """Let every place be that of one coordinate.

    >>> _of_coordinate("({next_m|memory}) / ({correction_m})", "x")
    '({next_m_x|memory}) / ({correction_m})'
    """

    def own(place: re.Match[str]) -> str:
        name = place[1] or place[2]
        return place[0] if name in SHARED else place[0].replace(name, f"{name}_{coordinate}", 1)

    return PLACE.sub(own, template)


def _in_symbols(template: str) -> str:
    """Write a template as a formula whose symbols have the colours of their meanings.

    >>> _in_symbols("{beta} × ({v|memory})")
    'β({symbol_v|memory})'
    """

    def symbol(place: re.Match[str]) -> str:
        name = place[1] or place[2]
        return place[0].replace(name, f"symbol_{name}", 1) if "|" in place[0] else SYMBOLS[name]

    return PLACE.sub(symbol, template).replace(" × ", "")


def _formula(part: str) -> str:
    return f"{{formula_{part}|{part}}}"


def _what(optimizer: Optimizer) -> str:
    """Say what the step is made of, with the method's own numbers."""
    c = {name: number(value) for name, value in constants(optimizer).items()}
    dotted = t("Dotted: −ηg, plain descent at the same η.")
    divided = t("each coordinate is divided by the side of its square")
    sentences = {
        "GradientDescent": lambda: t("the step is the gradient's alone, −ηg."),
        "Momentum": lambda: t("the step is −ηg and {beta} of the last step.", beta=c["beta"]),
        "Nesterov": lambda: t("the gradient counts 1 + β times, the velocity before this step β² times, β = {beta}.",
                              beta=c["beta"]),
        "AdaGrad": lambda: t("{divided}, the root of the sum of all its squared gradients.", divided=divided),
        "RMSProp": lambda: t("{divided}, the root of the fading mean of its squared gradients.", divided=divided),
        "Adam": lambda: t("the step is from this gradient and from the mean m of those before; {divided}.",
                          divided=divided),
        "AdamW": lambda: t("Adam's step, and each parameter shrinks by ηλ = {share} of itself.",
                           share=number(constants(optimizer)["eta"] * constants(optimizer)["lambda"])),
    }  # fmt: skip
    said = sentences[type(optimizer).__name__]()
    return f"{said} {dotted}" if "epsilon" in c else said


def _source(optimizer: Optimizer) -> None:
    """Show the rule's own lines; what they return is the step."""
    sentences = [
        t("{name} as it stands in `gdcore.optimizers`. What it returns first is the step, which is added to theta."),
        t("{name}'s own lines, which build on these:"),
    ]
    for (name, code), sentence in zip(source_of(type(optimizer)).items(), sentences, strict=False):
        st.markdown(sentence.format(name=name))
        st.code(code, language="python")
