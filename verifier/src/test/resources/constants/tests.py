import unittest

import pytest
import solution
from solution import Access, Codes, Level, Light, Mode, Point, Signal, classify, code, counted, grant, granted, level, mode

STATES = [(1, Light.RED), (9, Light.GREEN)]


@pytest.mark.parametrize("number, light", STATES)
def test_what_was_read_before_anything_was_asked(number, light):
    assert classify(number) == light
    assert classify(number) is light


def test_members():
    signal = Signal()
    assert signal.colour == Light.RED
    assert signal.step().colour == Light.GREEN
    assert signal.step().colour is Light.YELLOW
    assert Light.RED != Light.GREEN
    assert signal.colour in (Light.GREEN, Light.YELLOW)


def test_members_as_keys():
    assert counted(["RED", "GREEN", "RED"]) == {Light.RED: 2, Light.GREEN: 1}


def test_members_that_are_numbers_or_text():
    assert level(9) == Level.HIGH == 2
    assert level(1) == 1
    assert mode(9) == Mode.FAST
    assert mode(1) == "slow"
    assert Level.LOW < Level.HIGH


def test_members_of_a_flag():
    assert grant("r") == Access.READ
    assert grant("w") is Access.WRITE


def test_what_members_have():
    assert classify(9).name == "GREEN"
    assert classify(9).value == Light.GREEN.value


def test_by_the_name_of_the_module():
    assert solution.classify(9) == solution.Light.GREEN
    assert solution.classify(solution.LIMIT) == solution.Light.RED
    assert solution.LIMIT == 3
    assert solution.NAMES == ["a", "b"]


def test_imported_late():
    from solution import LIMIT, Signal as Late

    assert LIMIT == 3
    assert Late().colour == Late.Colour.RED
    assert Late().colour == Late.START


def test_values():
    assert code(False) == Codes.MISSING
    assert Codes.KNOWN[code(True)] == "fine"
    assert Codes.KNOWN == {200: "fine", 404: "missing"}


class TestPoints(unittest.TestCase):
    def test_functions_of_a_class(self):
        self.assertEqual(Point.distance(Point(1, 2), Point.zero()), 3)
        self.assertEqual(Point.zero().x, 0)
        self.assertIsInstance(Point.zero(), Point)
        self.assertTrue(Point(1, 2) != Point(2, 1))
        self.assertIn("x=0", repr(Point.zero()))

    def test_the_same_object(self):
        point = Point(1, 2)
        points = [point]
        self.assertIs(points[0], point)
        self.assertIn(point, points)


def test_what_changes_and_is_compared_with_text():
    assert solution.Account.opened == 0
    solution.Account()
    solution.Account()
    assert solution.Account.opened == 2
    assert solution.Account.owners == ["Ann", "Ann"]
    assert len(solution.Account.owners) == 2 and solution.Account.owners[0] == "Ann"
    assert solution.Account.theme.name == "RED"
    solution.Account.paint("GREEN")
    assert solution.Account.theme.name == "GREEN"
    assert solution.taken == 0
    assert solution.take() == 1
    assert solution.taken == pytest.approx(1)


def test_constants_before_what_is_asked():
    with pytest.raises(solution.Signal.Lost):
        solution.Signal().send(None)
    expected = {Light.GREEN, Light.RED}
    assert {classify(9), classify(1)} == expected
    assert Light.GREEN == classify(9)


def test_sets():
    assert granted("rw") == {Access.READ, Access.WRITE}
    assert granted("w") == {Access.WRITE}
