import solution


def test_states():
    lights = solution.Light
    assert solution.state(1) == lights.RED
    assert solution.state(2) == lights.GREEN
