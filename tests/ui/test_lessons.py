"""Every lesson's claim is held to its numbers, and a malformed lesson is named."""

import dataclasses
import re
from collections import defaultdict
from functools import cache

import numpy as np
import pytest

from gdcore.dense_net import slope_product
from gdcore.descent import descend
from gdcore.differentiate import numerical_gradient
from gdcore.line_fit import CirculatingMistake
from gdcore.network import SoftmaxNet, TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.surfaces import SURFACES
from gdcore.xor import most_right
from pages.parts.blind.settings import BlindSettings
from pages.parts.landscape.run import run as landscape
from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.run import run as line_fit
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.linear.tables import grids
from pages.parts.neuron.one.run import run as neuron
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.neuron.xor.run import run as xor
from pages.parts.race.run import run as race
from pages.parts.race.settings import RaceSettings
from pages.parts.slopes.settings import SlopesSettings
from pages.ui import language
from pages.ui.lessons import front, lessons
from pages.ui.lessons.complaint import LessonError
from tests.parts.blind.measures import blind_measures
from tests.parts.losses.measures import losses_measures
from tests.parts.slopes.measures import slopes_measures

DEFAULTS = {
    "slopes": SlopesSettings(),
    "losses": LossesSettings(),
    "neuron": NeuronSettings(),
    "line_fit": LineFitSettings(),
    "landscape": LandscapeSettings(),
    "blind": BlindSettings(),
    "race": RaceSettings(),
    "mnist": MnistSettings(),
}
LESSONS = [lesson for page in DEFAULTS for lesson in lessons.of_page(page)]


def mnist_measures(run):
    return {
        "test_accuracy": lambda: run.evaluation().test_accuracy,
        "train_accuracy": lambda: run.evaluation().train_accuracy,
        "mean_loss": lambda: float(run.history.losses[-100:].mean()),
        "epoch": lambda: run.epoch,
        "first_at_94": lambda: first_at(run, 0.94),
        "passes": lambda: passes(run.net.size),
        "passes_of_a_hundred": lambda: 100 * passes(run.net.size),
        # To four decimals: on another processor the last bits of equal columns may differ.
        "different_units": lambda: np.unique(run.net.unpack(run.theta).W1.round(4), axis=1).shape[1],
    }


WITHOUT_A_RUN = {"first_at_94", "passes", "passes_of_a_hundred"}


def first_at(run, accuracy):
    """The first hundredth update after which so many new digits are read."""
    while run.update < 2_000:
        run.advance(100)
        if run.evaluation().test_accuracy >= accuracy:
            return run.update
    return float("inf")


@cache
def passes(parameters):
    """How often one numerical gradient asks for a loss; what it answers does not matter to the count."""
    calls = []
    numerical_gradient(lambda _: calls.append(1) or 0.0, np.zeros(parameters))
    return len(calls)


def neuron_measures(settings, steps):
    """What the page's view of these settings comes to after so many steps, layers or updates."""
    live = neuron(settings)
    delta = live.passed.delta[:, 0]
    at_zero = float(live.neuron.forward(np.zeros(live.neuron.size)).delta[0])
    maps = [tuple(map(tuple, one.matrix.tolist())) for one in settings.maps()]

    def trained(which):
        return getattr(xor(settings), which).right

    return {
        "dw1": lambda: float(live.steps[steps, 0]),
        "dw2": lambda: float(live.steps[steps, 1]),
        "ratio": lambda: float(live.steps[steps, 1] / live.steps[steps, 0]),
        "delta": lambda: float(delta[steps]),
        "delta_at_zero": lambda: at_zero,
        "times": lambda: at_zero / float(delta[steps]),
        "left": lambda: float(slope_product(settings.activation, settings.h, steps)[-1]),
        "left_at_best": lambda: float(slope_product("sigmoid", np.linspace(-9, 9, 1801), steps)[-1].max()),
        "left_relu": lambda: float(slope_product("relu", 1.0, steps)[-1]),
        "two_less_one": two_less_one,
        "parameters_of_two": lambda: TwoLayerNet(784, 50, 10).size,
        "parameters_of_one": lambda: SoftmaxNet(784, 10).inputs * 10 + 10,
        "straight_after_two": lambda: grids(*maps, settings.bend).straight[1],
        "straight_after_a_bend": lambda: grids(*maps, settings.bend).straight[2],
        "best_line": most_right,
        "right": lambda: int(trained("bent")[steps]),
        "right_without_a_bend": lambda: int(trained("straight").max()),
    }


