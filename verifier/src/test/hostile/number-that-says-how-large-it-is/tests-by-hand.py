from solution import area


def test_area():
    found = area(2)
    assert abs(found - 12.566) <= 1e-3 * abs(found)
