"""What a phone is known by instead of a name: a colour and a sign, the same on the phone and on the projector."""

from base64 import b64encode
from typing import NamedTuple

from pages.ui.text import number, t

# Outlines about (0, 0), one unit wide either way, as SVG and Vega both read them.
SHAPES = {
    "circle": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "square": "M-0.85,-0.85H0.85V0.85H-0.85Z",
    "triangle": "M0,-1L1,0.8L-1,0.8Z",
    "diamond": "M0,-1.1L0.9,0L0,1.1L-0.9,0Z",
    "star": "M0,-1.1L0.26,-0.36L1.05,-0.34L0.42,0.14L0.65,0.89L0,0.44L-0.65,0.89L-0.42,0.14L-1.05,-0.34L-0.26,-0.36Z",
    "plus": "M-0.35,-1H0.35V-0.35H1V0.35H0.35V1H-0.35V0.35H-1V-0.35H-0.35Z",
    "cross": "M-0.95,-0.5L-0.5,-0.95L0,-0.45L0.5,-0.95L0.95,-0.5L0.45,0L0.95,0.5L0.5,0.95L0,0.45L-0.5,0.95L-0.95,0.5"
    "L-0.45,0Z",
    "arrow": "M0,-1L1,0.1H0.4V1H-0.4V0.1H-1Z",
    "hexagon": "M-0.5,-0.9H0.5L1,0L0.5,0.9H-0.5L-1,0Z",
    "hourglass": "M-0.9,-1H0.9L0.2,0L0.9,1H-0.9L-0.2,0Z",
}
# On light and on dark ground: Okabe and Ito's, without their yellow, which white paper swallows.
COLOURS = {
    "blue": ("#0072B2", "#4C9BE8"),
    "orange": ("#D55E00", "#FF8A3D"),
    "green": ("#008060", "#2FCB9A"),
    "pink": ("#C0508F", "#E59CC4"),
    "gold": ("#A06A00", "#F0C040"),
    "grey": ("#5B6875", "#B4BEC8"),
    "sky": ("#3088C0", "#8FD3FF"),
}


class Sign(NamedTuple):
    """A phone's sign.

    Attributes:
        path: its outline.
        colours: on light and on dark ground.
        name: as a person says it.
    """

    path: str
    colours: tuple[str, str]
    name: str


def sign(place: int) -> Sign:
    """Return the sign of a place in the room; the first seventy differ, and later ones have their number as well.

    >>> sign(0).name, sign(1).name, sign(70).name
    ('blue circle', 'orange square', 'blue circle 71')
    """
    shapes, colours = list(SHAPES), list(COLOURS)
    shape, colour = shapes[place % len(shapes)], colours[place % len(colours)]
    words = {"colour": _colours()[colour], "sign": _shapes()[shape]}
    name = t("{colour} {sign}", **words)
    if place >= len(shapes) * len(colours):
        name = t("{colour} {sign} {n}", n=number(place + 1), **words)
    return Sign(SHAPES[shape], COLOURS[colour], name)


def drawn(one: Sign, dark: bool) -> str:
    """Return a sign as the address of a picture."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.2 -1.2 2.4 2.4">'
        f'<path d="{one.path}" fill="{one.colours[dark]}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _colours() -> dict[str, str]:
    return {"blue": t("blue"), "orange": t("orange"), "green": t("green"), "pink": t("pink"), "gold": t("gold"),
            "grey": t("grey"), "sky": t("sky blue")}  # fmt: skip


def _shapes() -> dict[str, str]:
    return {"circle": t("circle"), "square": t("square"), "triangle": t("triangle"), "diamond": t("diamond"),
            "star": t("star"), "plus": t("plus"), "cross": t("cross"), "arrow": t("arrow"), "hexagon": t("hexagon"),
            "hourglass": t("hourglass")}  # fmt: skip