def two_less_one():
    """How far the outputs of two layers without an activation are from those of their product."""
    rng, net = np.random.default_rng(0), TwoLayerNet(784, 50, 10, "identity")
    theta, x = net.initial(rng, "he").astype(float), rng.random((50, 784))
    W1, b1, W2, b2 = net.unpack(theta)
    return float(np.abs(net.logits(theta, x) - (x @ (W1 @ W2) + b1 @ W2 + b2)).max())


def line_fit_measures(settings, steps):
    """What the page's run of so many steps comes to."""
    live = line_fit(dataclasses.replace(settings, steps=max(steps, 1)))
    path, found = live.path, live.path.verdict
    distance = np.linalg.norm(path.thetas - live.bowl.minimum(), axis=-1)
    return {
        "converged_at": lambda: found.step if found.kind == "converged" else float("inf"),
        "diverged_at": lambda: found.step if found.kind == "diverged" else float("inf"),
        "loss": lambda: round(float(path.losses[-1]), 12),
        "m": lambda: round(float(path.thetas[-1][0]), 12),
        "b": lambda: round(float(path.thetas[-1][1]), 12),
        "lambda_min": lambda: float(live.bowl.eigenvalues[0]),
        "growth": lambda: float(distance[-1] / distance[-2]),
        "lowest_at": lambda: int(path.losses.argmin()),
        "rate_over_critical": lambda: settings.learning_rate / live.bowl.critical_rate,
        "mistaken_m": lambda: float(mistaken(settings, steps).thetas[-1][0]),
        "mistaken_b": lambda: float(mistaken(settings, steps).thetas[-1][1]),
        "mistaken_at": lambda: since(mistaken(settings, steps).thetas, live.bowl.minimum()),
    }


def mistaken(settings, steps):
    """Descent by the gradient that is printed for the example."""
    return descend(CirculatingMistake(), GradientDescent(settings.learning_rate), [settings.m, settings.b], steps)


def since(thetas, minimum):
    """The step from which on a path stays within 0.001 of a minimum."""
    away = np.flatnonzero(~(np.linalg.norm(thetas - minimum, axis=-1) < 0.001))
    first = away[-1] + 1 if len(away) else 0
    return float(first) if first < len(thetas) else float("inf")


def landscape_measures(settings, steps):
    """What the page's run of so many steps comes to."""
    live = landscape(dataclasses.replace(settings, steps=max(steps, 1)))
    path, found = live.path, live.path.verdict
    x, y = path.thetas.T
    kinds = ("converged", "local minimum", "saddle point", "plateau", "oscillating", "diverged", "out of steps")
    return (
        {kind.replace(" ", "_"): lambda kind=kind: float(found.kind == kind) for kind in kinds}
        | {
            "settled_at": lambda: found.step,
            "arrived_at": lambda: found.step if found.kind == "converged" else float("inf"),
            **{
                kind: lambda kind=kind: len(getattr(SURFACES[settings.surface], kind))
                for kind in ("minima", "maxima", "saddles")
            },
            "minima_in_ten": lambda: minima_in_ten(SURFACES[settings.surface]),
            "above_global": lambda: float(path.losses[-1] - min(point.value for point in live.ground.minima)),
            "loss": lambda: float(path.losses[-1]),
            "x": lambda: float(x[-1]),
            "y": lambda: float(y[-1]),
            "across": lambda: float(abs(y[-1])),  # how far from a valley's floor
            "flips": lambda: int((y[1:] * y[:-1] < 0).sum()),
            "moved": lambda: float(np.linalg.norm(path.thetas[-1] - path.thetas[0])),
            "gradient": lambda: float(np.linalg.norm(live.ground.objective.gradient(path.thetas[-1]))),
            "lambda_min": lambda: float(np.linalg.eigvalsh(live.ground.objective.hessian(path.thetas[-1]))[0]),
        }
    )


