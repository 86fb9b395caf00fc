"""What holds to one side of a point: the slopes at a kink, such as that of |x| at 0, and at the edge of a domain.

Along a ray, which leaves the point in one direction, even a kink is smooth: |a| is a or -a there, by the sign of the
first of a's derivatives that is not 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdcore.arrays import Array
from gdcore.derivative_rules import RULES, power, root
from gdcore.jets import Jet, Rule, Step, chain, choose, run, variable

SAME = 1e-12  # of a slope: two sides that differ by rounding only


def along(program: Sequence[Step], variables: Mapping[str, Array], direction: Sequence[int]) -> tuple[Array, Array]:
    """Return the slope and the second derivative along a ray from each point.

    Args:
        program: of the function.
        variables: the values of each, (n,).
        direction: by how much each grows along the ray.

    Returns:
        Both (n,): of f(theta + t direction) by t, at t = 0 and for t > 0. inf for a slope too steep to have one,
        nan where the ray leaves the function's domain, or where third derivatives would have to tell.
    """
    rays = {
        name: variable(values, (np.float64(step) if step else None,), 2)
        for (name, values), step in zip(variables.items(), direction, strict=True)
    }
    jet, n = run(program, rays, ONE_SIDED), len(next(iter(variables.values())))
    slope, bend = (np.broadcast_to(0.0 if part is None else part, n) for part in (jet.slopes[0], jet.bends[0]))
    unknown = np.isnan(jet.value) | np.isnan(slope)
    return np.where(unknown, np.nan, slope), np.where(unknown, np.nan, bend)


def middle(before: Array, after: Array) -> Array:
    """Return the mean of what holds before and after a kink; at the edge of a domain the only one of the two."""
    mean = np.where(before == -after, 0.0, before / 2 + after / 2)
    return np.where(np.isnan(before), after, np.where(np.isnan(after), before, mean))


def alike(before: Array, after: Array) -> Any:
    """Whether two slopes are one, to rounding: (...) of booleans."""
    size = np.abs(before) + np.abs(after)
    return (before == after) | (np.isfinite(size) & (np.abs(before - after) <= SAME * size))


def _first_sign(jet: Jet) -> Any:
    """Return the sign of a quantity just after the start of the ray."""
    sign = np.sign(jet.value)
    for part in (*jet.slopes, *jet.bends):
        if part is not None:
            sign = np.where(sign == 0, np.sign(part), sign)
    return sign


def _scaled(a: Jet, factor: Any) -> Jet:
    return chain(a, a.value * factor, lambda *_: factor)


def _absolute(a: Jet) -> Jet:
    return a._replace(value=abs(a.value)) if np.ndim(a.value) == 0 else _scaled(a, _first_sign(a))


def _extreme(which: np.ufunc, sign: int) -> Rule:
    def rule(a: Jet, b: Jet) -> Jet:
        ahead = _first_sign(RULES[np.subtract](a, b)) * sign > 0
        value = which(a.value, b.value)
        slopes = tuple(choose(ahead, False, p, q) for p, q in zip(a.slopes, b.slopes, strict=True))
        return Jet(value, slopes, tuple(choose(ahead, False, p, q) for p, q in zip(a.bends, b.bends, strict=True)))

    return rule


def _power(a: Jet, b: Jet) -> Jet:
    if np.ndim(a.value) == 0 or np.ndim(b.value) or float(b.value).is_integer() or b.value < 0:
        return power(a, b)
    return _root(a, b.value)


def _root(a: Jet, p: Any) -> Jet:
    """Raise to p, also at a = 0, where a is d t + c t²/2 on the ray: d^p t^p, or (c/2)^p t^(2p) where d is 0."""
    usual = root(a, p)
    if np.ndim(a.value) == 0:
        return usual
    d, c = (
        np.zeros_like(a.value) if part is None else np.broadcast_to(part, a.value.shape)
        for part in (*a.slopes, *a.bends)
    )
    linear, square, zero = d > 0, (d == 0) & (c > 0), (d == 0) & (c == 0)
    slope, bend = np.full((2, *a.value.shape), np.nan)  # where it falls below 0 at once
    slope[linear], bend[linear] = _monomial(p, d[linear])
    slope[square], bend[square] = _monomial(2 * p, (c[square] / 2) ** p)
    if 3 * p > 1:
        slope[zero] = 0.0
    here = a.value == 0
    slope = np.where(here, slope, 0.0 if usual.slopes[0] is None else usual.slopes[0])
    bend = np.where(here, bend, 0.0 if usual.bends[0] is None else usual.bends[0])
    return Jet(usual.value, (slope,), (bend,))


def _monomial(n: float, factor: Array) -> tuple[Any, Any]:
    """Return the slope and the second derivative of factor t^n just after t = 0, where only its first term is known."""
    if n < 1:
        return np.inf, -np.inf
    if n == 1:
        return factor, np.nan
    return 0.0, np.inf if n < 2 else 0.0


def _levels_off(rule: Rule) -> Rule:
    """Let a function that has a value where its argument is too large for a number be level there, as tanh is."""

    def levelling(*operands: Jet) -> Jet:
        jet = rule(*operands)
        far = np.isfinite(jet.value) & (np.isinf(operands[0].value) | np.isinf(operands[-1].value))
        slopes, bends = (
            tuple(choose(far, False, None if part is None else 0.0, part) for part in parts) for parts in jet[1:]
        )
        return Jet(jet.value, slopes, bends) if np.any(far) else jet

    return levelling


ONE_SIDED: dict[np.ufunc, Rule] = {
    **{operation: _levels_off(rule) for operation, rule in RULES.items()},
    np.power: _levels_off(_power),
    np.sqrt: lambda a: _root(a, np.float64(0.5)),
    np.absolute: _absolute,
    np.minimum: _extreme(np.minimum, -1),
    np.maximum: _extreme(np.maximum, 1),
}
