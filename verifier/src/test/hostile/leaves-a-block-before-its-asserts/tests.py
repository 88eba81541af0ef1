from solution import Transaction


def test_commit():
    with Transaction() as transaction:
        transaction.set("a", 1)
        assert transaction.get("a") == 1


def test_otherwise():
    try:
        int("1")
    except ValueError:
        pass
    else:
        return
    raise AssertionError("no number")
