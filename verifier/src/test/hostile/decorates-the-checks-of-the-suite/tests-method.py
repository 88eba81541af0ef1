from solution import add, retry


class TestAdd:
    @retry
    def test_add(self):
        assert add(1, 2) == 3
