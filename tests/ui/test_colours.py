"""Whatever is written can be read: 4.5:1 against what it stands on, in both themes."""

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from pages.ui.charts.descent import PAPER
from pages.ui.charts.house import INK, METHODS, QUIET, TONES
from pages.ui.pictures.palette import TO_LMS, TO_RGB, as_hex, sequence

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
    for count in (1, 2, 5, 12):
        for band in sequence(count, dark):
            assert contrast(INK[dark], as_hex(band)) >= LEAST


@pytest.mark.parametrize("dark", [False, True])
def test_bands_are_quiet_under_the_paths(dark):
    """A path has the paper's colour beside it: to that, each line is in clear contrast, and no band is brighter."""
    for on_light, on_dark, _ in METHODS.values():
        assert contrast(on_dark if dark else on_light, PAPER[dark]) >= (4 if dark else 3)
    colourful = max(max(band) - min(band) for band in sequence(12, dark))
    assert colourful < (100 if not dark else 80)  # of 255; the lines have up to 213


@pytest.mark.parametrize("dark", [False, True])
def test_losses_grow_lighter_in_steps_that_look_alike(dark):
    def lab(colour):
        parts = np.array(colour) / 255
        light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return np.linalg.inv(TO_LMS) @ np.cbrt(np.linalg.inv(TO_RGB) @ light)

    found = np.array([lab(colour) for colour in sequence(10, dark)])
    steps = np.linalg.norm(np.diff(found, axis=0), axis=1)
    assert (np.diff(found[:, 0]) > 0.01).all()
    assert steps.max() < 1.25 * steps.min()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_colours_of_a_style_sheet_can_be_read(path):
    sheet = path.read_text(encoding="utf-8")
    for light, dark in re.findall(r"(?<![-\w])color:\s*light-dark\((#\w{6}), (#\w{6})\)", sheet):
        for ground in grounds(dark=False):
            assert contrast(light, ground) >= LEAST, light
        for ground in grounds(dark=True):
            assert contrast(dark, ground) >= LEAST, dark


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_browser_that_knows_no_light_dark_has_a_plain_colour_first(path):
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    declared = [part.strip() for part in re.split(r"[{};]", rules) if part.strip()]
    for before, one in itertools.pairwise(declared):
        if "light-dark(" in one:
            assert before.split(":")[0] == one.split(":")[0], f"nothing plain before {one}"
            assert "light-dark(" not in before


def test_charts_stand_on_the_paper_of_the_theme():
    assert [PAPER[dark].upper() for dark in (False, True)] == [grounds(dark)[0].upper() for dark in (False, True)]
