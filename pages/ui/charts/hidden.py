"""The ends of an axis of losses while a lesson asks: they come from what has been played, or they would tell all."""

DECADES = 1_000  # below the first loss: what the axis shows of itself, whatever comes
ABOVE = 10  # times the first loss, likewise


def ends_of_what_was_played(runs: int) -> tuple[str, str]:
    """Return Vega expressions of the ends of a logarithmic axis, from the rows up to the frame of the table "path".

    At first they are the same for every run that starts at this loss; they grow as it is played.

    Args:
        runs: how many are in the table, one below the other and of one length.
    """
    first = "(data('path')[0].loss || 1)"
    frames = f"floor(length(data('path')) / {runs})"
    parts = [f"slice(data('path'), {k} * {frames}, {k} * {frames} + frame + 1)" for k in range(runs)]
    ends = [f"extent(pluck({part}, 'loss'))" for part in parts]
    lows, highs = (", ".join(f"{end}[{k}] || {first}" for end in ends) for k in (0, 1))
    return f"min({first} / {DECADES}, {lows})", f"max({first} * {ABOVE}, {highs})"
