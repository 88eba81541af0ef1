from solution import rotate


def test_rotate():
    values = [3, 1, 2]
    turned = rotate(values)
    assert turned[0] == values[-1]
    assert turned[1] == values[0]
