"""A typed function as an objective: its value, its exact derivatives, and where it has none."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore import differentials
from gdcore.arrays import Array, require
from gdcore.differentials import everywhere
from gdcore.domains import first_outside
from gdcore.jets import Step

SIGNS: dict[Any, str] = {np.divide: "/", np.log: "log", np.sqrt: "sqrt", np.power: "^"}


class Outside(NamedTuple):
    """Why a function has no value at a point.

    Attributes:
        operation: "log", "sqrt", "/" or "^", whose argument is outside its domain.
        argument: the argument's value at the point; of a quotient the denominator's, of a power the base's.
        written: the argument as a reader writes it: "x − 1".
    """

    operation: str
    argument: float
    written: str


@dataclass(frozen=True)
class TypedFunction:
    """A function of d variables as it was typed, with value, slopes and second derivatives exact to rounding.

    It is an `Objective`. No point makes it fail or warn: where it overflows its value is inf, where it is not
    defined nan.

    Attributes:
        text: the function as typed.
        formula: as a reader writes it: x²/20 + y². It can be typed as well, and is the same function.
        program: its operations in the order of a pocket calculator, operands before operators.
        arguments: for each of them the argument whose domain is limited, as a reader writes it, or "".
    """

    variables: ClassVar[tuple[str, ...]]
    text: str
    formula: str
    program: tuple[Step, ...] = field(repr=False)
    arguments: tuple[str, ...] = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        """The function as typed."""
        return self.text

    def loss(self, theta: npt.ArrayLike) -> Array:
        """Return f(theta).

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (...) float64. nan where f is not defined, and only there (and where theta itself is nan); inf or -inf
            where f, or a part of it, is too large for a number (or too small for one, as in log(exp(-1000))).

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return everywhere(differentials.values, self.program, theta, len(self.variables))

    def gradient(self, theta: npt.ArrayLike) -> Array:
        """Return the slopes (df/dx, df/dy), exact to rounding.

        At a kink, along each axis, the mean of the slopes to its two sides (0 for |x| at 0), and at the edge of the
        domain the only one there is; `sides` has both, and `kink` tells where. An infinite slope is inf.

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (..., d) float64; nan where f is not defined.

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return everywhere(differentials.gradients, self.program, theta, len(self.variables))

    def hessian(self, theta: npt.ArrayLike) -> Array:
        """Return the second derivatives, exact to rounding.

        Where the slopes to two sides agree and the second derivatives do not, the mean of these; nan at a kink, which
        has none.

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (..., d, d) float64, symmetric; nan where f is not defined.

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return everywhere(differentials.hessians, self.program, theta, len(self.variables))

    def sides(self, theta: npt.ArrayLike) -> Array:
        """Return the slope on each side of a point: what df/dx is just to the left and to the right, and so for y.

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (..., d, 2) float64: by axis, and for each to the left (below) and to the right (above). Both are alike
            but at a kink. nan where f is not defined to that side, inf or -inf where it is infinitely steep.

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return everywhere(differentials.sides, self.program, theta, len(self.variables))

    def kink(self, theta: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell where f has a kink: it has a value, and the slopes to two sides differ, or one side has none.

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (...) of booleans.

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return everywhere(differentials.kinks, self.program, theta, len(self.variables))

    def defined(self, theta: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell where f has a value, if perhaps one too large for a number: no part of it leaves its domain.

        Args:
            theta: (..., d); taken as float64.

        Returns:
            (...) of booleans; False where theta is nan.

        Raises:
            ValueError: when theta does not end in d coordinates.
        """
        return ~np.isnan(self.loss(theta))

    def outside(self, theta: npt.ArrayLike) -> Outside | None:
        """Name what has no value at one point: the first operation whose argument is outside its domain.

        Args:
            theta: (d,); taken as float64.

        Returns:
            None where f is defined.

        Raises:
            ValueError: when theta is not one point of d coordinates.

        >>> from gdcore.expression import surface
        >>> surface("log(x - 2) + y").outside([1.0, 0.0])
        Outside(operation='log', argument=-1.0, written='x − 2')
        """
        theta, d = np.asarray(theta, dtype=np.float64), len(self.variables)
        require(theta.shape == (d,), "theta", f"of shape ({d},)", theta.shape)
        with np.errstate(all="ignore"):
            found, at = first_outside(self.program, dict(zip(self.variables, theta[:, np.newaxis], strict=True)))
        k = int(found[0])
        return None if k < 0 else Outside(SIGNS[self.program[k]], float(at[0]), self.arguments[k])
