import pytest

from solution import App, Failure


def test_value():
    failure = Failure(5)
    assert failure is not None
    with pytest.raises(Failure) as raised:
        App().run()
    assert raised.value == 5
