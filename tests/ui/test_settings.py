from dataclasses import dataclass

import pytest

from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.mnist.settings import MnistSettings
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import kinds_of, read_address, setting, write_address
from pages.ui.text import quote


@dataclass(frozen=True)
class Some:
    rate: float = setting(0.1, Number("Rate", 0.001, 10, ladder=(0.001, 0.1, 10)))
    units: int = setting(50, Number("Units", 1, 1000, whole=True))
    shape: str = setting("round", Choice("Shape", {"round": "Round", "flat": "Flat"}))


def test_an_address_says_only_what_differs_and_is_read_back():
    settings = Some(rate=0.2857, units=7, shape="flat")
    address = write_address(settings, Some())
    assert address == {"rate": "0.2857", "units": "7", "shape": "flat"}
    assert read_address(address, Some()) == (settings, {})
    assert write_address(Some(), Some()) == {}


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"rate": "0"}, "Rate must be a number from 0.001 to 10; you entered “0”. Keeping 0.1."),
        ({"rate": "10.1"}, "you entered “10.1”"),
        ({"rate": "nan"}, "you entered “nan”"),
        ({"rate": "inf"}, "you entered “inf”"),
        ({"rate": ""}, "you entered “”"),
        ({"rate": "fast"}, "you entered “fast”"),
        ({"units": "0"}, "Units must be a whole number from 1 to 1,000; you entered “0”. Keeping 50."),
        ({"units": "1001"}, "you entered “1001”"),
        ({"units": "2.5"}, "you entered “2.5”"),
        ({"units": "1e400"}, "you entered “1e400”"),
        ({"shape": "Round"}, "Shape must be one of round, flat; you entered “Round”. Keeping Round."),
    ],
)
def test_what_cannot_be_gets_one_sentence_and_the_rest_is_taken(address, says):
    settings, complaints = read_address({"units": "8", "rate": "1"} | address, Some())
    (name,) = address
    assert list(complaints) == [name]
    assert says in complaints[name]
    assert getattr(settings, name) == getattr(Some(), name)
    assert (settings.units == 8) is (name != "units")


@pytest.mark.parametrize(("rate", "units"), [("0.001", "1"), ("10", "1000"), ("1e1", "1e3")])
def test_the_limits_themselves_are_allowed(rate, units):
    settings, complaints = read_address({"rate": rate, "units": units}, Some())
    assert complaints == {}
    assert isinstance(settings.units, int)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "![x](http://a.b/c)", "**bold** `code` $x$ :red[x]", "x" * 5000]
)
def test_a_visitors_text_comes_back_as_harmless_text(hostile):
    said = quote(hostile)
    assert len(said) < 30
    assert not set("<>[]()*`$:_!\\") & set(said)


@pytest.mark.parametrize("settings", [LineFitSettings(), MnistSettings()], ids=lambda s: type(s).__name__)
def test_every_default_of_a_page_is_allowed_and_every_stop_within_limits(settings):
    for name, kind in kinds_of(settings).items():
        assert kind.allows(getattr(settings, name)), name
        for stop in getattr(kind, "ladder", ()):
            assert kind.allows(stop), (name, stop)
