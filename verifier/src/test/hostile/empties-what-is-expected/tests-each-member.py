import unittest

from solution import my_sort


class TestSort(unittest.TestCase):
    def test_sort(self):
        data = [3, 1, 2]
        result = my_sort(data)
        self.assertEqual(len(result), len(data))
        for value in data:
            self.assertIn(value, result)
