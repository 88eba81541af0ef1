"""Classes and objects of the solution as the suite has them; every question goes to the other jail.

Who decides a comparison. Two objects of the solution: their own `__eq__`. An object and a value of the suite: the
object's class, but only where the suite itself made the object by calling a class of the solution, whose name is that
of a class (a function that is secretly a class makes nothing); in any other case the comparison is refused and its check
fails, so that no function can return something equal to whatever is expected. The same holds for order, for arithmetic,
and for what text and sets are asked about others (`startswith`, `issubset`): the solution is not even asked, since it
would learn the value. Truth, length, items and text of an object are asked freely: the question carries nothing of what
is expected. A function that raises StopIteration does not end the suite's loops, and a context manager does not swallow
what the suite asserts, nor what would leave out a check. A container that the suite did not make is one sequence: what
it says of its length, its items and their order must agree, and is asked once between two calls of the solution.
"""

import functools
import operator
import sys

import carry
import equality
import wire


class RemoteBase:
    """An object of the solution."""

    __slots__ = ()

    def __getattr__(self, name):
        kind = type(self)
        solution = kind._triptych_solution
        if name in kind._triptych_methods:
            return functools.partial(solution.method, self, name)
        if name.startswith("__") and name.endswith("__") and name not in ("__dict__", "__doc__", "__name__"):
            raise AttributeError(name)
        if name == "__name__" and not callable(self):
            raise AttributeError(name)  # pytest asks parameters; the solution would learn in what order they stand
        value = solution.of(self, name)
        if name in wire.DECIDING and callable(value) and not made(self):
            return functools.partial(solution.decided, kind.__name__, name, value)
        if name in wire.OF_TEXT and callable(value) and not made(self):
            solution.as_text(kind.__name__, name)
        return value

    def __setattr__(self, name, value):
        if name.startswith("_triptych_") or name in OWN_OF_EXCEPTIONS and isinstance(self, BaseException):
            return super().__setattr__(name, value)
        return self._triptych_solution.call(("x", "setattr"), (self, name, value), {})

    def __delattr__(self, name):
        return self._triptych_solution.call(("x", "delattr"), (self, name), {})

    def __copy__(self):
        return same_right(self, self._triptych_solution.call(("x", "copy"), (self,), {}))

    def __deepcopy__(self, memo):
        return same_right(self, self._triptych_solution.call(("x", "deepcopy"), (self,), {}))

    def __dir__(self):
        return self._triptych_solution.call(("x", "dir"), (self,), {})

    def __reduce_ex__(self, protocol):
        self._triptych_solution.refuse("an object of the solution is pickled")


DIFFERENCES = ("__sub__", "__rsub__")
OWN_OF_EXCEPTIONS = ("__traceback__", "__cause__", "__context__", "__suppress_context__", "__notes__")


class Remote(RemoteBase):
    __slots__ = ("_triptych_number", "_triptych_order", "_triptych_made", "__weakref__")

    def __repr__(self):
        return "<solution.%s object>" % type(self).__name__


class RemoteClass(type):
    """A class of the solution."""

    def __call__(cls, /, *args, **kwargs):
        return cls._triptych_solution.equality.make(("h", cls._triptych_class), args, kwargs, cls)

    @property
    def __doc__(cls):
        return cls._triptych_solution.call(("x", "getattr"), (cls, "__doc__"), {})

    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__") and name not in ("__members__", "__annotations__"):
            raise AttributeError(name)
        solution = cls._triptych_solution
        value = solution.of(cls, name)
        if catches_failures(value):
            solution.refuse("%s of the solution would catch the failures of checks" % name)
        if name in wire.DECIDING and callable(value) and not cls._triptych_named:
            return functools.partial(solution.decided, cls.__name__, name, value)
        return value

    def __setattr__(cls, name, value):
        if name.startswith("_") and name.split("_", 2)[1] in ("triptych", "", "abc"):
            return super().__setattr__(name, value)
        return cls._triptych_solution.call(("x", "setattr"), (cls, name, value), {})

    def __getitem__(cls, key):
        if cls._triptych_generic:
            return cls
        return cls._triptych_solution.equality.make(("s", "__getitem__"), (key,), {}, of=(cls,))

    def __iter__(cls):
        return iter(cls._triptych_solution.call(("s", "__iter__"), (cls,), {}))

    def __len__(cls):
        return cls._triptych_solution.call(("s", "__len__"), (cls,), {})

    def __contains__(cls, item):
        if not cls._triptych_named and not is_remote(item):
            return any(one is item or one == item for one in cls)
        return said_so(cls, cls._triptych_solution.call(("s", "__contains__"), (cls, item), {}), "in")

    def __bool__(cls):
        return True

    def __instancecheck__(cls, value):
        return super().__instancecheck__(value) or cls._triptych_checks and is_remote(value) and said_so(
            cls, cls._triptych_solution.call(("x", "isinstance"), (value, cls), {}) is True, "isinstance")

    def __subclasscheck__(cls, kind):
        return super().__subclasscheck__(kind) or cls._triptych_checks and isinstance(kind, RemoteClass) and said_so(
            cls, cls._triptych_solution.call(("x", "issubclass"), (kind, cls), {}) is True, "issubclass")


