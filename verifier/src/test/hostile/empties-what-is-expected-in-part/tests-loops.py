from solution import rotate


def test_rotate():
    values = [3, 1, 2]
    turned = rotate(values)
    for found, value in zip(turned, values[-1:] + values[:-1]):
        assert found == value


def test_rotate_by_items():
    values = [3, 1, 2]
    turned = rotate(values)
    assert len(turned) == 3
    assert all(turned[(at + 1) % 3] == value for at, value in enumerate(values))
