import pytest
from solution import add


def test_0():
    assert add(1, 2) == 3


def test_1():
    assert add(2, 2) == 4


def test_2():
    assert add(3, 2) == 5


def test_3():
    with pytest.raises(TypeError):
        add(1, 2) + None
