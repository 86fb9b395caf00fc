"""What a lesson on blind descent may claim."""

import dataclasses

from gdcore.blind import Move, walk
from pages.parts.blind.run import run


def blind_measures(settings, steps):
    """What plain descent from the start comes to after so many steps, and what the ground is."""
    live = run(dataclasses.replace(settings, walk=""), told=True)
    found = walk(live.curve, settings.x, [Move(rate=settings.rate)] * steps)
    low = int(found.x.argmin())
    return {
        "x": lambda: float(found.x[-1]),
        "height": lambda: float(found.heights[-1]),
        "slope": lambda: float(found.slopes[-1]),
        "least_x": lambda: float(found.x.min()),
        "turned_x": lambda: float(found.x[low:].max()),  # how far it is thrown back after its leftmost place
        "lowest_x": lambda: live.lowest[0],
        "lowest_height": lambda: live.lowest[1],
        "from_the_lowest": lambda: abs(float(found.x[-1]) - live.lowest[0]),
    }
