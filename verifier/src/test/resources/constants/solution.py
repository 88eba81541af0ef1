import enum
from dataclasses import dataclass

LIMIT = 3
NAMES = ["a", "b"]


class Light(enum.Enum):
    RED = 1
    GREEN = 2
    YELLOW = 3

    def next(self):
        return Light(self.value % 3 + 1)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Access(enum.Flag):
    READ = 1
    WRITE = 2


class Mode(str, enum.Enum):
    FAST = "fast"
    SLOW = "slow"


class Signal:
    Colour = Light
    START = Light.RED

    class Lost(Exception):
        pass

    def __init__(self):
        self.colour = Light.RED

    def step(self):
        self.colour = self.colour.next()
        return self

    def send(self, text):
        raise Signal.Lost("nothing to send")


@dataclass
class Point:
    x: int
    y: int

    @classmethod
    def zero(cls):
        return cls(0, 0)

    @staticmethod
    def distance(one, other):
        return abs(one.x - other.x) + abs(one.y - other.y)


class Codes:
    MISSING = 404
    KNOWN = {200: "fine", 404: "missing"}
    last = None


def grant(text):
    return {"r": Access.READ, "w": Access.WRITE}[text]


def granted(text):
    return {grant(letter) for letter in text}


def classify(number):
    return Light.GREEN if number > LIMIT else Light.RED


def level(number):
    return Level.HIGH if number > LIMIT else Level.LOW


def mode(number):
    return Mode.FAST if number > LIMIT else Mode.SLOW


def counted(texts):
    return {Light[text]: texts.count(text) for text in texts}


def code(found):
    Codes.last = found
    return 200 if found else Codes.MISSING


class Account:
    opened = 0
    theme = Light.RED

    def __init__(self):
        Account.opened += 1
        Account.owners = ["Ann"] * Account.opened

    @classmethod
    def paint(cls, text):
        cls.theme = Light[text]


taken = 0


def take():
    global taken
    taken += 1
    return taken