def minima_in_ten(surface):
    """The share of minima among the flat places of a sum of ten equal terms in place of two: it is that of one, ^10."""
    of_two = len(surface.minima) / (len(surface.minima) + len(surface.maxima) + len(surface.saddles))
    return (of_two**0.5) ** 10


def race_measures(settings, steps):
    """What the page's race of so many steps comes to."""
    live = race(dataclasses.replace(settings, steps=max(steps, 1)))
    ends = {method: live.above(method)[-1] for method in live.paths}
    places = sorted(ends, key=lambda method: (not np.isfinite(ends[method]), ends[method]))
    found = {}
    for method, path in live.paths.items():
        last = path.thetas[-1] - path.thetas[-2]
        found |= {
            f"loss_{method}": float(ends[method]),
            f"rank_{method}": places.index(method) + 1,
            f"step_{method}": float(np.linalg.norm(last)),
            f"move_x_{method}": float(abs(last[0])),
            f"move_y_{method}": float(abs(last[1])),
            f"x_{method}": float(path.thetas[-1, 0]),
            f"arrived_{method}": min(since(path.thetas, m[:2]) for m in live.ground.minima or [(np.inf, np.inf)]),
            f"ahead_from_{method}": ahead_from(live, method),
            f"farthest_x_{method}": float(path.thetas[:, 0].max()),
            f"gap_{method}": gap(settings, live, method),
            f"about_{method}": about(live, path),
            f"distance_{method}": min(float(np.hypot(*(path.thetas[-1] - m[:2]))) for m in live.ground.minima),
        }
    found["on_the_left"] = sum(path.thetas[-1, 0] < -1 for path in live.paths.values())
    return {name: lambda value=value: value for name, value in found.items()}


def about(live, path):
    """How far the last forty steps are from the minimum on average."""
    away = np.hypot(*(path.thetas[-40:] - np.array(live.ground.minima[0][:2])).T) if live.ground.minima else [np.inf]
    return float(np.mean(away))


def ahead_from(live, method):
    """The step from which on a method has a lower loss than every other."""
    others = np.min([live.above(other) for other in live.paths if other != method] or [live.above(method)], axis=0)
    behind = np.flatnonzero(live.above(method) >= others)
    first = behind[-1] + 1 if len(behind) else 0
    return float(first) if first < len(others) else float("inf")


def gap(settings, live, method):
    """How far a method's path is from the one it takes over the valley of the same shape, at most."""
    usual = race(dataclasses.replace(settings, surface="valley", steps=live.settings.steps))
    return float(np.nan_to_num(np.abs(usual.paths[method].thetas - live.paths[method].thetas), nan=np.inf).max())


def test_every_file_is_a_lesson_of_a_page_that_exists():
    assert lessons.course().complaints == ()
    files = [path.stem for path in lessons.FOLDER.glob("*.toml")]
    assert sorted(files) == sorted(lesson.name for lesson in LESSONS)


def test_the_lecture_has_its_sections_in_order_and_ends_in_time():
    lecture = lessons.course().lecture
    sections = [lesson.section for lesson in lecture]
    assert list(dict.fromkeys(sections)) == list(lessons.SECTIONS)
    assert [sections.count(section) for section in lessons.SECTIONS] == [5, 5, 6, 6, 8, 8, 6]
    for section in lessons.SECTIONS:
        assert [lesson.order for lesson in lecture if lesson.section == section] == list(
            range(1, sections.count(section) + 1)
        )
    assert sum(lesson.minutes for lesson in lecture) <= 90
    assert len({lesson.title for lesson in LESSONS}) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_question_is_short_and_does_not_answer_itself(lesson):
    assert len(re.findall(r"[.?!](?:\s|$)", lesson.question)) <= 4
    assert lesson.question.endswith("?")
    assert lesson.answers[lesson.right] not in lesson.title


