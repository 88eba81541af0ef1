"""The solution in the other jail, as the suite reaches it: its functions, classes and objects, and what it asks back."""

import cmath
import functools
import importlib
import operator
import sys
import threading
import types

import blocks
import carry
import channel
import constants
import empty_arrays
import equality
import proxies
import shield
import wire
from reading import Reading

_U32 = wire._U32
CLASSES_MAX = 1_000
# Calls that may give back the object that they are made on, and are meant to.
KEEPING = frozenset(["__enter__", "__iter__"] + ["__i%s__" % name for name in carry.BINARY])
# What may say that there is nothing more.
STOPPING = ("__next__", "send", "throw")
# What is asked of a container without changing it.
READING = frozenset(carry.COMPARISONS + ("__iter__", "__next__", "__len__", "__getitem__", "__contains__", "__reversed__",
                                         "__bool__", "__str__", "__repr__", "__hash__"))
ASKED = ("getattr", "plain", "isinstance", "issubclass")
# What is told what the suite expects.
ASKING = READING | {"__%s__" % name for name in carry.BINARY} | {"__r%s__" % name for name in carry.BINARY} | {"__exit__"}
# What gives all of a mapping.
WHOLE = ("items", "keys", "values")
# Modules whose exceptions mean something to who runs the checks.
_RUNNERS = {"unittest", "doctest", "bdb", "_pytest", "pytest"}


