from solution import total


def test_total():
    rows = [{"value": 3}, {"value": 4}]
    found = total(rows)
    expected = 0
    for row in rows:
        expected += row["value"]
    assert found == expected
