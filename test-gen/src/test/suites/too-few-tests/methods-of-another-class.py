from solution import add


class Checks:
    def test_0(self):
        assert add(0, 1) == 1
    def test_1(self):
        assert add(1, 1) == 2
    def test_2(self):
        assert add(2, 1) == 3
    def test_3(self):
        assert add(3, 1) == 4
