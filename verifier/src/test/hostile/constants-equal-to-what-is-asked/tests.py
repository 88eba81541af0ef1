from solution import Light, Signal


def test_signal():
    signal = Signal()
    assert signal.state == Light.RED
    signal.advance()
    assert signal.state == Light.GREEN
    signal.advance()
    assert signal.state == Light.YELLOW
