"""The small pictures of the lessons, all on one sheet that tests/pictures/lessons.py makes; the dark turns it."""

import json
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "data" / "pictures"
SHEET, ORDER = FOLDER / "lessons.webp", FOLDER / "order.json"
TURNED = "filter:invert(0.92) hue-rotate(180deg)"  # light and dark change places, and the colours stay what they are
WIDTH, HEIGHT, COLUMNS = 168, 102, 7  # pixels of a picture; pictures in a row of a sheet


@lru_cache(maxsize=2)
def style(dark: bool) -> str:
    """Return the style sheet that puts each lesson's picture on its card; nothing where there are no pictures."""
    try:
        sheet = b64encode(SHEET.read_bytes()).decode()
        names = json.loads(ORDER.read_text())
    except (OSError, ValueError):
        return ""
    rows = -(-len(names) // COLUMNS)
    places = "".join(
        f".st-key-card-{name}{{--at:{_percent(k % COLUMNS, COLUMNS)} {_percent(k // COLUMNS, rows)}}}"
        for k, name in enumerate(names)
    )
    return (
        f"<style>[class*='st-key-card-']::before{{background-image:url(data:image/webp;base64,{sheet});"
        f"background-size:{100 * COLUMNS}% {100 * rows}%;{TURNED if dark else ''}}}{places}</style>"
    )


def _percent(k: int, count: int) -> str:
    return f"{100 * k / max(1, count - 1):.4g}%"
