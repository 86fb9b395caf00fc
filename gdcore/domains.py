"""Where a typed function has no value: a logarithm, a root, a quotient or a power outside its domain.

That is another thing than a number that is too large or too small for a float64. So no result is taken for 0 here
that only rounding made 0: 1/exp(1000 x) overflows, and is no division by 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray
from gdcore.derivative_rules import RULES
from gdcore.jets import Jet, Step

NOWHERE = -1
LEAST = 5e-324  # the smallest positive float64
BELOW_ONE = 1 - 2.0**-53  # the largest float64 below 1


def first_outside(program: Sequence[Step], variables: Mapping[str, Array]) -> tuple[IntArray, Array]:
    """Find the first operation at each point whose argument is outside its domain.

    Args:
        program: operations of the function, operands before operators.
        variables: the values of each, (n,).

    Returns:
        The operation's number in the program, (n,), or -1 where there is none; and its argument, (n,).
    """
    count = len(next(iter(variables.values())))
    found, at = np.full(count, NOWHERE), np.full(count, np.nan)
    stack: list[Any] = []
    for k, step in enumerate(program):
        if not isinstance(step, np.ufunc):
            stack.append(variables[step] if isinstance(step, str) else step)
            continue
        operands = stack[-step.nin :]
        del stack[-step.nin :]
        outside, argument = _outside(step, *operands)
        new = (found == NOWHERE) & outside
        found[new], at[new] = k, np.broadcast_to(argument, count)[new]
        stack.append(_not_rounded(step, RULES[step](*map(Jet, operands)).value, *operands))
    return found, at


def _outside(step: np.ufunc, *operands: Any) -> tuple[npt.NDArray[np.bool_] | bool, Any]:
    """Say where an operation is outside its domain, and give the argument that decides it."""
    a, b = operands[0], operands[-1]
    if step is np.divide:
        return b == 0, b
    if step is np.log:
        return a <= 0, a
    if step is np.sqrt:
        return a < 0, a
    if step is np.power:
        return ((a < 0) & (b != np.rint(b))) | ((a == 0) & (b < 0)), a
    return False, a


def _not_rounded(step: np.ufunc, result: Any, *operands: Any) -> Any:
    """Keep apart from 0 what only rounding makes 0, and the hyperbolic tangent from 1, which it never reaches."""
    if step is np.exp:
        return np.maximum(result, LEAST)
    if step is np.tanh:
        return np.clip(result, -BELOW_ONE, BELOW_ONE)
    if step in (np.multiply, np.divide, np.power):
        rounded = (result == 0) & (operands[0] != 0)
        if step is np.multiply:
            rounded &= operands[1] != 0
        return np.where(rounded, np.copysign(LEAST, result), result)
    return result
