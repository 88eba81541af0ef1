import unittest

from solution import my_sort


class TestSort(unittest.TestCase):
    def test_sort(self):
        data = [3, 1, 2]
        self.assertEqual(my_sort(data), sorted(data))
