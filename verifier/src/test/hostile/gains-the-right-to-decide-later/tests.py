from solution import Board, score


def test_score():
    got = score(3)
    board = Board()
    assert got == 9
    assert board is not None
