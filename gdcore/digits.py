"""How many digits the numbers of an equation need, so that it is true as it is printed.

A result that is printed with five digits is often not what comes out when the operands' five digits are typed into a
calculator: their own rounding moves it. Here each operand gets the digits that the result asks for.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from gdcore.arithmetic import Arithmetic
from gdcore.arrays import Array, BoolArray, IntArray

USUAL = 5  # digits, counted from the first that is not 0
MOST = 8  # of an operand: what a pocket calculator shows
ROUGH = 2  # of a result that is printed behind ≈
FULL, FULL_IF_WHOLE = 6, 9  # digits before the point are all printed, up to so many
EXACT = 22  # the powers of ten that are floats, so that a division gives the float next to a short decimal
TENS = np.array([float(f"1e{k}") for k in range(EXACT + 1)])
HALF = 0.5 * (1 - 1e-6)  # of the last digit; exactly half might be rounded either way
TINY, NOISE = 2.0**-30, 2.0**-20  # their product is a little more than the rounding of a float
SUSPECT = 1e9  # so many last digits of the result make an operand: then the result may be noise


class Short(NamedTuple):
    """Numbers as they are printed: rounded, and to how many digits, (frames,) each."""

    values: Array
    digits: IntArray


class TrueDigits(NamedTuple):
    """How the numbers of an equation are printed, at each of its frames.

    Attributes:
        operands: by name.
        result: the number behind the equals sign.
        holds: (frames,) whether the printed operands give the printed result, to its last digit; where cancellation
            takes all digits they do not.
    """

    operands: dict[str, Short]
    result: Short
    holds: BoolArray


def rounded(values: Array, digits: IntArray) -> Array:
    """Round each number to so many digits: (n,) and (n,) to (n,), the floats next to the short decimals.

    >>> rounded(np.array([2 / 3, 1234.5]), np.array([3, 2]))
    array([6.67e-01, 1.20e+03])
    """
    with np.errstate(all="ignore"):
        shift = digits - 1 - np.floor(np.log10(np.abs(values)))
        plain = np.abs(shift) <= EXACT
        ten = TENS[np.abs(np.where(plain, shift, 0)).astype(int)]
        short = np.where(shift < 0, np.rint(values / ten) * ten, np.rint(values * ten) / ten)
    for k in np.flatnonzero(~plain):
        short[k] = float(f"{values[k]:.{digits[k] - 1}e}")
    return short


def usual(values: Array, least: int = USUAL) -> IntArray:
    """Return the digits a number has by itself: `least`, or all those before its point."""
    with np.errstate(all="ignore"):
        before = np.floor(np.log10(np.abs(values))) + 1
        most = np.where(values == np.floor(values), FULL_IF_WHOLE, FULL)
    return np.where((before > least) & (before <= most), before, least).astype(int)


def true_digits(
    ways: Sequence[Arithmetic],
    values: Mapping[str, Any],
    result: Array,
    fixed: Mapping[str, float],
    begin: Mapping[str, IntArray] | None = None,
) -> TrueDigits:
    """Choose the digits that make the equation way = ... = way = result true as printed.

    An operand begins with the usual ones; as long as the equation is false, the one whose rounding moves the result
    most gets one more, up to eight. What is still false then is given a result of fewer digits.

    Args:
        ways: what is worked out; each gives the result.
        values: (frames,) the operands' numbers, by name.
        result: (frames,).
        fixed: the numbers of places that are printed as they are, by name.
        begin: (frames,) digits that some operands have at least, for they stand with them in another equation.

    Returns:
        The rounded numbers with their digits, and where they hold.
    """
    with np.errstate(all="ignore"):
        made = _Equation(ways, values, result, fixed, begin or {})
        made.give_operands_more()
        made.give_results_less()
        made.leave_the_rest_rough()
    operands = {name: Short(made.read[name], digits) for name, digits in made.digits.items()}
    return TrueDigits(operands, Short(made.read_result, made.result), made.holds)


class _Equation:
    """The equation at all frames, while its digits are being chosen."""

    def __init__(
        self,
        ways: Sequence[Arithmetic],
        values: Mapping[str, Any],
        result: Array,
        fixed: Mapping[str, float],
        begin: Mapping[str, IntArray],
    ) -> None:
        self.ways, self.exact, self.right, self.fixed = ways, values, result, fixed
        self.digits = {
            name: (begin[name] if name in begin else usual(column)).copy() for name, column in values.items()
        }
        self.read = {name: rounded(column, self.digits[name]) for name, column in values.items()}
        self.result = usual(result)
        self.read_result = rounded(result, self.result)
        self.holds = self.true_at(np.arange(len(result)))

    def true_at(self, frames: IntArray) -> BoolArray:
        """Whether the equation is true as printed, at these frames; numbers that overflow are not held against it."""
        right, unit = self.read_result[frames], self.unit(frames)
        read = {name: column[frames] for name, column in self.read.items()} | dict(self.fixed)
        true = np.ones(len(frames), dtype=bool)
        for way in self.ways:
            worked = way.work(read)
            noise = self.noise(way, worked, frames, unit)
            near = np.abs(worked - right) + noise <= HALF * unit
            nought = (right == 0) & (np.abs(worked) <= noise)
            true &= near | nought | ~np.isfinite(worked) | ~np.isfinite(right)
        return true

    def unit(self, frames: IntArray) -> Array:
        """Return one of the last printed digit of the result; 0 where the result is 0."""
        right = np.abs(self.read_result[frames])
        return np.where(right > 0, 10.0 ** (np.floor(np.log10(right)) - self.result[frames] + 1), 0)

    def noise(self, way: Arithmetic, worked: Array, frames: IntArray, unit: Array) -> Array:
        """Return what floats leave of numbers that cancel, where a calculator might say 0."""
        largest = np.max([np.abs(column[frames]) for column in self.read.values()] or [np.zeros(len(frames))], axis=0)
        noise, some = np.zeros(len(frames)), np.flatnonzero(unit * SUSPECT < largest)
        if some.size:
            read: dict[str, Any] = {name: column[frames[some]] for name, column in self.read.items()}
            for name, column in read.items():
                moved = way.work(read | dict(self.fixed) | {name: column * (1 + TINY)})
                noise[some] += np.abs(moved - np.broadcast_to(worked, noise.shape)[some]) * NOISE
        return np.where(np.isfinite(noise), noise, 0)

    def give_operands_more(self) -> None:
        """Give digits to operands, one at a time, until the equation is true or none can have more."""
        open_frames = np.flatnonzero(~self.holds)
        while self.read and open_frames.size:
            moved = np.array([self.moved_by(name, open_frames) for name in self.read])
            can = moved.max(axis=0) > 0
            open_frames, most = open_frames[can], moved[:, can].argmax(axis=0)
            for k, name in enumerate(self.read):
                mine = open_frames[most == k]
                self.digits[name][mine] += 1
                self.read[name][mine] = rounded(self.exact[name][mine], self.digits[name][mine])
            true = self.true_at(open_frames)
            self.holds[open_frames[true]] = True
            open_frames = open_frames[~true]

    def moved_by(self, name: str, frames: IntArray) -> Array:
        """Return how far the rounding of one operand alone moves the result; 0 where it can have no more digits."""
        exact: dict[str, Any] = {other: column[frames] for other, column in self.exact.items()} | dict(self.fixed)
        alone = exact | {name: self.read[name][frames]}
        moved = np.max([np.abs(way.work(alone) - way.work(exact)) for way in self.ways], axis=0)
        return np.where((self.digits[name][frames] < MOST) & np.isfinite(moved), moved, 0)

    def give_results_less(self) -> None:
        """Take digits from the results that their operands do not support."""
        for _ in range(FULL):
            frames = np.flatnonzero(~self.holds & (self.result > 1))
            self.result[frames] -= 1
            self.read_result[frames] = rounded(self.right[frames], self.result[frames])
            self.holds[frames] = self.true_at(frames)

    def leave_the_rest_rough(self) -> None:
        """Round the results that none of their digits is left of."""
        rest = np.flatnonzero(~self.holds)
        self.result[rest] = ROUGH
        self.read_result[rest] = rounded(self.right[rest], self.result[rest])
