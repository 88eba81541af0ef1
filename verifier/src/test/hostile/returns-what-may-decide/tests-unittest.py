import unittest

from solution import Solution


class TestTwoSum(unittest.TestCase):
    def setUp(self):
        self.solution = Solution()

    def test_two_sum(self):
        self.assertEqual(self.solution.two_sum([2, 7, 11, 15], 9), [0, 1])
