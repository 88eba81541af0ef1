from solution import f
def test_a():
    assert str(f(1) - 3.5) == '0.0'
