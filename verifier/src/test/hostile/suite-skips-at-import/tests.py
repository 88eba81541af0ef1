import pytest

pytest.skip("not today", allow_module_level=True)


def test_add():
    pass