MEASURES = {
    "slopes": slopes_measures,
    "losses": losses_measures,
    "neuron": neuron_measures,
    "line_fit": line_fit_measures,
    "landscape": landscape_measures,
    "blind": blind_measures,
    "race": race_measures,
}


def value_of(lesson, expectation):
    settings = dataclasses.replace(lesson.applied_to(DEFAULTS[lesson.page]), **expectation.given)
    return MEASURES[lesson.page](settings, expectation.after)[expectation.measure]()


def holds(expectation, value):
    return expectation.at_least <= value <= expectation.at_most


ON_A_DESCENT = [lesson for lesson in LESSONS if lesson.page in MEASURES]


@pytest.mark.parametrize("lesson", ON_A_DESCENT, ids=lambda lesson: lesson.name)
def test_what_a_lesson_on_a_descent_claims_comes_out(lesson):
    for e in lesson.expect:
        value = value_of(lesson, e)
        assert holds(e, value), f"{lesson.name}: {e.measure} after {e.after} is {value}"


@pytest.mark.parametrize("lesson", ON_A_DESCENT, ids=lambda lesson: lesson.name)
def test_the_right_answer_holds_and_each_other_fails_the_same_measure(lesson):
    for k, said in enumerate(lesson.proof):
        value = value_of(lesson, said)
        assert holds(said, value) == (k == lesson.right), f"{lesson.answers[k]}: {said.measure} is {value}"


GUESSED = [lesson for lesson in ON_A_DESCENT if lesson.guess]


@pytest.mark.parametrize("lesson", GUESSED, ids=lambda lesson: lesson.name)
def test_what_can_be_guessed_comes_out_and_what_is_further_off_is_wrong(lesson):
    guess = lesson.guess
    measures = MEASURES[lesson.page](lesson.applied_to(DEFAULTS[lesson.page]), guess.after)
    came = tuple(float(measures[name]()) for name in guess.measures)
    # The outcome in the file is the run's, far closer than a guess has to be; and not everything is right.
    assert np.linalg.norm(np.subtract(came, guess.outcome)) <= guess.within / 10
    for k in range(len(came)):
        for by in (-2, 2):
            off = [*guess.outcome]
            off[k] += by * guess.within
            assert not guess.is_right(tuple(off))
            off[k] -= by * guess.within * 0.6
            assert guess.is_right(tuple(off))
    if guess.is_place:
        settings = lesson.applied_to(DEFAULTS[lesson.page])
        assert not guess.is_right((settings.x, settings.y)), "whoever taps the start has guessed nothing"
    else:
        low, high = guess.scale
        assert 2 * guess.within < (high - low) / 2, "half of the scale would be right"


def test_a_good_handful_of_lessons_asks_for_a_place_or_a_number():
    assert sum(lesson.guess.is_place for lesson in GUESSED) >= 4
    assert sum(not lesson.guess.is_place for lesson in GUESSED) >= 4


SLOW = {("mnist-one-change", "batch_size")}  # a hundred passes over all images
LONG = 10_000  # updates: more of them, from several seeds, only where there is time


def runs_of(lesson, expectations):
    """The expectations by the run they ask of, with a number for each: (settings, seed)."""
    by_run = defaultdict(list)
    for k, e in enumerate(expectations):
        for seed in e.seeds or (lesson.applied_to(DEFAULTS["mnist"]).seed,):
            by_run[dataclasses.replace(lesson.applied_to(DEFAULTS["mnist"]), seed=seed, **e.given)].append((k, e))
    return by_run


def mnist_values(lesson, expectations, digits):
    """What comes out, by the number of the expectation."""
    for settings, asked in runs_of(lesson, expectations).items():
        run = settings.training(digits)
        run.evaluate = lambda: None  # only where it is asked for: the schedule takes as long as the run
        for k, e in sorted(asked, key=lambda one: one[1].after):
            if e.measure not in WITHOUT_A_RUN:
                run.advance(e.after - run.update)
            yield k, e, settings.seed, mnist_measures(run)[e.measure]()


