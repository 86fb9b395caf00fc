"""What a step is made of: the parts add up, the lines on paper come out, and the code shown is the code run."""

import re

import numpy as np
import pytest

from gdcore import optimizers
from gdcore.anatomy import LETTERS, numbers, terms
from gdcore.descent import descend
from gdcore.optimizers import OPTIMIZERS, AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.rule_lines import PLACE, constants, part_lines, rule_lines, source_of
from gdcore.surfaces import SURFACES

USUAL = [rule(0.01) for rule in OPTIMIZERS.values()]
UNUSUAL = [
    Momentum(0.002, momentum=0.5),
    Nesterov(0.002, momentum=0.99),
    AdaGrad(0.5, epsilon=0.1),
    RMSProp(0.05, decay=0.5, epsilon=0.1),
    Adam(0.2, beta1=0.5, beta2=0.6, epsilon=0.1),
    AdamW(0.2, beta1=0, beta2=0, weight_decay=0.5),
]
RULES = pytest.mark.parametrize("rule", USUAL + UNUSUAL, ids=lambda rule: type(rule).__name__)
ONE_OF_EACH = pytest.mark.parametrize("rule", USUAL, ids=lambda rule: type(rule).__name__)


def path_of(rule, surface="himmelblau", steps=40):
    return descend(SURFACES[surface], rule, SURFACES[surface].start, steps)


