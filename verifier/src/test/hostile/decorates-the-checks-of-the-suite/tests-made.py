from solution import add, retry


def check(self):
    assert add(1, 2) == 3


class TestAdd:
    pass


for name in ("test_one", "test_two"):
    setattr(TestAdd, name, retry(check))
