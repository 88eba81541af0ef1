import enum
import math
import sys
from collections import namedtuple
from dataclasses import dataclass, field


class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vec(self.x * factor, self.y * factor)

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def grow(self, by):
        self.x, self.y = self.x + by, self.y + by

    def __eq__(self, other):
        return isinstance(other, Vec) and (self.x, self.y) == (other.x, other.y)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((self.x, self.y))


class Ratio:
    def __init__(self, above, below=1):
        if below == 0:
            raise ZeroDivisionError("no ratio")
        divisor = math.gcd(above, below)
        self.above, self.below = above // divisor, below // divisor

    def __add__(self, other):
        return Ratio(self.above * other.below + other.above * self.below, self.below * other.below)

    def __eq__(self, other):
        if isinstance(other, int):
            return self.below == 1 and self.above == other
        return isinstance(other, Ratio) and (self.above, self.below) == (other.above, other.below)


class Angle:
    def __init__(self, degrees):
        self.degrees = degrees % 360

    def __eq__(self, other):
        return isinstance(other, Angle) and self.degrees == other.degrees


class Near:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Near) and abs(self.value - other.value) < 1e-6


class Item:
    """What it costs, and who sells it, makes no difference."""

    def __init__(self, name, price=0, seller=None):
        self.name, self.price, self.seller = name, price, seller

    def __eq__(self, other):
        return isinstance(other, Item) and self.name == other.name


def cheapest(items):
    found = min(items, key=lambda item: item[1])
    return Item(found[0], found[1])


class Bag:
    """A set of its own."""

    def __init__(self, values=()):
        self.values = []
        for value in values:
            if value not in self.values:
                self.values.append(value)

    def union(self, other):
        return Bag(self.values + other.values)

    def __eq__(self, other):
        return isinstance(other, Bag) and sorted(self.values) == sorted(other.values)


class Stack:
    def __init__(self, capacity=None):
        self.capacity, self.items = capacity, []

    def push(self, value):
        self.items.append(value)
        return self

    def pop(self):
        return self.items.pop()

    def __eq__(self, other):
        return self.items == (other.items if isinstance(other, Stack) else other)


class Counted:
    made = 0

    def __init__(self, name):
        Counted.made += 1
        self.number, self.name = Counted.made, name

    @classmethod
    def count(cls):
        return cls.made

    def __eq__(self, other):
        return isinstance(other, Counted) and self.name == other.name


class Account:
    """Known by its name from when it was made."""

    known = {}

    def __init__(self, name, balance=0):
        if name in Account.known:
            raise ValueError("known")
        self.name, self.balance = name, balance
        Account.known[name] = self

    @classmethod
    def find(cls, name):
        return cls.known.get(name)

    @classmethod
    def forget(cls):
        cls.known.clear()

    def copied(self):
        other = object.__new__(Account)
        other.name, other.balance = self.name, self.balance
        return other

    def __eq__(self, other):
        return isinstance(other, Account) and (self.name, self.balance) == (other.name, other.balance)


def look_up(name):
    return Account.known[name].copied()


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


def colour_of(text):
    return Colour[text.upper()]


class Symbol:
    """One for each name."""

    known = {}

    def __new__(cls, name):
        return cls.known.setdefault(name, object.__new__(cls))

    def __init__(self, name):
        self.name = name


def symbols(text):
    return [Symbol(word) for word in text.split()]


class Settings:
    """The only one."""

    one = None

    def __new__(cls, name="none"):
        if cls.one is None:
            cls.one = object.__new__(cls)
        return cls.one


def settings():
    return Settings()


class Path:
    """What is made is of another class."""

    def __new__(cls, text):
        return object.__new__(Absolute if text.startswith("/") else Relative)

    def __init__(self, text):
        self.parts = [part for part in text.split("/") if part]

    def child(self, part):
        other = object.__new__(type(self))
        other.parts = self.parts + [part]
        return other

    def __eq__(self, other):
        return type(self) is type(other) and self.parts == other.parts


class Absolute(Path):
    pass


class Relative(Path):
    pass


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@dataclass
class Line:
    start: Point
    end: Point
    name: str = field(default="", compare=False)


@dataclass
class Shape:
    points: list


def outline(numbers):
    return Shape([Point(number, number) for number in numbers])