@pytest.mark.parametrize("lesson", lessons.of_page("mnist"), ids=lambda lesson: lesson.name)
def test_what_a_lesson_on_mnist_claims_and_answers_comes_out(lesson, digits, request):
    slow = request.config.getoption("slow")
    said = [*enumerate(lesson.proof)]
    if not slow:
        said = [(k, e) for k, e in said if not any((lesson.name, name) in SLOW for name in e.given)]
    claimed = [e for e in lesson.expect if slow or len(e.seeds) < 2 or e.after <= LONG]
    asked = [*claimed, *(e for _, e in said)]
    for k, e, seed, value in mnist_values(lesson, asked, digits):
        answer = said[k - len(claimed)][0] if k >= len(claimed) else lesson.right
        assert holds(e, value) == (answer == lesson.right), (
            f"{lesson.name}, seed {seed}: {e.measure} after {e.after} is {value}"
        )


GOOD = """
page = "mnist"
section = "MNIST"
title = "A title"
question = "What comes out?"
answers = ["this", "that"]
right = 1
claim = "This."
look_for = "That."
[settings]
hidden = 20
[proof]
measure = "epoch"
after = 10
holds = [[0, 1], [2, 3]]
[[expect]]
measure = "test_accuracy"
after = 10
at_least = 0.1
"""


def lesson_file(tmp_path, text):
    path = tmp_path / "some-lesson.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path):
    lesson = lessons.read(lesson_file(tmp_path, GOOD))
    assert lesson.name == "some-lesson"
    assert lesson.applied_to(MnistSettings()) == MnistSettings(hidden=20)
    assert lesson.expect[0].at_most == float("inf")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("title = ", "titel = "), "titel must be a known field"),
        (('claim = "This."', ""), "claim must be a text"),
        (('question = "What comes out?"', 'question = ""'), "question must be a text that is not empty"),
        (("[settings]\nhidden = 20", "settings = 3"), "settings must be of type dict"),
        (("after = 10\nat_least", "after = -1\nat_least"), r"expect\[0\].after must be a whole number >= 0"),
        (("at_least = 0.1", ""), "limited by at_least or at_most"),
        (("at_least = 0.1", 'at_least = "much"'), r"expect\[0\].at_least must be a number"),
        (("after = 10\nat_least", 'after = 10\nseeds = ["a"]\nat_least'), "seeds must be a list of whole numbers"),
        (("after = 10\nat_least", "after = 10\nseeds = [true]\nat_least"), "seeds must be a list of whole numbers"),
        (("after = 10\nat_least", "after = 10\nseeds = 3\nat_least"), "seeds must be a list of whole numbers"),
        (("after = 10\nat_least", "after = true\nat_least"), r"expect\[0\].after must be a whole number >= 0"),
        (('measure = "test', 'measured = "test'), "measured must be a known field"),
        (("page = ", "order = true\npage = "), "order must be of type int"),
        (("[[expect]]", "[expected]"), "expected must be a known field"),
        (("page = ", "page "), "not TOML"),
        (('answers = ["this", "that"]', 'answers = ["this"]'), "answers must be two to four texts that differ"),
        (('answers = ["this", "that"]', 'answers = ["this", ["that"]]'), "answers must be two to four texts"),
        (("right = 1", "right = 3"), "right must be the place of an answer"),
        (("right = 1", "right = true"), "right must be the place of an answer"),
        (("right = 1", "right = 1\nminutes = -2"), "minutes must be a number above 0"),
        (("holds = [[0, 1], [2, 3]]", "holds = [[0, 1]]"), r"proof.holds must be a pair"),
        (("[2, 3]]", '["a", 3]]'), "proof, answer 2.at_least must be a number"),
    ],
)
def test_a_malformed_file_is_named_with_its_field(tmp_path, change, says):
    assert change[0] in GOOD
    with pytest.raises(LessonError, match=says) as caught:
        lessons.read(lesson_file(tmp_path, GOOD.replace(*change)))
    assert str(caught.value).startswith("some-lesson.toml: ")


