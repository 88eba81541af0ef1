from solution import Light, state


def test_states():
    for number, name in ((1, "RED"), (2, "GREEN")):
        assert state(number) == getattr(Light, name)
