"""Whatever is written can be read: 4.5:1 against what it stands on, in both themes."""

import re
import tomllib
from pathlib import Path

import pytest

from pages.ui.charts.descent import PAPER
from pages.ui.charts.house import INK, QUIET, TONES
from pages.ui.pictures.contour import HIGH, LOW

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
LEAST = 4.5
STYLES = sorted((ROOT / "pages").rglob("*.css"))


def luminance(colour):
    """As WCAG 2 has it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def grounds(dark):
    theme = THEME["dark" if dark else "light"]
    return theme["backgroundColor"], theme["secondaryBackgroundColor"]


def test_the_measure_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_that_are_written_in_can_be_read(dark):
    written = {"ink": INK, "quiet": QUIET, **TONES}
    low = {(name, ground): contrast(of[dark], ground) for name, of in written.items() for ground in grounds(dark)}
    assert {pair: found for pair, found in low.items() if found < LEAST} == {}


@pytest.mark.parametrize("dark", [False, True])
def test_levels_can_be_read_on_every_band(dark):
    for band in (LOW[dark], HIGH[dark]):
        assert contrast(INK[dark], "#{:02x}{:02x}{:02x}".format(*band)) >= LEAST


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_colours_of_a_style_sheet_can_be_read(path):
    sheet = path.read_text(encoding="utf-8")
    for light, dark in re.findall(r"(?<![-\w])color:\s*light-dark\((#\w{6}), (#\w{6})\)", sheet):
        for ground in grounds(dark=False):
            assert contrast(light, ground) >= LEAST, light
        for ground in grounds(dark=True):
            assert contrast(dark, ground) >= LEAST, dark


def test_charts_stand_on_the_paper_of_the_theme():
    assert [PAPER[dark].upper() for dark in (False, True)] == [grounds(dark)[0].upper() for dark in (False, True)]
