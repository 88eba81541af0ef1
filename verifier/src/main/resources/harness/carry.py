"""What both jails share to use each other's objects: a table of own objects, and how a call and its answer are written.

An object that is no value stays where it is; the other side knows it by its number. An answer is `c`, the containers of
the call that changed, then `v` and a value or `x` and an exception.
"""

import builtins
import collections
import sys
import types

import channel
import wire

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

OBJECTS_MAX = 100_000
NAME_MAX = 200
# What it takes to write a call and to read the deepest answer.
HEADROOM_FRAMES = wire.DEPTH_MAX + 40
TEXT_MAX = 4_000
VARARGS, VARKEYWORDS = 4, 8  # as in inspect, which costs too much here
# What is set on an exception of a built-in type, and crosses with it.
ATTRIBUTES_MAX = 20
ATTRIBUTE_BYTES_MAX = 64 * 1024
INFINITE = ("inf", "infinity", "infinite", "isinf", "isposinf", "isneginf", "nan", "isnan", "finite", "isfinite")
# Modules whose classes are the same on both sides.
MODULES = ("builtins", "math", "cmath", "operator", "string", "itertools", "functools", "collections", "statistics", "re",
           "decimal", "fractions", "datetime", "random", "heapq", "bisect")
# Views of a dict cross as views of a copy.
VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}
# What an iterator by handle may say that it is.
ITERATORS = {"generator": types.GeneratorType, "map": map, "filter": filter, "zip": zip, "enumerate": enumerate}
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
# The special methods through which an object of the other jail is used.
UNARY = ("__len__", "__bool__", "__str__", "__repr__", "__hash__", "__iter__", "__next__", "__abs__", "__neg__",
         "__pos__", "__invert__", "__float__", "__int__", "__index__", "__complex__", "__reversed__", "__round__",
         "__floor__", "__ceil__", "__trunc__", "__bytes__", "__format__", "__enter__")
ACCESS = ("__getitem__", "__setitem__", "__delitem__", "__contains__", "__call__")
COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "and", "or", "xor", "lshift",
           "rshift")
ARITHMETIC = tuple("__%s%s__" % (prefix, name) for name in BINARY for prefix in ("", "r", "i")
                   if (prefix, name) != ("i", "divmod"))
IN_PLACE = frozenset("__i%s__" % name for name in BINARY)
SPECIAL = frozenset(UNARY + ACCESS + COMPARISONS + ARITHMETIC + ("__exit__",))
# Classes whose values cross, and which the solution may derive its own from: the first that fits.
PLAIN = {"Counter": collections.Counter} | {kind.__name__: kind for kind in (
    int, float, complex, str, bytes, tuple, list, dict, set, frozenset)}
# Values that neither change nor hold others.
SIMPLE = (type(None), bool, int, float, str, bytes)
CHANGING = (collections.Counter, list, dict, set)
_type, _len, _str, _id = type, len, str, id
_getframe, _getrecursionlimit = sys._getframe, sys.getrecursionlimit
# Before 3.12 the interpreter counts its own calls and those of Python by one number.
_COUNTED_TOGETHER = sys.version_info < (3, 12)


class Table:
    """Own objects that the other side knows; kept for the life of the jail."""

    def __init__(self):
        self.objects = []
        self.numbers = {}

    def number(self, value):
        number = self.numbers.get(_id(value))
        if number is None:
            if _len(self.objects) >= OBJECTS_MAX:
                raise wire.NotEncodable("more than %d objects" % OBJECTS_MAX)
            number = self.numbers[_id(value)] = _len(self.objects)
            self.objects.append(value)
        return number

    def __getitem__(self, number):
        return self.objects[number]


def nested(depth):
    value = ()
    for _ in range(depth):
        value = (value,)
    return value


_DEEP, _AS_DEEP = nested(HEADROOM_FRAMES), nested(HEADROOM_FRAMES)


def headroom():
    """Fails like any deep recursion, but before a message is under way instead of in its midst."""
    if _COUNTED_TOGETHER:
        # As many calls inside each other as frames of Python would be, without their memory.
        return _DEEP == _AS_DEEP
    try:
        _getframe(_getrecursionlimit() - HEADROOM_FRAMES)
    except ValueError:  # there are not so many frames
        return True
    raise RecursionError("maximum recursion depth exceeded")


