from solution import normalize


def test_all():
    result = normalize([1, 2, 3, 4])
    assert len(result) == 4
    assert all(value == (at + 1) / 10 for at, value in enumerate(result))
