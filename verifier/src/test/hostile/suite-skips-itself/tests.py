import pytest
from solution import add


def test_add():
    pytest.skip("not today")
