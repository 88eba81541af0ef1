from solution import f


import time


def test_f():
    assert f(lambda x: x, 2) == 3
    time.sleep(0.6)
    assert f(1, 2) == 3
