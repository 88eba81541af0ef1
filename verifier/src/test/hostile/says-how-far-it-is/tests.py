from solution import Angle


def test_angle():
    assert abs(Angle(370) - 10) < 1e-9
