"""Every lesson's claim is held to its numbers, and a malformed lesson is named."""

import dataclasses
from collections import defaultdict

import pytest

from pages.ui import lessons
from pages.ui.frames.training import running_mean
from pages.ui.lessons import LessonError
from pages.ui.mnist.settings import MnistSettings

DEFAULTS = {"mnist": MnistSettings()}
LESSONS = [lesson for page in DEFAULTS for lesson in lessons.of_page(page)]


def mnist_measures(run):
    return {
        "test_accuracy": lambda: run.evaluation().test_accuracy,
        "train_accuracy": lambda: run.evaluation().train_accuracy,
        "mean_loss": lambda: float(running_mean(run.history.losses)[-1]),
        "epoch": lambda: run.epoch,
    }


def test_every_file_is_a_lesson_of_a_page_that_exists():
    assert sorted(path.stem for path in lessons.FOLDER.iterdir()) == sorted(lesson.name for lesson in LESSONS)
    assert [lesson.title for lesson in lessons.of_page("mnist")] == [
        "The course's run",
        "Why it looked broken",
        "Modern",
    ]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_what_the_lesson_claims_comes_out(lesson, digits):
    settings = lesson.applied_to(DEFAULTS[lesson.page])
    by_seed = defaultdict(list)
    for expectation in lesson.expect:
        for seed in expectation.seeds or (settings.seed,):
            by_seed[seed].append(expectation)
    for seed, expectations in by_seed.items():
        run = dataclasses.replace(settings, seed=seed).training(digits)
        run.evaluate = lambda: None  # only where it is asked for: the schedule takes as long as the run
        for e in sorted(expectations, key=lambda e: e.after):
            run.advance(e.after - run.update)
            value = mnist_measures(run)[e.measure]()
            assert e.at_least <= value <= e.at_most, (
                f"{lesson.name}, seed {seed}: {e.measure} after {e.after} is {value}"
            )


GOOD = """
page = "mnist"
title = "A title"
question = "What comes out?"
claim = "This."
look_for = "That."
[settings]
hidden = 20
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
        (("after = 10", "after = -1"), r"expect\[0\].after must be a whole number >= 0"),
        (("at_least = 0.1", ""), "limited by at_least or at_most"),
        (("at_least = 0.1", 'at_least = "much"'), r"expect\[0\].at_least must be a number"),
        (("after = 10", 'after = 10\nseeds = ["a"]'), "seeds must be a list of whole numbers"),
        (("measure", "measured"), "measured must be a known field"),
        (("[[expect]]", "[expected]"), "expected must be a known field"),
        (("page = ", "page "), "not TOML"),
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
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, settings, says):
    lesson = lessons.read(lesson_file(tmp_path, GOOD.replace("hidden = 20", settings)))
    with pytest.raises(LessonError, match=says):
        lesson.applied_to(MnistSettings())
