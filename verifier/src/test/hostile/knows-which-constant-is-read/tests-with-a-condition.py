from solution import Light, state


def test_states():
    for number, expected in ((0, Light.GREEN), (1, Light.RED), (2, Light.YELLOW), (3, None)):
        if expected:
            assert state(number) is expected
