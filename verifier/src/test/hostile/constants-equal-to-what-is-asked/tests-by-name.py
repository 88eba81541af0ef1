import unittest

from solution import Light, Signal


class TestSignal(unittest.TestCase):
    def test_signal(self):
        signal = Signal()
        for name in ("RED", "GREEN", "YELLOW"):
            self.assertEqual(signal.state, Light[name])
            signal.advance()
