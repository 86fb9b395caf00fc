import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.optimizers import (
    OPTIMIZERS,
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    bias_correction,
)
from gdcore.surfaces import SURFACES
from tests.core.reference import make

# Two steps from theta = 1 at eta = 0.1 with the gradients 2 and then -1, worked out by hand.
ROOT = math.sqrt
BY_HAND = {
    GradientDescent(0.1): (0.8, 0.9),
    Momentum(0.1, 0.9): (0.8, 0.72),  # v = -0.2, then 0.9 (-0.2) + 0.1 = -0.08
    Nesterov(0.1, 0.9): (0.62, 0.648),  # 1 - 0.18 - 0.2, then 0.62 - 0.072 + 0.1
    AdaGrad(0.1): (0.9, 0.9 + 0.1 / ROOT(5)),  # s = 4, then 5
    RMSProp(0.1, 0.9): (1 - 0.2 / ROOT(0.4), 1 - 0.2 / ROOT(0.4) + 0.1 / ROOT(0.46)),
    # m^ = 2, s^ = 4; then m = 0.08 over 0.19, s = 0.004996 over 0.001999
    Adam(0.1): (0.9, 0.9 - 0.1 * (0.08 / 0.19) / ROOT(0.004996 / 0.001999)),
    AdamW(0.1, weight_decay=0.5): (0.85, 0.85 - 0.1 * (0.08 / 0.19) / ROOT(0.004996 / 0.001999) - 0.0425),
}


def run(rule, gradients, theta=1.0):
    """Take a step for each gradient; return every theta."""
    theta, path = np.array([theta]), []
    state = rule.init(theta)
    for g in gradients:
        theta, state = rule.update(theta, np.array([g]), state)
        path.append(float(theta[0]))
    return path


@pytest.mark.parametrize("rule", BY_HAND, ids=lambda rule: type(rule).__name__)
def test_two_steps_by_hand(rule):
    assert run(rule, [2.0, -1.0]) == pytest.approx(BY_HAND[rule], rel=1e-7)


