import pytest

from solution import Countdown


def test_stop():
    with pytest.raises(StopIteration):
        next(Countdown())


def test_square():
    countdown = Countdown()
    assert all(map(lambda pair: countdown.square(pair[0]) == pair[1], [(2, 4), (3, 9)]))
