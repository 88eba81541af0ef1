"""Keeps arrays that numpy calls equal to nearly everything from deciding a comparison, in the jail of the suite.

numpy stretches an axis of one item to one of none: an empty array compared with nearly anything is empty again, and all
of nothing is true. So an empty array of the solution is of a class of ours, which refuses to be compared with what is not
empty, and so do the functions of numpy that compare two values, whatever these are. And it cuts a number to the bits of what that is
compared with: what is infinite in few of them is equal to all that is large.
"""

import functools
import sys

import carry

# A difference is how far two values are from each other: there is no distance where it is empty.
COMPARISONS = ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "subtract")
# Functions that stretch both values before they compare.
FUNCTIONS = ("isclose", "allclose", "array_equiv")


# What numpy calls the two values.
NAMES = ("a", "b", "a1", "a2", "x", "y")


def both(args, kwargs):
    """The two values that a function of numpy compares."""
    return args[:2] + tuple([kwargs[name] for name in NAMES if name in kwargs])


class Guard:
    def __init__(self, refuse):
        """`refuse(why)` raises, and the check cannot pass."""
        self.refuse = refuse
        self.kind = None
        self.numpy = None
        self.prepared = False
        self.suite = ""
        self.approximates = False

    def array(self, value):
        """An array of the solution as the suite sees it, or a single number."""
        self.numpy = sys.modules["numpy"]
        self.refuse_narrow(value)
        # The other side may call an array what is none: it is what it is here.
        if value.size or type(value) is not self.numpy.ndarray:
            return value
        if self.kind is None:
            self.kind = empty_class(self)
        self.approximates = self.approximates or guard_approx(self)
        return value.view(self.kind)

    def refuse_narrow(self, value):
        """Refuses a number of so few bits that large ones are infinite in them, unless the suite speaks of such."""
        name = value.dtype.name
        if name == "float16" and not carry.has_word(self.suite, name):
            self.refuse("a number of 16 bits may be equal to everything that is large")
        if name in ("float32", "complex64") and self.numpy.isinf(value).any() and not carry.speaks_of_infinity(self.suite):
            self.refuse("what is infinite in 32 bits may be equal to everything that is large")

    def look(self, value):
        """Refuses a list of nothing but empty arrays of several axes: numpy makes one array of it, which is not ours."""
        if self.kind is not None and self.stretches(value):
            self.refuse("a list of empty arrays may be equal to everything")

    def stretches(self, value):
        if type(value) in (list, tuple) and value:
            return all((type(item) is self.kind and item.ndim > 1 or self.stretches(item)) for item in value)
        return False

    def prepare(self, suite):
        """Before a suite binds functions of numpy: makes them look at sizes."""
        self.suite = suite
        if self.prepared or not carry.has_word(suite, "numpy"):
            return
        try:
            import numpy
        except ImportError:
            return
        self.numpy, self.prepared = numpy, True
        for name in FUNCTIONS:
            setattr(numpy, name, self.checked(getattr(numpy, name), 0))
        # Only where it is used: it takes as long to import as all of numpy.
        if carry.has_word(suite, "testing"):
            from numpy.testing._private import utils

            utils.assert_array_compare = self.checked(utils.assert_array_compare, 1)

    def checked(self, compare, first):
        """`compare`, which takes two values from its argument of this number on."""

        @functools.wraps(compare)
        def check(*args, **kwargs):
            self.check(both(args[first:], kwargs))
            return compare(*self.plain(args), **self.plain(kwargs))

        return check

    def check(self, values):
        sizes = [self.size(value) for value in values]
        if 0 in sizes and any(sizes):
            self.refuse("what is empty is compared with what is not: it would be equal to everything")

    def size(self, value):
        try:
            return self.numpy.size(value)
        except ValueError:  # of no shape; numpy refuses it too
            return 1

    def plain(self, value):
        if self.kind is not None and type(value) is self.kind:
            return value.view(self.numpy.ndarray)
        if type(value) in (list, tuple):
            return type(value)([self.plain(item) for item in value])
        if type(value) is dict:
            return {key: self.plain(item) for key, item in value.items()}
        return value

    def guarded(self, value):
        """What was made of an empty array is as it."""
        if type(value) is tuple:
            return tuple([self.guarded(item) for item in value])
        return value.view(self.kind) if type(value) is self.numpy.ndarray and not value.size else value


def empty_class(guard):
    numpy = guard.numpy
    comparing = [getattr(numpy, name) for name in COMPARISONS]

    class Empty(numpy.ndarray):
        def __array_ufunc__(self, function, method, *inputs, **kwargs):
            if any(function is one for one in comparing):
                guard.check(inputs)
            return guard.guarded(getattr(function, method)(*guard.plain(inputs), **guard.plain(kwargs)))

        def __array_function__(self, function, types, args, kwargs):
            if function.__name__ in FUNCTIONS:
                guard.check(both(args, kwargs))
            return guard.guarded(function(*guard.plain(args), **guard.plain(kwargs)))

        def __repr__(self):
            return repr(guard.plain(self))

    Empty.__name__ = Empty.__qualname__ = "ndarray"
    Empty.__module__ = "numpy"
    return Empty


def guard_approx(guard):
    """`approx` of a number asks each item of an array, and none of an empty one says no; whether that is guarded now."""
    pytest = sys.modules.get("pytest")
    if pytest is None:
        return False
    scalar = type(pytest.approx(0.0))  # its place in pytest is another from version to version
    compare = scalar.__eq__

    def equal(self, actual):
        if type(actual) in (guard.kind, guard.numpy.ndarray):
            guard.check((actual, self.expected))
        return compare(self, actual)

    scalar.__eq__ = equal
    return True
