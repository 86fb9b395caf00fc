"""Losses written out: the sum with its terms, and small tables of numbers, as HTML of numbers and our own words."""

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from pages.parts.losses.run import Answers
from pages.ui.text import plain, t

FORMULAS = {
    "half_squares": ("½ (", " + ", ")"),
    "mean_squares": ("(", " + ", ") / {n}"),
    "mean_distances": ("(", " + ", ") / {n}"),
    "cross_entropy": ("−(", " + ", ")"),
}


def names() -> dict[str, str]:
    """Return what each loss is called."""
    return {
        "half_squares": t("half the sum of squares"),
        "mean_squares": t("mean of squares"),
        "mean_distances": t("mean absolute error"),
        "cross_entropy": t("cross-entropy"),
    }


def terms(made: Answers, which: int) -> str:
    """Write the four losses of an answer with their numbers: what counts stands out, the rest is dim."""
    called = names()
    lines = []
    for name, found in made.terms.items():
        before, between, after = FORMULAS[name]
        written = [
            f'<span class="{"on" if counts else "dim"}">{_term(name, float(y), float(right))}</span>'
            for y, right, counts in zip(made.y[which], made.t, found.counts[which], strict=True)
        ]
        body = before + between.join(written) + after.format(n=len(written))
        total = plain(round(float(found.total[which]), 12))
        lines.append(f"<div>{escape(called[name])} = {body}</div><b>= {total}</b>")
    return f'<div class="terms">{"".join(lines)}</div>'


def _term(name: str, y: float, right: float) -> str:
    error = round(y - right, 12)
    if name == "cross_entropy":
        return f"{right:g}·log {_short(y)}"
    if name == "mean_distances":
        return _short(abs(error))
    return f"({_short(error)})²" if error < 0 else f"{_short(error)}²"


def _short(value: float) -> str:
    return plain(float(f"{value:.3g}"))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], last_is_sum: bool = False) -> str:
    """Lay out a table: texts as they are, numbers with five digits; what is no number or infinite stands out.

    Args:
        head: of the columns.
        rows: likewise.
        last_is_sum: whether the last row is what the others come to.
    """
    body = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
    if last_is_sum:
        body[-1] = body[-1].replace("<tr>", '<tr class="sum">', 1)
    heads = "".join(f"<th>{escape(text)}</th>" for text in head)
    return f'<table class="figures"><thead><tr>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table>'


def _cell(value: object) -> str:
    if isinstance(value, int | float | np.floating):
        bad = "" if np.isfinite(value) else ' class="bad"'
        return f"<td{bad}>{escape(plain(float(value)))}</td>"
    return f"<td>{escape(str(value))}</td>"
