"""A small class at once, as a crowd of clients: nobody is dropped, nobody waits for ever, every run gets on."""

import pytest

pytest.importorskip("websockets", reason="needs websockets: pip install --group dev")
pytest.importorskip("psutil", reason="needs psutil: pip install --group dev")

pytestmark = pytest.mark.slow


def test_a_class_of_twelve_with_four_runs_is_served():
    from tests.load.crowd import measured

    row = measured(12, every=3, seconds=15)
    assert row["trainers"] == 4
    assert (row["red boxes"], row["lost"]) == (0, 0)
    assert row["slowest"] > 0
    assert row["full MiB"] < 450
