from solution import transpose


def test_transpose():
    rows = [[1, 2], [3, 4]]
    turned = transpose(rows)
    assert len(turned) == 2
    for row, column in zip(rows, zip(*turned)):
        assert list(column) == row
