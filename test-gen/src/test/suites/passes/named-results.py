from solution import add

import pytest


def test_a():
    result = add(1, 2)
    assert result == 3
    expected = 5
    assert add(2, 3) == expected


def test_b():
    for left, right, total in [(1, 2, 3), (4, 5, 9)]:
        assert add(left, right) == total, f"{left} + {right}"


@pytest.mark.parametrize("left,right,total", [(1, 2, 3), (0, 0, 0)])
def test_c(left, right, total):
    assert add(left, right) == total


def test_d():
    with pytest.raises(TypeError):
        add(None, 1)


def test_e():
    data = [3, 1]
    add(data, data)
    assert data == [3, 1]


if __name__ == "__main__":
    pytest.main([__file__])