class Solution:
    """Asks the other jail, one question at a time; serves its calls of the suite's functions meanwhile."""

    def __init__(self, inbound, outbound):
        self.inbound, self.outbound = inbound, outbound
        self.lock = threading.RLock()
        self.table = carry.Table()
        self.empty = empty_arrays.Guard(self.refuse)
        self.equality = equality.Equality(self)
        self.fixed = constants.Constants(self)
        self.attested = None  # the check in which something rested on the solution's own word last
        self.begin("", ())
        self.classes, self.objects = {}, {}
        self.stand_ins = {}  # id of a stand-in for a function of the solution: its name over there
        self.proxies = {}
        self.bound = {}  # methods of the suite's objects
        self.kept = []
        self.answers = set()  # numbers of objects that a comparison gave
        self.like_classes = set()  # numbers of objects that the suite knows by the name of a class, or of a constant
        self.mock_given = False
        self.check = 0  # the number of the check that runs
        self.sent = {}  # number of a callable of the suite: the check that gave it last
        # Number of an object that is a built-in value but for its class: that value, until the next call or for ever.
        self.plains, self.constants = {}, {}
        self.readings = {}  # number of an object: what it said since the solution was last called for something else

    def begin(self, suite, named):
        """Takes the suite's text, and the classes that it names and the solution defines as such."""
        self.suite, self.named = suite, frozenset(named)
        self.blocks = blocks.Blocks(suite)
        # `abs(a - b) <= 1e-9 * max(a, b)` holds for what is infinite, and no `abs(a - b) > 1e-9` for what is no number.
        self.finite = not carry.speaks_of_infinity(suite)
        self.equality.begin(suite)

    def ask(self, message):
        carry.headroom()
        with self.lock:
            channel.send(self.outbound, message)
            while True:
                answer = channel.receive(self.inbound)
                if answer[:1] != b"B":
                    break
                channel.send(self.outbound, b"b" + self.serve(answer[1:]))
        if answer[:1] != b"A":
            raise channel.Closed()
        out_size = _U32.unpack_from(answer, 1)[0]
        err_at = 5 + out_size
        err_size = _U32.unpack_from(answer, err_at)[0]
        end = err_at + 4 + err_size
        for stream, text in ((sys.stdout, answer[5:err_at]), (sys.stderr, answer[err_at + 4:end])):
            if text:
                stream.write(text.decode("utf-8", "replace"))
        return answer[end:]

    def serve(self, body):
        """Calls a function of the suite for the solution."""
        try:
            return carry.answer(body, self.foreign, self.given, self.perform, self.failed)
        except wire.NotEncodable as error:
            self.note(error)
            return carry.changed(wire.Encoder(), (), ()) + carry.exception(
                TypeError(str(error)), wire.Encoder(), 0, self.table.number(error))
        except (ValueError, LookupError, TypeError):
            self.tampered()

    def perform(self, target, args, kwargs):
        if type(target) is not int or not 0 <= target < len(self.table.objects):
            self.tampered()
        return self.table[target](*args, **kwargs)

    def failed(self, error):
        if proxies.is_failure(error) and not (self.blocks.fails_by_intent(error)
                                              or self.blocks.expects(sys._getframe(1), "AssertionError")):
            self.note("a check failed in a function of the suite that the solution called: %s" % error)
        return 0, self.foreign(error) if proxies.is_remote(error) else self.table.number(error)

    def note(self, error):
        """The judge notes it: the check cannot pass."""
        self.ask(b"U" + str(error).encode("utf-8", "replace"))

    def attests(self, why):
        """The judge notes it: what passes now passes by the solution's own word."""
        if self.attested != self.check and not self.equality.silent:
            self.attested = self.check
            self.ask(b"Y" + why.encode("utf-8", "replace"))

    def contradicts(self, why):
        """The judge notes it where a run is repeated: the solution knows by the order of its questions what is right."""
        self.ask(b"W" + why.encode("utf-8", "replace"))

    def refuse(self, why):
        error = wire.NotEncodable(why)
        self.note(error)
        raise error

    def tampered(self):
        # Not from our harness: the check must not see what a forged answer does to us.
        channel.send(self.outbound, b"Z")
        raise channel.Closed() from None

    def get(self, name):
        if name in self.proxies:
            return self.proxies[name]
        for constant in self.fixed.again(None, name):
            return constant
        self.fixed.stale = True
        answer = self.ask(b"G" + wire.pack(name))
        kind, body = answer[:1], answer[1:]
        if kind == b"f":
            proxy = self.function(name, name, ("g", name), self.equality.make if proxies.class_like(name) else None)
            proxy.__doc__ = self.documentation(body)
            self.proxies[name] = proxy
            return proxy
        if kind == b"v":
            try:
                decoder = wire.Decoder(body, resolve=self.named_or_given)
                value = decoder.value()
            except Exception:
                self.tampered()
            self.fixed.read(None, name, answer)
            at = constants.number(value)
            if at is not None:
                self.fixed.tell_apart(None, name, ("c" if isinstance(value, proxies.RemoteClass) else "o", at))
            elif type(value) in (int, float, str, bytes):
                self.fixed.tell_apart(None, name, ("v", value))
            if proxies.catches_failures(value):
                self.refuse("%s of the solution would catch the failures of checks" % name)
            if isinstance(value, proxies.RemoteClass):
                self.proxies[name] = value
            elif proxies.is_remote(value) and proxies.class_like(name):
                self.like_classes.add(value._triptych_number)
            if (isinstance(value, proxies.RemoteClass) and value._triptych_named is None and name in self.named
                    and proxies.class_like(name)):
                value._triptych_named = True
            return value
        if kind == b"u":
            raise wire.NotEncodable(body.decode("utf-8", "replace"))
        raise AttributeError("module 'solution' has no attribute %r" % name)

    def documentation(self, body):
        try:
            text = wire.unpack(body) if body else None
        except Exception:
            self.tampered()
        return text if type(text) is str else None

    def function(self, name, target, here, make=None):
        make = make or self.call

        def call(*args, **kwargs):
            return make(target, args, kwargs)

        call.__name__ = call.__qualname__ = name
        call.__module__ = "solution"
        self.stand_ins[id(call)] = here
        self.kept.append(call)
        return call

    def of(self, owner, name):
        """What a class or an object has by a name; the suite chooses the names of constants, and what a class makes it of."""
        if proxies.class_like(name):
            return self.equality.make(("x", "getattr"), (name,), {}, of=(owner,))
        value = self.call(("x", "getattr"), (owner, name), {})
        here = self.stand_ins.get(id(value))
        if not isinstance(owner, proxies.RemoteClass) or here is None:
            return value
        return self.function(value.__name__, ("m", name), here, functools.partial(self.equality.make, of=(owner,)))

    def method(self, value, name, /, *args, **kwargs):
        if name in WHOLE and not args and not kwargs and proxies.read(value) is not None:
            return self.whole(value, name)
        if name in wire.OF_TEXT and not proxies.made(value):
            self.as_text(type(value).__name__, name)
        if name in wire.DECIDING and not proxies.made(value):
            return self.decided(type(value).__name__, name, functools.partial(self.call, ("m", name), (value,), {}),
                                *args, **kwargs)
        if value._triptych_number in self.like_classes:
            return self.equality.make(("m", name), args, kwargs, of=(value,))
        return self.call(("m", name), (value,) + args, kwargs)

    def as_text(self, whose, name):
        self.refuse("an object of the solution, of class %s, is asked %s as if it were text" % (whose, name))

    def decided(self, whose, name, function, /, *args, **kwargs):
        """Calls what an object that the suite did not make has under the name of what decides, without a value."""
        if args or kwargs:
            self.refuse("an object of the solution, of class %s, decides by %s" % (whose, name))
        return function()

    def plain(self, value):
        """The value that an object of a class derived from a built-in one is, without its class."""
        number, base = value._triptych_number, carry.PLAIN[type(value)._triptych_plain]
        known = self.plains.get(number, self.constants.get(number))
        if known is None:
            known = self.call(("x", "plain"), (value,), {})
            if type(known) is not base:
                self.tampered()
            (self.constants if carry.lasting(known) else self.plains)[number] = known
        return known

    def reading(self, value):
        known = self.readings.get(value._triptych_number)
        if known is None:
            known = self.readings[value._triptych_number] = Reading(
                lambda why: self.refuse("an object of the solution, of class %s, %s" % (type(value).__name__, why)))
        return known

    def whole(self, value, name):
        """All of a mapping, as many as it says that there are."""
        found = self.call(("m", name), (value,), {})
        if proxies.is_remote(found) and "__len__" not in type(found)._triptych_special:
            every = list(found)
            proxies.read(value).length(len(every))
            return iter(every) if "__next__" in type(found)._triptych_special else every
        if hasattr(found, "__len__"):
            proxies.read(value).length(len(found))
        return found

    def call(self, target, args, kwargs):
        kind, what = target if type(target) is tuple else ("g", target)
        try:
            return self.called(kind, what, target, args, kwargs)
        except StopIteration as error:
            if kind in ("s", "m") and what in STOPPING:
                raise
            if kind == "m" and self.blocks.expects(sys._getframe(1), "StopIteration"):
                raise
            raise RuntimeError("the solution raised StopIteration") from error

    def called(self, kind, what, target, args, kwargs):
        if kind == "x" and what == "getattr":
            for constant in self.fixed.again(constants.number(args[0]), args[1]):
                return constant
        for said in self.fixed.said_of_all(kind, what, args):
            return said
        encoder = wire.Encoder(foreign=self.foreign)
        if kind == "s" and what in ASKING:
            args = shield.own(args)  # who is asked what it equals must not change it
        silent = equality.silent(kind, what, args)
        self.equality.silent += silent
        if silent and what not in equality.SAYING:
            self.equality.placed.update(map(equality.number, args))
        try:
            encoder.value((target, args, kwargs))
        except wire.NotEncodable as error:
            self.note("an argument: %s" % error)
            raise
        finally:
            self.equality.silent -= silent
        if what not in {"s": READING, "m": WHOLE, "x": ASKED}.get(kind, ()):
            self.readings.clear()
            self.plains.clear()
        # kwargs is numbered too: the other side numbers every dict that it reads.
        self.fixed.stale = True  # also for functions of the suite that it calls
        answer = self.ask(b"C" + encoder.take())
        self.fixed.stale = True
        self.mock_given = False
        asked = args[0] if kind == "s" and what in KEEPING else None
        value = self.take_answer(answer, encoder.kept, functools.partial(self.given, asked=asked))
        self.fixed.answered(kind, what, args, answer, value)
        self.empty.look(value)
        if self.finite and boundless(value):
            self.refuse("an answer that is infinite or no number, of which the suite does not speak")
        if self.mock_given:
            self.refuse("a mock of another check is given as a result")
        return value

    def named_or_given(self, name):
        return self.resolve(name) if name[0] in ("c", "l") else self.given(name)

    def given(self, name, asked=None):
        """The object that is meant; one that was here before, and is given back, may decide nothing from now on.

        The same goes for a class: one that a function gives in place of a value must not decide for it.
        """
        known = name[0] == "o" and type(name[1]) is int and name[1] in self.objects
        if name[0] == "l":
            # What a suite sets on its objects it would set there, for itself: `node.next`, `user.id`.
            self.refuse("a module of the library is given as a result")
        value = self.resolve(name)
        if known and value is not asked:
            value._triptych_made = False
            if not self.equality.silent:
                self.equality.returned[name[1]] += 1
                if self.equality.untold(name[1]):
                    self.attests("gives an object that the suite made and did not give to it")
        elif name[0] == "c":
            value._triptych_named = False
        elif name[0] == "s" and proxies.is_mock(value) and self.sent.get(name[1]) != self.check:
            self.mock_given = True
        return value

    def take_answer(self, answer, shared, resolve):
        if answer[:1] == b"u":
            raise wire.NotEncodable(answer[1:].decode("utf-8", "replace"))
        try:
            kind, value = carry.read_answer(answer, shared, resolve)
            if kind == b"x":
                error = self.exception(*value)
        except Exception:
            self.tampered()
        if kind == b"x":
            raise error from None
        return value

    def exception(self, name, args, text, line, handle=None):
        if handle is None:
            error = carry.rebuilt(name, args, text)
        elif handle[0] == "s":
            return self.table[handle[1]]
        elif handle[0] == "a":
            error = carry.rebuilt(name, args, text)
            carry.set_attributes(error, handle[1])
        else:
            error = self.given(handle)
            if not isinstance(error, BaseException):
                raise ValueError("not an exception")
            self.of_one_kind(error)
            BaseException.args.__set__(error, args)
            error._triptych_text = str(text)
        # Not as a note: that is part of what `match` is asked of.
        error._triptych_line = line
        return error

    def of_one_kind(self, error):
        """Notes an exception that is several of those that the suite expects, none of which is another."""
        kinds = [kind for kind in type(error).__mro__ if wire._TYPE_NAMES.get(kind) in wire._EXCEPTIONS
                 and carry.has_word(self.suite, kind.__name__)]
        others = [kind for kind in kinds if not issubclass(kinds[0], kind)]
        if others:
            self.attests("an exception of the solution is a %s and a %s" % (kinds[0].__name__, others[0].__name__))

    def foreign(self, value):
        """How an object of the suite, or a stand-in for one of the solution's, is named to the other side."""
        stand_in = self.stand_ins.get(id(value))
        if stand_in is not None:
            return stand_in
        if isinstance(value, proxies.RemoteClass):
            return ("s", value._triptych_class)
        if proxies.is_remote(value):
            self.equality.tell(value)
            return ("s", value._triptych_number)
        kind = type(value)
        if kind in carry.VIEWS:
            return ("d", carry.VIEWS[kind], tuple(value))
        if kind is self.empty.kind:
            return ("e", self.empty.plain(value))
        if kind is functools.partial and value.func == self.method:
            return self.foreign(self.call(("x", "getattr"), value.args[:2], {}))
        if kind in (types.BuiltinFunctionType, type, operator.itemgetter) and value.__class__ is kind:
            name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
            if name[0] in carry.MODULES and hasattr(sys.modules.get(name[0]), str(name[1]).split(".")[0]):
                return ("t",) + name
        if isinstance(value, type):
            raise wire.NotEncodable("the class %s of the suite" % value.__name__)
        if hasattr(kind, "__next__") and not callable(value):
            return ("i", self.table.number(Step(value)))
        if callable(value):
            if kind in (types.MethodType, types.BuiltinFunctionType):
                # A new object each time that it is named.
                value = self.bound.setdefault((id(value.__self__), value.__name__), value)
            said = value.__doc__ if kind is types.FunctionType else None
            said = said[:carry.TEXT_MAX] if type(said) is str else None
            number = self.table.number(value)
            self.sent[number] = self.check
            shape = carry.shape(value) if kind is types.FunctionType else None
            return ("f", number, carry.name_of(value)) + ((said, shape) if said or shape else ())
        raise wire.NotEncodable("a value of type " + kind.__name__)

    def resolve(self, name):
        """The object of the solution that is meant, or our own."""
        kind, number = name[0], name[1]
        if kind == "s":
            own = self.table[number]
            return own.iterator if type(own) is Step else own
        if kind == "l":
            return self.library(number)
        if kind == "d":
            return carry.view(number, name[2])
        if kind == "t":
            value = getattr(importlib.import_module(number), name[2]) if number in carry.MODULES else None
            if not isinstance(value, type):
                raise ValueError("not a class of the standard library")
            return value
        if kind == "n":
            return wire.Decoder._named_tuple(number, name[2])
        if type(number) is not int:
            raise ValueError("not a number")
        if kind == "c":
            return self.remote_class(number)
        if number not in self.objects:
            if len(self.objects) >= carry.OBJECTS_MAX:
                raise ValueError("too many objects")
            self.objects[number] = self.stand_in(kind, number, name[2])
        return self.objects[number]

    def library(self, name):
        if name == "numpy":
            self.empty.prepare("numpy " + self.suite)
        elif name not in sys.stdlib_module_names or name in ("antigravity", "this") or name.startswith("_"):
            raise ValueError("not a module of the standard library")
        return importlib.import_module(name)

    def library_class(self, name):
        """The class of the standard library that is meant, where the suite's text names it.

        Runners end a check quietly for some exceptions of their own: a solution that raises one must not decide.
        """
        module, name = name
        if module == "builtins" and name in carry.ITERATORS:
            return carry.ITERATORS[name]
        if module.split(".")[0] not in sys.stdlib_module_names or module == "__main__":
            raise ValueError("not a module of the standard library")
        if module.split(".")[0] in _RUNNERS or not carry.has_word(self.suite, name):
            return None
        found = getattr(sys.modules.get(module), name, None)
        return found if isinstance(found, type) else None

    def stand_in(self, kind, number, what):
        if kind == "f":
            return self.function(str(what), ("h", number), ("s", number))
        if kind != "o":
            raise ValueError("unknown kind of object")
        cls = self.remote_class(what)
        value = cls.__new__(cls)
        value._triptych_number, value._triptych_order = number, len(self.objects)
        value._triptych_made = None
        return value

    def remote_class(self, number):
        if number in self.classes:
            return self.classes[number]
        if len(self.classes) >= CLASSES_MAX:
            raise ValueError("too many classes")
        answer = self.ask(b"D" + wire.pack(number))
        if answer[:1] != b"v":
            raise ValueError("no description")
        description = wire.unpack(answer[1:])
        name, bases, special, methods, builtin, generic, known, checks, base, inherits = description
        self.classes[number] = None  # a class that is its own base is refused by what follows
        parents = [self.remote_class(base[1]) for base in bases]
        library = self.library_class(known) if known is not None else None
        plain = wire._EXCEPTIONS[builtin] if builtin is not None else None
        if plain is not None and library is not None and issubclass(library, plain):
            plain = library
        elif plain is not None or library not in carry.ITERATORS.values():
            library = None
        parents = [parent for parent in parents if plain is None or issubclass(parent, BaseException)]
        if plain is not None and not any(issubclass(parent, plain) for parent in parents):
            parents.append(plain)
        if plain is not None:
            parents = [parent for parent in parents if parent is plain or not issubclass(plain, parent)]
        elif not parents:
            parents = [proxies.Remote]
        if plain is not None and not any(issubclass(parent, proxies.RemoteBase) for parent in parents):
            parents.insert(0, proxies.RemoteBase)
        made_class = self.make(name, tuple(parents), special, methods, number, plain or library, generic,
                               bool(checks) and plain is None, base, inherits)
        self.classes[number] = made_class
        return made_class

    def make(self, name, parents, special, methods, number, plain, generic, checks, base, inherits):
        namespace = {known: proxies.SPECIAL[known] for known in special if known in proxies.SPECIAL}
        namespace["__bool__"] = proxies.truth
        namespace["__doc__"] = property(lambda value: self.call(("x", "getattr"), (value, "__doc__"), {}))
        if plain in carry.ITERATORS.values():
            # For isinstance: most cannot be derived from, and none would be one then.
            kind, plain = plain, None
            namespace["__class__"] = property(lambda value: kind)
        namespace.update(
            __module__="solution", _triptych_solution=self, _triptych_class=number, _triptych_named=None,
            _triptych_checks=checks, _triptych_plain=base, _triptych_inherits=frozenset(inherits),
            _triptych_methods=frozenset(methods), _triptych_special=frozenset(special), _triptych_generic=bool(generic))
        if base is not None and plain is None and namespace["_triptych_inherits"] >= set(carry.COMPARISONS):
            # For isinstance, too: what is derived from it has no room for what an object here is.
            like = type(str(name), (carry.PLAIN[base],), {"__module__": "solution"})
            namespace["__class__"] = property(lambda value: like)
        if plain is None:
            namespace["__slots__"] = ()
        else:
            namespace["__str__"] = proxies.text_of_exception
            namespace.setdefault("__init__", lambda error, *args, **kwargs: None)
        try:
            return proxies.RemoteClass(str(name), parents, namespace)
        except TypeError:  # bases that only the solution's own classes can be laid out with
            parents = (proxies.Remote,) if plain is None else (proxies.RemoteBase, plain)
            return proxies.RemoteClass(str(name), parents, namespace)


def boundless(value):
    """Whether it is infinite or no number, or nothing but such."""
    kind = type(value)
    if kind in (list, tuple, dict):
        return len(value) > 0 and all(map(boundless, value.values() if kind is dict else value))
    if kind in (float, complex):
        return not cmath.isfinite(value)
    if kind.__module__ == "numpy" and value.dtype.kind in "fc":
        return value.size > 0 and not sys.modules["numpy"].isfinite(value).any()
    return kind.__module__ == "decimal" and not value.is_finite()


class Step:
    """One step of an iterator of the suite, for the solution."""

    def __init__(self, iterator):
        self.iterator = iterator

    def __call__(self):
        for value in self.iterator:
            return (True, value)
        return (False, None)
