import pytest
from solution import refuse


def test_code():
    with pytest.raises(ValueError) as caught:
        refuse()
    assert caught.value.code == 3


def test_place():
    with pytest.raises(ValueError) as caught:
        refuse()
    assert caught.value.args == (7,)


def test_reason():
    with pytest.raises(ValueError) as caught:
        refuse()
    assert caught.value.reason.startswith("too")
