"""Exact derivatives of a typed function: forward mode, carried through its operations, for many points at once.

A jet is what is known of a quantity about a point: its value, its slope by each variable and, where they are asked
for, its second derivatives. Every operation turns the jets of its operands into its own by the rules of calculus, so
nothing is lost but to rounding.

The rules themselves are in `derivative_rules`; what holds at a kink is in `kinks`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

Step = np.float64 | str | np.ufunc  # a number, a variable, or an operation on the results before it
Part = Any  # (n,), or a number that is the same for every point, or None: 0, whatever it is multiplied by

ONE = np.float64(1)
NAN = np.float64(np.nan)
PAIRS = ((), ((0, 0),), ((0, 0), (0, 1), (1, 1)))  # of 0, 1, 2 variables, in the order of `Jet.bends`


class Jet(NamedTuple):
    """A quantity about a point.

    Attributes:
        value: (n,), or a number for a constant.
        slopes: its derivative by each variable; () where only values are asked for.
        bends: its second derivatives by each pair of variables; () where they are not asked for.
    """

    value: Any
    slopes: tuple[Part, ...] = ()
    bends: tuple[Part, ...] = ()


Rule = Callable[..., Jet]


def variable(values: Any, direction: Sequence[Part], order: int) -> Jet:
    """Return the jet of a variable.

    Args:
        values: (n,).
        direction: its own slope by each variable: 1 by itself, None by another.
        order: 0 for values, 1 with slopes, 2 with second derivatives.
    """
    slopes = tuple(direction) if order else ()
    return Jet(values, slopes, (None,) * len(PAIRS[len(slopes)]) if order == 2 else ())


def run(program: Sequence[Step], variables: Mapping[str, Jet], rules: Mapping[np.ufunc, Rule]) -> Jet:
    """Follow a program as a pocket calculator does, with a stack.

    Args:
        program: its operations, operands before operators.
        variables: the jet of each.
        rules: what each operation makes of jets.
    """
    some = next(iter(variables.values()))
    slopes, bends = (None,) * len(some.slopes), (None,) * len(some.bends)
    stack: list[Jet] = []
    for step in program:
        if isinstance(step, np.ufunc):
            operands = stack[-step.nin :]
            del stack[-step.nin :]
            stack.append(rules[step](*operands))
        else:
            stack.append(variables[step] if isinstance(step, str) else Jet(step, slopes, bends))
    return stack.pop()


def plus(a: Part, b: Part) -> Part:
    """Add, where None is 0."""
    return b if a is None else a if b is None else a + b


def minus(a: Part, b: Part) -> Part:
    """Subtract, where None is 0."""
    return a if b is None else -b if a is None else a - b


def times(a: Part, b: Part) -> Part:
    """Multiply, where None is 0."""
    if a is None or b is None:
        return None
    return b if a is ONE else a if b is ONE else a * b


def chain(
    a: Jet, value: Any, first: Callable[[Any, Any], Part], second: Callable[[Any, Any], Part] = lambda a, v: None
) -> Jet:
    """Return the jet of f(a): (f)_i = f' a_i, (f)_ij = f' a_ij + f'' a_i a_j.

    Args:
        a: the argument.
        value: f of its value.
        first: f' of (argument, value).
        second: f'' likewise.
    """
    if not a.slopes or np.ndim(a.value) == 0:
        return a._replace(value=value)
    f1 = first(a.value, value)
    slopes = tuple(times(f1, slope) for slope in a.slopes)
    if not a.bends:
        return Jet(value, slopes)
    f2 = second(a.value, value)
    squares = (times(a.slopes[i], a.slopes[j]) for i, j in PAIRS[len(slopes)])
    return Jet(value, slopes, tuple(plus(times(f1, b), times(f2, s)) for b, s in zip(a.bends, squares, strict=True)))


def only_where(inside: Any, values: Any) -> Any:
    """Return the values that are inside a domain, and nan for the others; a number stays a number."""
    return np.where(inside, values, np.nan) if np.ndim(values) else values if inside else NAN


def choose(first: Any, neither: Any, a: Part, b: Part) -> Part:
    """Return parts of a where `first`, nan where `neither`, else parts of b."""
    if a is None and b is None:
        return None
    a, b = (np.float64(0) if part is None else part for part in (a, b))
    return np.where(first, a, np.where(neither, np.nan, b))
