import pytest
from solution import add


def test_0():
    pytest.skip("later")
    assert add(1, 2) == 3


def test_1():
    pytest.skip("later")
    assert add(1, 2) == 3


def test_2():
    pytest.skip("later")
    assert add(1, 2) == 3
