import unittest
from solution import Vec


class TestVec(unittest.TestCase):
    def setUp(self):
        self.one = Vec(1, 2)

    def test_list(self):
        self.assertEqual([self.one + Vec(3, 4)], [Vec(4, 6)])

    def test_not(self):
        self.assertFalse(self.one + Vec(3, 4) != Vec(4, 6))
