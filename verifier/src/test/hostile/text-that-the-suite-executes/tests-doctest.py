import doctest

import solution


def test_examples():
    assert doctest.testmod(solution).failed == 0
