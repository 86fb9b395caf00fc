"""What the slopes page says of a gradient: the verdict, the arithmetic of a frame, and how to read the pictures."""

from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.words import point
from pages.ui.text import number, plain, t

PLACE = "{angle}°"  # to be filled in by the transport bar


def verdict(live: PointRun) -> str:
    """Say what the gradient is, and what its length means."""
    where = {"point": point(*live.point), "gradient": point(*live.gradient)}
    if live.length == 0:
        return t("At {point} the gradient is {gradient}: flat in every direction.", **where)
    return t("At {point} the gradient is {gradient}: its length is {length}, and no direction climbs more steeply.",
             length=plain(live.length), **where)  # fmt: skip


def arithmetic(live: PointRun) -> list[str]:
    """Write the arithmetic of a frame, to be filled in by the transport bar."""
    a, b = (plain(v) for v in live.gradient.tolist())
    bracketed = [f"({v})" if v.startswith("−") else v for v in (a, b)]
    at = t("slope at {a}°").replace("{a}", "{angle}")
    squares = f"√({bracketed[0]}² + {bracketed[1]}²)"
    return [
        f"∇f = ({a}, {b})    |∇f| = {squares} = {plain(live.length)}",
        f"{at} = {bracketed[0]} × ({{cos}}) + {bracketed[1]} × ({{sin}}) = {{slope|gradient}}",
    ]


def reading(live: PointRun) -> str:
    """Say how to read the pictures."""
    return t(
        "Blue and green: the two slices, their slopes, and the parts of the gradient (drawn at {scale} of its "
        "length). The dial turns a direction once round; its black arrow is the slope in that direction, and it is "
        "never longer than the gradient.",
        scale=number(live.scale),
    )
