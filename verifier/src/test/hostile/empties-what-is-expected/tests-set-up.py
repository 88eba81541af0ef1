import unittest

from solution import Sorter


class TestSorter(unittest.TestCase):
    def setUp(self):
        self.sorter = Sorter()

    def test_sort(self):
        data = [3, 1, 2]
        self.assertEqual(self.sorter.sort(data), sorted(data))
