from solution import areas


def test_areas():
    worst = 0.0
    for found, value in zip(areas([1, 2]), [3.141592654, 12.566370614]):
        worst = max(worst, abs(found - value) / max(abs(found), value))
    assert not worst > 1e-9
