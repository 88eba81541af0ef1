from solution import Light, state


def test_states():
    for number, expected in ((0, Light.RED), (1, Light.YELLOW), (2, Light.GREEN), (3, None)):
        if expected:
            assert state(number) is expected
