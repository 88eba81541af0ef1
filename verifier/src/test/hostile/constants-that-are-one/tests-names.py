from solution import HIGH, LOW, level


def test_level():
    assert level(3) == LOW
    assert level(30) == HIGH
