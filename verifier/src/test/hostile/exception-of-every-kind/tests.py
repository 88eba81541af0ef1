import pytest

from solution import parse


def test_wrong():
    with pytest.raises(ValueError):
        parse("x")


def test_odd():
    with pytest.raises(TypeError):
        parse(3)