def text_of(error):
    try:
        text = _str(error)
        return text[:TEXT_MAX] if _type(text) is _str else ""
    except BaseException:
        return ""


def name_of(value):
    """The name of a function or class, as far as it is a plain one."""
    name = getattr(value, "__name__", None)
    return name[:NAME_MAX] if _type(name) is _str else _type(value).__name__[:NAME_MAX]


def plain(value):
    """A value of a built-in class in place of one of a class that is derived from it, whatever that says of itself."""
    kind = next(base for base in PLAIN.values() if base in _type(value).__mro__)
    if kind in (int, float, complex):
        return kind.__pos__(value)
    if kind is str:
        return kind.__str__(value)
    if kind in (bytes, tuple, list):
        return kind.__getitem__(value, slice(None))
    if kind in (set, frozenset):
        return kind(list(kind.__iter__(value)))
    found = kind()
    dict.update(found, dict(dict.items(value)))
    return found


def lasting(value):
    """Whether a value stays what it is, together with what it holds."""
    return _type(value) not in CHANGING and (_type(value) is not tuple or all(map(lasting, value)))


def shape(function):
    """What parameters a function has, without what they are by default; None where it takes what comes."""
    code = function.__code__
    if code.co_argcount == 0 and code.co_kwonlyargcount == 0:
        return None
    named = code.co_argcount + code.co_kwonlyargcount
    after = code.co_varnames[named:]
    more = 1 if code.co_flags & VARARGS else 0
    try:
        kinds = tuple((name, kind) for name, kind in function.__annotations__.items()
                      if _type(kind) is _type and kind in wire._TYPE_NAMES)
    except Exception:  # it may name what is not there
        kinds = ()
    return (code.co_varnames[:code.co_argcount], code.co_posonlyargcount, _len(function.__defaults__ or ()),
            code.co_varnames[code.co_argcount:named], tuple(function.__kwdefaults__ or ()),
            after[0] if more else None, after[more] if code.co_flags & VARKEYWORDS else None, kinds)


def shaped(function, said):
    """A function with such parameters, which calls the other one with those that it is given."""
    names, only, defaults, keywords, absent, rest, more, kinds = said
    parts = [name + "=__triptych_absent" if at >= _len(names) - defaults else name for at, name in enumerate(names)]
    if only:
        parts.insert(only, "/")
    if rest or keywords:
        parts.append("*" + (rest or ""))
    parts += [name + "=__triptych_absent" if name in absent else name for name in keywords]
    if more:
        parts.append("**" + more)

    def given(positional, others, named, extra):
        args, kwargs = [], {}
        for name, value in zip(names, positional):
            if value is given:
                continue
            if _len(args) == names.index(name):
                args.append(value)
            else:
                kwargs[name] = value
        kwargs.update((name, value) for name, value in named.items() if value is not given)
        return function(*args, *others, **kwargs, **extra)

    source = "def call(%s): return __triptych_given((%s), %s, {%s}, %s)" % (
        ", ".join(parts), "".join(name + ", " for name in names), rest or "()",
        "".join("%r: %s, " % (name, name) for name in keywords), more or "{}")
    scope = {"__triptych_absent": given, "__triptych_given": given}
    exec(source, scope)
    call = scope["call"]
    call.__name__ = call.__qualname__ = function.__name__
    call.__annotations__ = dict(kinds)
    return call


def view(name, items):
    """A view of a dict of its own that shows these items."""
    if name == "keys":
        return dict.fromkeys(items).keys()
    return dict(items).items() if name == "items" else dict(enumerate(items)).values()


def nearest_builtin(kind):
    """(name of the nearest built-in exception class, whether it is `kind` itself)."""
    for base in kind.__mro__:
        for name, known in wire._EXCEPTIONS.items():
            if known is base and name == base.__name__:
                return name, base is kind
    return "Exception", False


def addition(kind, name):
    """Whether an attribute of this name adds to an exception of a built-in type, and means nothing to the interpreter."""
    return _type(name) is _str and name.isidentifier() and name[:1] != "_" and not hasattr(kind, name)


def data(value):
    """Whether a value is plain data of modest size."""
    try:
        return _len(wire.pack(value)) <= ATTRIBUTE_BYTES_MAX
    except (wire.NotEncodable, RecursionError):
        return False


