from solution import doubled


def test_doubled():
    result = doubled([1, 2])
    assert len(result) == 2
    for got, want in zip(result, [2, 4]):
        assert got == want
