"""What is said of a run that leaves the picture."""

import numpy as np

from gdcore.descent import Path
from pages.ui.box import Box
from pages.ui.text import number, plain, t


def leaving(path: Path, axes: tuple[int, int], box: Box, names: tuple[str, str]) -> str:
    """Say at which step a run leaves the picture, and where it goes; nothing when it never does.

    Args:
        path: of one start.
        axes: which parameter goes across, and which up.
        box: the picture.
        names: of the two parameters, in their order.
    """
    outside = ~box.holds(path.thetas[:, axes[0]], path.thetas[:, axes[1]])
    if not outside.any():
        return ""
    k, overflow = number(int(np.argmax(outside))), path.verdict.facts.get("overflow")
    if overflow is not None:
        return t("It leaves the picture at step {k}; at step {lost} the loss is too large for a number.",
                 k=k, lost=number(int(overflow)))  # fmt: skip
    at = ", ".join(f"{name} = {plain(value)}" for name, value in zip(names, path.thetas[-1], strict=True))
    return t("It leaves the picture at step {k}; after {n} steps it is at {point}.",
             k=k, n=number(len(path.thetas) - 1), point=at)  # fmt: skip
