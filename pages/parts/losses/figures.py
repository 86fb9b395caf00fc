"""Losses written out: the sum with its terms, and small tables of numbers, as HTML of numbers and our own words."""

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from gdcore.loss_terms import cross_entropy_terms
from pages.parts.losses.run import Answers
from pages.ui.text import plain, t

FORMULAS = {
    "half_squares": ("½ (", " + ", ")"),
    "mean_squares": ("(", " + ", ") / {n}"),
    "mean_distances": ("(", " + ", ") / {n}"),
    "cross_entropy": ("−(", " + ", ")"),
}


def figure(value: float) -> str:
    """Write a loss with four decimals, fewer where it is large, and what is tiny with four digits.

    >>> figure(0.51082562), figure(2.302585), figure(708.3964), figure(3e-9)
    ('0.5108', '2.3026', '708.4', '3·10⁻⁹')
    """
    return plain(round(value, 4) if 1e-3 < abs(value) < 10 else float(f"{value:.4g}"))


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
        total = figure(float(found.total[which]))
        lines.append(f"<div>{escape(called[name])} = {body}</div><b>= {total}</b>")
    whose = f'<div class="whose">{escape(answer(which))}</div>'
    return f'<div class="terms">{whose}{"".join(lines)}</div>'


def answer(which: int) -> str:
    """Return what an answer is called."""
    return t("answer {name}", name="AB"[which])


def unguarded(made: Answers, which: int) -> str:
    """Write the cross-entropy of an answer as a program without a guard adds it up: what is no number stands out."""
    terms = cross_entropy_terms(made.y[which], made.t, "none")
    written = [
        f'<span class="{"on" if counts else "dim" if np.isfinite(value) else "bad"}">'
        f"{_term('cross_entropy', float(y), float(right))}</span>"
        for y, right, value, counts in zip(made.y[which], made.t, terms.values, terms.counts, strict=True)
    ]
    total = figure(float(terms.total)) if np.isfinite(terms.total) else f'<span class="bad">{terms.total}</span>'
    return f'<div class="terms"><div>{escape(answer(which))}: −({" + ".join(written)}) = {total}</div></div>'


def _term(name: str, y: float, right: float) -> str:
    error = round(y - right, 12)
    if name == "cross_entropy":
        return f"{_short(right)}·ln\u00a0{_short(y)}"
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
        text = "nan" if np.isnan(value) else figure(float(value))
        return f"<td{bad}>{escape(text)}</td>"
    return f"<td>{escape(str(value))}</td>"
