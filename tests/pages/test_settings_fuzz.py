"""Whatever an address says, every setting ends up good."""

import pytest

hypothesis = pytest.importorskip("hypothesis", reason="random text needs Hypothesis: pip install hypothesis")
from hypothesis import strategies as st  # noqa: E402

from pages.ui.mnist.settings import MnistSettings  # noqa: E402
from pages.ui.settings import kinds_of, read_address, write_address  # noqa: E402

KINDS = kinds_of(MnistSettings)
VALUES = st.one_of(st.text(), st.floats().map(str), st.integers().map(str), st.sampled_from(["1_0", "٣", "0x10", "-0"]))


# The first draw of any text builds tables of Unicode, which takes seconds on a slow machine.
@hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
@hypothesis.given(st.dictionaries(st.sampled_from(sorted(KINDS)), VALUES))
def test_every_setting_is_good_and_every_refusal_is_said(address):
    settings, complaints = read_address(address, MnistSettings())
    for name, kind in KINDS.items():
        assert kind.allows(getattr(settings, name))
    for name in complaints:
        assert getattr(settings, name) == getattr(MnistSettings(), name)
    assert read_address(write_address(settings, MnistSettings()), MnistSettings()) == (settings, {})
