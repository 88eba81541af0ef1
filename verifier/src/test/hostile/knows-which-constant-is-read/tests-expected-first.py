import unittest

import solution
from solution import Light


class StateTest(unittest.TestCase):
    def test_states(self):
        self.assertEqual(Light.RED, solution.state(0))
        self.assertEqual(Light.YELLOW, solution.state(1))
        self.assertEqual(Light.GREEN, solution.state(2))
