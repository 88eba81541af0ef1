import random
import unittest

import pytest
from solution import (
    Account, Angle, Bag, Calendar, Celsius, Chain, Checked, Colour, Config, Counted, Day, Fraction, Grade, Item, Line, N, Near,
    Node, Pair, Path, Phones, Point, Priority, Purse, Ratio, Rectangle, Rights, Settings, Shape, Slope, Square, Stack,
    Symbol, Vec, Weekday, between, cheapest, colour_of, cooler, day_named, insert, look_up, middle, outline, pair,
    rights, settings, stretched, symbols)

ORIGIN = Vec(0, 0)
UNIT = Vec(1, 1)


@pytest.fixture
def start():
    return Vec(1, 2)


@pytest.fixture(scope="module")
def expected():
    return Vec(4, 6)


def test_fixtures(start, expected):
    assert start + Vec(3, 4) == expected
    assert expected == start + Vec(3, 4)
    assert not start + Vec(3, 4) != expected


@pytest.mark.parametrize("one, other, total", [
    (Vec(1, 2), Vec(3, 4), Vec(4, 6)), (Vec(0, 0), ORIGIN, ORIGIN), (Vec(-1, 5), UNIT, Vec(0, 6))])
def test_parameters(one, other, total):
    assert one + other == total


def test_laws(start):
    assert start + ORIGIN == start and -(-start) == start and start * 1 == start and start == start
    assert start + UNIT == UNIT + start and Vec(1, 2) == Vec(1, 2) and Vec(1, 2) != Vec(2, 1)


