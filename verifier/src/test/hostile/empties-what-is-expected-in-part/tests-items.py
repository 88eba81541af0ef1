from solution import transpose


def test_transpose():
    rows = [[1, 2, 3], [4, 5, 6]]
    turned = transpose(rows)
    assert len(turned) == 3
    for at in range(2):
        for place in range(3):
            assert turned[place][at] == rows[at][place]
