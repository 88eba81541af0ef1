from solution import Vec


def test_add():
    assert Vec([1, 2]) + Vec([3, 4]) == Vec([4, 6])
