from solution import Light, state


def test_states():
    assert state(1) == Light.RED
    assert state(2) is Light.GREEN
