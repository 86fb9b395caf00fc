import math

import numpy as np
import pytest

from gdcore.linear_map import LinearMap, affine, grid_lines, is_straight, through_layers

SHEAR = LinearMap([[1, 0], [1, 1]])  # (x1, x2) to (x1 + x2, x2)
TURN = LinearMap([[math.cos(0.5), math.sin(0.5)], [-math.sin(0.5), math.cos(0.5)]])


def test_a_linear_map_need_not_keep_a_distance():
    # "A linear map keeps distances" circulates; (3, 4) is 5 long.
    assert np.linalg.norm(SHEAR(np.array([3.0, 4.0]))) == pytest.approx(8.06, abs=5e-3)
    assert np.linalg.norm(LinearMap([[2, 0], [0, 2]])(np.array([3.0, 4.0]))) == 10


@pytest.mark.parametrize(
    ("matrix", "kind", "keeps"),
    [
        (TURN.matrix, "rotation", True),
        ([[1, 0], [0, 1]], "rotation", True),
        ([[0, 1], [1, 0]], "reflection", True),
        ([[2, 0], [0, 2]], "similarity", False),
        ([[0, -3], [-3, 0]], "similarity", False),
        (SHEAR.matrix, "shear", False),
        ([[2, 0], [0, 0.5]], "shear", False),
        ([[2, 0], [0, 1]], "stretch", False),
        ([[1, 2], [2, 4]], "collapse", False),
        ([[0, 0], [0, 0]], "collapse", False),
    ],
)
def test_only_rotations_and_reflections_keep_distances(matrix, kind, keeps):
    found = LinearMap(matrix)
    assert (found.kind, found.keeps_distances) == (kind, keeps)
    rng = np.random.default_rng(5)
    a, b = rng.normal(size=(2, 200, 2))
    before, after = np.linalg.norm(a - b, axis=1), np.linalg.norm(found(a) - found(b), axis=1)
    assert np.allclose(before, after) == keeps


def test_determinant_and_stretches_are_what_areas_and_lengths_do():
    found = LinearMap([[1.2, 0.4], [-0.7, 0.9]])
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1.0]])
    x, y = found(square).T
    assert found.determinant == pytest.approx(0.5 * (x @ np.roll(y, -1) - y @ np.roll(x, -1)))  # the shoelace formula
    angles = np.linspace(0, 2 * np.pi, 20_001)
    lengths = np.linalg.norm(found(np.column_stack([np.cos(angles), np.sin(angles)])), axis=1)
    assert found.stretches == pytest.approx((lengths.max(), lengths.min()), rel=1e-6)


def test_two_maps_are_one_and_a_bend_between_is_none():
    lines = grid_lines()
    first, second = LinearMap([[1.0, 0.6], [-0.4, 1.1]]), LinearMap([[0.8, -0.5], [0.7, 0.9]])
    both = through_layers(lines, first, second)
    np.testing.assert_allclose(both, first.then(second)(lines), atol=1e-12)
    assert is_straight(both).all()
    for activation in ("relu", "sigmoid", "tanh"):
        assert not is_straight(through_layers(lines, first, second, activation)).all()


def test_the_grid_is_a_grid():
    lines = grid_lines(3, 25)
    assert lines.shape == (14, 25, 2)
    assert (lines[0, :, 0] == -3).all()
    assert (lines[7, :, 1] == -3).all()
    assert (lines[0, 0].tolist(), lines[0, -1].tolist()) == ([-3, -3], [-3, 3])
    assert is_straight(lines).all()


@pytest.mark.parametrize("matrix", [[[1, 2]], [[1, math.nan], [0, 1]]])
def test_a_matrix_that_is_none_is_named(matrix):
    with pytest.raises(ValueError, match="matrix must be 2 x 2 and finite"):
        LinearMap(matrix)


def test_which_row_meets_which_column():
    X, W, b = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 0], [0, 2], [-1, 1]]), np.array([10, 20])
    product = affine(X, W, b)
    assert product.Y.tolist() == [[8, 27], [8, 36]]
    assert product.terms[1, 1].tolist() == [0, 10, 6]  # row 1 of X and column 1 of W
    np.testing.assert_allclose(product.terms.sum(axis=-1) + b, product.Y)


def test_a_row_more_in_is_a_row_more_out_and_a_column_more_a_node_more():
    rng = np.random.default_rng(0)
    for n, d, k in ((1, 1, 1), (3, 2, 4), (4, 2, 4), (4, 2, 5)):
        assert affine(rng.normal(size=(n, d)), rng.normal(size=(d, k)), np.zeros(k)).Y.shape == (n, k)


@pytest.mark.parametrize(("W", "b", "says"), [([[1, 2]], [0, 0], "W must be a matrix of 2 rows"),
                                              ([[1], [2]], [0, 0], "b must be 1 numbers")])  # fmt: skip
def test_shapes_that_do_not_fit_are_named(W, b, says):
    with pytest.raises(ValueError, match=says):
        affine([[1, 2]], W, b)