def test_the_seven_are_there_in_teaching_order():
    assert list(OPTIMIZERS) == ["GradientDescent", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW"]
    assert {type(rule).__name__ for rule in BY_HAND} == set(OPTIMIZERS)


# What public teaching code gets wrong, each as the second theta it would give.
def wrong_adam_multiplies_by_the_correction():
    first = 1 - 0.1 * (0.2 * 0.1) / ROOT(0.004 * 0.001)
    return first - 0.1 * (0.08 * 0.19) / ROOT(0.004996 * 0.001999)


ERRORS = {
    "Adam multiplying by the bias correction": (Adam(0.1), wrong_adam_multiplies_by_the_correction()),
    # v = -0.2, -0.08, with the old v in the step: 1 + 0 - 0.2, then + 0.9 (-0.2) + 0.1
    "Nesterov adding the old velocity": (Nesterov(0.1, 0.9), 1 - 0.2 - 0.18 + 0.1),
    "epsilon inside the root": (AdaGrad(0.1, epsilon=1.0), 1 - 0.2 / ROOT(5) + 0.1 / ROOT(6)),
    "AdaGrad without the root": (AdaGrad(0.1), 1 - 0.2 / 4 + 0.1 / 5),
    "RMSProp that never fades": (RMSProp(0.1, 0.9), 0.9 + 0.1 / ROOT(5)),
    "AdamW decaying through the moments": (AdamW(0.1, weight_decay=0.5), BY_HAND[Adam(0.1)][1]),
}


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_that_circulates_is_not_ours(error):
    rule, wrong = ERRORS[error]
    assert abs(run(rule, [2.0, -1.0])[1] - wrong) > 1e-3


def test_epsilon_stands_outside_the_root():
    assert run(AdaGrad(0.1, epsilon=1.0), [2.0]) == pytest.approx([1 - 0.2 / (2 + 1)])
    assert run(RMSProp(0.1, 0.75, epsilon=1.0), [2.0]) == pytest.approx([1 - 0.2 / (1 + 1)])
    assert run(Adam(0.1, epsilon=2.0), [2.0]) == pytest.approx([1 - 0.2 / (2 + 2)])


def test_adams_first_step_is_as_long_as_its_learning_rate_whatever_the_gradient():
    for g in (1e-3, 1.0, 1e3):
        assert 1 - run(Adam(0.3), [g])[0] == pytest.approx(0.3, rel=1e-4)


def test_momentum_keeps_moving_where_the_gradient_is_zero():
    assert run(Momentum(0.1, 0.5), [2.0, 0.0, 0.0]) == pytest.approx([0.8, 0.7, 0.65])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_update_changes_nothing_it_was_given(name):
    rule = OPTIMIZERS[name]()
    theta, gradient = np.array([1.0, 2.0]), np.array([0.5, -0.5])
    state = rule.init(theta)
    theta, state = rule.update(theta, gradient, state)
    before = [theta.tobytes(), gradient.tobytes(), repr(state)]
    rule.update(theta, gradient, state)
    assert [theta.tobytes(), gradient.tobytes(), repr(state)] == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        rule.learning_rate = 1.0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_writing_into_theta_gives_the_same_path(name):
    rule = OPTIMIZERS[name](learning_rate=0.05)
    rng = np.random.default_rng(3)
    apart = into = rng.normal(size=8).astype(np.float32)
    into = into.copy()
    state_apart, state_into = rule.init(apart), rule.init(into)
    for _ in range(5):
        gradient = rng.normal(size=8).astype(np.float32)
        apart, state_apart = rule.update(apart, gradient, state_apart)
        returned, state_into = rule.update(into, gradient, state_into, out=into)
        assert returned is into
    assert apart.tobytes() == into.tobytes()
    assert apart.dtype == np.float32


def test_a_correction_is_the_same_for_one_step_as_for_many():
    steps = np.arange(1, 20_001)
    for beta in (0.9, 0.999, 0.95, 0.5, 0.0):
        alone = [bias_correction(beta, t) for t in range(1, 20_001)]
        np.testing.assert_array_equal(bias_correction(beta, steps), alone)
        np.testing.assert_array_equal(bias_correction(np.array([[beta]]), steps)[0], alone)
        assert bias_correction(np.float64(beta), np.int64(7)) == alone[6]
    assert type(bias_correction(0.9, 7)) is float, "what is divided by it keeps its precision"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_sweep_of_rates_is_the_runs_one_by_one(name):
    rates = np.array([0.01, 0.1, 0.5])
    swept = OPTIMIZERS[name](learning_rate=rates[:, np.newaxis])
    theta = np.tile([1.0, -2.0], (3, 1))
    alone = [np.array([1.0, -2.0]) for _ in rates]
    state, states = swept.init(theta), [OPTIMIZERS[name]().init(a) for a in alone]
    for _ in range(4):
        theta, state = swept.update(theta, 2 * theta, state)
        for i, rate in enumerate(rates):
            alone[i], states[i] = OPTIMIZERS[name](learning_rate=rate).update(alone[i], 2 * alone[i], states[i])
    np.testing.assert_array_equal(theta, alone)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: GradientDescent(-0.1), "learning_rate must be > 0, got -0.1"),
        (lambda: GradientDescent(0), "learning_rate must be > 0, got 0"),
        (lambda: Adam(math.nan), "learning_rate must be > 0, got nan"),
        (lambda: Adam(math.inf), "learning_rate must be finite, got inf"),
        (lambda: GradientDescent(np.array([[0.1], [-3.0]])), "learning_rate must be > 0, got -3.0"),
        (lambda: Momentum(0.1, 1), "momentum must be >= 0 and < 1, got 1"),
        (lambda: Nesterov(0.1, -0.5), "momentum must be >= 0 and < 1, got -0.5"),
        (lambda: RMSProp(0.1, 1.5), "decay must be >= 0 and < 1, got 1.5"),
        (lambda: AdaGrad(0.1, 0), "epsilon must be > 0, got 0"),
        (lambda: RMSProp(0.1, 0.9, -1e-8), "epsilon must be > 0, got -1e-08"),
        (lambda: Adam(0.1, beta1=1), "beta1 must be >= 0 and < 1, got 1"),
        (lambda: Adam(0.1, beta2=-1), "beta2 must be >= 0 and < 1, got -1"),
        (lambda: AdamW(0.1, weight_decay=-0.01), "weight_decay must be >= 0, got -0.01"),
    ],
)
def test_a_bad_hyper_parameter_is_named(make, says):
    with pytest.raises(ValueError, match=says):
        make()


