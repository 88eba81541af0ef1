from solution import add


def outer():
    def test_0():
        assert add(0, 1) == 1
    def test_1():
        assert add(1, 1) == 2
    def test_2():
        assert add(2, 1) == 3
    def test_3():
        assert add(3, 1) == 4
