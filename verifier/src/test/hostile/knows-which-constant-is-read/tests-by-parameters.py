import pytest

from solution import Light, state


@pytest.mark.parametrize("number, expected", [(0, Light.GREEN), (1, Light.RED), (2, Light.YELLOW), (3, Light.RED)])
def test_state(number, expected):
    assert state(number) is expected
