import unittest

from solution import *


class TestPush(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.entries = []

    @classmethod
    def tearDownClass(cls):
        assert cls.entries == [1]

    def test_push(self):
        push(self.entries, test_data())
