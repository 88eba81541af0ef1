import pytest
from solution import add

pytestmark = pytest.mark.skip


def test_add():
    assert add(1, 2) == 3
