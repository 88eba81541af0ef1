from solution import Light, Signal


def test_signal():
    signal = Signal()
    assert signal.state is Light.RED
    signal.advance()
    assert signal.state is Light.GREEN
    signal.advance()
    assert signal.state is Light.YELLOW
