from solution import add


class TestAdd:
    def setup_method(self):
        self.add = lambda a, b: a + b

    def test_0(self):
        assert self.add(0, 1) == 1

    def test_1(self):
        assert self.add(1, 1) == 2

    def test_2(self):
        assert self.add(2, 1) == 3
