from solution import f
import copy
def test_a():
    d = f(1) - 3.5
    assert d() == 0
