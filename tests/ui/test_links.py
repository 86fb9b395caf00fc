import pytest

from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.race.settings import RaceSettings
from pages.ui.controls.formula import Formula
from pages.ui.controls.kinds import Several
from pages.ui.controls.settings import read_address


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        ({"learning_rate": "0.5", "amp;steps": "20"}, LineFitSettings(learning_rate=0.5, steps=20)),
        ({"learning_rate": "0,5\n"}, LineFitSettings(learning_rate=0.5)),
        ({"learn\r\ning_rate": " 1/2 "}, LineFitSettings(learning_rate=0.5)),
        ({"m": "−0.7", "b": "1e-3"}, LineFitSettings(m=-0.7, b=0.001)),
        ({"data": "own\n", "points": "1e-5,1/2;−2,3"}, LineFitSettings(data="own", points="1e-5 1/2\n−2 3")),
        ({"utm_source": "mail", "fbclid": "x", "gclid": "y", "mc_eid": "z", "_ga": "1"}, LineFitSettings()),
    ],
)
def test_what_a_link_went_through_does_no_harm(address, settings):
    assert read_address(address, LineFitSettings()) == (settings, {})


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"lr": "0.5"}, "does not know “lr” in the link; did you mean `learning_rate`?"),
        ({"Steps": "20"}, "did you mean `steps`?"),
        ({"learnig_rate": "1"}, "did you mean `learning_rate`?"),
        ({"banana": "1"}, "does not know “banana” in the link; it changes nothing."),
        ({"banana": "1", "utm_source": "a", "apple": "2"}, "does not know “banana”, “apple” in the link"),
        ({"<b>": "1"}, "“·b·”"),
    ],
)
def test_names_that_a_page_does_not_know_are_named_in_one_sentence(address, says):
    settings, complaints = read_address(address | {"m": "3"}, LineFitSettings())
    assert settings == LineFitSettings(m=3)
    assert list(complaints) == ["link"]
    assert says in complaints["link"]
    assert complaints["link"].count("This page") == 1


def test_a_formula_broken_over_two_lines_is_one():
    settings, complaints = read_address({"surface": "own", "formula": "x^2 +\n y^2\n"}, LandscapeSettings())
    assert complaints == {}
    assert settings.formula.split() == ["x^2", "+", "y^2"]
    _, complaints = read_address({"surface": "own", "Formula": "x"}, LandscapeSettings())
    assert "did you mean `formula`?" in complaints["link"]


@pytest.mark.parametrize(
    ("arrives", "read"),
    [
        ("x^2 y^2", "x^2+y^2"),
        ("x^2/20   2*y^2", "x^2/20+2*y^2"),
        ("(x-1)^2 (y 2)^2", "(x-1)^2+(y+2)^2"),
        ("3 x", "3 x"),  # a product as it stands
        ("x^2 + y 2", "x^2 + y 2"),  # who writes one + as an address does, meant the blank
        ("x^2 banana", "x^2 banana"),
    ],
)
def test_a_bare_plus_in_a_link_arrives_as_a_blank_and_is_a_plus(arrives, read):
    assert Formula("f").parse(arrives) == read


def test_some_of_a_few_are_read_with_blanks_and_kept_in_order():
    settings, complaints = read_address({"methods": "Adam,GradientDescent"}, RaceSettings())
    assert complaints == {}
    assert not Several("Methods", {"a": "A"}).allows([["a"]])
    assert settings.methods == ("Adam", "GradientDescent")


@pytest.mark.parametrize(
    ("settings", "view"), [(LineFitSettings, "surface"), (LandscapeSettings, "surface"), (RaceSettings, "space")]
)
def test_a_link_to_the_surface_where_it_was_opens_it_where_it_is(settings, view):
    found, complaints = read_address({"view": view, "steps": "20"}, settings())
    assert (found.picture, found.view) == ("3d", settings().view)
    assert complaints == {}
    assert read_address({"view": "repeat"}, settings())[0].view == "repeat"