@RULES
@pytest.mark.parametrize("surface", ["himmelblau", "valley", "double_well"])
def test_the_parts_laid_end_to_end_lead_to_the_next_point(rule, surface):
    path = path_of(rule, surface)
    parts = terms(rule, path)
    chain = path.thetas + parts.gradient + parts.memory + parts.decay
    np.testing.assert_allclose(chain[:-1], path.thetas[1:], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(parts.gradient + parts.memory + parts.decay, parts.step, rtol=1e-9, atol=1e-14)


@RULES
def test_the_numbers_are_those_of_the_path_to_the_last_bit(rule):
    """Long enough for a power of the count that is off by a bit to be met, on a processor where there is one."""
    path = path_of(rule, "rosenbrock", 1000)
    n = numbers(rule, path)
    np.testing.assert_array_equal(terms(rule, path).step, n["step"])
    np.testing.assert_array_equal(n["next_theta"][:-1], path.thetas[1:])
    for name, memory in path.states.items():
        if name != "step":
            np.testing.assert_array_equal(n[f"next_{LETTERS[name]}"][:-1], memory[1:])
    if isinstance(rule, Adam):
        np.testing.assert_array_equal(n["t"], path.states["step"] + 1)
        corrections = [(1 - rule.beta1**t, 1 - rule.beta2**t) for t in range(1, 1002)]
        np.testing.assert_array_equal(np.transpose([n["correction_m"], n["correction_s"]]), corrections)


@RULES
def test_at_the_first_step_there_is_nothing_to_remember(rule):
    parts = terms(rule, path_of(rule))
    assert not parts.memory[0].any()
    remembers = isinstance(rule, Momentum | Nesterov | Adam) and getattr(rule, "beta1", 1) > 0
    assert parts.memory[1:].any() == remembers


@RULES
def test_the_gradients_part_goes_downhill_in_every_parameter(rule):
    path = path_of(rule)
    parts = terms(rule, path)
    assert (parts.gradient * path.gradients < 0).all()
    np.testing.assert_allclose(parts.plain, -rule.learning_rate * path.gradients)


def test_only_adamw_decays_and_by_a_share_of_theta():
    for rule in USUAL:
        path = path_of(rule)
        expected = -0.01 * 0.01 * path.thetas if isinstance(rule, AdamW) else np.zeros_like(path.thetas)
        np.testing.assert_allclose(terms(rule, path).decay, expected)


def test_the_squares_are_the_sum_and_the_fading_means_of_the_squared_gradients():
    for rule in USUAL[:3]:
        assert terms(rule, path_of(rule)).squares is None
    path = path_of(AdaGrad(0.5))
    np.testing.assert_allclose(terms(AdaGrad(0.5), path).squares, np.cumsum(path.gradients**2, axis=0))
    age = np.subtract.outer(np.arange(41), np.arange(41))
    for rule, kept in ((RMSProp(0.05, decay=0.8), 0.8), (Adam(0.1, beta2=0.8), 0.8), (AdamW(0.1, beta2=0.8), 0.8)):
        path = path_of(rule)
        weights = np.where(age >= 0, 0.2 * kept ** np.maximum(age, 0), 0)
        if not isinstance(rule, RMSProp):  # Adam's are corrected: they add up to 1
            weights /= weights.sum(axis=1, keepdims=True)
        np.testing.assert_allclose(terms(rule, path).squares, weights @ path.gradients**2)


@pytest.mark.parametrize(
    "rule", [Momentum(0.01, momentum=1e-13), Nesterov(0.01, momentum=1e-6), AdamW(0.01, weight_decay=1e-13)]
)
def test_a_part_that_is_tiny_beside_the_step_keeps_its_digits(rule):
    """A part that is what the others leave of the step would be nothing but rounding."""
    path = path_of(rule)
    parts = terms(rule, path)
    if isinstance(rule, AdamW):
        np.testing.assert_allclose(parts.decay, -0.01 * 1e-13 * path.thetas, rtol=1e-12)
    else:
        share = rule.momentum if isinstance(rule, Momentum) else rule.momentum**2
        np.testing.assert_allclose(parts.memory, share * path.states["velocity"], rtol=1e-12)


def test_three_steps_of_momentum_by_hand():
    rule = Momentum(0.1, momentum=0.5)  # on x^2 + y^2 from (-3, 4): g = 2 theta
    parts = terms(rule, path_of(rule, "bowl", 2))
    np.testing.assert_allclose(parts.gradient[:, 0], [0.6, 0.48, 0.324])
    np.testing.assert_allclose(parts.memory[:, 0], [0, 0.3, 0.39])
    np.testing.assert_allclose(parts.step[:, 0], [0.6, 0.78, 0.714])


def test_nesterovs_second_step_by_hand():
    rule = Nesterov(0.1, momentum=0.5)  # v = 0.6, x = -3 + 0.3 + 0.6 = -2.1, g = -4.2
    parts = terms(rule, path_of(rule, "bowl", 1))
    np.testing.assert_allclose(parts.gradient[:, 0], [0.9, 0.63])
    np.testing.assert_allclose(parts.memory[:, 0], [0, 0.15])


def test_adams_second_step_by_hand():
    rule = Adam(0.5, beta1=0.5, beta2=0.5)  # x: -3, then -2.5; g: -6, then -5
    parts = terms(rule, path_of(rule, "bowl", 1))
    assert parts.squares[1, 0] == pytest.approx((0.25 * 36 + 0.5 * 25) / 0.75)
    root = np.sqrt(21.5 / 0.75)
    assert parts.gradient[1, 0] == pytest.approx(0.5 * (0.5 * 5 / 0.75) / root)
    assert parts.memory[1, 0] == pytest.approx(0.5 * (0.25 * 6 / 0.75) / root)


@ONE_OF_EACH
def test_many_starts_at_once_are_the_same_as_one_by_one(rule):
    surface, starts = SURFACES["himmelblau"], np.array([[1.0, 2.0], [-2.0, 0.5], [0.1, -3.0]])
    together = numbers(rule, descend(surface, rule, starts, 6))
    for i, start in enumerate(starts):
        for name, values in numbers(rule, descend(surface, rule, start, 6)).items():
            of_this = together[name][:, i] if values.ndim == 2 else together[name]
            np.testing.assert_allclose(of_this, values, rtol=1e-13)


def test_a_path_that_overflows_has_parts_to_its_end():
    rule = Momentum(5.0)
    parts = terms(rule, path_of(rule, "rosenbrock", 60))
    assert parts.step.shape == (61, 2)
    assert not np.isfinite(parts.step[-1]).any()


def evaluated(template, known):
    """Work out a template as a reader would: with full precision, not as it is rounded on screen."""
    written = PLACE.sub(lambda place: f"(known['{place[1] or place[2]}'])", template)
    written = written.replace("√", "sqrt").replace("×", "*").replace("−", "-").replace("²", "**2")
    return eval(written, {"known": known, "sqrt": np.sqrt})


def known_of(rule, path):
    """Everything a line may name, each broadcasting against (steps + 1, d)."""
    n = numbers(rule, path)
    return {name: a[:, np.newaxis] if a.ndim == 1 else a for name, a in n.items()} | constants(rule)


@RULES
def test_every_line_on_paper_comes_out(rule):
    path = path_of(rule)
    known = known_of(rule, path)
    lines = [*rule_lines(rule), *part_lines(rule).values()]
    for line in lines:
        np.testing.assert_allclose(
            evaluated(line.template, known), evaluated(line.result, known), rtol=1e-9, atol=1e-13, err_msg=line.formula
        )
    last = rule_lines(rule)[-1]
    np.testing.assert_allclose(evaluated(last.template, known)[:-1], path.thetas[1:], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("rule", "paper"),
    [
        (GradientDescent, ["θ ← θ − ηg"]),
        (Momentum, ["v ← βv − ηg", "θ ← θ + v"]),
        (Nesterov, ["v ← βv − ηg", "θ ← θ + βv − ηg"]),
        (AdaGrad, ["s ← s + g²", "θ ← θ − ηg / (√s + ε)"]),
        (RMSProp, ["s ← ρs + (1 − ρ)g²", "θ ← θ − ηg / (√s + ε)"]),
        (
            Adam,
            [
                "m ← β₁m + (1 − β₁)g",
                "s ← β₂s + (1 − β₂)g²",
                "m̂ ← m / (1 − β₁ᵗ)",
                "ŝ ← s / (1 − β₂ᵗ)",
                "θ ← θ − ηm̂ / (√ŝ + ε)",
            ],
        ),
    ],
)
def test_the_rules_read_as_in_their_papers(rule, paper):
    assert [f"{line.target} ← {line.formula}" for line in rule_lines(rule())] == paper


def test_adamw_is_adam_and_a_decay():
    assert rule_lines(AdamW())[:-1] == rule_lines(Adam())[:-1]
    assert rule_lines(AdamW())[-1].formula == rule_lines(Adam())[-1].formula + " − ηλθ"
    assert part_lines(AdamW())["decay"].formula == "−ηλθ"


@ONE_OF_EACH
def test_a_place_is_closed_where_it_was_opened(rule):
    """The transport bar takes the parentheses right round a place for those of a negative number."""
    for line in (*rule_lines(rule), *part_lines(rule).values()):
        template = line.template
        for name, value in constants(rule).items():
            template = template.replace(f"{{{name}}}", str(value))
        for place in re.finditer(r"(\(?)\{\w+(?:\|\w+)?\}(\)?)", template):
            assert bool(place[1]) == bool(place[2]), template


@ONE_OF_EACH
def test_the_code_shown_is_the_code_that_runs(rule):
    shown = source_of(type(rule))
    assert list(shown)[-1] == type(rule).__name__
    for source in shown.values():
        assert '"""' not in source
        assert source.splitlines()[-1].startswith("return ")
        assert len(source.splitlines()) <= 7
        assert max(map(len, source.splitlines())) <= 110
    if isinstance(rule, AdamW):
        assert list(shown) == ["Adam", "AdamW"]
        assert shown["Adam"] == source_of(Adam)["Adam"]
        return
    theta, gradient = np.array([1.0, -2.0]), np.array([3.0, 0.5])
    body = "\n".join("    " + line for line in shown[type(rule).__name__].splitlines())
    scope = dict(vars(optimizers))
    exec(f"def step(self, theta, gradient, state):\n{body}", scope)
    state = rule.step(theta, gradient, rule.init(theta))[1]
    for ours, written in zip(
        rule.step(theta, gradient, state), scope["step"](rule, theta, gradient, state), strict=True
    ):
        assert repr(ours) == repr(written)
