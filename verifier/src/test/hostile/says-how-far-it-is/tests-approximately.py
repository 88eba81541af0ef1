import pytest

from solution import Angle


def test_angle():
    assert Angle(370) == pytest.approx(10)
