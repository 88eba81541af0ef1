from solution import area


def close(one, other, tolerance=1e-9):
    return not abs(one - other) > tolerance * max(1.0, abs(one), abs(other))


def test_area():
    assert close(area(2), 12.566370614)
