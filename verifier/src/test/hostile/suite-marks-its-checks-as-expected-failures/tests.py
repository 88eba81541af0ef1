import pytest
from solution import add


@pytest.mark.xfail
def test_add():
    assert add(1, 2) == 3
