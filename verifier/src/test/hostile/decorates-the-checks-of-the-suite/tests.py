import solution


@solution.retry
def test_add():
    assert solution.add(1, 2) == 3
