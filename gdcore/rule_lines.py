"""The seven rules as they are written on paper, line by line, with a place for every number; and as they are coded.

A line's numbers are those of `gdcore.anatomy.numbers`, by name; its hyper-parameters those of `constants`.
"""

import ast
import inspect
import re
import textwrap
from dataclasses import fields
from typing import Any, NamedTuple

from gdcore.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RMSProp

HYPER_PARAMETERS = {
    "learning_rate": "eta",
    "momentum": "beta",
    "decay": "rho",
    "beta1": "beta1",
    "beta2": "beta2",
    "epsilon": "epsilon",
    "weight_decay": "lambda",
}
SYMBOLS = {
    "eta": "η",
    "beta": "β",
    "rho": "ρ",
    "beta1": "β₁",
    "beta2": "β₂",
    "epsilon": "ε",
    "lambda": "λ",
    "theta": "θ",
    "next_theta": "θ",
    "g": "g",
    "v": "v",
    "next_v": "v",
    "m": "m",
    "next_m": "m",
    "s": "s",
    "next_s": "s",
    "m_hat": "m̂",
    "s_hat": "ŝ",
    "correction_m": "(1 − β₁ᵗ)",
    "correction_s": "(1 − β₂ᵗ)",
    "of_gradient": "Δ₁",
    "of_memory": "Δ₂",
    "of_decay": "Δ₃",
    "step": "Δθ",
}
PLACE = re.compile(r"\(\{(\w+)(?:\|\w+)?\}\)|\{(\w+)(?:\|\w+)?\}")


class RuleLine(NamedTuple):
    """One line of a rule, to be filled in with the numbers of a step.

    Attributes:
        result: what the line works out: "{next_v|memory}".
        template: how: "{beta} × ({v|memory}) − {eta} × ({g|gradient})". A name in braces is one of `numbers` or of
            `constants`; behind the bar stands what it means: gradient, memory, scaling, decay or step. Parentheses
            of a place's own, "({g|gradient})", are for a number that needs them: a negative one, a power of ten.
    """

    result: str
    template: str

    @property
    def target(self) -> str:
        """The symbol of the result: "v"."""
        return in_symbols(self.result)

    @property
    def formula(self) -> str:
        """The same line in symbols: "βv − ηg"."""
        return in_symbols(self.template)


def in_symbols(template: str) -> str:
    """Write a template as a formula.

    >>> in_symbols("{beta} × ({v|memory}) − {eta} × ({g|gradient})")
    'βv − ηg'
    """
    return PLACE.sub(lambda place: SYMBOLS[place[1] or place[2]], template).replace(" × ", "")


_NEXT_THETA = "{next_theta|step}"
_DOWNHILL = "{eta} × ({g|gradient})"
_SPEED = RuleLine("{next_v|memory}", "{beta} × ({v|memory}) − " + _DOWNHILL)
_BY_ROOT = " / (√({next_s|scaling}) + {epsilon})"
_BY_ROOT_HAT = " / (√({s_hat|scaling}) + {epsilon})"
_SHRINKING = "{eta} × {lambda} × ({theta|decay})"
_MOMENTS = (
    RuleLine("{next_m|memory}", "{beta1} × ({m|memory}) + (1 − {beta1}) × ({g|gradient})"),
    RuleLine("{next_s|scaling}", "{beta2} × {s|scaling} + (1 − {beta2}) × ({g|gradient})²"),
    RuleLine("{m_hat|memory}", "({next_m|memory}) / ({correction_m})"),
    RuleLine("{s_hat|scaling}", "{next_s|scaling} / ({correction_s})"),
)
_ADAM = "{theta} − {eta} × ({m_hat|memory})" + _BY_ROOT_HAT

_LINES: dict[type, tuple[RuleLine, ...]] = {
    GradientDescent: (RuleLine(_NEXT_THETA, "{theta} − " + _DOWNHILL),),
    Momentum: (_SPEED, RuleLine(_NEXT_THETA, "{theta} + ({next_v|memory})")),
    Nesterov: (_SPEED, RuleLine(_NEXT_THETA, "{theta} + {beta} × ({next_v|memory}) − " + _DOWNHILL)),
    AdaGrad: (
        RuleLine("{next_s|scaling}", "{s|scaling} + ({g|gradient})²"),
        RuleLine(_NEXT_THETA, "{theta} − " + _DOWNHILL + _BY_ROOT),
    ),
    RMSProp: (
        RuleLine("{next_s|scaling}", "{rho} × {s|scaling} + (1 − {rho}) × ({g|gradient})²"),
        RuleLine(_NEXT_THETA, "{theta} − " + _DOWNHILL + _BY_ROOT),
    ),
    Adam: (*_MOMENTS, RuleLine(_NEXT_THETA, _ADAM)),
    AdamW: (*_MOMENTS, RuleLine(_NEXT_THETA, _ADAM + " − " + _SHRINKING)),
}

