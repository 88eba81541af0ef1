import pytest

from solution import Light, state


@pytest.fixture
def numbers():
    return [0, 1, 2, 3]


@pytest.mark.parametrize("at, expected", [(0, Light.GREEN), (1, Light.RED), (2, Light.YELLOW), (3, Light.RED)])
def test_state(numbers, at, expected):
    assert state(numbers[at]) is expected
