from solution import f
def test_f():
    assert abs(f(1) - 3.5).max() < 1e-9
