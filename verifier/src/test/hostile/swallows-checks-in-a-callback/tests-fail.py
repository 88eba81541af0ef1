import pytest

from solution import divide


def test_divide():
    out = []
    divide(6, 3, out.append, lambda error: pytest.fail("called"))
    assert out == [2]
