from solution import add


def test_add():
    try:
        add(1, 2)
    except Exception:
        pass


def test_more():
    assert add(20, 22) == 42
