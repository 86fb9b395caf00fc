"""The settings of the page of losses."""

from dataclasses import dataclass

from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.points import Points
from pages.ui.controls.row import Row
from pages.ui.controls.settings import kinds_of, setting

CLASSES = 10  # at most
SCORES = tuple(k / 10 for k in range(-50, 51))  # stops of a slider
TEMPERATURES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
SHIFTS = (-1_000.0, -100.0, -10.0, 0.0, 10.0, 100.0, 700.0, 710.0, 1_000.0)
TEN = ";".join(f"{x},{2 * x + 1}" for x in range(10))  # y = 2x + 1


def _probabilities(label: str, fewest: int = 2, most: int = CLASSES, help: str | None = None) -> Row:
    return Row(label, 0, 1, fewest, most, help=help)


@dataclass(frozen=True)
class LossesSettings:
    """Everything that can be set on the page of losses. The defaults are the course's examples."""

    view: str = setting(
        "answers",
        Choice(
            "What to look at",
            {
                "answers": "Answers",
                "curves": "Curves",
                "zero": "Zero",
                "batch": "Batch",
                "outlier": "Outlier",
                "entropy": "Entropy",
                "softmax": "Softmax",
                "onehot": "One-hot",
                "differences": "Differences",
            },
            in_a_row=True,
        ),
    )
    answer_a: str = setting(
        "0.1 0.05 0.6 0 0.05 0.1 0 0.1 0 0",
        _probabilities("Answer A", help="A probability a class, from class 0 on. Or drag the bars."),
    )
    answer_b: str = setting("0.1 0.05 0.1 0 0.05 0.1 0 0.6 0 0", _probabilities("Answer B"))
    target: int = setting(2, Number("Right class", 0, CLASSES - 1, whole=True, ladder=tuple(range(CLASSES))))
    keep: str = setting(
        "on",
        Choice(
            "Keep it a distribution",
            {"on": "on", "off": "off"},
            in_a_row=True,
            help="On: what one bar gains the others lose, in their proportions. Off: every bar is free.",
        ),
    )
    lit: str = setting(
        "cross_entropy",
        Choice(
            "Light the terms of",
            {
                "half_squares": "half the sum of squares",
                "mean_squares": "the mean of squares",
                "mean_distances": "the mean absolute error",
                "cross_entropy": "cross-entropy",
            },
        ),
    )
    forecast_a: str = setting(
        "0.51 0.51 0.01",
        _probabilities("Forecaster A", fewest=1, help="What each image's right class was given, an image a number."),
    )
    forecast_b: str = setting("0.49 0.49 0.49", _probabilities("Forecaster B", fewest=1))
    fits: str = setting("line", Choice("Fit", {"line": "a line", "number": "one number"}, in_a_row=True))
    points: str = setting(
        TEN.replace(";", "\n").replace(",", " "),
        Points("Points", help="A line a point: x and y. Paste a table of up to 40."),
    )
    which: int = setting(9, Number("Number of the far point", 1, 40, whole=True))
    lift: float = setting(5.0, Number("Lifted by", -1_000, 1_000, step=1, help="Or click on the picture."))
    truth: float = setting(
        0.7, Number("Truth p (heads)", 0, 1, ladder=tuple(k / 20 for k in range(21)), help="Of a coin.")
    )
    unit: str = setting("nats", Choice("Unit", {"nats": "nats", "bits": "bits"}, in_a_row=True))
    score_1: float = setting(2.0, Number("Score 1", -50, 50, ladder=SCORES))
    score_2: float = setting(1.0, Number("Score 2", -50, 50, ladder=SCORES))
    score_3: float = setting(-1.0, Number("Score 3", -50, 50, ladder=SCORES))
    right: int = setting(2, Number("Right score", 1, 3, whole=True, ladder=(1, 2, 3)))
    temperature: float = setting(1.0, Number("Temperature T", 0.01, 100, ladder=TEMPERATURES))
    shift: float = setting(0.0, Number("Added to every score", -10_000, 10_000, ladder=SHIFTS))
    labels: str = setting(
        "0 1 2 0 1", Row("Labels", 0, CLASSES - 1, 1, 12, whole=True, help="A class an image. Or click on the table.")
    )
    classes: int = setting(5, Number("Classes", 2, CLASSES, whole=True, ladder=tuple(range(2, CLASSES + 1))))
    guess: str = setting(
        "0.4 0.3 0.1 0.1 0.1",
        _probabilities("One answer for all of them", help="The same probabilities for every image."),
    )
    pairs: str = setting("1 3\n2 5", Points("Points"))
    m: float = setting(2.0, Number("Slope m", -1_000, 1_000, step=1))
    b: float = setting(1.0, Number("Intercept b", -1_000, 1_000, step=1))


# The settings that a view goes by, in the order of the sidebar.
OF_A_VIEW = {
    "answers": ("answer_a", "answer_b", "target", "keep", "lit"),
    "curves": (),
    "zero": ("answer_a", "answer_b", "target", "keep"),
    "batch": ("forecast_a", "forecast_b"),
    "outlier": ("fits", "lift", "which", "points"),
    "entropy": ("truth", "unit"),
    "softmax": ("score_1", "score_2", "score_3", "temperature", "right", "shift"),
    "onehot": ("labels", "classes", "guess"),
    "differences": ("m", "b", "pairs"),
}


def row(settings: LossesSettings, name: str) -> tuple[float, ...]:
    """Return the numbers of a setting that is a row."""
    kind = kinds_of(settings)[name]
    assert isinstance(kind, Row)
    return kind.numbers(getattr(settings, name))
