"""The landscape page by AppTest."""

import numpy as np
import pytest

from gdcore.surfaces import SURFACES
from pages.parts.landscape.arithmetic import arithmetic
from pages.parts.landscape.program import program
from pages.parts.landscape.run import run
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui import shell
from pages.ui.controls.settings import kinds_of, read_address, write_address
from pages.ui.terrain.options import A_FORMULA
from tests import calculator
from tests.calculator import filled
from tests.pages.app import button, check, open_page, opened, opened_at_limits


def verdict(app):
    """The one sentence to read aloud is the first text of the page."""
    return app.main.markdown[0].value


def test_it_says_something_true_before_anything_is_touched():
    app = check(open_page("landscape"))
    said = verdict(app)
    assert said.startswith("Still on its way: after 30 steps it is at (−0.35, 0.085)")
    # 30 steps at 0.95: x = -7 (1 - 0.095)^30, y = 2 (1 - 1.9)^30
    assert pytest.approx(-0.35, abs=5e-3) == -7 * 0.905**30
    assert pytest.approx(0.085, abs=5e-4) == 2 * 0.9**30


@pytest.mark.parametrize("name", SURFACES)
def test_a_link_that_names_only_a_surface_brings_its_first_picture(name):
    app = check(open_page("landscape", surface=name))
    found = SURFACES[name]
    assert float(app.text_input(key="landscape.x").value) == found.start[0]
    assert float(app.text_input(key="landscape.y").value) == found.start[1]
    assert app.select_slider(key="landscape.learning_rate").value == found.learning_rate
    assert app.select_slider(key="landscape.steps").value == found.steps


def test_a_picture_of_the_gallery_takes_its_surface_and_leaves_the_lesson():
    app = opened(open_page("landscape", lesson="landscape-escapes"), "landscape.gallery")
    button(app, "Bowl").click().run()
    check(app)
    assert app.select_slider(key="landscape.momentum").value == 0
    assert float(app.text_input(key="landscape.x").value) == SURFACES["bowl"].start[0]
    assert verdict(app).startswith("Still on its way: after 20 steps")


def test_an_own_function_is_typed_and_a_mistake_gets_its_sentence():
    app = check(open_page("landscape", surface="own", formula="(x-1)^2 + 3*y^2", x="2", y="1", steps="300"))
    assert "(1, 0)" in verdict(app)
    app.text_input(key="landscape.formula").set_value("x + z").run()
    (said,) = [e.value for e in check(app).error]
    assert said == "f(x, y): `z` is not x or y, at column 5. Keeping `(x−1)² + 3·y²`."
    assert "(1, 0)" in verdict(app)
    app.text_input(key="landscape.formula").set_value("x^2 + y^2").run()
    assert [e.value for e in check(app).error] == []
    assert "(0, 0)" in verdict(app)


@pytest.mark.parametrize(
    "formula", ["log(x)", "1/0", "0*x", "x", "1/(x*y)", "exp(exp(exp(x)))", "sqrt(x+y)", "tan(x)", "1e308*x*1e10"]
)
@pytest.mark.parametrize("view", ["diagnosis", "basins", "surface"])
def test_a_function_that_is_not_defined_everywhere_opens_in_every_view(formula, view):
    assert verdict(check(open_page("landscape", surface="own", formula=formula, view=view, field="on")))


@pytest.mark.parametrize("view", kinds_of(LandscapeSettings)["view"].options)
@pytest.mark.parametrize("name", ["camel", "rastrigin", "own"])
def test_every_view_opens(view, name):
    check(open_page("landscape", surface=name, view=view, momentum="0.9", noise="0.1", field="on"))


@pytest.mark.slow
@pytest.mark.parametrize("name", kinds_of(LandscapeSettings))
def test_each_setting_at_below_and_above_its_limits(name):
    kind = kinds_of(LandscapeSettings)[name]
    own, basins = {"surface": "own"}, {"view": "basins"}
    needs = {"formula": own, "reach": own, "colour": basins, "beside": basins, "seed": {"noise": "1"}}
    needs |= {key: {"view": "network"} for key in ("plane", "net", "updates")}
    beside = {"steps": "20"} | needs.get(name, {})
    for app in opened_at_limits("landscape", name, kind, beside):
        assert verdict(app)


