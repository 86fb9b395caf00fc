"""How far a guess is from what came out."""

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array


def miss(guess: npt.ArrayLike, outcome: npt.ArrayLike) -> Array:
    """Return the distance of a guess from what came out.

        miss = sqrt(sum over the coordinates of (guess - outcome)^2)

    Args:
        guess: (..., d) coordinates: of a place d is 2, of a number 1; or many guesses at once.
        outcome: (d,), in the same unit.

    Returns:
        (...), in that unit.

    >>> miss([[0, 0], [3, 0]], [0, 4])
    array([4., 5.])
    """
    return np.asarray(np.linalg.norm(np.subtract(guess, outcome), axis=-1))
