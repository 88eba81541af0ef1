from solution import add


def test_small():
    assert add(1, 2) == 3


def test_zero():
    assert add(0, 0) == 0


def test_negative():
    assert add(-1, -2) == -3


def test_error():
    """__import__ and globals() are words here."""
    try:
        add(None, object)
        assert False
    except Exception as error:
        assert isinstance(error, (TypeError, ValueError))


def test_no_error():
    import pytest
    from typing import List
    try:
        total: List[int] = add([1], [2])
    except Exception as error:
        pytest.fail(f"raised {error}")
    assert total == [1, 2]
    assert total[0] == 1 and total[-1] == 2


def test_stack(capsys):
    stack, open, request = [1], 2, 3
    stack[0] = add(open, request)
    assert stack == [5]
    assert add("a" * 1000, "b") == "a" * 1000 + "b"
