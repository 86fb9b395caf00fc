"""A surface's heights are those of its loss, in the bands of its contour picture."""

import base64

import numpy as np
import pytest

from gdcore.surfaces import SURFACES
from pages.ui.box import Box
from pages.ui.pictures import relief as reliefs
from pages.ui.pictures.contour import contour

BOX = Box((-2.0, 2.0), (-1.0, 1.0))


def unpacked(text, kind):
    return np.frombuffer(base64.b64decode(text), dtype=kind)


def test_heights_are_square_roots_of_the_loss_above_its_least():
    found = reliefs.relief(SURFACES["bowl"], (0, 1), BOX, False)
    heights = unpacked(found.heights, "<u2").reshape(reliefs.CELLS + 1, -1) / (reliefs.HOLE - 1)
    across, up = np.linspace(*BOX.across, reliefs.CELLS + 1), np.linspace(*BOX.up, reliefs.CELLS + 1)
    losses = across**2 + up[:, np.newaxis] ** 2
    assert heights == pytest.approx(np.sqrt(losses / 5), abs=2e-5)


def test_its_bands_are_those_of_the_contour_picture():
    for name in ("bowl", "himmelblau", "rastrigin"):
        surface = SURFACES[name]
        box = Box(*surface.domain)
        found = reliefs.relief(surface, (0, 1), box, False)
        assert len(found.colours) == len(found.levels) + 1
        assert len(contour(surface, (0, 1), box, False).labels) <= len(found.levels)
        assert sorted(found.levels) == list(found.levels)


def test_where_there_is_no_loss_there_is_a_hole():
    class Half:
        def loss(self, theta):
            return np.where(theta[..., 0] > 0, theta[..., 0], np.nan)

    heights = unpacked(reliefs.relief(Half(), (0, 1), BOX, False).heights, "<u2").reshape(reliefs.CELLS + 1, -1)
    assert (heights[:, : reliefs.CELLS // 2] == reliefs.HOLE).all()
    assert (heights[:, reliefs.CELLS // 2 + 1 :] < reliefs.HOLE).all()


def test_points_are_shares_of_the_picture_and_what_is_far_away_stays_on_its_side():
    found = unpacked(reliefs.places([-2, 0, 2, 1e30, np.nan], [1, 0, -1, -1e30, 0], BOX), "<i2").reshape(-1, 2)
    assert found[:3].tolist() == [[0, 8192], [4096, 4096], [8192, 0]]
    assert found[3, 0] > 3 * 8192
    assert found[3, 1] < -3 * 8192
    assert found[4].tolist() == [reliefs.NOWHERE, reliefs.NOWHERE]


def test_ticks_are_round_and_have_a_real_minus_sign():
    places, texts = zip(*reliefs.ticks((-2.0, 2.0)), strict=True)
    assert texts == ("−1", "0", "1")
    assert places == pytest.approx((0.25, 0.5, 0.75))