def test_loop():
    total = Vec(0, 0)
    for number in range(1, 6):
        total = total + Vec(number, 1)
        assert total == Vec(number * (number + 1) // 2, number)
    while total != Vec(0, 0):
        total = total + Vec(-3, -1)
    assert [Vec(number, 0) * 2 for number in range(12)] == [Vec(2 * number, 0) for number in range(12)]


def test_drawn_by_chance():
    for _ in range(random.randint(1, 5)):
        one, other = random.randint(0, 9), random.randint(0, 9)
        assert Ratio(one) + Ratio(other) == Ratio(one + other)


def test_uses_what_it_compared(start):
    twice = Vec(2, 4)
    assert start * 2 == twice
    assert twice.x == 2 and twice.y == 4
    twice.grow(1)
    assert twice == Vec(3, 5) and Vec(3, 5) == twice
    more = twice * 2
    assert more == Vec(6, 10) and more == Vec(3, 5) * 2


def test_sets_and_members():
    assert len({Vec(1, 2), Vec(1, 2), Vec(2, 1)}) == 2 and {Vec(1, 1), Vec(1, 2)} == {Vec(1, 2), Vec(1, 1)}
    assert Vec(2, 2) in [ORIGIN, UNIT * 2] and Vec(3, 2) not in [ORIGIN, UNIT * 2]
    assert {Vec(1, 2): "a"}[Vec(1, 2)] == "a" and hash(Vec(1, 2)) == hash(Vec(1, 2))
    assert [UNIT, ORIGIN].index(Vec(0, 0)) == 1 and [UNIT, UNIT * 1].count(Vec(1, 1)) == 2


def test_ratio():
    assert Ratio(1, 2) + Ratio(1, 3) == Ratio(5, 6) and Ratio(1, 2) + Ratio(1, 2) == Ratio(1) and Ratio(4, 2) == 2
    assert Ratio(2, 4) == Ratio(1, 2) and Ratio(1, 2) != Ratio(1, 3)
    with pytest.raises(ZeroDivisionError):
        Ratio(1, 0)


def test_what_is_near_or_goes_round():
    assert Angle(370) == Angle(10) and Angle(-90) == Angle(270) and Near(1.0) == Near(1.0 + 1e-9)
    assert cooler(4) == Celsius(3)


def test_what_makes_no_difference():
    assert cheapest([("a", 3), ("b", 2)]) == Item("b", 2)
    assert cheapest([("a", 3), ("b", 2)]) == Item("b", 5, seller="shop")
    assert Item("a", 1) == Item("a", 2) and Item("a") != Item("b")


def test_bags():
    assert Bag([1, 2, 2]) == Bag([2, 1]) and Bag([1, 1, 2]).union(Bag([3, 3])) == Bag([1, 2, 3]) and Bag([]) == Bag()


def test_containers():
    stack = Stack(5)
    assert stack == []
    stack.push(1).push(2)
    assert stack != Stack(5)
    other = Stack(5)
    other.push(1)
    other.push(2)
    assert stack == other
    assert stack.pop() == 2 and stack.pop() == 1
    assert stack == Stack(5)
    assert Chain([1, 2, 3]).reversed() == Chain([3, 2, 1])
    assert insert(Node(2), 1) == Node(1, Node(2)) and insert(None, 1) == Node(1)


def test_counts():
    before = Counted.count()
    one, other = Counted("a"), Counted("a")
    assert one == other and Counted("b") == Counted("b") and one.number == before + 1 and other.number == before + 2
    assert Counted.count() == before + 4


def test_known_by_name():
    Account.forget()
    mine = Account("ann", 5)
    assert Account.find("ann") == mine and look_up("ann") == mine
    with pytest.raises(ValueError):
        Account("ann", 7)
    other = Account("bob", 7)
    assert look_up("bob") == other and look_up("bob") != look_up("ann")


def test_one_for_each():
    assert colour_of("red") == Colour(1) and Colour(1) == Colour.RED and colour_of("blue") != Colour(1)
    again = Colour(2)
    assert again == again
    assert symbols("a b a") == [Symbol("a"), Symbol("b"), Symbol("a")]
    assert Settings("x") == settings() and Settings("y") == Settings("x")


def test_of_another_class():
    assert Path("/a").child("b") == Path("/a/b") and Path("a").child("b") == Path("a/b") and Path("/a") != Path("a")
    assert stretched(Square(2), 2) == Rectangle(4, 2, "blue") and stretched(Square(2), 1) == Square(2)
    assert pair("a b") == Pair("a", "b") == ("a", "b")


def test_made_of_others():
    assert middle(Point(0, 0), Point(2, 4)) == Point(1, 2)
    assert between(Point(0, 0), Point(1, 2)) == Line(Point(0, 0), Point(1, 2))
    assert outline([1, 2]) == Shape([Point(1, 1), Point(2, 2)]) and outline([]) == Shape([])


class TestVec(unittest.TestCase):
    def setUp(self):
        self.one, self.other = Vec(1, 2), Vec(3, 4)
        self.total = Vec(4, 6)

    def test_add(self):
        self.assertEqual(self.one + self.other, self.total)
        self.assertEqual(self.total, self.other + self.one)
        self.assertNotEqual(self.one, self.other)

    def test_scale(self):
        for factor in (1, 2, 3):
            with self.subTest(factor=factor):
                self.assertEqual(self.one * factor, Vec(factor, 2 * factor))
        self.assertIn(Vec(2, 4), [self.one * 2])
        self.assertListEqual([self.one, self.other], [Vec(1, 2), Vec(3, 4)])


def test_named_as_in_the_standard_library():
    assert Slope(Fraction(1, 2), 3).shifted(1) == Slope(Fraction(1, 2), 4)
    assert Fraction(1, 2) + Fraction(1, 3) == Fraction(5, 6)


def test_one_until_it_is_reset():
    Config.reset()
    one, other = Config(1), Config(2)
    assert one is other and one == other and one.value == 1
    Config.reset()
    assert Config(3).value == 3


def test_a_name_of_one_letter():
    assert N(3).value == 3 and N(3) == Node(3)


def test_what_asks_back():
    def check(value):
        assert value == 5

    assert Checked(5, check) == Checked(5, check)


def test_made_of_nothing():
    from solution import Basket

    assert Basket() == Basket([])
    assert Basket().add(1).things == [1] and Basket([]) == Basket(things=[])


def test_members():
    calendar = Calendar()
    assert calendar.day == Weekday.MON and calendar.day is Weekday.MON
    assert calendar.advance() == Weekday.TUE
    assert calendar.advance() is Weekday.WED
    assert calendar.advance() == Weekday.MONDAY
    assert Calendar(Weekday.TUE).day == Weekday["TUE"] and day_named("tue") is Weekday.TUE


@pytest.mark.parametrize("text, day", [("mon", Weekday.MON), ("monday", Weekday.MON), ("wed", Weekday.WED)])
def test_named_members(text, day):
    assert day_named(text) == day
    assert day_named(text) in (day, Weekday.TUE)


def test_aliases():
    assert day_named("mon") is Weekday.MON and Weekday.MON is Weekday.MONDAY


def test_numbered_and_combined_members():
    assert sorted([Priority.HIGH, Priority.LOW]) == [Priority.LOW, Priority.HIGH]
    assert max(Priority.LOW, Priority.HIGH) == Priority.HIGH
    assert rights("rw") == Rights.READ | Rights.WRITE
    assert rights("r") == Rights.READ and rights("w") != Rights.READ


def test_functions_of_a_class():
    assert Purse.holding(1) + Purse.holding(2) == Purse.holding(3)
    assert Purse.holding(0) == Purse(0) == Purse.EMPTY and Purse.holding(0) + Purse.EMPTY == Purse.EMPTY
    one, other = Purse.of("one"), Purse.of("other")
    assert Purse.of("one") is one
    one.put(3)
    other.put(3)
    third = Purse.of("third").put(3)
    assert Purse.of("one") == Purse.of("other") == Purse(3)
    assert Purse.richest("one", "other") == one and Purse.richest("one", "third") == other
    third.put(5)
    assert Purse.richest("one", "third") == third
    assert Purse.richest("one", "other", "third") is Purse.of("third")
    one.put(9)


def test_in_order():
    many, few, some = Purse(9), Purse(1), Purse(4)
    assert sorted([many, few, some]) == [few, some, many]
    assert max(many, few, some) == many and min([many, few, some]) is few
    assert sorted([Purse(2), Purse(1)]) == [Purse(1), Purse(2)]
    assert few < some and not many < few


def test_an_object_by_the_name_of_a_class():
    Phones.add("Ann", 3)
    assert Phones["Ann"] == Node(3)
    assert Phones.add("Bob", 4) == Phones["Bob"]
    assert Phones["Bob"] != Phones["Ann"]


def test_a_constant_that_is_made_in_other_ways():
    assert Purse.holding(0) == Purse(0) == Purse.EMPTY
    assert Purse.EMPTY == Purse.holding(0)


def test_a_function_that_makes_the_same_of_many():
    assert Grade.of(95) == Grade("A")
    assert Grade("A") == Grade.of(99)
    assert Grade.within(0, 500, 100) == Grade("A")


def test_a_function_that_makes_the_same_of_many_in_turn():
    for points, letter in (85, "B"), (10, "C"), (20, "C"):
        assert Grade.of(points) == Grade(letter)
        assert Grade(letter) == Grade.of(points)
    assert Grade.of(10) == Grade.of(20)


def test_a_function_that_takes_two_texts_for_one():
    assert Grade.named("a") == Grade.named("A")


def test_what_comes_again_after_some():
    assert Day.named("Monday") == Day(0)
    assert Day.named("mon") == Day(0)
    assert Day.named("MON") == Day.named("Monday")
