from solution import Box


def test_box():
    assert Box(1) == Box(1)
