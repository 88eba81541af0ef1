from solution import add

def test_add():
    assert add(1, 2) == 3

def test_more():
    assert add(20, 22) == 42