POSITIVE, FADING, NOT_NEGATIVE = "> 0", ">= 0 and < 1", ">= 0"
RANGES = {
    "learning_rate": POSITIVE,
    "momentum": FADING,
    "decay": FADING,
    "beta1": FADING,
    "beta2": FADING,
    "epsilon": POSITIVE,
    "weight_decay": NOT_NEGATIVE,
}
NAN, INF = math.nan, math.inf
OUTSIDE = {POSITIVE: (0, -0.1, NAN, INF), FADING: (1, 1.5, -0.1, NAN, INF), NOT_NEGATIVE: (-0.1, NAN, INF)}
INSIDE = {POSITIVE: (1e-300, 10), FADING: (0, 0.999), NOT_NEGATIVE: (0, 10)}
HYPER_PARAMETERS = [(rule, field.name) for rule in OPTIMIZERS.values() for field in dataclasses.fields(rule)]


@pytest.mark.parametrize(("rule", "name"), HYPER_PARAMETERS)
def test_at_its_limits_and_beyond_every_hyper_parameter_gets_one_sentence(rule, name):
    for value in OUTSIDE[RANGES[name]]:
        for given in (value, np.array([[0.5], [value]])):
            with pytest.raises(ValueError, match=f"^{name} must be ") as caught:
                rule(**{name: given})
            says = "finite" if value == INF and RANGES[name] != FADING else RANGES[name]
            assert str(caught.value) == f"{name} must be {says}, got {np.array(given).ravel()[-1].item()}"
    for value in INSIDE[RANGES[name]]:
        assert getattr(rule(**{name: value}), name) == value


REFERENCE = json.loads((Path(__file__).parent / "reference" / "torch_paths.json").read_text())


@pytest.mark.parametrize("run", REFERENCE, ids=lambda run: f"{run['method']} {run['surface']}")
def test_fifty_steps_are_those_of_pytorch(run):
    surface, rule = SURFACES[run["surface"]], OPTIMIZERS[run["method"]](**run["settings"])
    thetas = descend(surface, rule, surface.start, 50).thetas[1:]
    np.testing.assert_allclose(thetas, run["path"], rtol=1e-10, atol=0)


def test_pytorchs_paths_are_of_every_method_usual_and_not_on_three_surfaces():
    assert len({run["surface"] for run in REFERENCE}) == 3
    assert sorted(run["method"] for run in REFERENCE) == sorted(name for name in OPTIMIZERS for _ in range(6))
    for run in REFERENCE:
        names = [field.name for field in dataclasses.fields(OPTIMIZERS[run["method"]])]
        assert list(run["settings"]) == names
        assert np.shape(run["path"]) == (50, 2)


@pytest.mark.parametrize("run", REFERENCE, ids=lambda run: f"{run['method']} {run['surface']}")
def test_the_stored_paths_are_pytorchs(run):
    pytest.importorskip("torch", reason="PyTorch is a reference for development: pip install torch")
    settings = run["settings"]
    again = make.path(SURFACES[run["surface"]], run["method"], settings["learning_rate"], make.USUAL | settings)
    np.testing.assert_allclose(again, run["path"], rtol=1e-10, atol=0)
