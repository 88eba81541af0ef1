from solution import total

ROWS = [{"value": 3}, {"value": 4}]


def test_total():
    assert total(ROWS) == sum(row["value"] for row in ROWS)
