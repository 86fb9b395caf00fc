"""The pictures of the front page: there is one for each lesson, they are small, and they were worked out."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from gdcore.descent import descend
from gdcore.optimizers import Momentum
from gdcore.surfaces import SURFACES
from pages.parts.home import motion
from pages.ui.lessons import photographs
from pages.ui.lessons.lessons import course

THEMES = ("light", "dark")


def test_each_lesson_has_a_photograph():
    names = json.loads(photographs.ORDER.read_text())
    assert sorted(names) == sorted(lesson.name for lesson in course().lessons)
    sheet = Image.open(photographs.SHEET).convert("L")
    assert sheet.width == photographs.COLUMNS * photographs.WIDTH
    for k, name in enumerate(names):
        x, y = k % photographs.COLUMNS * photographs.WIDTH, k // photographs.COLUMNS * photographs.HEIGHT
        dark, light = sheet.crop((x, y, x + photographs.WIDTH, y + photographs.HEIGHT)).getextrema()
        assert light - dark > 60, f"{name} is blank"


def test_all_pictures_together_weigh_what_a_phone_can_load():
    assert photographs.SHEET.stat().st_size < 150 * 1024
    moving = [motion.WORKED_OUT, *(motion.FOLDER / f"motion.{part}" for part in ("html", "css", "js"))]
    assert sum(path.stat().st_size for path in moving) < 40 * 1024


def test_each_card_shows_its_own_part_of_the_sheet():
    style = photographs.style(False)
    places = re.findall(r"\.st-key-card-([\w-]+)\{--at:([\d.]+)% ([\d.]+)%\}", style)
    assert len({place[1:] for place in places}) == len(places) == len(course().lessons)
    assert all(0 <= float(share) <= 100 for _, *shares in places for share in shares)


def test_what_moves_is_what_the_core_says():
    found = json.loads(motion.WORKED_OUT.read_text())
    path = descend(SURFACES["double_well"], Momentum(0.03, 0.9), (1.7, 1.0), 150)
    shown = np.array(found["ball"]["paths"]["Momentum"])
    assert len(shown) == len(path.thetas)
    # Shares of the picture, which is 4.2 wide and 3 high; written in thousandths.
    moved = (path.thetas - path.thetas[0]) / [4.2, -3]
    np.testing.assert_allclose(shown - shown[0], moved, atol=0.0011)
    certain = np.array(found["digit"]["certainties"])
    assert certain[0].argmax() != found["digit"]["label"] == certain[-1].argmax()
    np.testing.assert_allclose(certain.sum(axis=1), 1, atol=0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_a_ground_is_a_picture(theme):
    from base64 import b64decode

    found = json.loads(motion.WORKED_OUT.read_text())
    for name in ("ball", "race"):
        address = found[name]["ground"][theme]
        assert Image.open(io.BytesIO(b64decode(address.split(",")[1]))).size == (320, 200)
