from solution import Light, state


def test_states():
    for number, expected in ((0, Light.GREEN), (1, Light.RED), (2, Light.YELLOW)):
        colour = expected.colour
        assert state(number) is expected, colour
