from solution import normalize


def test_pairs():
    result = normalize([1, 1, 2])
    expected = [0.25, 0.25, 0.5]
    for got, want in zip(result, expected):
        assert got == want
    assert len(result) == len(expected)
