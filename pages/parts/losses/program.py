"""The few lines of Python that work out with the core what a view shows."""

from pages.parts.losses.run import FURTHER, SCORE_RATE, SCORE_STEPS
from pages.parts.losses.settings import LossesSettings, row
from pages.ui.controls.points import read_table


def lines(settings: LossesSettings) -> str:
    """Write the program of the settings' view."""
    return "\n".join(OF_A_VIEW[settings.view](settings))


def _answers(s: LossesSettings) -> list[str]:
    return [
        "from gdcore import losses",
        "",
        f"t = losses.one_hot([{s.target}], {len(row(s, 'answer_a'))})[0]",
        f"for y in ({list(row(s, 'answer_a'))}, {list(row(s, 'answer_b'))}):",
        "    print(losses.sum_squared_error(y, t), losses.mean_squared_error(y, t), losses.mean_absolute_error(y, t))",
        f"    print(losses.cross_entropy(y, t), losses.cross_entropy(y, {s.target}))",
    ]


def _curves(s: LossesSettings) -> list[str]:
    return [
        "from gdcore.loss_terms import absolute, absolute_slope, squared, squared_slope",
        "from gdcore.loss_terms import information, information_slope",
        "",
        "e, p = -3, 0.5",
        "print(squared(e), squared_slope(e), absolute(e), absolute_slope(e))",
        "print(information(p), information_slope(p))",
    ]


def _zero(s: LossesSettings) -> list[str]:
    return [
        "from gdcore.loss_terms import GUARDS, cross_entropy_terms, information",
        "from gdcore.losses import one_hot",
        "",
        f"t = one_hot([{s.target}], {len(row(s, 'answer_a'))})[0]",
        "for guard in GUARDS:",
        f"    print(guard, cross_entropy_terms({list(row(s, 'answer_a'))}, t, guard).total, information(0, guard))",
    ]


def _batch(s: LossesSettings) -> list[str]:
    return [
        "from gdcore.loss_terms import forecast",
        "",
        f"for p in ({list(row(s, 'forecast_a'))}, {list(row(s, 'forecast_b'))}):",
        "    print(forecast(p).mean_loss, forecast(p).accuracy)",
    ]


def _points(text: str) -> list[str]:
    x, y = zip(*read_table(text).points, strict=True)
    return [f"x, y = np.array({list(x)}), np.array({list(y)})"]


def _outlier(s: LossesSettings) -> list[str]:
    fitted = (
        "least_squares_line(x, lifted), least_absolute_line(x, lifted)"
        if s.fits == "line"
        else "np.mean(lifted), np.median(lifted)"
    )
    return [
        "import numpy as np",
        "",
        *(["from gdcore.line_costs import least_absolute_line, least_squares_line", ""] if s.fits == "line" else []),
        *_points(s.points),
        f"for by in ({s.lift}, {FURTHER * s.lift}):",
        "    lifted = y.copy()",
        f"    lifted[{s.which - 1}] += by",
        f"    print({fitted})",
    ]


def _entropy(s: LossesSettings) -> list[str]:
    unit = " / NATS_PER_BIT" if s.unit == "bits" else ""
    names = f"{'NATS_PER_BIT, ' if unit else ''}coin, cross_entropy_between, entropy_of, kullback_leibler"
    return [
        "import numpy as np",
        "",
        f"from gdcore.information import {names}",
        "",
        f"p, q = coin({s.truth}), coin(np.arange(1, 100) / 100)",
        f"print(entropy_of(p){unit})",
        f"print(cross_entropy_between(p, q){unit})",
        f"print(kullback_leibler(p, q){unit})",
    ]


def _softmax(s: LossesSettings) -> list[str]:
    scores = [score + s.shift for score in (s.score_1, s.score_2, s.score_3)]
    return [
        "from gdcore.descent import descend",
        "from gdcore.losses import one_hot",
        "from gdcore.optimizers import GradientDescent",
        "from gdcore.scores import ScoreFit, softmax_at, softmax_unshifted",
        "",
        f"fit = ScoreFit(one_hot([{s.right - 1}], 3)[0], {s.temperature})",
        f"print(softmax_at({scores}, {s.temperature}), softmax_unshifted({scores}, {s.temperature}))",
        f"path = descend(fit, GradientDescent({SCORE_RATE}), {scores}, {SCORE_STEPS})",
        "print(path.losses[[0, -1]], fit.probabilities(path.thetas[-1]))",
    ]


def _onehot(s: LossesSettings) -> list[str]:
    labels, guess = [int(label) for label in row(s, "labels")], list(row(s, "guess"))
    return [
        "from gdcore.losses import cross_entropy, one_hot",
        "",
        f"labels, y = {labels}, [{guess}] * {len(labels)}",
        f"print(one_hot(labels, {s.classes}))",
        f"print(cross_entropy(y, labels), cross_entropy(y, one_hot(labels, {s.classes})))",
    ]


def _differences(s: LossesSettings) -> list[str]:
    return [
        "import numpy as np",
        "",
        "from gdcore.line_costs import SumOfDifferences, mean_absolute_residual",
        "from gdcore.line_fit import LineFit",
        "",
        *_points(s.pairs),
        f"fit, line = LineFit(x, y), np.array([{s.m}, {s.b}])",
        "print(SumOfDifferences(fit).loss(line), fit.loss(line), mean_absolute_residual(fit, line))",
    ]


OF_A_VIEW = {
    "answers": _answers,
    "curves": _curves,
    "zero": _zero,
    "batch": _batch,
    "outlier": _outlier,
    "entropy": _entropy,
    "softmax": _softmax,
    "onehot": _onehot,
    "differences": _differences,
}
