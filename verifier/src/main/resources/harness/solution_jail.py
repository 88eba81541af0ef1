"""The worker that holds the solution, and nothing of what judges it.

Every message begins with four bytes that its answer repeats.
`H` start anew with this hash seed · `L` load (source, coverage, whether objects may be carried by handle, what it is
compiled to or nothing) · `G` get (name) · `C` call (target, arguments, keywords) · `D` describe the class of this number ·
`V` covered lines and branches. Answers: `v` value · `f` a plain function · `c` changes and result, see carry.py · `x`
exception · `u` not encodable · `m` no such name. Before an answer may come
`k`: call the suite's function of this number; `B` brings what it gave, and other questions may come first.
"""

import builtins
import copy
import importlib
import linecache
import marshal
import os
import sys
import threading
import types

import carry
import channel
import coverage_lines
import reseed
import wire

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

FILENAME = "solution.py"
HARNESS = os.path.dirname(os.path.abspath(__file__))
ANSWER_BYTES_MAX = 16 * 1024 * 1024
DOCUMENTATION_MAX = 20_000
# How a program asks what parameters a function has.
LOOKING = ("inspect", "signature", "__code__", "__annotations__", "get_type_hints")
_callable, _getattr = callable, getattr
_prepared = None


def prepare(inbound, outbound):
    """Before there are clones: makes what each of them would make for itself, in pages of its own."""
    global _prepared
    _prepared = Session(inbound, outbound)


def work(inbound, outbound):
    (_prepared or Session(inbound, outbound)).serve(None)


def rehearse(converse):
    source = """
import math
from collections import Counter, defaultdict
from typing import Dict, List, Optional


class Node:
    def __init__(self, value, rest=None):
        self.value, self.rest = value, rest


def gather(numbers: List[int], limit: int = 3) -> List[int]:
    seen, found = set(), []
    for index, number in enumerate(sorted(numbers)):
        if number in seen or index > limit and number % 2 == 0:
            continue
        seen.add(number)
        found.append(number if number > 0 else -number)
    return [entry for entry in found if entry not in (7, 8)]


def count(text: str) -> Dict[str, int]:
    counts = defaultdict(int)
    for word in text.lower().split():
        counts[word.strip(".,")] += 1
    while len(counts) > 10:
        counts.popitem()
    return {key: value for key, value in counts.items() if value >= 1}


def half(number: float) -> float:
    try:
        return math.sqrt(number) / 2
    except ValueError as error:
        raise KeyError(f"no root of {number!r}") from error
"""
    calls = (("gather", ([3, 1, 2, 2], 2), {}), ("count", ("a b, a",), {}), ("half", (9.0,), {}), ("half", (-1,), {}),
             ("gather", ([(1, "x"), {"y": [True, None]}],), {}))
    code = marshal.dumps(compile(source, FILENAME, "exec", dont_inherit=True))
    for handles in (False, True):
        converse(work, [b"0000L" + wire.pack((source, False, handles, code)), b"0001G" + wire.pack("gather")]
                 + [b"%04dC" % number + wire.pack(call) for number, call in enumerate(calls)])


def flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except BaseException:
            pass


