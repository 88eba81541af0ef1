from solution import f


def test_f():
    assert f(1, 2).value.value.value == 3
