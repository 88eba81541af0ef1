import pytest
from solution import add


def test_0():
    pytest.importorskip("numpy")
    assert add(1, 2) == 3


def test_1():
    pytest.importorskip("numpy")
    assert add(1, 2) == 3


def test_2():
    pytest.importorskip("numpy")
    assert add(1, 2) == 3
