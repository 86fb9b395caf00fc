"""The views that hold what the course gets wrong, or leaves out, beside the four demos."""

import numpy as np
import pytest

from gdcore.optimizers import OPTIMIZERS
from pages.parts.landscape.mistake import counted
from pages.parts.landscape.saddles import turns
from pages.parts.race.mistake import RIGHT, WRONG, pair
from pages.parts.race.run import run
from pages.parts.race.settings import RaceSettings
from tests.pages.app import check, open_page


def text_of(app):
    return "\n".join([m.value for m in app.main.markdown] + [c.value for c in app.main.caption])


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ({}, "2.5 m² + 3 m·b + b² − 13 m − 8 b + 17"),
        ({"data": "own", "points": "-1,1;1,-2"}, "m² + b² + 3 m + b + 2.5"),
    ],
)
def test_the_line_fit_writes_its_loss_multiplied_out(points, says):
    said = text_of(check(open_page("line_fit", view="squares", **points)))
    assert f"MSE(m, b) = {says}" in said
    if not points:
        assert "errors y − ŷ of the starting line, −1, 2, add up to 1;" in said
        assert "the mean is 2.5" in said
        assert "the sum is 0 for the line 2x + 1 through both points, and 0 for −10x + 19" in said


def test_updates_are_counted_on_the_same_points_with_the_same_gradients():
    made = counted()
    assert {name: one.updates for name, one in made.items()} == {"batch": 3, "mini-batch": 12, "single": 60}
    assert {one.sampled for one in made.values()} == {60}
    assert made["batch"].loss > made["mini-batch"].loss > made["single"].loss > made["single"].least
    app = check(open_page("landscape", view="mistake"))
    assert "true of **single-sample** descent alone" in text_of(app)
    assert app.main.table[0].value["updates an epoch on MNIST"].tolist() == ["1", "600", "60,000"]


def test_the_saddles_of_rastrigin_are_counted_in_the_picture_and_beyond():
    assert [len(found) for found in turns()] == [5, 4]
    app = check(open_page("landscape", view="saddles"))
    for count in ("minimum, **25**", "maximum, **16**", "saddle point, **40**"):
        assert count in text_of(app)
    shares = app.main.table[0].value["share of saddle points"].tolist()
    assert shares == [f"{share}\u00a0%" for share in ("0.0", "49.4", "74.1", "93.0", "99.7")]


def test_the_misprint_races_beside_adagrad_and_is_no_method():
    paths = pair(run(RaceSettings()))
    first = {name: (path.thetas[1] - path.thetas[0]).round(4).tolist() for name, path in paths.items()}
    assert first == {RIGHT: [1.5, -1.5], WRONG: [2.1429, -0.375]}
    np.testing.assert_array_equal(paths[RIGHT].thetas, run(RaceSettings()).paths["AdaGrad"].thetas)
    assert WRONG not in OPTIMIZERS
    app = check(open_page("race", view="mistake"))
    assert "right (1.5, −1.5), without the root (2.1429, −0.375)" in text_of(app)
    assert len(app.get("vega_lite_chart")) == 5
    check(open_page("race", view="mistake", methods="Adam", schedule="cosine", surface="own", formula="log(x)"))
