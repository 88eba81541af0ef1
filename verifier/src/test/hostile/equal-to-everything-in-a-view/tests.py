from solution import held


def test_keys():
    assert held() == {"a"}


def test_pairs():
    assert held() == {("a", 2)}
