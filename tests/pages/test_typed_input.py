"""What people type and paste, on the pages."""

import math

import pytest

from pages.ui.terrain.ground import ground
from tests.pages.app import button, check, open_page


def errors(app):
    return [e.value for e in check(app).error]


def test_a_box_reads_what_a_person_means_and_keeps_the_text():
    app = open_page("line_fit", steps="5")
    for text, value in (
        ("−0.7", -0.7),
        ("0,5", 0.5),
        ("-1,25", -1.25),
        ("1/2", 0.5),
        ("2·10⁻³", 0.002),
        ("1 000", 1000),
    ):
        app.text_input(key="line_fit.m").set_value(text).run()
        assert errors(app) == []
        assert app.session_state["line_fit.memory"].settings.m == value
        assert app.text_input(key="line_fit.m").value == text
        assert float(app.query_params["m"]) == value


def test_a_box_that_cannot_know_says_what_it_could_be():
    app = open_page("line_fit", steps="5")
    app.text_input(key="line_fit.m").set_value("1,234").run()
    (said,) = errors(app)
    assert said == "Start: slope m: “1,234” can mean `1.234` or `1234`; enter one of these. Keeping −1."
    assert "m" not in app.query_params


def test_a_mistyped_name_in_a_link_is_named_on_the_page():
    (said,) = errors(open_page("line_fit", lr="0.5", utm_source="mail"))
    assert said == "This page does not know “lr” in the link; did you mean `learning_rate`?"


def test_prices_in_won_are_fitted_and_a_random_start_is_never_refused():
    table = "50\t350,000,000\n84\t610,000,000\n120\t890,000,000"
    app = open_page("line_fit", data="own", steps="5")
    app.text_area(key="line_fit.points").set_value(table).run()
    assert errors(app) == []
    assert app.query_params["points"] == "50,350000000;84,610000000;120,890000000"
    for _ in range(3):
        button(app, "Random start").click().run()
        assert errors(app) == []


def test_a_table_of_which_nothing_can_be_read_says_why():
    app = open_page("line_fit", data="own", steps="5")
    app.text_area(key="line_fit.points").set_value("1 1e12\n2 2e12").run()
    assert len(errors(app)) == 1
    (said,) = [w.value for w in app.warning]
    assert said.startswith("Line 1 is left out: “1e12” is not a number from −1")


def test_years_make_a_trench_and_other_x_a_bowl():
    years = ";".join(f"{2015 + k},{k * k}" for k in range(10))
    app = open_page("line_fit", data="own", points=years, steps="200")
    button(app, "Take x − mean").click().run()
    assert errors(app) == []
    assert app.query_params["points"].startswith("-4.5,0;-3.5,1;")
    assert "Take x − mean" not in {b.label for b in app.button}


def test_a_critical_rate_below_the_slider_can_be_taken():
    app = open_page("line_fit", data="own", points="1000,1;2000,2;5000,4", steps="50")
    button(app, "Take 0.9 × critical").click().run()
    assert errors(app) == []
    rate = float(app.query_params["learning_rate"])
    assert rate == pytest.approx(0.9 * 2 / (2 * 1e7), rel=0.01)
    assert app.select_slider(key="line_fit.learning_rate").value == rate


@pytest.mark.parametrize("page", ["landscape", "race"])
def test_a_reach_leads_the_start_into_its_picture(page):
    address = {"surface": "own", "formula": "x^2+y^2", "reach": "1", "steps": "5"}
    app = open_page(page, **address)
    start = [float(app.text_input(key=f"{page}.{name}").value) for name in "xy"]
    assert max(map(abs, start)) < 1
    assert {name: app.query_params[name] for name in address} == address
    assert "x" not in app.query_params
    app.text_input(key=f"{page}.reach").set_value("20").run()
    assert [float(app.text_input(key=f"{page}.{name}").value) for name in "xy"] == [14, 12]
    app.text_input(key=f"{page}.x").set_value("3").run()
    app.text_input(key=f"{page}.reach").set_value("10").run()
    assert [float(app.text_input(key=f"{page}.{name}").value) for name in "xy"] == [3, 6]  # x is the visitor's own


def test_the_smallest_reach_is_no_place_where_every_start_has_arrived():
    app = open_page("landscape", surface="own", formula="x^2+y^2", reach="0.1")
    assert errors(app) == []
    assert app.session_state["landscape.memory"].settings.reach == 0.1
    assert math.hypot(*ground("own", "x^2+y^2", 0.1).start) > 0.05
    assert len(errors(open_page("landscape", surface="own", formula="x^2+y^2", reach="0.001"))) == 1


def test_a_random_start_lies_where_the_function_has_a_value():
    app = open_page("landscape", surface="own", formula="log(x) + y^2", x="1", steps="2")
    for _ in range(4):
        button(app, "Random start").click().run()
        assert float(app.text_input(key="landscape.x").value) > 0
        assert errors(app) == []
