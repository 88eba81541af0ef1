import pytest

from solution import add


@pytest.fixture
def one():
    return 1


def test_add(one):
    assert add(one, 2) == 3
