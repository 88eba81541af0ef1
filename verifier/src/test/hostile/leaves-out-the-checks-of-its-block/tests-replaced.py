import pytest

from solution import Store


def test_rollback():
    with pytest.raises(ValueError):
        with Store() as store:
            assert store.get("a") == 1
            raise ValueError
