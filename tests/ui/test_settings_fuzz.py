"""Whatever an address says, every setting ends up good."""

import pytest

hypothesis = pytest.importorskip("hypothesis", reason="random text needs Hypothesis: pip install hypothesis")
from hypothesis import strategies as st  # noqa: E402

from pages.parts.landscape.settings import LandscapeSettings  # noqa: E402
from pages.parts.line_fit.settings import LineFitSettings  # noqa: E402
from pages.parts.losses.settings import LossesSettings  # noqa: E402
from pages.parts.mnist.settings import MnistSettings  # noqa: E402
from pages.parts.race.settings import RaceSettings  # noqa: E402
from pages.ui.controls.settings import kinds_of, led, read_address, write_address  # noqa: E402

pytestmark = pytest.mark.slow

VALUES = st.one_of(
    st.text(),
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(["1_0", "٣", "0x10", "-0", "1,5", "−1/3", "2·10⁻³", "1,234", "1 000"]),
)
TABLES = st.lists(st.lists(st.one_of(VALUES, st.floats().map(str)), max_size=3).map(",".join)).map(";".join)
PAGES = [LossesSettings(), LineFitSettings(), LandscapeSettings(), RaceSettings(), MnistSettings()]
NAMES = sorted({name for page in PAGES for name in kinds_of(page)})


# The first draw of any text builds tables of Unicode, which takes seconds on a slow machine.
@pytest.mark.parametrize("base", PAGES, ids=lambda base: type(base).__name__)
@hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
@hypothesis.given(st.dictionaries(st.sampled_from(NAMES), st.one_of(VALUES, TABLES)))
def test_every_setting_is_good_and_every_refusal_is_said(base, address):
    settings, complaints = read_address(address, base)
    kinds = kinds_of(base)
    strange = set(address) - set(kinds)
    assert ("link" in complaints) == bool(strange)
    complaints.pop("link", None)
    for name, kind in kinds.items():
        assert kind.allows(getattr(settings, name))
        assert (name in complaints) == (name in address and not kind.allows(kind.parse(address[name].strip())))
    for name in complaints:
        assert getattr(settings, name) == getattr(led(settings, base), name)
    written = write_address(settings, base)
    again, complaints = read_address(written, base)
    assert complaints == {}
    assert write_address(again, base) == written
