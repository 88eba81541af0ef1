from solution import f
def test_f():
    d = f(1) - 3.5
    assert d[0] == 0
