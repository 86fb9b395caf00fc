"""The part of a plane that a picture shows."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Box(NamedTuple):
    """The part of the plane that a picture shows: (low, high) across and up."""

    across: tuple[float, float]
    up: tuple[float, float]

    def holds(self, across: npt.ArrayLike, up: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether points lie within."""
        a, u = np.asarray(across), np.asarray(up)
        return (a >= self.across[0]) & (a <= self.across[1]) & (u >= self.up[0]) & (u <= self.up[1])