def attributes(error):
    """Plain data that was set on an exception of a built-in type."""
    added = [(name, value) for name, value in wire._dict_items(error.__dict__)
             if addition(_type(error), name) and data(value)]
    return dict(added[:ATTRIBUTES_MAX])


def set_attributes(error, added):
    """Sets what the other side, which may be hostile, says was set on an exception."""
    if _type(added) is not dict or _len(added) > ATTRIBUTES_MAX:
        raise ValueError("not the attributes of an exception")
    for name, value in wire._dict_items(added):
        if not addition(_type(error), name) or not data(value):
            raise ValueError("not an attribute that an exception may have")
        error.__dict__[name] = value


def has_word(text, word):
    """Whether the word stands in the text by itself."""
    at = text.find(word)
    while at >= 0:
        around = text[max(0, at - 1):at] + text[at + len(word):at + len(word) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        at = text.find(word, at + 1)
    return False


def speaks_of_infinity(suite):
    """Whether a suite has a word for what is infinite or no number."""
    text = suite.lower().replace("_", " ")
    return any(has_word(text, word) for word in INFINITE)


def states(shared, foreign=None):
    """What each of the containers holds, as bytes."""
    encoder = wire.Encoder(shared, foreign)
    taken = []
    for container in shared:
        encoder.contents(container)
        taken.append(encoder.take())
    return taken


def changed(encoder, shared, before):
    """`c`, then how many of the caller's containers changed, then number and contents of each."""
    parts = []
    for number, container in enumerate(shared):
        fresh_from = _len(encoder.kept)
        encoder.contents(container)
        now = encoder.take()
        if now != before[number]:
            parts.append(wire._U32.pack(number) + now)
        elif _len(encoder.kept) != fresh_from:
            raise AssertionError("an unchanged container cannot hold a new one")
    return b"c" + wire._U32.pack(_len(parts)) + b"".join(parts)


def exception(error, encoder, line, handle):
    """An exception as its nearest built-in class, its arguments where they can cross, its text, its line, its handle."""
    name, exact = nearest_builtin(_type(error))
    text = text_of(error)
    extra = () if handle is None else (handle,)
    try:
        # Only its own arguments may add objects to the message; a refused half-written one is thrown away.
        arguments = error.args if exact or handle is not None else (text,)
        encoder.value((name, arguments, text, line) + extra)
    except wire.NotEncodable:
        encoder = wire.Encoder()
        encoder.value((name, (text,), text, line) + extra)
    return b"x" + encoder.take()


def answer(body, foreign, resolve, perform, failed):
    """Reads a call, performs it, and writes its answer.

    `perform(target, args, kwargs)` does the work; `failed(error)` gives line and handle of what it raised.
    """
    decoder = wire.Decoder(body, resolve=resolve)
    target, args, kwargs = decoder.value()
    shared = decoder.numbered  # the caller's containers, as copies that we may change
    before = states(shared, foreign)
    try:
        result = perform(target, args, kwargs)
    except BaseException as error:
        if isinstance(error, (wire.NotEncodable, channel.Closed)):
            raise
        encoder = wire.Encoder(shared, foreign)
        return changed(encoder, shared, before) + exception(error, encoder, *failed(error))
    encoder = wire.Encoder(shared, foreign)
    changes = changed(encoder, shared, before)
    encoder.value(result)
    return changes + b"v" + encoder.take()


def read_answer(data, shared, resolve):
    """(`v` or `x`, value) of an answer; puts what changed into the caller's own containers."""
    decoder = wire.Decoder(data, shared, resolve)
    decoder.at = 1
    for _ in range(decoder.u32()):
        decoder.contents_into(decoder.numbered[decoder.u32()])
    kind = decoder._take(1)
    value = decoder.value()
    if data[:1] != b"c" or kind not in (b"v", b"x") or decoder.at != _len(data):
        raise ValueError("not an answer")
    return kind, value


def rebuilt(name, args, text, line=0):
    """A built-in exception of the other side. That side may be hostile: nothing else may be named here."""
    kind = wire._EXCEPTIONS[name]
    try:
        error = kind(*args)
    except Exception:
        error = RuntimeError("%s: %s" % (name, text))
    return error
