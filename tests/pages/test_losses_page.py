"""The page of losses by AppTest."""

import math

import numpy as np
import pytest

from pages.parts.losses import frames, program, run, tables
from pages.parts.losses.settings import OF_A_VIEW, LossesSettings
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.row import Row, written
from pages.ui.controls.settings import kinds_of
from tests.pages.app import button, check, open_page

KINDS = kinds_of(LossesSettings)


def verdict(app):
    """The one sentence to read aloud is the first text of the page."""
    return app.main.markdown[0].value


def said(app):
    return [e.value for e in check(app).error]


def all_texts(app):
    return " ".join(
        [m.value for m in app.markdown] + [c.value for c in app.caption] + [h.value for h in app.get("html")]
    )


FIRST = {
    "answers": "Both losses prefer A: cross-entropy 0.5108 to 2.3026, half the sum of squares 0.0975 to 0.5975.",
    "curves": "Squared, an error of 3 costs nine times one of 1. And −ln 0.01 = 4.6052 is twice −ln 0.1 = 2.3026.",
    "zero": "Answer A has 4 zeros at wrong classes: unguarded, 0 · ln 0 gives nan. Guarded, A costs 0.5108.",
    "batch": "A is right on 2 of 3 and pays 1.984 nats an image; B on 0 of 3, and pays 0.7133.",
    "outlier": "Lifted from 5 to 50, point 9 takes the slope from 2.212 to 4.121 by squares, from 2 to 2 by distances.",
    "entropy": "A coin with p = 0.7 has an entropy of 0.6109 nats. The most is 0.6931 nats, 1 bit, at p = 0.5.",
    "softmax": "The right score gets 0.2595: a loss of 1.349. The gradient is answer minus target.",
    "onehot": "5 labels of 5 classes are 5 rows with one 1. Labels and rows give one mean cross-entropy: 1.3086.",
    "differences": "Raise the line ŷ = 2x + 1 by 10, and Σ(y − ŷ) goes from 0 to −20: this cost has no minimum.",
}


@pytest.mark.parametrize("view", KINDS["view"].options)
def test_every_view_says_something_true_before_anything_is_touched(view):
    assert verdict(check(open_page("losses", view=view))) == FIRST[view]


# What is good alone need not go with the other settings: that is tested below.
TOGETHER = {"answer_a", "answer_b", "guess", "labels", "points", "pairs", "target", "which", "classes"}


@pytest.mark.parametrize("view", [view for view, names in OF_A_VIEW.items() if names])
def test_what_cannot_be_gets_a_sentence_for_each_setting_and_the_first_picture_stays(view):
    app = open_page("losses", view=view, **dict.fromkeys(OF_A_VIEW[view], "<b>inf</b>"))
    sentences = said(app)
    assert len(sentences) == len(OF_A_VIEW[view])
    for name, sentence in zip(OF_A_VIEW[view], sentences, strict=True):
        assert sentence.startswith(f"{KINDS[name].label} must be {KINDS[name].rule()}; you entered ")
        assert "<" not in sentence
    assert verdict(app) == FIRST[view]


@pytest.mark.parametrize("view", [view for view, names in OF_A_VIEW.items() if set(names) - TOGETHER])
@pytest.mark.parametrize("end", [0, 1])
def test_every_setting_may_be_at_its_limits(view, end):
    limits = {Choice: lambda kind: list(kind.options)[-end],
              Number: lambda kind: kind.write((kind.low, kind.high)[end]),
              Row: lambda kind: written([(kind.low, kind.high)[end]] * (kind.fewest, kind.most)[end])}  # fmt: skip
    address = {name: limits[type(KINDS[name])](KINDS[name]) for name in OF_A_VIEW[view] if name not in TOGETHER}
    app = open_page("losses", view=view, **address)
    assert said(app) == []
    assert verdict(app)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"answer_a": "0.1,0.5"}, "Answer A must add up to 1, got 0.6; the picture stays."),
        ({"answer_b": "0.5,0.5"}, "Answer B has 2 classes and answer A 10; both must have as many, and the picture "
        "stays."),
        ({"view": "zero", "answer_a": "0,0,0,0,0,0,0,0,0,0"}, "Answer A must add up to 1, got 0; the picture stays."),
        ({"view": "outlier", "points": "3,1;3,2;3,3", "which": "1"},
         "A line needs two different x, all 3 points have 3; the picture stays."),
        ({"view": "outlier", "points": "3,3;3,3", "which": "1"},
         "A line needs two different x, all 2 points have 3; the picture stays."),
        ({"view": "outlier", "points": "3,3"}, "Points must be 2 to 500 points, a line each, like 1.5 3; you entered "
                                               "“3,3”. Keeping 10 points."),
        ({"view": "outlier", "which": "11"}, "There is no point 11 among 10; the picture stays."),
        ({"view": "outlier", "points": ";".join(f"{k},{k}" for k in range(41))},
         "Here are at most 40 points, got 41; the picture stays."),
        ({"view": "onehot", "labels": "0,5"}, "Labels must be from 0 to 4, got 5; the picture stays."),
        ({"view": "onehot", "guess": "0.5,0.5"}, "The answer must have 5 numbers, one a class, got 2; the picture "
        "stays."),
        ({"view": "onehot", "guess": "0.5,0.5,0.5,0,0"}, "One answer for all of them must add up to 1, got 1.5; "
                                                         "the picture stays."),
    ],
)  # fmt: skip
def test_what_does_not_go_together_gets_one_sentence_and_the_last_good_picture(address, sentence):
    app = open_page("losses", **address)
    assert sentence in said(app)
    assert verdict(app) == FIRST[address.get("view", "answers")]


