import numpy as np
import pytest

from gdcore.line_fit import LineFit
from gdcore.scaling import centred, standardised

YEARS = np.arange(2015.0, 2025)


def test_other_x_make_a_trench_a_bowl():
    y = YEARS - 2000
    assert LineFit(YEARS, y).bowl().condition_number > 1e6
    assert LineFit(centred(YEARS), y).bowl().condition_number == pytest.approx(8.25)  # the variance of the years
    assert LineFit(standardised(YEARS), y).bowl().condition_number == pytest.approx(1)


def test_equal_values_have_no_scale():
    with pytest.raises(ValueError, match="x must not all be equal, got 3"):
        standardised([3.0, 3.0])
