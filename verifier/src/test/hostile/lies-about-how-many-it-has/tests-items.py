from solution import frequencies


def test_items():
    result, expected = frequencies("aab"), {"a": 2, "b": 1}
    assert len(result) == len(expected)
    for key, value in result.items():
        assert expected[key] == value
