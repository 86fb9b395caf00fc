import numpy as np
import pytest

from gdcore.differentiate import derivative, numerical_gradient, numerical_slopes


def bowl(theta):
    return (theta**2).sum(axis=-1)


def test_the_slopes_of_the_course():
    def f(x):
        return 0.01 * x**2 + 0.1 * x

    assert derivative(f, 5) == pytest.approx(0.2)
    assert derivative(f, 10) == pytest.approx(0.3)
    assert derivative(lambda x: x**2, 2) == pytest.approx(4)


@pytest.mark.parametrize(("at", "slope"), [((3, 4), (6, 8)), ((0, 2), (0, 4)), ((3, 0), (6, 0))])
def test_the_gradients_of_the_course(at, slope):
    np.testing.assert_allclose(numerical_gradient(bowl, at), slope, atol=1e-9)


def test_whole_numbers_are_no_trap():
    at = np.array([3, 4])
    np.testing.assert_allclose(numerical_gradient(bowl, at), [6, 8])
    assert at.tolist() == [3, 4]


def test_theta_is_left_as_it_was():
    at = np.array([0.1, 0.2, 0.3])
    before = at.tobytes()
    numerical_gradient(bowl, at)
    assert at.tobytes() == before


def test_many_points_at_once():
    points = np.random.default_rng(0).normal(size=(3, 5, 2))
    np.testing.assert_allclose(numerical_gradient(bowl, points), 2 * points, atol=1e-8)


def test_some_components_are_those_of_the_whole():
    at = np.arange(6.0)
    chosen = np.array([4, 1])
    whole = numerical_gradient(lambda t: np.sin(t).prod(), at)
    assert numerical_slopes(lambda t: np.sin(t).prod(), at, chosen).tolist() == whole[chosen].tolist()


def test_central_differences_err_with_h_squared_and_forward_ones_with_h():
    def error(h, scheme):
        return abs(derivative(np.exp, 0, h, scheme) - 1)

    assert error(1e-2, "central") / error(1e-3, "central") == pytest.approx(100, rel=0.01)
    assert error(1e-2, "forward") / error(1e-3, "forward") == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize(("h", "scheme"), [(0, "central"), (-1e-4, "central"), (1e-4, "backward")])
def test_bad_arguments_are_named(h, scheme):
    with pytest.raises(ValueError, match="must be"):
        derivative(np.exp, 0, h, scheme)


@pytest.mark.parametrize(
    ("f", "at", "says"),
    [
        (lambda theta: (theta**2).sum(), np.ones((2, 3)), r"of the leading shape of theta, \(2,\), got \(\)"),
        (lambda theta: theta.mean(axis=(0, 2)), np.ones((4, 2, 3)), r"leading shape of theta, \(4, 2\), got \(2,\)"),
        (lambda theta: theta, np.ones(3), r"leading shape of theta, \(\), got \(3,\)"),
        (lambda theta: theta[:1], np.ones(3), r"leading shape of theta, \(\), got \(1,\)"),
        (lambda theta: theta.sum(axis=-1, keepdims=True), np.ones((2, 2)), r"\(2,\), got \(2, 1\)"),
    ],
)
def test_a_loss_of_another_shape_is_refused_instead_of_stretched(f, at, says):
    with pytest.raises(ValueError, match=r"f\(theta\) must be .*" + says):
        numerical_gradient(f, at)
    with pytest.raises(ValueError, match=says):
        numerical_slopes(f, at, np.array([0]))


def test_a_number_has_no_components():
    for call in (lambda: numerical_slopes(np.sin, 3.0, np.array([0])), lambda: numerical_gradient(np.sin, 3.0)):
        with pytest.raises(ValueError, match=r"theta must be of shape \(\.\.\., d\), got \(\)"):
            call()


def test_a_loss_may_be_one_of_the_parameters_itself():
    assert numerical_gradient(lambda theta: theta[..., 1], np.ones((2, 2))).round(9).tolist() == [[0, 1], [0, 1]]


@pytest.mark.parametrize("scheme", ["central", "forward"])
def test_a_derivative_is_taken_element_by_element(scheme):
    with pytest.raises(ValueError, match=r"f\(x\) must be of the shape of x, \(3,\), got \(\)"):
        derivative(lambda x: (x**2).sum(), np.ones(3), scheme=scheme)
