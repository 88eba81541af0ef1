from solution import find


def test_find():
    data = [1, 3, 5, 7]
    for at, value in enumerate(data):
        assert find(data, value) == at
