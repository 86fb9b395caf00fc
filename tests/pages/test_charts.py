"""The charts that the pages send, as specifications."""

import pytest

from pages.ui.terrain.ground import ground
from tests.pages.app import check, open_page
from tests.pages.specs import specs, unclipped

# A grid to click on, a rank: placed within the axis by their own tables.
WITHIN = {("point", "y", "up"), ("rule", "y", "rank"), ("text", "y", "rank"), ("rule", "y", "y")}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("line_fit", {"learning_rate": "0.5"}),
        ("landscape", {}),
        ("race", {"view": "sweep"}),
        ("slopes", {}),
    ],
)
def test_no_mark_far_outside_takes_the_room_of_the_plot(page, address):
    charts = specs(check(open_page(page, **address)))
    assert charts
    assert [mark for spec in charts for mark in unclipped(spec) if mark[1] == "y" and mark not in WITHIN] == []


def test_a_race_keeps_room_for_its_standings_and_its_losses():
    app = check(open_page("race", methods="GradientDescent,Momentum,Nesterov,AdaGrad,RMSProp,Adam,AdamW"))
    assert any(block.proto.id.endswith("charts-played-of-7") for block in app.main.get("flex_container"))


def test_a_minimum_that_is_only_local_has_another_mark_than_the_global_one():
    assert [len(star) for star in ground("himmelblau").stars] == [2, 2, 2, 2]  # all four have the same height
    assert [len(star) for star in ground("camel").stars] == [2, 2, 3, 3, 3, 3]
    (bowl,) = [spec for spec in specs(check(open_page("landscape", surface="camel"))) if "diamond" in str(spec)]
    points = [layer["data"]["values"] for layer in bowl["layer"] if "'local'" in str(layer.get("data"))]
    assert [sum(star["local"] for star in stars) for stars in points] == [4, 4]
