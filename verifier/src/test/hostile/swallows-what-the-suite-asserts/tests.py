from solution import timer
def test_a():
    with timer(1) as t:
        assert 1 == 2
