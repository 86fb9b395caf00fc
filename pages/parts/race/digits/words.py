"""What the race on MNIST says of itself: the verdict in one sentence, and the standings as a table."""

import math
from collections.abc import Mapping
from html import escape

from gdcore.contest import Contest, Standing
from pages.parts.race.digits.charts import Look
from pages.ui.tables.training import LOSS_OF_KNOWING_NOTHING as NOTHING
from pages.ui.text import number, percent, t

UNKNOWN = "–"


def verdict(contest: Contest, standings: list[Standing], labels: Mapping[str, str], finished: bool) -> str:
    """Say who leads, with the number that shows it.

    Args:
        contest: the race.
        standings: of this update, by mean loss.
        labels: the contenders' names as a person reads them.
        finished: whether the race has come to its goal.
    """
    inside = [standing for standing in standings if standing.out is None]
    said = _who_leads(contest, inside, labels, finished)
    out = [(standing.out, labels[standing.name]) for standing in standings if standing.out is not None]
    return " ".join([said, *(t("{name} diverged at update {k}.", name=name, k=number(k)) for k, name in sorted(out))])


def _who_leads(contest: Contest, inside: list[Standing], labels: Mapping[str, str], finished: bool) -> str:
    if not inside:
        return t("Every run diverged: no finite loss is left.")
    if not contest.update:
        return t(
            "On the starting line: the same initial weights, and the same {n} images an update.",
            n=number(next(iter(contest.runs.values())).batch_size),
        )
    first = inside[0]
    leaders = [labels[standing.name] for standing in inside if standing.rank == first.rank]
    values = {"k": number(contest.update), "loss": f"{first.loss:.3f}", "name": leaders[0]}
    if len(inside) == 1:
        return t("At update {k} {name} has a mean loss of {loss}.", **values)
    if len(leaders) > 1:
        return t("At update {k} it is a tie: the lowest mean loss is {loss}.", **values)
    if first.loss > NOTHING:
        return t("At update {k} nobody is below ln 10 = 2.303, the loss of a uniform guess.", **values)
    if not finished:
        return t("At update {k} {name} leads with a mean loss of {loss}.", **values)
    best = max(inside, key=lambda standing: standing.test_accuracy)
    share = percent(best.test_accuracy)
    if best.test_accuracy == first.test_accuracy:
        return t("{k} updates: {name} has the lowest loss, {loss}, and the best test accuracy, {share}.",
                 **values, share=share)  # fmt: skip
    return t("{k} updates: {name} has the lowest loss, {loss}; {best} has the best test accuracy, {share}.",
             **values, best=labels[best.name], share=share)  # fmt: skip


def standings_table(
    standings: list[Standing], looks: Mapping[str, Look], labels: Mapping[str, str], mean_of: int, evaluated: int | None
) -> str:
    """Write the standings as an HTML table, a row a contender; names are escaped.

    Args:
        standings: first to last.
        looks: colour and dash by name.
        labels: the contenders' names as a person reads them.
        mean_of: updates in the mean loss that ranks them, to be named.
        evaluated: the update of the last test, or None.
    """
    tested = t("test accuracy") if evaluated is None else t("test accuracy, update {k}", k=number(evaluated))
    heads = [t("ranked by mean loss"), t("method"), t("mean loss, last {n}", n=mean_of), tested]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(_row(standing, looks[standing.name], labels[standing.name]) for standing in standings)
    return f'<table class="standings"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(standing: Standing, look: Look, label: str) -> str:
    out = standing.out is not None
    loss = t("diverged") if out else UNKNOWN if math.isnan(standing.loss) else f"{standing.loss:.4f}"
    tested = (
        t("at update {k}", k=number(standing.out or 0))
        if out
        else UNKNOWN
        if math.isnan(standing.test_accuracy)
        else percent(standing.test_accuracy)
    )
    return (
        f"<tr{' class=out' if out else ''}><td>{UNKNOWN if out else standing.rank}{swatch(look)}</td>"
        f"<td>{escape(label)}</td><td>{escape(loss)}</td><td>{escape(tested)}</td></tr>"
    )


def swatch(look: Look) -> str:
    """Draw a piece of a contender's line."""
    stops, at = [], 0
    for k, length in enumerate(look.dash):
        colour = "transparent" if k % 2 else look.colour
        stops.append(f"{colour} {at}px {at + length}px")
        at += length
    return f'<i style="background:repeating-linear-gradient(90deg,{",".join(stops)})"></i>'
