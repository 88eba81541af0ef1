import solution


def test_defaults():
    app = solution.App()
    assert app is not None
    assert solution.DEFAULTS == {"a": 1}