def middle(one, other):
    return Point((one.x + other.x) // 2, (one.y + other.y) // 2)


def between(one, other):
    return Line(one, other, "between")


class Square:
    def __init__(self, side):
        self.width = self.height = side

    def __eq__(self, other):
        return (self.width, self.height) == (other.width, other.height)


class Rectangle(Square):
    def __init__(self, width, height, colour="none"):
        self.width, self.height = width, height


def stretched(square, by):
    return Rectangle(square.width * by, square.height, "red")


Pair = namedtuple("Pair", "left right")


def pair(text):
    return Pair(*text.split())


def Celsius(degrees):
    return Near(degrees)


def cooler(degrees):
    return Near(degrees - 1)


class Chain:
    """A list of nodes."""

    def __init__(self, values=()):
        self.head = None
        for value in reversed(list(values)):
            self.head = Node(value, self.head)

    def reversed(self):
        values, node = [], self.head
        while node is not None:
            values.insert(0, node.value)
            node = node.rest
        return Chain(values)

    def __eq__(self, other):
        return isinstance(other, Chain) and self.head == other.head


class Node:
    def __init__(self, value, rest=None):
        self.value, self.rest = value, rest

    def __eq__(self, other):
        return isinstance(other, Node) and self.value == other.value and self.rest == other.rest


def insert(root, value):
    return Node(value, root)


class Fraction:
    """A class of our own that is named as one of the standard library's."""

    def __init__(self, n, d):
        if d == 0:
            sys.exit("no fraction")
        self.n, self.d = n, d

    def __add__(self, other):
        return Fraction(self.n * other.d + other.n * self.d, self.d * other.d)

    def __eq__(self, other):
        return self.n * other.d == other.n * self.d


class Slope:
    def __init__(self, rise, at):
        self.rise, self.at = rise, at

    def shifted(self, by):
        return Slope(self.rise, self.at + by)

    def __eq__(self, other):
        return self.rise == other.rise and self.at == other.at


class Config:
    """The first that was made, until it is reset."""

    only = None

    def __new__(cls, value):
        if cls.only is None:
            cls.only = object.__new__(cls)
            cls.only.value = value
        return cls.only

    @classmethod
    def reset(cls):
        cls.only = None


def N(value):
    return Node(value)


class Checked:
    def __init__(self, value, check):
        check(value)
        self.value = value

    def __eq__(self, other):
        return self.value == other.value


@dataclass
class Basket:
    things: list = field(default_factory=list)

    def add(self, thing):
        self.things.append(thing)
        return self


class Weekday(enum.Enum):
    MON = 1
    TUE = 2
    WED = 3
    MONDAY = 1


class Calendar:
    def __init__(self, day=Weekday.MON):
        self.day = day

    def advance(self):
        self.day = {Weekday.MON: Weekday.TUE, Weekday.TUE: Weekday.WED, Weekday.WED: Weekday.MON}[self.day]
        return self.day


class Priority(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Rights(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()


def rights(text):
    found = Rights(0)
    for letter in text:
        found |= {"r": Rights.READ, "w": Rights.WRITE}[letter]
    return found


def day_named(text):
    return Weekday[text.upper()]


class Purse:
    """Known by its owner; what is in it changes, and what it holds is all that counts."""

    known = {}
    EMPTY = None

    def __init__(self, coins):
        self.coins = coins

    @classmethod
    def of(cls, owner):
        return cls.known.setdefault(owner, cls(0))

    @classmethod
    def holding(cls, coins):
        return cls(coins)

    @staticmethod
    def richest(*owners):
        return max((Purse.known[owner] for owner in owners), key=lambda purse: purse.coins)

    def put(self, coins):
        self.coins += coins
        return self

    def __add__(self, other):
        return Purse(self.coins + other.coins)

    def __lt__(self, other):
        return self.coins < other.coins

    def __eq__(self, other):
        return isinstance(other, Purse) and self.coins == other.coins


Purse.EMPTY = Purse(0)


class Directory:
    """An object that goes by the name of a class."""

    def __init__(self):
        self.entries = {}

    def add(self, name, number):
        self.entries[name] = Node(number)
        return self.entries[name]

    def __getitem__(self, name):
        return self.entries[name]


Phones = Directory()


@dataclass(frozen=True)
class Grade:
    letter: str

    @classmethod
    def of(cls, points):
        return cls("A" if points >= 90 else "B" if points >= 80 else "C")

    @classmethod
    def named(cls, text):
        return cls({"a": "A", "b": "B", "c": "C"}[text.lower()])

    @staticmethod
    def within(low, points, high):
        return Grade.of(max(low, min(high, points)))


class Day:
    def __init__(self, number):
        self.number = number % 7

    def __eq__(self, other):
        return isinstance(other, Day) and self.number == other.number

    @classmethod
    def named(cls, text):
        return cls(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(text[:3].lower()))