def test_the_last_good_picture_is_the_visitors_own():
    app = open_page("losses", view="onehot", labels="0,0", guess="0.5,0.5,0,0,0")
    good = verdict(check(app))
    assert good.endswith("0.6931.")
    app.text_input(key="losses.labels").set_value("0 7").run()
    assert said(app) == ["Labels must be from 0 to 4, got 7; the picture stays."]
    assert verdict(app) == good


def numbers(app, name):
    return [float(cell) for cell in app.text_input(key=f"losses.{name}").value.split()]


def test_one_number_of_a_distribution_is_typed_and_the_others_follow():
    app = open_page("losses")
    app.text_input(key="losses.answer_a").set_value("0.1 0.05 0.2 0 0.05 0.1 0 0.1 0 0").run()
    assert said(app) == []
    values = numbers(app, "answer_a")
    assert values[2] == 0.2
    assert sum(values) == pytest.approx(1)
    assert values[0] == pytest.approx(2 * values[1])
    assert "cross-entropy 1.6094 to 2.3026" in verdict(app)  # −ln 0.2


def test_free_bars_are_free_and_become_a_distribution_when_asked_for():
    app = open_page("losses")
    app.segmented_control(key="losses.keep").set_value("off").run()
    app.text_input(key="losses.answer_a").set_value("0.5 0 1 0 0 0 0.5 0 0 0").run()
    assert said(app) == []
    assert verdict(app).endswith("A adds up to 2: it is no distribution.")
    app.segmented_control(key="losses.keep").set_value("on").run()
    assert said(app) == []
    assert numbers(app, "answer_a") == [0.25, 0, 0.5, 0, 0, 0, 0.25, 0, 0, 0]


def test_other_numbers_of_classes_and_another_right_class():
    app = check(open_page("losses", answer_a="0.7,0.2,0.1", answer_b="0.2,0.7,0.1", target="1"))
    assert said(app) == []
    assert "cross-entropy 1.6094 to 0.3567" in verdict(app)
    assert "Both losses prefer B" in verdict(app)


def test_losses_may_disagree_or_not_tell_answers_apart():
    apart = verdict(open_page("losses", answer_a="0.5,0.5,0", answer_b="0.45,0.275,0.275", target="0"))
    # −ln 0.5 to −ln 0.45; ½ (0.5² + 0.5²) to ½ (0.55² + 2 × 0.275²)
    assert apart == "The losses disagree: cross-entropy 0.6931 to 0.7985, half the sum of squares 0.25 to 0.2269."
    same = verdict(open_page("losses", answer_a="0.5,0.5", answer_b="0.5,0.5", target="1"))
    assert same == "Neither loss tells them apart: cross-entropy 0.6931, half the sum of squares 0.25."


def test_the_terms_that_count_are_lit_and_the_sum_that_is_called_a_mean_is_named():
    app = check(open_page("losses"))
    a = app.main.get("html")
    text = all_texts(app)
    assert a
    assert text.count('<span class="on">1·ln\u00a00.6</span>') == 1
    assert '<span class="dim">0·ln\u00a00.1</span>' in text
    assert '<span class="on">(−0.4)²</span>' in text
    assert "0.0195 and 0.1195" in text
    assert "0.5108256 and 0.5108256 for A, 2.302585 and 2.302585 for B" in text


def test_a_zero_breaks_the_mean_of_the_batch_and_a_guard_mends_it():
    text = all_texts(check(open_page("losses", view="zero")))
    assert text.count('<td class="bad">nan</td>') == 3  # A, B, and the mean
    assert text.count("<td>1.7053</td>") == 2  # (0.5108 + 2.3026 + 2.3026) / 3
    right = verdict(check(open_page("losses", view="zero", answer_a="1,0", answer_b="0.2,0.8", target="1")))
    assert right.startswith("Answer A gives the right class 0: that costs ∞, or 16.12 with 10⁻⁷ added, or 708.4")
    none = verdict(check(open_page("losses", view="zero", answer_a="0.5,0.5", answer_b="0.2,0.8", target="0")))
    assert none == "Answer A has no zero: it costs 0.6931, guarded or not. Type a zero, or drag a bar to 0 at Answers."


def test_the_mean_follows_the_far_point_and_the_median_does_not():
    app = check(open_page("losses", view="outlier", fits="number"))
    assert verdict(app) == "Lifted from 5 to 50, point 9 takes the mean from 10.5 to 15, the median from 10 to 10."
    app.text_input(key="losses.lift").set_value("0").run()
    assert verdict(app).startswith("No point is out of its place")


