"""The views of the page of losses: each is one screen, and only the one that is chosen is drawn."""

from collections.abc import Callable

from pages.parts.losses.settings import LossesSettings
from pages.parts.losses.views.answers import answers
from pages.parts.losses.views.batch import batch, onehot
from pages.parts.losses.views.curves import curves, zero
from pages.parts.losses.views.differences import differences
from pages.parts.losses.views.outlier import outlier
from pages.parts.losses.views.scores import entropy, softmax
from pages.ui.controls.settings import Controls

View = Callable[[Controls[LossesSettings], LossesSettings, bool], None]
VIEWS: dict[str, View] = {
    "answers": answers,
    "curves": curves,
    "zero": zero,
    "batch": batch,
    "outlier": outlier,
    "entropy": entropy,
    "softmax": softmax,
    "onehot": onehot,
    "differences": differences,
}


def show(controls: Controls[LossesSettings], settings: LossesSettings, dark: bool) -> None:
    """Draw the view that is chosen."""
    VIEWS[settings.view](controls, settings, dark)