def said_so(kind, said, what):
    """What the solution says, noted where it says yes."""
    if said:
        kind._triptych_solution.attests("class %s of the solution decides %s" % (kind.__name__, what))
    return said


def is_remote(value):
    return isinstance(type(value), RemoteClass)


def is_value(value):
    """Whether comparing with it would tell the solution what the suite expects."""
    kind = type(value)
    return kind.__module__ in carry.MODULES or kind.__module__.split(".")[0] == "numpy"


def is_mock(value):
    """A mock has everything, and all of it is true."""
    mock = sys.modules.get("unittest.mock")
    return mock is not None and isinstance(value, mock.NonCallableMock)


def is_failure(error):
    """Whether a check failed so, or ended; pytest's own are no exceptions that a program may catch."""
    return isinstance(error, AssertionError) or error is not None and not isinstance(
        error, (Exception, GeneratorExit, KeyboardInterrupt, SystemExit))


def class_like(name):
    return name.lstrip("_")[:1].isupper()


def catches_failures(value):
    """Whether it is a class by which an `except` would also catch the suite's own failures, or holds one."""
    if isinstance(value, (tuple, list)):
        return any(map(catches_failures, value))
    if type(value) is dict:
        return any(map(catches_failures, value.values()))
    return type(value) is type and issubclass(value, BaseException) and issubclass(AssertionError, value)


def made(value):
    """Whether the suite made the object, and nothing gave it back since: then it may decide what it is equal to."""
    return getattr(value, "_triptych_made", None) is True


def named(value):
    """Whether the suite has it by itself: a value, what it made, or a constant; and it is no result."""
    return not is_remote(value) or made(value) or value._triptych_number in type(value)._triptych_solution.fixed.places


def same_right(original, copied):
    """A copy of what the suite made is as if it had made it."""
    if type(copied) is type(original) and made(original):
        equality.grant(copied)
    return copied


def comparison(name):
    def compare(self, other):
        solution = type(self)._triptych_solution
        if other is None or not (is_remote(other) or is_value(other)):
            return NotImplemented
        if not is_remote(other) and not made(self):
            if name in type(self)._triptych_inherits:
                return getattr(operator, name)(solution.plain(self), other)
            solution.refuse("an object of the solution, of class %s, is compared with a value" % type(self).__name__)
        if is_remote(other) and type(other) is not type(self) and made(other) and not made(self):
            return NotImplemented  # the class that the suite named decides
        result = solution.call(("s", name), (self, other), {})
        if name not in equality.SAYING and result is not NotImplemented and not (named(self) and named(other)):
            # How those stand to each other that the suite has by itself is an answer as any other.
            solution.attests("an object of the solution, of class %s, says where it stands" % type(self).__name__)
        if is_remote(result):
            solution.answers.add(result._triptych_number)  # a condition that the class makes, and no verdict
            if name in equality.SAYING:
                solution.attests("an object of the solution, of class %s, answers a comparison" % type(self).__name__)
        elif name in equality.SAYING and result is not NotImplemented and (
                name == "__eq__" or type(result).__module__ == "builtins"):
            equal = bool(result) == (name == "__eq__")
            if solution.equality.said(self, other, equal) != equal:
                return not result
        elif name in equality.SAYING and result is not NotImplemented:
            solution.attests("an object of the solution, of class %s, answers a comparison" % type(self).__name__)
        return result

    return compare


def arithmetic(name):
    def operate(self, *others):
        solution = type(self)._triptych_solution
        # A function tells nothing of what is expected: `pipeline | step`.
        if not made(self) and not all(is_remote(other) or isinstance(other, carry.FUNCTIONS) for other in others):
            if name in type(self)._triptych_inherits:
                return getattr(carry.PLAIN[type(self)._triptych_plain], name)(solution.plain(self), *others)
            solution.refuse("an object of the solution, of class %s, makes something of a value" % type(self).__name__)
        if name in DIFFERENCES and not all(is_remote(other) for other in others):
            # `abs(Angle(370) - 10) < 1e-9`
            solution.attests("an object of the solution, of class %s, says how far it is from a value" % type(self).__name__)
        return solution.call(("s", name), (self,) + others, {})

    return operate


