"""What classes and the module of the solution have by the names that a suite reads.

A class may have its own say at each reading what a constant is (`state(1) == Light.RED`), and then it is what the solution
has just returned. So constants that the suite's text names are read before the solution is asked anything; who says
something else later, or is read only then, decides by its own word.

That a constant is read may tell which one is expected next (`pytest.raises(Bank.Missing)`). So what was an object or
a simple value at first is read again with all the others that were, or not at all where nothing else was asked since.
"""

import hashlib
import types

import carry
import channel
import proxies
import wire

# How many readings are remembered; what goes beyond counts as the solution's word.
READINGS_MAX = 1_000
# What of a class gives its members, beside their names.
MEMBERS = ("__iter__", "__getitem__")

# What is asked of an object alone.
OF_ITSELF = ("__str__", "__repr__", "__format__", "__bool__", "__len__")


class Handle:
    """An object over there that has no stand-in here yet."""

    def __init__(self, name):
        self.name, self.kind, self.number = name, name[0], name[1]


class Constants:
    def __init__(self, solution):
        self.solution = solution
        self.readings = {}  # number of a class or an object, None for the module, and name: what was read first
        self.asked = False
        self.told = set()  # names that the suite reads only to compare them with what stands in its text: no constants to it
        self.first = {}  # as `readings`, of what was an object, a class or simple: its name over there, or `v` and it
        self.now = {}  # what each of them is, as it was said last
        self.stale = True  # whether the solution was asked anything since
        self.names = {}  # whose, and what: the name by which the suite had it first
        self.are_one = None  # why an answer may be more than one of them, until that is said
        self.hashes, self.places = {}, {}  # by number of an object: its hash, and the how manieth it is

    def fix(self, paths):
        """Reads what the suite's text names, in an order that the text has no part in; what cannot be read is read later."""
        self.told = {path[1:] for path in paths if path[:1] == "="}
        for path in sorted(paths):
            first, *names = path.split(".")
            if path[:1] == "=" or not self.told.isdisjoint((first, *names)):
                continue
            try:
                owner = self.solution.get(first)
                at = number(owner)
                if proxies.is_remote(owner):
                    self.first[None, first] = ("o", at)
                elif type(owner) in carry.SIMPLE:
                    self.first[None, first] = ("v", owner)
                for name in names:
                    if at is None:
                        break
                    at = self.read_early(at, name)
            except channel.Closed:
                raise
            except BaseException:
                continue
        self.stale = True  # some were read after others
        handles = [name for name in dict.fromkeys(self.first.values()) if name[0] == "o"]
        # A set may give them in another order in each run.
        self.places = {name[1]: "c%d" % at for at, name in enumerate(handles)}
        if handles:
            # A set of what is expected asks each for its hash.
            said = self.together("hashes", [Handle(("s", name[1])) for name in handles])
            self.hashes = {name[1]: hashed for name, hashed in zip(handles, said) if type(hashed) is int}

    def tell_apart(self, owner, name, what):
        """Notes where two constants are one: an answer that is one of them is each of them."""
        known = self.names.setdefault((owner, *what), name)
        if known != name and name not in self.told:
            self.are_one = "%s and %s of the solution are one and the same" % (known, name)
            self.begin()

    def begin(self):
        """A check begins, or goes on: what was found while the suite was loaded belongs to the first one."""
        if self.are_one is not None and self.solution.check:
            self.solution.attests(self.are_one)
            self.are_one = None

    def together(self, what, args):
        said = self.solution.take_answer(*self.ask(what, args), Handle)
        return said if type(said) is tuple and len(said) == len(args) else (None,) * len(args)

    def again(self, owner, name):
        """What a constant was at first, in a list; none where that is not known, or it is something else now."""
        first = self.first.get((owner, name))
        if first is None:
            return []
        if self.stale:
            pairs = [(Handle(("s", at)) if at is not None else None, one) for at, one in self.first]
            self.now = dict(zip(self.first, self.together("constants", pairs)))
            self.stale = False
        now = ("v" if first[0] == "v" else "s", first[1])
        if wire.pack(now) == wire.packed(self.now[owner, name]):
            return [first[1] if first[0] == "v" else self.solution.given(first)]
        del self.first[owner, name]
        self.solution.attests("the solution says what %s is when it is read" % name)
        return []

    def said_of_all(self, kind, what, args):
        """What a constant says of itself, in a list; all of them are asked, so that none knows which one is meant."""
        if kind == "x" and what == "getattr":
            what, rest = "constants", args[1:]
            if rest[0] in self.told or (number(args[0]), rest[0]) in self.readings:
                return []
        elif kind == "s" and what in OF_ITSELF:
            what, rest = "special", (what, args[1:])
        else:
            return []
        if not proxies.is_remote(args[0]) or args[0]._triptych_number not in self.places:
            return []
        every = list(self.places)
        if len(every) == 1:
            return []
        said = self.together(what, [(Handle(("s", one)), *rest) for one in every])[every.index(args[0]._triptych_number)]
        self.asked = self.stale = True
        if type(said) is tuple and len(said) == 2 and said[0] == "v" and type(said[1]) in carry.SIMPLE:
            return [said[1]]
        if what == "constants" and rest[0] + "(" not in self.solution.suite:
            self.solution.attests("a constant of the solution works out its %s when it is read" % rest[0])
        return []

    def ask(self, what, args):
        """An answer that is still to be taken, and what is kept for it."""
        encoder = wire.Encoder(foreign=lambda handle: ("s", handle.number))
        encoder.value((("x", what), tuple(args), {}))
        return self.solution.ask(b"C" + encoder.take()), encoder.kept

    def read_early(self, owner, name):
        """As the suite will, but without making a stand-in; the number of the class or object that it is, else None."""
        answer, kept = self.ask("early", (Handle(("s", owner)), name))
        value = self.solution.take_answer(answer, kept, Handle)
        self.read(owner, name, answer)
        known = isinstance(value, Handle) and value.kind in ("c", "o")
        if (known or type(value) in carry.SIMPLE) and len(self.first) < READINGS_MAX:
            self.first[owner, name] = value.name if known else ("v", value)
            if known or type(value) not in (bool, type(None)):
                self.tell_apart(owner, name, (value.kind, value.number) if known else ("v", value))
        return value.number if known else None

    def read(self, owner, name, answer):
        if name in self.told:
            return
        digest = hashlib.sha256(answer).digest()
        known = self.readings.get((owner, name))
        if known is None and not self.asked and len(self.readings) < READINGS_MAX:
            self.readings[owner, name] = digest
        elif known != digest:
            self.solution.attests("the solution says what %s is when it is read" % name)

    def answered(self, kind, what, args, answer, value):
        """Looks at each answer of the solution."""
        if kind == "x" and what == "getattr":
            owner, name = args
            at = number(owner)
            if name == "__doc__" or name in self.told:
                pass
            elif isinstance(value, types.FunctionType) and (at, name) not in self.readings and self.called(name):
                pass
            elif isinstance(owner, proxies.RemoteClass) or (at, name) in self.readings:
                self.read(at, name, answer)
            elif proxies.class_like(name):
                self.solution.attests("an object of the solution says what %s is when it is read" % name)
        elif kind == "s" and what in MEMBERS and isinstance(args[0], proxies.RemoteClass) and self.asked:
            self.solution.attests("class %s of the solution says what its members are" % args[0].__name__)
        self.asked = self.asked or kind != "x" or proxies.is_remote(args[0])

    def called(self, name):
        return name + "(" in self.solution.suite


def number(value):
    if isinstance(value, proxies.RemoteClass):
        return value._triptych_class
    if proxies.is_remote(value):
        return value._triptych_number
    return None
