import unittest

from solution import older


class OlderTest(unittest.TestCase):
    def setUp(self):
        self.person = {"name": "Ann", "age": 3}

    def test_older(self):
        found = older(self.person)
        self.assertEqual(found["name"], self.person["name"])
        self.assertEqual(found["age"], 4)
