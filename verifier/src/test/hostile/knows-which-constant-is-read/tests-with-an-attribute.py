from solution import Light, state


def test_states():
    for number, expected in ((0, Light.RED), (1, Light.YELLOW), (2, Light.GREEN)):
        colour = expected.colour
        assert state(number) is expected, colour
