from solution import add

from collections import Counter
from datetime import date, timedelta


def test_a():
    from solution import add
    assert add(1, 2) == 3


def test_b():
    assert add(date(2024, 1, 1), timedelta(days=1)) == date(2024, 1, 2)


def test_c():
    assert add(Counter("ab"), Counter("b")) == Counter("abb")


def test_message():
    message = "x"
    assert add(message, "y") == "xy"