def test_the_address_says_a_surface_and_what_differs_from_its_first_picture():
    settings, complaints = read_address({"surface": "beale", "steps": "50"}, LandscapeSettings())
    assert complaints == {}
    assert (settings.x, settings.y, settings.learning_rate, settings.steps) == (1, 1, 0.02, 50)
    assert write_address(settings, LandscapeSettings()) == {"surface": "beale", "steps": "50"}
    assert write_address(LandscapeSettings(), LandscapeSettings()) == {}


@pytest.mark.parametrize(
    "settings",
    [
        LandscapeSettings(),
        LandscapeSettings(surface="camel", x=1, y=0.5, learning_rate=0.02, momentum=0.8, noise=0.3, seed=7),
        LandscapeSettings(surface="own", formula=A_FORMULA, steps=40),
    ],
    ids=lambda settings: settings.surface,
)
def test_its_program_repeats_the_run_to_the_last_digit(settings):
    live = run(settings)
    found = {}
    exec(program(live), found)
    assert np.array_equal(found["path"].thetas, live.path.thetas)


def test_noise_is_the_same_for_the_same_seed_and_right_on_average():
    quiet = run(LandscapeSettings(steps=1))
    noisy = [run(LandscapeSettings(steps=1, noise=0.5, seed=seed)) for seed in range(400)]
    ends = np.array([live.path.thetas[1] for live in noisy])
    assert np.array_equal(ends[3], run(LandscapeSettings(steps=1, noise=0.5, seed=3)).path.thetas[1])
    assert ends.mean(axis=0) == pytest.approx(quiet.path.thetas[1], abs=4 * 0.5 * 0.95 / 20)
    assert ends.std(axis=0) == pytest.approx(0.5 * 0.95, rel=0.15)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_the_arithmetic_is_right_at_every_frame_the_last_one_too(momentum):
    live = run(LandscapeSettings(learning_rate=0.05, momentum=momentum))
    written = arithmetic(live)
    for frame, (x, y) in enumerate(live.path.thetas):
        _, *steps = filled(written, frame)
        equations = [each for line in steps for each in calculator.equations(line)]
        assert len(equations) == (4 if momentum else 2)
        assert all(sign == "=" and calculator.agrees(how, result) for how, sign, result in equations)
        said = [float(calculator.read(how.split(" ")[0]).value) for how, _, _ in equations if " − 0.05" in how]
        if not momentum:
            assert said == pytest.approx([x, y], rel=1e-4)


def test_a_typed_function_gets_fewer_steps_and_it_is_said():
    app = check(open_page("landscape", surface="own", steps="20000"))
    (said,) = [w.value for w in app.warning]
    assert said == "A typed function is given at most 2,000 steps here."
    assert len(run(LandscapeSettings(surface="own", steps=20_000)).path.losses) == 2_001
    assert [w.value for w in check(open_page("landscape", steps="20000")).warning] == []


def test_a_typed_function_knows_its_minima_and_says_no_more_than_it_knows():
    # (x² + y²)/20 + sin x + cos y parts into x and y: each has two hollows, and those of y are equally deep.
    trapped = verdict(check(open_page("landscape", surface="own")))
    assert trapped.startswith("Trapped since step ")
    assert "in a local minimum, (4.271, 2.852): it is" in trapped
    assert trapped.endswith("it is 0.896 higher than the lowest in the picture.")
    lowest = verdict(check(open_page("landscape", surface="own", x="-2", y="3", steps="200")))
    assert "one of the 2 lowest minima in the picture, (−1.428, 2.852)" in lowest
    outside = verdict(check(open_page("landscape", surface="own", formula="(x-9)^2 + y^2", x="3", y="1", steps="200")))
    assert outside.endswith("of a minimum, (9, 0).")


def test_of_a_run_that_diverged_the_diagnosis_says_where_its_curvatures_are_from():
    said = " ".join(m.value for m in check(open_page("landscape", learning_rate="1.01", steps="100")).main.markdown)
    assert "the curvatures are those at the start" in said
    said = " ".join(m.value for m in check(open_page("landscape")).main.markdown)
    assert "at the start" not in said


def test_the_front_page_counts_the_surfaces_right():
    (entry,) = [page for page in shell.PAGES if page.name == "landscape"]
    assert entry.promise.startswith("Eleven kinds of terrain")
    assert len(SURFACES) == 11
