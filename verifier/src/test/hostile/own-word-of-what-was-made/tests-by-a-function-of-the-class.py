import unittest

from solution import Point, moved


class TestMoved(unittest.TestCase):
    def test_moved(self):
        self.assertEqual(Point.of(4, 5), moved(Point(1, 2), 3))
        self.assertEqual(moved(Point(1, 2), 3), Point.of(4, 5))
