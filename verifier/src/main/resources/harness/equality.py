"""Whether an object of the solution that is equal to something is equal to more than it may be.

Two objects of the solution are compared by their class, which may say yes to everything. So what is equal to something is
asked about others: about something strange, about what else the suite made, and about an object like the right one that
is made of another value.
"""

import collections

import shield
import wire

# How many objects that the suite made are asked about, and how many tell where none can be made of another value.
TWINS_MAX = 8
TWINS_ENOUGH = 2
VARIANTS_MAX = 4

Twin = collections.namedtuple("Twin", "value made_of args kwargs")


class Equality:
    def __init__(self, solution):
        self.solution = solution
        self.probed = set()
        self.twins = collections.deque(maxlen=TWINS_MAX)  # what the suite made, each with what it made it of

    def remember(self, value, args, kwargs):
        """What the suite made of what."""
        encoder = wire.Encoder(foreign=self.solution.foreign)
        encoder.value((type(value)._triptych_class, args, kwargs))
        self.twins.append(Twin(value, encoder.take(), shield.own(args), shield.own(kwargs)))

    def look(self, one, other):
        """Refuses an object that was equal to another one, where that says nothing."""
        kind = type(one)._triptych_class
        if kind not in self.probed:
            self.probed.add(kind)
            if self.equal(one, lambda: None):
                self.refuse(one, "everything")
        for value, right in ((one, other), (other, one)):
            for made in [twin for twin in self.twins if twin.value is right]:
                others = [twin.value for twin in self.twins if twin.made_of != made.made_of]
                if others and all(twin is value or self.equal(value, twin) for twin in others) \
                        and self.equal_to_changed(value, made, len(others) >= TWINS_ENOUGH):
                    self.refuse(value, "whatever the suite makes")

    def equal_to_changed(self, value, made, unknown):
        """Whether it is also equal to each object that is made as that one, but of one other value; else `unknown`."""
        tried = False
        for args, kwargs in variants(made.args, made.kwargs):
            try:
                other = self.solution.call(("h", type(made.value)._triptych_class), args, kwargs)
            except Exception:  # not every value is one that it takes
                continue
            if not self.equal(value, other):
                return False
            tried = True
        return tried or unknown and bool(made.args or made.kwargs)

    def equal(self, one, other):
        try:
            result = self.solution.call(("s", "__eq__"), (one, other), {})
        except Exception:  # what cannot be compared with it is not equal to it
            return False
        return result is True or type(result) is int and result != 0

    def refuse(self, value, what):
        self.solution.refuse("an object of the solution, of class %s, is equal to %s" % (type(value).__name__, what))


def variants(args, kwargs):
    """The arguments with one of them changed, a few times."""
    found = []
    for at, value in enumerate(args):
        found += [(args[:at] + (other,) + args[at + 1:], kwargs) for other in changed(value)]
    for name, value in kwargs.items():
        found += [(args, {**kwargs, name: other}) for other in changed(value)]
    return found[:VARIANTS_MAX]


def changed(value):
    """Another value like this one."""
    kind = type(value)
    if kind is bool:
        return [not value]
    if kind in (int, float):
        return [value + 7]
    if kind is str:
        digits = [at for at, letter in enumerate(value) if letter in "012345678"]
        other = value[:digits[-1]] + chr(ord(value[digits[-1]]) + 1) + value[digits[-1] + 1:] if digits else value + "q"
        return [other]
    return [value + value[:1]] if kind in (list, tuple) and value else []
