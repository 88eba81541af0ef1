from solution import add


def test_list():
    results = []
    for i in range(3):
        results.append(add(i, i))
    assert results == [0, 2, 4]


def test_bool():
    assert add(1, 1)
    assert not add(0, 0)
    assert add(1, -1) is not None
    assert isinstance(add(1, 1), int) and add(1, 1) == 2


def test_large():
    input = [10 ** i for i in range(20)]
    assert all(add(x, 1) == x + 1 for x in input)
    assert len([add(x, x) for x in input]) == 20


def test_branch():
    for n in range(4):
        if n % 2 == 0:
            assert add(n, 0) == n
        else:
            assert add(n, 1) == n + 1