def test_far_from_zero_the_picture_still_holds_its_points():
    made = run.outlier(LossesSettings(points="999990 999000\n999991 999002\n999992 999004", which=2, lift=0.5))
    box = tables.outlier_box(made)
    heights = [*made.y, *made.lifted(0), *made.lifted(len(made.lifts) - 1)]
    assert box.holds(np.repeat(made.x, 3), np.resize(heights, 9)).all()
    assert box.across[1] - box.across[0] < 3
    assert made.by["distances"][:, 0] == pytest.approx(2)


def test_differences_that_cancel_are_written_as_zero():
    line = frames.differences(run.differences(LossesSettings(pairs="0.1 0.3\n0.2 0.6\n0.3 0.9", m=3, b=0)))
    assert line.values["sum"][0] == "0"


def test_one_label_and_one_zero_are_one():
    assert verdict(open_page("losses", view="onehot", labels="3")).startswith("One label of 5 classes is one row")
    one = open_page("losses", view="zero", answer_a="0.5,0.5,0", answer_b="0.2,0.8,0", target="0")
    assert verdict(one).startswith("Answer A has a zero at a wrong class")


def test_the_entropy_in_bits():
    said_in_bits = verdict(check(open_page("losses", view="entropy", unit="bits", truth="0.5")))
    assert said_in_bits == "A coin with p = 0.5 has an entropy of 1 bit. No coin has more."


def test_the_softmax_overflows_without_the_shift_and_is_explained():
    app = check(open_page("losses", view="softmax", shift="1000"))
    assert verdict(app) == FIRST["softmax"]  # a shift changes nothing
    text = all_texts(app)
    assert text.count('<td class="bad">nan</td>') == 3
    assert "exp(1,002) is more than any float64 holds (the limit is exp(709.78))" in text
    assert "0 / 0 is not a number" in all_texts(check(open_page("losses", view="softmax", shift="-1000")))
    hot = verdict(check(open_page("losses", view="softmax", temperature="10")))
    assert hot.startswith("The right score gets 0.342:")
    assert pytest.approx(0.342, abs=5e-5) == 1 / (math.exp(0.1) + 1 + math.exp(-0.2))


def test_more_classes_lengthen_the_answer_for_all():
    app = open_page("losses", view="onehot")
    app.select_slider(key="losses.classes").set_value(7).run()
    assert said(app) == []
    assert numbers(app, "guess") == [0.4, 0.3, 0.1, 0.1, 0.1, 0, 0]


def test_a_label_that_was_held_for_impossible_is_charged_a_finite_number():
    app = check(open_page("losses", view="onehot", labels="3", guess="1,0,0,0,0"))
    assert verdict(app).endswith("cross-entropy: 708.4.")


def test_the_three_lines_of_the_mistake_are_a_click_away():
    app = open_page("losses", view="differences")
    text = all_texts(app)
    for cost in ("<td>−192</td>", "<td>9,217</td>", "<td>36</td>"):
        assert cost in text
    button(app, "ŷ = −10x + 19").click().run()
    assert verdict(app).startswith("Raise the line ŷ = −10x + 19 by 10, and Σ(y − ŷ) goes from 0 to −20")
    button(app, "ŷ = 100").click().run()
    assert "from −192 to −212" in verdict(app)


def test_a_lesson_sets_its_view_and_a_link_names_it():
    app = open_page("losses")
    button(app, "Which belief").click().run()
    assert app.segmented_control(key="losses.view").value == "entropy"
    assert "Which belief about heads has the least cross-entropy" in " ".join(m.value for m in check(app).markdown)


PRINTED = {  # some of what each view's program prints, by hand or from the course
    "answers": ["0.0975", "0.5975", "0.0195", "0.5108256", "2.302585"],
    "curves": ["9.0 -6.0 3.0 -1.0", "0.6931471", "-2.0"],
    "zero": ["none nan inf", "add 0.51082545", "floor 0.5108256", "708.396"],
    "batch": ["1.9839", "0.7133"],
    "outlier": ["2.2121", "4.1212", "[2. 1.]"],
    "entropy": ["0.610864", "0.693147"],
    "softmax": ["0.70538", "1.34901", "0.98970"],
    "onehot": ["1.308", "[0. 0. 1. 0. 0.]"],
    "differences": ["0.0 0.0 0.0"],
}


@pytest.mark.parametrize("view", KINDS["view"].options)
def test_the_program_of_a_view_prints_its_numbers(view, capsys):
    exec(program.lines(LossesSettings(view=view)), {})
    printed = capsys.readouterr().out
    for number in PRINTED[view]:
        assert number in printed


OTHERS = [{"view": "outlier", "fits": "number", "lift": 0.0}, {"view": "entropy", "unit": "bits"},
          {"view": "softmax", "shift": 1000.0}]  # fmt: skip


@pytest.mark.parametrize("changed", OTHERS)
def test_the_program_runs_for_other_settings(changed, capsys):
    exec(program.lines(LossesSettings(**changed)), {})
    assert capsys.readouterr().out
