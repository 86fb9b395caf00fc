"""Guesses of other kinds than pressing an answer, without a browser."""

import pytest

from pages.ui.lessons import lessons, marks
from tests.pages.app import button, check, open_page


def said(app):
    return " ".join(m.value for m in app.markdown)


def test_a_number_on_the_scale_stands_beside_what_came_out():
    app = open_page("landscape", lesson="landscape-beside-the-ridge")
    (scale,) = [s for s in app.select_slider if s.key == "lesson.scale.landscape-beside-the-ridge"]
    app = check(scale.set_value(20).run())
    assert "On the scale" not in said(app)
    button(app, "Reveal").click()
    assert "On the scale: 20. It came to **91**, 71 away." in said(check(app.run()))


def test_no_number_is_compared_where_none_was_chosen():
    app = open_page("landscape", lesson="landscape-beside-the-ridge")
    button(app, "Reveal").click()
    assert "On the scale" not in said(check(app.run()))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ((-1.1, 0.0), "Tapped: (−1.1, 0). It came to **(1, 0)**, 2.1 away."),
        ((1.1, 0.1), "Tapped: (1.1, 0.1). It came to **(1, 0)**: right."),
    ],
)
def test_a_tapped_place_stands_beside_what_came_out(place, says):
    app = open_page("landscape", lesson="landscape-trapped")
    app.session_state[marks.MARKS] = {"landscape-trapped": place}
    button(app, "Reveal").click()
    assert says in said(check(app.run()))
    button(app, "Close the lesson").click()
    app = check(app.run())
    assert "Tapped" not in said(app)


def test_a_lesson_taken_anew_has_no_guess():
    app = open_page("landscape", lesson="landscape-trapped")
    app.session_state[marks.MARKS] = {"landscape-trapped": (0.0, 0.0)}
    title = next(one.title for one in lessons.course().lessons if one.name == "landscape-trapped")
    button(app, title).click()
    app = check(app.run())
    assert app.session_state[marks.MARKS] == {}


def test_the_button_to_the_next_lesson_goes_one_lesson_on_also_where_that_is_the_last_of_its_page():
    of_page = lessons.of_page("line_fit")
    app = open_page("line_fit", lesson=of_page[-2].name)
    (after,) = [each for each in app.button if each.key == "lesson-next"]
    app = check(after.click().run())
    assert of_page[-1].question in said(app)
    (after,) = [each for each in app.button if each.key == "lesson-next"]
    app = check(after.click().run())
    assert lessons.course().beside(of_page[-1].name, 1).question in said(app)
