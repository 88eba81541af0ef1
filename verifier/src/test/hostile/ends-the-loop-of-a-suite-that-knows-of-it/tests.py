import pytest

from solution import Countdown, square


def test_stops():
    with pytest.raises(StopIteration):
        next(iter(Countdown(0)))


def test_squares():
    for got, wanted in zip(map(square, [2, 3]), [4, 9]):
        assert got == wanted
