from solution import Light, state


def test_states():
    assert state(0) is Light.GREEN
    assert state(1) is Light.YELLOW
    assert state(2) is Light.RED
