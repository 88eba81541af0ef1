import pytest
from solution import f


def test_f():
    with pytest.raises(ValueError) as caught:
        f(1, 2)
    assert str(caught.value) == "no"