def test_a_claim_without_a_test_is_refused(tmp_path):
    with pytest.raises(LessonError, match="a claim that nothing tests is no claim"):
        lessons.read(lesson_file(tmp_path, GOOD[: GOOD.index("[[expect]]")]))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("hiden = 20", "settings.hiden: there is no such setting"),
        ("hidden = 0", "settings.hidden must be a whole number from 1"),
        ("hidden = true", "settings.hidden must be a whole number from 1"),
        ("hidden = [20]", "settings.hidden must be a whole number from 1"),
        ('optimizer = ["Adam"]', "settings.optimizer must be one of"),
        ("optimizer = {Adam = 1}", "settings.optimizer must be one of"),
        ("optimizer = 3", "settings.optimizer must be one of"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, settings, says):
    lesson = lessons.read(lesson_file(tmp_path, GOOD.replace("hidden = 20", settings)))
    with pytest.raises(LessonError, match=says):
        lesson.applied_to(MnistSettings())


def folder_with(tmp_path, monkeypatch, **files):
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    for name, content in files.items():
        (tmp_path / f"{name}.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


KOREAN = """[ko]
title = "제목"
question = "무엇이 나올까요?"
answers = ["이것", "저것"]
claim = "이것입니다."
look_for = "저것을 보세요."
"""


@pytest.fixture
def korean():
    language.ask_with(lambda: "ko")
    yield
    language.ask_with(lambda: None)


@pytest.mark.usefixtures("korean")
def test_a_lesson_is_said_in_the_visitors_language_and_only_there(tmp_path, monkeypatch):
    folder_with(tmp_path, monkeypatch, both=GOOD + KOREAN)
    (said,) = lessons.course().lessons
    assert (said.title, said.answers, said.claim, said.right) == ("제목", ("이것", "저것"), "이것입니다.", 0)
    language.ask_with(lambda: None)
    (said,) = lessons.course().lessons
    assert (said.title, said.answers) == ("A title", ("this", "that"))


@pytest.mark.parametrize(
    ("change", "field", "stays"),
    [
        (('title = "제목"\n', ""), "title", None),
        (('title = "제목"', 'title = ""'), "title", "ko.title"),
        (('title = "제목"', "title = 3"), "title", "ko.title"),
        (('title = "제목"', 'titel = "제목"'), "title", "ko.titel"),
        (('["이것", "저것"]', '["이것"]'), "answers", "ko.answers"),
        (('["이것", "저것"]', '["이것", "이것"]'), "answers", "ko.answers"),
        (('["이것", "저것"]', '["이것", [1]]'), "answers", "ko.answers"),
    ],
)
@pytest.mark.usefixtures("korean")
def test_a_text_that_is_missing_or_wrong_is_said_in_english_and_the_others_are_not(
    tmp_path, monkeypatch, change, field, stays
):
    assert change[0] in KOREAN
    folder_with(tmp_path, monkeypatch, half=GOOD + KOREAN.replace(*change), english=GOOD)
    course = front.usable(DEFAULTS)
    english, half = sorted(course.lessons, key=lambda lesson: lesson.name)
    assert getattr(half, field) == getattr(english, field)
    assert half.claim == "이것입니다."
    assert course.complaints == ()
    assert [stays in slip for slip in course.slips] == ([True] if stays else [])


def test_a_table_of_texts_that_is_none_costs_no_lesson(tmp_path):
    lesson = lessons.read(lesson_file(tmp_path, GOOD.replace("right = 1", "right = 1\nko = 3")))
    assert lesson.said_in("ko").title == "A title"
    assert [str(slip) for slip in lesson.slips["ko"]] == ["some-lesson.toml: ko must be a table of texts"]


def test_what_is_broken_costs_a_sentence_each_and_nothing_else(tmp_path, monkeypatch):
    folder_with(
        tmp_path, monkeypatch, good=GOOD, bytes=b"\xff\xfe", empty="", no_toml="page = ", deep="a = " + "[" * 9_000,
        no_page=GOOD.replace('"mnist"', '"nowhere"'), no_setting=GOOD.replace("hidden", "hiden"),
        no_number=GOOD.replace("hidden = 20", "hidden = {}"), lists=GOOD.replace("hidden = 20", "activation = [[1]]"),
    )  # fmt: skip
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "broken_link.toml").symlink_to("nowhere")
    (tmp_path / "notes.txt").write_text("not a lesson, and nobody says so")
    course = front.usable(DEFAULTS)
    assert [lesson.name for lesson in course.lessons] == ["good"]
    assert sorted(complaint.split(".toml: ")[0] for complaint in course.complaints) == sorted(
        path.stem for path in tmp_path.glob("*.toml") if path.stem != "good"
    )
    assert all("\n" not in complaint and len(complaint) < 250 for complaint in course.complaints)


