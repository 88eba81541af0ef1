from solution import Tensor


def test_sum():
    assert (Tensor([1, 2]) + Tensor([3, 4]) == Tensor([4, 6])).all()
