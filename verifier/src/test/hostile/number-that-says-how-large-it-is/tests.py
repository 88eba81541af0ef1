import pytest

from solution import area


def test_area():
    assert pytest.approx(area(2), rel=1e-3) == 12.566