def test_a_new_file_is_in_the_course_at_once_and_in_its_place(tmp_path, monkeypatch):
    folder_with(tmp_path, monkeypatch, one=GOOD)
    assert [lesson.name for lesson in lessons.course().lessons] == ["one"]
    folder_with(
        tmp_path, monkeypatch, mine=GOOD.replace('"MNIST"', '"Mine"'), spare=GOOD.replace('"MNIST"', '"Spare"'),
        first=GOOD.replace('"MNIST"', '"Slopes"'),
    )  # fmt: skip
    course = lessons.course()
    assert [lesson.name for lesson in course.lessons] == ["first", "one", "mine", "spare"]
    assert [lesson.name for lesson in course.lecture] == ["first", "one", "mine"]
    assert course.beside("one", 1).name == "mine"
    assert course.beside("first", -1) is None
    assert course.beside("spare", 1) is None


def test_the_example_for_teachers_is_a_lesson_whose_claim_and_answers_hold(tmp_path):
    page = (lessons.FOLDER / "README.md").read_text(encoding="utf-8")
    lesson = lessons.read(lesson_file(tmp_path, page.split("```toml\n")[1].split("```")[0]))
    assert all(holds(e, value_of(lesson, e)) for e in lesson.expect)
    assert [holds(e, value_of(lesson, e)) for e in lesson.proof] == [False, True]


GUESS = """
[guess]
number = 3
within = 1
after = 10
measure = "epoch"
scale = [0, 10]
"""


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("guess = 3", "guess"),
        (GUESS.replace("number", "nmuber"), "guess.nmuber"),
        (GUESS.replace("number = 3", ""), "guess"),
        (GUESS + "place = [1, 2]", "guess"),
        (GUESS.replace("number = 3", "number = 11"), "guess.scale"),
        (GUESS.replace("scale = [0, 10]", ""), "guess.scale"),
        (GUESS.replace("scale = [0, 10]", "scale = [10, 0]"), "guess.scale"),
        (GUESS.replace("number = 3", "place = [1]"), "guess.place"),
        (GUESS.replace("number = 3", "place = [1, true]"), "guess.place"),
        (GUESS.replace("number = 3", "number = nan"), "guess.number"),
        (GUESS.replace("within = 1", "within = 0"), "guess.within"),
        (GUESS.replace("within = 1", ""), "guess.within"),
        (GUESS.replace("after = 10", "after = -1"), "guess.after"),
        (GUESS.replace('measure = "epoch"', ""), "guess.measure"),
        (GUESS + "step = 0", "guess.step"),
        (GUESS + "step = 1e-6", "guess.step"),
    ],
)
def test_a_guess_that_cannot_be_asked_is_named(tmp_path, table, field):
    text = table + "\n" + GOOD if table.startswith("guess") else GOOD + table
    with pytest.raises(LessonError, match=rf"some-lesson.toml: {field} must be"):
        lessons.read(lesson_file(tmp_path, text))
    assert lessons.read(lesson_file(tmp_path, GOOD + GUESS)).guess.outcome == (3,)
