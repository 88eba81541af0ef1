def test_states():
    from solution import Light, state

    assert state(1) == Light.RED
    assert state(2) == Light.GREEN