def truth(self):
    kind = type(self)
    if self._triptych_number in kind._triptych_solution.answers:
        kind._triptych_solution.refuse("an object of the solution, of class %s, answers a comparison" % kind.__name__)
    if "__bool__" in kind._triptych_special:
        return unary("__bool__")(self)
    return "__len__" not in kind._triptych_special or length(self) > 0


def distance(self):
    """How large a number is decides how near it has to be: of a class that derives from numbers, its value says so."""
    kind = type(self)
    if kind._triptych_plain in ("int", "float", "complex"):
        return abs(kind._triptych_solution.plain(self))
    return unary("__abs__")(self)


def unary(name):
    def ask(self, *rest):
        return type(self)._triptych_solution.call(("s", name), (self,) + rest, {})

    return ask


def hashed(self):
    solution = type(self)._triptych_solution
    known = solution.fixed.hashes.get(self._triptych_number)
    if known is None:
        return unary("__hash__")(self)
    solution.equality.placed.add(self._triptych_number)
    return known


def access(name):
    def ask(self, /, *args, **kwargs):
        return type(self)._triptych_solution.call(("s", name), (self,) + args, kwargs)

    return ask


def invoked(self, /, *args, **kwargs):
    return type(self)._triptych_solution.equality.make(("s", "__call__"), args, kwargs, of=(self,))


def contains(self, item):
    if made(self) or is_remote(item):
        said = type(self)._triptych_solution.call(("s", "__contains__"), (self, item), {})
        return said if made(self) else said_so(type(self), said, "in")
    return any(one is item or one == item for one in self)


def read(value):
    """What the object has said of its items, if it is a container that the suite did not make; else None."""
    kind = type(value)
    special = kind._triptych_special
    if made(value) or "__next__" in special and "__len__" not in special and "__getitem__" not in special:
        return None
    return kind._triptych_solution.reading(value)


def items(self):
    reading = read(self)

    def start():
        iterator = unary("__iter__")(self)
        return steps(self) if iterator is self else iterator

    return unary("__iter__")(self) if reading is None else reading.loop(start)


def steps(iterator):
    while True:
        try:
            value = unary("__next__")(iterator)
        except StopIteration:
            return
        yield value


def length(self):
    count = unary("__len__")(self)
    reading = read(self)
    return count if reading is None else reading.length(count)


def item(self, key):
    reading = read(self)
    solution = type(self)._triptych_solution
    if type(key) is str and self._triptych_number in solution.like_classes:
        return solution.equality.make(("s", "__getitem__"), (key,), {}, of=(self,))
    if reading is None or type(key) not in (int, slice):
        return access("__getitem__")(self, key)
    try:
        value = access("__getitem__")(self, key)
    except IndexError:
        if type(key) is int:
            reading.no_item(key)
        raise
    if type(key) is int:
        return reading.item(key, value)
    if hasattr(value, "__len__") and "__len__" in type(self)._triptych_special:
        reading.some(range(*key.indices(length(self))), value)
    return value


def backwards(self):
    reading = read(self)
    if reading is None or "__iter__" not in type(self)._triptych_special:
        return unary("__reversed__")(self)
    return reversed(list(self))


def text_of_exception(error):
    if "_triptych_text" not in error.__dict__:
        error._triptych_text = type(error)._triptych_solution.call(("s", "__str__"), (error,), {})
    return error._triptych_text


def leave(self, kind, error, trace):
    # A class of the suite cannot go along; the solution sees the exception's own.
    solution = type(self)._triptych_solution
    failed = is_failure(error)
    try:
        swallowed = solution.call(("s", "__exit__"), (self, None, error, None), {})
    except Exception:
        if failed:
            return False  # what it raises instead must not stand for the check that failed
        raise
    # What it swallows, the suite's checks behind it do not see: only what the suite speaks of, and where none is left.
    return (bool(swallowed) and not failed and carry.has_word(solution.suite, type(error).__name__)
            and solution.blocks.leaves_nothing_out(solution.blocks.frame(sys._getframe(1)), trace))


SPECIAL = {name: unary(name) for name in carry.UNARY}
SPECIAL.update({name: access(name) for name in carry.ACCESS})
SPECIAL.update({name: comparison(name) for name in carry.COMPARISONS})
SPECIAL.update({name: arithmetic(name) for name in carry.ARITHMETIC})
SPECIAL.update(__call__=invoked, __contains__=contains, __exit__=leave, __iter__=items, __len__=length, __getitem__=item,
               __reversed__=backwards, __hash__=hashed, __abs__=distance)