def where(error):
    """Line of the solution that raised, for people."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILENAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


class Session:
    def __init__(self, inbound, outbound):
        self.inbound, self.outbound = inbound, outbound
        self.module = types.ModuleType("solution")
        self.lines = None
        self.handles = False
        self.looks = False  # whether the solution may ask what parameters functions have
        self.table = carry.Table()
        self.theirs = {}  # id of a stand-in for an object of the suite: that object's number
        self.functions = {}  # number of a function of the suite: its stand-in, one for all times that it is given
        self.kept = []
        self.lock = threading.RLock()
        self.pending = b""

    def serve(self, until):
        """Answers questions; until a message of this letter comes, which is returned."""
        outbound = self.outbound
        while True:
            message = channel.receive(self.inbound)
            number, letter, body = message[:4], message[4:5], message[5:]
            if letter == until:
                return body
            if letter == b"H":
                reseed.become(HARNESS, "solution_jail", wire.unpack(body), self.inbound, outbound)
            outer, self.pending = self.pending, number
            answer = self.answer(letter, body)
            self.pending = outer
            if len(answer) > ANSWER_BYTES_MAX:
                answer = b"utoo large"
            flush()
            channel.send(outbound, number + answer)

    def answer(self, operation, body):
        try:
            if operation == b"C":
                return carry.answer(body, self.foreign, self.resolve, self.perform, self.failed)
            if operation == b"G":
                return self.get(wire.unpack(body))
            if operation == b"D":
                return b"v" + wire.pack(self.describe(self.table[wire.unpack(body)]))
            if operation == b"L":
                return self.load(*wire.unpack(body))
            if operation == b"V":
                return b"v" + wire.pack(self.lines.covered() if self.lines else ([], []))
        except wire.NotEncodable as error:
            return b"u" + carry.text_of(error).encode("utf-8", "replace")
        raise channel.Closed()

    def load(self, source, measure, handles, compiled):
        self.handles = handles
        self.looks = any(word in source for word in LOOKING)
        self.module.__file__ = FILENAME
        self.module.__builtins__ = builtins
        sys.modules["solution"] = self.module
        linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
        try:
            code = marshal.loads(compiled) if compiled else compile(source, FILENAME, "exec", dont_inherit=True)
            if measure:
                self.lines = coverage_lines.Lines(FILENAME, source)
                self.lines.start(threading)
            exec(code, self.module.__dict__)
        except (wire.NotEncodable, channel.Closed):
            raise
        except BaseException as error:
            return carry.exception(error, wire.Encoder(), where(error), None)
        return b"v" + wire.pack(None)

    def find(self, name):
        module = sys.modules.get("solution", self.module)
        return _getattr(module, name)

    def get(self, name):
        try:
            value = self.find(name)
        except BaseException:
            return b"m"
        if plain_function(value) or (_callable(value) and not self.handles):
            text = _getattr(value, "__doc__", None)
            return b"f" + wire.pack(text[:DOCUMENTATION_MAX]) if type(text) is str else b"f"
        encoder = wire.Encoder(foreign=self.foreign)
        encoder.value(value)
        return b"v" + encoder.take()

    def perform(self, target, args, kwargs):
        if type(target) is str:
            return self.find(target)(*args, **kwargs)
        how, what = target
        if how == "h":
            return self.table[what](*args, **kwargs)
        if how == "m":
            return _getattr(args[0], what)(*args[1:], **kwargs)
        if how == "s":
            return special(what, args, kwargs)
        if what in TOGETHER:
            return tuple([attempted(TOGETHER[what], self, one) for one in args])
        return FUNCTIONS[what](*args)

    def constant(self, pair):
        """What an object, or the module, has by a name: `v` and a simple value, or `s` and the number of what has one."""
        owner, name = pair
        value = self.find(name) if owner is None else early(owner, name)
        number = self.table.numbers.get(id(value))
        return ("s", number) if number is not None else simple(value)

    def special(self, asked):
        value, name, rest = asked
        return simple(special(name, (value, *rest), {}))

    def hashed(self, value):
        return hash(value)

    def failed(self, error):
        """(line, handle) of an exception that leaves the solution."""
        origin = self.theirs.get(id(error))
        if origin is not None:
            return where(error), ("s", origin)
        kind = type(error)
        if self.handles and kind not in wire._TYPE_NAMES:
            return where(error), self.foreign(error)
        added = carry.attributes(error) if self.handles else None
        return where(error), ("a", added) if added else None

    def foreign(self, value):
        """How an object that is no value is named to the other side."""
        if not self.handles:
            raise wire.NotEncodable("a value of type " + type(value).__name__[:carry.NAME_MAX])
        number = self.theirs.get(id(value))
        if number is not None:
            return ("s", number)
        if type(value) in carry.VIEWS:
            return ("d", carry.VIEWS[type(value)], tuple(value))
        if isinstance(value, type):
            if wire._named_tuple(value):
                return ("n", value.__name__, tuple(value._fields))
            if value.__module__ in carry.MODULES and getattr(sys.modules[value.__module__], value.__name__, 0) is value:
                return ("t", value.__module__, value.__name__)
            return ("c", self.table.number(value))
        if plain_function(value):
            return ("f", self.table.number(value), carry.name_of(value))
        if type(value) is types.ModuleType and (value.__name__ in sys.stdlib_module_names or value.__name__ == "numpy"):
            return ("l", value.__name__)
        if isinstance(value, (types.ModuleType, types.CoroutineType, types.AsyncGeneratorType)):
            raise wire.NotEncodable("a value of type " + type(value).__name__[:carry.NAME_MAX])
        return ("o", self.table.number(value), self.table.number(type(value)))

    def resolve(self, name):
        """The object that the other side means."""
        kind, number = name[0], name[1]
        if kind == "s":
            return self.table[number]
        if kind == "g":
            return self.find(number)
        if kind == "d":
            return carry.view(number, name[2])
        if kind == "e":
            return number  # an empty array
        if kind == "t":
            value = sys.modules[number] if number in sys.modules else importlib.import_module(number)
            for part in name[2].split("."):
                value = _getattr(value, part)
            return value
        if kind == "f" and number in self.functions:
            return self.functions[number]
        stand_in = self.iterator(number) if kind == "i" else self.function(number, name[2])
        if kind == "f":
            said, shape = name[3:] or (None, None)
            if shape is not None and self.looks:
                stand_in = carry.shaped(stand_in, shape)
            stand_in.__doc__ = said
            self.functions[number] = stand_in
        self.theirs[id(stand_in)] = number
        self.kept.append(stand_in)
        return stand_in

    def function(self, number, name):
        def call(*args, **kwargs):
            return self.call_back(number, args, kwargs)

        call.__name__ = call.__qualname__ = name
        return call

    def iterator(self, number):
        while True:
            more, value = self.call_back(number, (), {})
            if not more:
                return
            yield value

    def call_back(self, number, args, kwargs):
        carry.headroom()
        with self.lock:
            encoder = wire.Encoder(foreign=self.foreign)
            encoder.value((number, args, kwargs))
            flush()
            channel.send(self.outbound, self.pending + b"k" + encoder.take())
            kind, value = carry.read_answer(self.serve(b"B"), encoder.kept, self.resolve)
        if kind == b"v":
            return value
        if type(value[4]) is tuple:
            raise self.resolve(value[4])
        error = carry.rebuilt(*value[:3])
        if value[4] is not None:
            self.theirs[id(error)] = value[4]
            self.kept.append(error)
        raise error

    def describe(self, kind):
        """What the other side must know of a class to stand in for it."""
        bases, names, special_names = [], [], set()
        for base in kind.__bases__:
            if base is not object and base not in wire._TYPE_NAMES:
                bases.append(("c", self.table.number(base)))
        for base in reversed(kind.__mro__):
            if base is not object:
                for name, value in vars(base).items():
                    if name in carry.SPECIAL:
                        (special_names.discard if value is None else special_names.add)(name)
                    elif isinstance(value, types.FunctionType) and type(name) is str and name[:2] != "__":
                        names.append(name[:carry.NAME_MAX])
        builtin = carry.nearest_builtin(kind)[0] if issubclass(kind, BaseException) else None
        if type(kind) is not type and hasattr(type(kind), "__iter__"):
            special_names.add("metaclass")
        if hasattr(kind, "__getattribute__") and kind.__getattribute__ is not object.__getattribute__:
            names.clear()
        base, inherits = inherited(kind)
        return (carry.name_of(kind), tuple(bases), tuple(sorted(special_names)), tuple(dict.fromkeys(names)), builtin,
                hasattr(kind, "__class_getitem__"), library_name(kind),
                _getattr(type(kind), "__instancecheck__", None) is not type.__instancecheck__, base, inherits)


def inherited(kind):
    """(the built-in class of which the objects of this one are values, or None; what still decides as that does)."""
    for name, base in carry.PLAIN.items():
        if kind is not base and base in kind.__mro__:
            return name, tuple(known for known in carry.COMPARISONS + carry.ARITHMETIC
                               if known not in carry.IN_PLACE and hasattr(base, known)
                               and _getattr(kind, known, None) is _getattr(base, known))
    return None, ()


def library_name(kind):
    """(module, name) of an exception of the standard library, or of an iterator; None for anything else."""
    for name, known in carry.ITERATORS.items():
        if kind is known:
            return ("builtins", name)
    module, name = wire._full_name(kind)
    if not issubclass(kind, BaseException) or type(module) is not str or type(name) is not str:
        return None
    if module.split(".")[0] not in sys.stdlib_module_names or _getattr(sys.modules.get(module), name, None) is not kind:
        return None
    return (module, name)


def plain_function(value):
    return isinstance(value, carry.FUNCTIONS) and not getattr(value, "__dict__", None)


def special(name, args, kwargs):
    """A special method, found where Python finds it: on the class."""
    value, rest = args[0], list(args[1:])
    if name == "__exit__" and isinstance(rest[1], BaseException):
        rest[0] = type(rest[1])
    return _getattr(type(value), name)(value, *rest, **kwargs)


def early(owner, name):
    """What an object or a class has by a name, but for what a property of the object would work out for it."""
    if not isinstance(owner, type):
        known = next((vars(kind)[name] for kind in type(owner).__mro__ if name in vars(kind)), None)
        if hasattr(type(known), "__get__") and not isinstance(known, (types.FunctionType, types.DynamicClassAttribute)):
            raise AttributeError(name)
    return _getattr(owner, name)


def simple(value):
    return ("v", value) if type(value) in carry.SIMPLE else None


def attempted(function, *args):
    try:
        return function(*args)
    except channel.Closed:
        raise
    except BaseException:
        return None


# What is asked of many at once.
TOGETHER = {"constants": Session.constant, "hashes": Session.hashed, "special": Session.special}
FUNCTIONS = {"getattr": getattr, "early": early, "setattr": setattr, "delattr": delattr, "copy": copy.copy,
             "deepcopy": copy.deepcopy, "dir": dir, "isinstance": isinstance, "issubclass": issubclass, "plain": carry.plain}
