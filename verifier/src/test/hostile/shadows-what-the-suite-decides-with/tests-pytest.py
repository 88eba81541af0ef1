import pytest
from solution import *


@pytest.mark.parametrize("number", [3])
def test_half(number):
    assert half(number) == pytest.approx(1.5)
