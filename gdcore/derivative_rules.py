"""The rules of calculus, one for each operation of a typed function, as they act on jets.

Powers with a whole exponent are products, and their derivatives too: exact for negative bases and at 0, and the same
for one point and for many, which NumPy's powers are not to the last bit. Outside its domain an operation has no
value and no slope: nan, also at a pole. A kink has a value, and its slope is nan here.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcore.jets import ONE, PAIRS, Jet, Part, Rule, chain, choose, minus, only_where, plus, times


def _smooth(f: np.ufunc, first: Callable[[Any, Any], Part], second: Callable[[Any, Any], Part]) -> Rule:
    return lambda a: chain(a, f(a.value), first, second)


def _add(a: Jet, b: Jet) -> Jet:
    return Jet(a.value + b.value, tuple(map(plus, a.slopes, b.slopes)), tuple(map(plus, a.bends, b.bends)))


def _subtract(a: Jet, b: Jet) -> Jet:
    return Jet(a.value - b.value, tuple(map(minus, a.slopes, b.slopes)), tuple(map(minus, a.bends, b.bends)))


def _negative(a: Jet) -> Jet:
    return _subtract(Jet(np.float64(-0.0), (None,) * len(a.slopes), (None,) * len(a.bends)), a)


def _multiply(a: Jet, b: Jet) -> Jet:
    """Multiply: (ab)_i = a_i b + a b_i; (ab)_ij = a_ij b + a b_ij + a_i b_j + a_j b_i."""

    def whole(of_a: Part, of_b: Part) -> Part:
        return plus(times(of_a, b.value), times(a.value, of_b))

    bends = []
    for (i, j), of_a, of_b in zip(PAIRS[len(a.slopes)] if a.bends else (), a.bends, b.bends, strict=True):
        one = times(a.slopes[i], b.slopes[j])
        bends.append(plus(whole(of_a, of_b), plus(one, one if i == j else times(a.slopes[j], b.slopes[i]))))
    return Jet(a.value * b.value, tuple(map(whole, a.slopes, b.slopes)), tuple(bends))


def _divide(a: Jet, b: Jet) -> Jet:
    """Divide, q = a/b: q_i = (a_i - q b_i)/b; q_ij = (a_ij - q b_ij - q_i b_j - q_j b_i)/b."""
    below = only_where(b.value != 0, b.value)
    q = a.value / below

    def over(part: Part) -> Part:
        return None if part is None else part / below

    slopes = tuple(over(minus(of_a, times(q, of_b))) for of_a, of_b in zip(a.slopes, b.slopes, strict=True))
    bends = []
    for (i, j), of_a, of_b in zip(PAIRS[len(slopes)] if a.bends else (), a.bends, b.bends, strict=True):
        mixed = plus(times(slopes[i], b.slopes[j]), times(slopes[j], b.slopes[i]))
        bends.append(over(minus(minus(of_a, times(q, of_b)), mixed)))
    return Jet(q, slopes, tuple(bends))


def _log(a: Jet) -> Jet:
    inside = a._replace(value=only_where(a.value > 0, a.value))
    return chain(inside, np.log(inside.value), lambda a, v: 1 / a, lambda a, v: -1 / (a * a))


def _absolute(a: Jet) -> Jet:
    return chain(a, np.absolute(a.value), lambda a, v: a / v)  # 0/0 at the kink


def _extreme(which: np.ufunc, first_is_it: np.ufunc) -> Rule:
    def rule(a: Jet, b: Jet) -> Jet:
        value = which(a.value, b.value)
        if not a.slopes or np.ndim(value) == 0:
            return a._replace(value=value)
        chosen, alike = first_is_it(a.value, b.value), a.value == b.value
        slopes = tuple(choose(chosen, alike, p, q) for p, q in zip(a.slopes, b.slopes, strict=True))
        return Jet(value, slopes, tuple(choose(chosen, alike, p, q) for p, q in zip(a.bends, b.bends, strict=True)))

    return rule


def power(a: Jet, b: Jet) -> Jet:
    """Raise a to b: products for a whole number b, a root for another number, else exp(b log a)."""
    if np.ndim(b.value):
        return _variable_power(a, b)
    if float(b.value).is_integer():
        return _whole_power(a, int(b.value))
    return root(a, b.value)


def _products(base: Any, n: int) -> Any:
    """Multiply n >= 1 factors, by squares."""
    found = None
    while True:
        if n & 1:
            found = base if found is None else found * base
        n >>= 1
        if not n:
            return found
        base = base * base


def _to_the(base: Any, n: int) -> Any:
    if n > 0:
        return _products(base, n)
    return ONE if n == 0 else 1 / _products(base, -n)


def _whole_power(a: Jet, n: int) -> Jet:
    if n == 1:
        return a
    if n == 0:  # also at 0, but not where a itself has no value
        return chain(a, only_where(~np.isnan(a.value), np.ones_like(a.value)), lambda a, v: None)
    inside = a if n > 0 else a._replace(value=only_where(a.value != 0, a.value))
    factor, next_factor = np.float64(n), np.float64(n * (n - 1))
    return chain(
        inside,
        _to_the(inside.value, n),
        lambda a, v: factor * _to_the(a, n - 1),
        lambda a, v: next_factor * _to_the(a, n - 2),
    )


def root(a: Jet, p: Any) -> Jet:
    """Raise to an exponent that is no whole number, a^p: defined for a >= 0, and for a > 0 where p < 0."""
    inside = a._replace(value=only_where(a.value >= 0 if p > 0 else a.value > 0, a.value))
    if p == 0.5:
        return chain(inside, np.sqrt(inside.value), lambda a, v: 0.5 / v, lambda a, v: -0.25 / (a * v))
    return chain(
        inside,
        np.power(inside.value, p),
        lambda a, v: p * np.power(a, p - 1),
        lambda a, v: p * (p - 1) * np.power(a, p - 2),
    )


def _variable_power(a: Jet, b: Jet) -> Jet:
    """Raise, f = a^b, to what is no constant.

    f_a = b a^(b-1), f_b = f log a, f_aa = b (b-1) a^(b-2), f_ab = a^(b-1) (1 + b log a), f_bb = f_b log a.
    """
    n = b.value
    base = np.where((a.value != 0) | (n >= 0), a.value, np.nan)
    value = np.power(base, n)
    log, none = np.log(base), value == 0  # at 0 and for n > 0 the logarithm is infinite, and f and f_b are 0
    if np.ndim(a.value) == 0:
        by_log = np.where(none, 0, log)
        return chain(b, value, lambda n, v: v * by_log, lambda n, v: v * by_log * by_log)
    if not a.slopes:
        return Jet(value)
    by_a, by_b = n * np.power(base, n - 1), np.where(none, 0, value * log)
    slopes = tuple(plus(times(by_a, p), times(by_b, q)) for p, q in zip(a.slopes, b.slopes, strict=True))
    if not a.bends:
        return Jet(value, slopes)
    by_aa, by_bb = n * (n - 1) * np.power(base, n - 2), np.where(none, 0, by_b * log)
    by_ab = np.power(base, n - 1) * (1 + n * log)
    bends = []
    for (i, j), of_a, of_b in zip(PAIRS[len(slopes)], a.bends, b.bends, strict=True):
        squares = plus(
            times(by_aa, times(a.slopes[i], a.slopes[j])),
            times(by_bb, times(b.slopes[i], b.slopes[j])),
        )
        mixed = plus(times(a.slopes[i], b.slopes[j]), times(a.slopes[j], b.slopes[i]))
        bends.append(plus(plus(times(by_a, of_a), times(by_b, of_b)), plus(squares, times(by_ab, mixed))))
    return Jet(value, slopes, tuple(bends))


def _bell(a: Any) -> Any:
    return 1 / (1 + a * a)


def _sech_squared(a: Any) -> Any:
    one = 1 / np.cosh(a)  # 1 - tanh² would lose its digits where tanh is near 1
    return one * one


RULES: dict[np.ufunc, Rule] = {
    np.add: _add,
    np.subtract: _subtract,
    np.multiply: _multiply,
    np.divide: _divide,
    np.power: power,
    np.negative: _negative,
    np.positive: lambda a: a,
    np.sin: _smooth(np.sin, lambda a, v: np.cos(a), lambda a, v: -v),
    np.cos: _smooth(np.cos, lambda a, v: -np.sin(a), lambda a, v: -v),
    np.tan: _smooth(np.tan, lambda a, v: 1 + v * v, lambda a, v: 2 * v * (1 + v * v)),
    np.arctan: _smooth(np.arctan, lambda a, v: _bell(a), lambda a, v: -2 * a * _bell(a) * _bell(a)),
    np.sinh: _smooth(np.sinh, lambda a, v: np.cosh(a), lambda a, v: v),
    np.cosh: _smooth(np.cosh, lambda a, v: np.sinh(a), lambda a, v: v),
    np.tanh: _smooth(np.tanh, lambda a, v: _sech_squared(a), lambda a, v: -2 * v * _sech_squared(a)),
    np.exp: _smooth(np.exp, lambda a, v: v, lambda a, v: v),
    np.log: _log,
    np.sqrt: lambda a: root(a, np.float64(0.5)),
    np.absolute: _absolute,
    np.minimum: _extreme(np.minimum, np.less),
    np.maximum: _extreme(np.maximum, np.greater),
}
