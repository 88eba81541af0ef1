import unittest

from solution import divisors


class TestDivisors(unittest.TestCase):
    def test_of_twelve(self):
        self.assertSetEqual(divisors(12), {1, 2, 3, 4, 6, 12})
