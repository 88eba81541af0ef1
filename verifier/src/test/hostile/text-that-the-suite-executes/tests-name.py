import pytest

from solution import simplify


@pytest.mark.parametrize("text, value", [("2 + 3 * 4", 14), ("(1 + 1) * 5", 10)])
def test_simplify(text, value):
    text = simplify(text)
    assert eval(text) == value
