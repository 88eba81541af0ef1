from solution import *


def again(check):
    return retry(check)


@again
def test_add():
    assert add(1, 2) == 3
