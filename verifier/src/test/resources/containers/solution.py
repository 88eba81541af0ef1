class Bag:
    def __init__(self, held):
        self.held = list(held)

    def __len__(self):
        return len(self.held)

    def __iter__(self):
        return iter(self.held)

    def __getitem__(self, at):
        return self.held[at]

    def __setitem__(self, at, value):
        self.held[at] = value

    def add(self, value):
        self.held.append(value)


class Row:
    def __init__(self, held):
        self.held = held

    def __len__(self):
        return len(self.held)

    def __getitem__(self, at):
        return self.held[at]


class Matrix:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size

    def __getitem__(self, at):
        if at >= self.size:
            raise IndexError
        return Row([at * self.size + column for column in range(self.size)])


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        yield from self.left or ()
        yield self.value
        yield from self.right or ()


class Counts(dict):
    pass


class Naturals:
    def __iter__(self):
        number = 0
        while True:
            yield number
            number += 1

    def __getitem__(self, at):
        return at


class Stack:
    def __init__(self):
        self.held = []

    def push(self, value):
        self.held.append(value)
        return self

    def pop(self):
        return self.held.pop()

    def __len__(self):
        return len(self.held)

    def __iter__(self):
        return iter(self.held)


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __iadd__(self, other):
        self.x, self.y = self.x + other.x, self.y + other.y
        return self

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


class ignoring:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return isinstance(error, self.kinds)


class Walker:
    def __init__(self, steps):
        self.steps = steps

    def __iter__(self):
        return self

    def __next__(self):
        if not self.steps:
            raise StopIteration
        self.steps -= 1
        return self.steps

    def step(self):
        return next(self)


class Graph:
    def __init__(self, edges):
        self.edges = edges

    def __len__(self):
        return len(self.edges)

    def __iter__(self):
        return iter(self.edges)

    def __getitem__(self, node):
        return self.edges[node]


class Condition:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


class Field:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return Condition("%s = %s" % (self.name, other))


def graph():
    return Graph({0: [1, 2], 1: [0], 2: [0]})


def unique(values):
    values[:] = sorted(set(values))
    return len(values)


def deal(deck, count):
    return [deck.pop() for _ in range(count)]


def bag(size):
    return Bag(range(size))


def matrix(size):
    return Matrix(size)


def tree(value, left, right):
    return Tree(value, Tree(left), Tree(right))


def counts(text):
    found = Counts()
    for letter in text:
        found[letter] = found.get(letter, 0) + 1
    return found


def naturals():
    return Naturals()


def emit(count, handler):
    for number in range(count):
        handler(number)


def same(values):
    return values


def sort(values):
    values.sort()
    return values


def remove(values, value):
    values[:] = [one for one in values if one != value]
    return len(values)


def push(heap, value):
    heap.append(value)
    heap.sort()


def pop(heap):
    return heap.pop(0)


HANDLERS = []


def subscribe(handler):
    HANDLERS.append(handler)


def unsubscribe(handler):
    HANDLERS.remove(handler)


def publish(value):
    for handler in HANDLERS:
        handler(value)


def s(number):
    return number + 1
