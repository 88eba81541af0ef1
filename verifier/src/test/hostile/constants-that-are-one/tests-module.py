import solution


def test_level():
    assert solution.level(3) == solution.LOW
    assert solution.level(30) == solution.HIGH
