import pytest
from solution import add


def test_add():
    with pytest.raises(BaseException):
        add(1, 2)