_OF_ADAM = {
    "gradient": "−{eta} × (1 − {beta1}) × ({g|gradient}) / ({correction_m})" + _BY_ROOT_HAT,
    "memory": "−{eta} × {beta1} × ({m|memory}) / ({correction_m})" + _BY_ROOT_HAT,
}
# What of the step comes from where. Nesterov's gradient counts twice: in the new velocity, and beside it.
_PARTS: dict[type, dict[str, str]] = {
    GradientDescent: {"gradient": "−" + _DOWNHILL},
    Momentum: {"gradient": "−" + _DOWNHILL, "memory": "{beta} × ({v|memory})"},
    Nesterov: {"gradient": "−(1 + {beta}) × " + _DOWNHILL, "memory": "{beta}² × ({v|memory})"},
    AdaGrad: {"gradient": "−" + _DOWNHILL + _BY_ROOT},
    RMSProp: {"gradient": "−" + _DOWNHILL + _BY_ROOT},
    Adam: _OF_ADAM,
    AdamW: _OF_ADAM | {"decay": "−" + _SHRINKING},
}


def rule_lines(optimizer: Optimizer) -> tuple[RuleLine, ...]:
    """Return the lines of a rule, in the order in which they are worked out; the last gives the next theta.

    Raises:
        KeyError: when the rule is not one of the seven.

    >>> [f"{line.target} ← {line.formula}" for line in rule_lines(Momentum())]
    ['v ← βv − ηg', 'θ ← θ + v']
    """
    return _LINES[type(optimizer)]


def part_lines(optimizer: Optimizer) -> dict[str, RuleLine]:
    """Return the parts that a rule's step is made of, by what they come from: gradient, memory, decay.

    A part that a rule always has 0 of is left out. The last line, "step", adds them up.

    Raises:
        KeyError: when the rule is not one of the seven.

    >>> {part: f"{line.target} ← {line.formula}" for part, line in part_lines(Momentum()).items()}
    {'gradient': 'Δ₁ ← −ηg', 'memory': 'Δ₂ ← βv', 'step': 'Δθ ← Δ₁ + Δ₂'}
    """
    parts = _PARTS[type(optimizer)]
    places = {part: f"{{of_{part}|{part}}}" for part in parts}
    first, *others = places.values()
    lines = {part: RuleLine(places[part], template) for part, template in parts.items()}
    return lines | {"step": RuleLine("{step|step}", " + ".join([first, *(f"({place})" for place in others)]))}


def constants(optimizer: Optimizer) -> dict[str, Any]:
    """Return a rule's hyper-parameters by the names that its lines have places for.

    >>> constants(RMSProp(0.1, decay=0.5))
    {'eta': 0.1, 'rho': 0.5, 'epsilon': 1e-08}
    """
    rule: Any = optimizer
    return {HYPER_PARAMETERS[field.name]: getattr(rule, field.name) for field in fields(rule)}


def source_of(rule: type[Any]) -> dict[str, str]:
    """Return the lines of Python that work out a rule's step, as they stand in `gdcore.optimizers`.

    Args:
        rule: one of the seven classes.

    Returns:
        By the name of the class: the rule's own lines, and before them those it builds on.

    >>> print(source_of(GradientDescent)["GradientDescent"])
    return -self.learning_rate * gradient, state
    """
    classes = [cls for cls in reversed(rule.__mro__) if cls is not Optimizer and "step" in vars(cls)]
    return {cls.__name__: _body(vars(cls)["step"]) for cls in classes}


def _body(function: Any) -> str:
    """Return what a function does: its lines without the signature and the docstring."""
    source = textwrap.dedent(inspect.getsource(function))
    definition: Any = ast.parse(source).body[0]
    does = definition.body[1 if ast.get_docstring(definition) else 0]
    return textwrap.dedent("\n".join(source.splitlines()[does.lineno - 1 :]))
