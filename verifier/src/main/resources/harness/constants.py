"""What classes and the module of the solution have by the names that a suite reads.

A class may have its own say at each reading what a constant is (`state(1) == Light.RED`), and then it is what the solution
has just returned. So constants that the suite's text names are read before the solution is asked anything; who says
something else later, or is read only then, decides by its own word.
"""

import hashlib
import types

import channel
import proxies
import wire

# How many readings are remembered; what goes beyond counts as the solution's word.
READINGS_MAX = 1_000
# What of a class gives its members, beside their names.
MEMBERS = ("__iter__", "__getitem__")


class Handle:
    """An object over there that has no stand-in here yet."""

    def __init__(self, name):
        self.kind, self.number = name[0], name[1]


class Constants:
    def __init__(self, solution):
        self.solution = solution
        self.readings = {}  # number of a class or an object, None for the module, and name: what was read first
        self.asked = False

    def fix(self, paths):
        """Reads what the suite's text names; what cannot be read now is read by the suite."""
        for path in paths:
            first, *names = path.split(".")
            try:
                owner = self.solution.get(first)
                at = number(owner)
                for name in names:
                    if at is None:
                        break
                    at = self.read_early(at, name)
            except channel.Closed:
                raise
            except BaseException:
                continue

    def read_early(self, owner, name):
        """As the suite will, but without making a stand-in; the number of the class or object that it is, else None."""
        encoder = wire.Encoder(foreign=lambda handle: ("s", handle.number))
        encoder.value((("x", "getattr"), (Handle(("s", owner)), name), {}))
        answer = self.solution.ask(b"C" + encoder.take())
        self.read(owner, name, answer)
        value = self.solution.take_answer(answer, encoder.kept, Handle)
        return value.number if isinstance(value, Handle) and value.kind in ("c", "o") else None

    def read(self, owner, name, answer):
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
            if name == "__doc__" or isinstance(value, types.FunctionType) and (at, name) not in self.readings \
                    and self.called(name):
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
