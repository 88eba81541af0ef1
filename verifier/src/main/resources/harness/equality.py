"""Whether an object of the solution that is equal to something is equal to more than it may be.

Two objects of the solution are compared by their class, which may say yes to everything. So what is equal to something is
asked about others: about something strange, about what else the suite made, and about an object like the right one that
is made of another value.

A class may know these questions by their order. So a run that passed is repeated in fresh jails, with other arguments
for some of the objects that the suite made and only compared: what the solution is asked stays the same, step by step,
because the suite is told of such a comparison what it was told before. What is still equal, though the solution itself
says that the other arguments make a difference, is equal to what it cannot know.
"""

import collections
import decimal
import fractions
import hashlib
import itertools
import random
import sys

import channel
import shield
import wire

# How many objects that the suite made are asked about, and how many tell where none can be made of another value.
TWINS_MAX = 8
TWINS_ENOUGH = 2
VARIANTS_MAX = 4
# What is kept of a run to be asked in another one, and how large all that is which objects were made of.
MADE_MAX = 2_000
MADE_BYTES_MAX = 4 * 1024 * 1024
ANSWERS_MAX = 1_000
QUESTIONS_MAX = 32
# How many changes are tried to find one that makes a difference, and how deep in what an object is made of.
CHANGES_MAX = 12
DEPTH_MAX = 3
STEP_MAX = 4
# By how much values are changed where what is near may be the same: marks are given by tens, days come again after seven.
STEPS = (7, 53, 1009, -1001)
# The same for a repeated run, where a few more are added by chance.
FAR = (49, 1013, -997)
ARGUMENTS_BYTES_MAX = 4_096
# What says whether two objects are equal.
SAYING = ("__eq__", "__ne__")
# What says where an object has its place among others, and neither fills it nor is told in words.
PLACING = ("__hash__", "__lt__", "__le__", "__gt__", "__ge__")
_random = random.SystemRandom()


class Made:
    """What the suite made by calling a class, or what goes by the name of one: when, and of what."""

    def __init__(self, value, target, place, args, kwargs, of=()):
        self.value, self.target, self.place, self.args, self.kwargs = value, target, place, args, kwargs
        self.of = of  # whose constant it is; never changed
        self.by_function = target[0] == "m"  # of the class
        self.made_of = b""
        self.mark = ""  # what tells it from others, where it is no new object
        self.parts = []  # what of it the suite made only for this
        self.told = 0  # how often the solution was given it for anything but to compare it
        self.answers = []  # for each comparison until then `=` or `/`, and with what
        self.compared = None  # the two sides of one that was true
        self.check = 0  # the check in which it was, or in which it was no new object
        self.known, self.known_mark = [], ""  # answers and mark in the run that this one repeats
        self.changed = False  # whether it was made of other arguments than the suite's

    def partner(self):
        one, other = self.compared
        return other if self.value is one else one


class Equality:
    def __init__(self, solution):
        self.solution = solution
        self.probed = set()
        self.twins = collections.deque(maxlen=TWINS_MAX)  # what the suite made last
        self.all = {}  # what it made, by place: the check, and the how manieth of the check
        self.by_number = {}
        self.counts = collections.Counter()
        # How often an object was given that had been before, and how often of that by calling a class; by number.
        self.returned, self.remade = collections.Counter(), collections.Counter()
        self.size = 0
        self.first_told = []
        self.placed = set()  # numbers of objects that were asked for their place
        self.silent = 0
        self.open = False  # whether there is something to ask in another run
        self.repeats = False
        self.changes, self.known = {}, {}  # by place
        self.seed = ""
        self.same = {}  # what something was made of: what all those were that the suite was told are equal to it

    def begin(self, suite):
        """Has a suite that draws something by chance draw the same in a repeated run."""
        if "random" in suite:
            self.seed = self.seed or str(_random.getrandbits(32))
            random.seed(int(self.seed))
            if "numpy" in sys.modules:
                sys.modules["numpy"].random.seed(int(self.seed))

    def make(self, target, args, kwargs, kind=None, of=()):
        """Calls a class of the solution, or its like, with other arguments where the run is repeated so."""
        check = self.solution.check
        self.counts[check] += 1
        place = "%d.%d" % (check, self.counts[check])
        self.first_told = []
        given = shield.own(args), shield.own(kwargs)  # what the class changes in them it must not hide behind
        change, before = self.changes.get(place, ("", ""))
        changed = change != "" and before == digest(args, kwargs)  # a suite may make other things in each run
        got = self.attempt(target, of, *self.altered(args, kwargs, change)) if changed else []
        changed = bool(got)
        value = got[0] if changed else self.solution.call(target, of + args, kwargs)
        if number(value) is not None and value._triptych_made is False and target != ("s", "__call__") and target[0] != "x":
            self.solution.attests("what is made by calling %s of the solution was there before" % type(value).__name__)
        # A function with the name of a class may give values; a class that does is no class.
        if kind is not None or number(value) is not None:
            made = Made(value, target, place, *given, of)
            made.parts, self.first_told = self.first_told, []
            made.changed = changed or any(part.changed for part in made.parts)
            self.remember(made, kind)
        return value

    def remember(self, made, kind):
        """What the suite made of what, and whether that may decide what it is equal to."""
        value = made.value
        if made.target[0] == "m" and value._triptych_made is not None:
            return  # found, and not made: what is found may be another later
        self.silent += 1
        try:
            encoder = wire.Encoder(foreign=self.solution.foreign)
            encoder.value((made.target, made.of, made.args, made.kwargs))
            made.made_of = encoder.take()
        finally:
            self.silent -= 1
        # One that only the calling of its class ever gave (the only one of its class, one of a pool) says nothing by that.
        again = number(value) is not None and value._triptych_made is not None
        if again:
            self.remade[number(value)] += 1
        before = self.by_number.get(number(value)) if again else None
        again = before is not None and before.target == made.target and \
            self.returned[number(value)] == self.remade[number(value)]
        # An object that was there before, as a result or a part of one, is no new one; an object that is called may give it.
        if made.target != ("s", "__call__") and not again and (number(value) is None or value._triptych_made is not None):
            made.mark, made.check = mark(value), self.solution.check
        if number(value) is not None and type(value) is not kind:
            value._triptych_made = value._triptych_made or False
            if kind is None and made.of and all(twin.value is not value for twin in self.twins):
                self.twins.append(made)
        elif number(value) is not None and kind._triptych_named:
            grant(value)
            self.twins.append(made)
        self.size += len(made.made_of)
        if len(self.all) < MADE_MAX and self.size <= MADE_BYTES_MAX:
            self.all[made.place] = made
            self.open = self.open or made.mark != ""
            if number(value) is not None:
                self.by_number[number(value)] = made
        made.known, made.known_mark = self.known.get(made.place, ([], ""))
        if made.changed and made.mark and made.mark == made.known_mark:
            self.contradicts(made)

    def contradicts(self, made):
        self.solution.contradicts("what the suite makes by calling %s of the solution is equal to others than to those that"
                                  " it says" % getattr(type(made.value), "__name__", "a class"))

    def untold(self, number):
        """Whether the suite made this object, and the solution has it by that alone."""
        made = self.by_number.get(number)
        return made is not None and made.target[0] != "x" and not made.told

    def tell(self, value):
        """The solution is given this object."""
        made = None if self.silent else self.by_number.get(value._triptych_number)
        if made is not None:
            made.told += 1
            if made.told == 1:
                self.first_told.append(made)

    def said(self, one, other, equal):
        """What the suite is told of `one == other`, where the solution says this."""
        made = self.asked(one, other)
        if made is not None:
            at, partner = len(made.answers), other if made.value is one else one
            made.answers.append(("=" if equal else "/") + order(partner))
            if equal:
                made.compared, made.check = (one, shield.own(other)), self.solution.check
                self.open = True
            # Another one, where what is found by its hash is compared with others then.
            if made.changed and at < len(made.known) and made.known[at][1:] == order(partner):
                before = made.known[at][0] == "="
                beside = self.by_number.get(number(partner))
                if equal and before and (beside is None or not beside.changed):
                    self.contradicts(made)
                equal = before
        if equal == (one is not other):  # what is the same is equal without a word
            self.solution.attests("an object of the solution, of class %s, says what it is equal to" % type(one).__name__)
        if equal:
            self.join(self.by_number.get(number(one)), self.by_number.get(number(other)))
            self.look(one, other)
        return equal

    def join(self, one, other):
        """That these two are equal is what the suite asserts; so they tell nothing of each other."""
        if one is not None and other is not None and other.made_of not in self.same.get(one.made_of, ()):
            every = self.same.get(one.made_of, {one.made_of}) | self.same.get(other.made_of, {other.made_of})
            self.same.update(dict.fromkeys(every, every))

    def asked(self, one, other):
        """The side that the suite made and only compared; of two the right one."""
        for value in (other, one) if one is not other else ():
            made = self.by_number.get(number(value))
            if made is not None and not made.told and len(made.answers) < ANSWERS_MAX:
                return made
        return None

    def look(self, one, other):
        """Refuses an object that was equal to another one, where that says nothing."""
        self.silent += 1
        try:
            kind = type(one)._triptych_class
            if kind not in self.probed:
                self.probed.add(kind)
                if self.equal(one, lambda: None):
                    self.refuse(one, "everything")
            for value, right in ((one, other), (other, one)):
                for made in [twin for twin in self.twins if twin.value is right]:
                    # What a function of the class makes may well be equal to what is made of other values: that those
                    # are which the suite says are, tells nothing more.
                    said = self.same.get(made.made_of, ()) if made.by_function else ()
                    others = [twin.value for twin in self.twins if twin.made_of != made.made_of and twin.made_of not in said]
                    # A constant may be equal to what is made in other ways.
                    telling = {twin.made_of for twin in self.alike(made)} if made.of else others
                    if others and all(twin is value or self.equal(value, twin) for twin in others) \
                            and self.equal_to_changed(value, made, len(telling) >= TWINS_ENOUGH):
                        self.refuse(value, "whatever the suite makes")
        finally:
            self.silent -= 1

    def equal_to_changed(self, value, made, unknown):
        """Whether it is also equal to each object that is made as that one, but of one other value; else `unknown`."""
        tried = False
        for step in STEPS:
            for args, kwargs in variants(made.args, made.kwargs, step)[:VARIANTS_MAX]:
                for other in self.attempt(made.target, made.of, args, kwargs):
                    if not self.equal(value, other):
                        return False
                    tried = True
        return tried or unknown and bool(made.args or made.kwargs)

    def equal(self, one, other):
        # What cannot be compared with it is not equal to it.
        return any(result is True or type(result) is int and result != 0
                   for result in self.attempt(("s", "__eq__"), (one,), (other,), {}))

    def attempt(self, target, of, args, kwargs):
        """What the solution answers, in a list; none where it raises: not every value is one that it takes."""
        try:
            return [self.solution.call(target, of + args, kwargs)]
        except channel.Closed:
            raise
        except BaseException:
            return []

    def refuse(self, value, what):
        if not self.repeats:
            self.solution.refuse("an object of the solution, of class %s, is equal to %s" % (type(value).__name__, what))

    def repeat(self, questions):
        """From now on this is a repeated run: each of them says what is changed, and where that is compared."""
        self.repeats = True
        for question in questions:
            place, change, of, compared, answers, known_mark, self.seed = question.split(" ")
            self.changes[place], self.known[compared] = (change, of), (answers.split(","), known_mark)

    def questions(self):
        """What another run may change: what nothing else depends on, and what must be changed alone; and a check that fails."""
        self.silent += 1
        step = _random.randint(1, STEP_MAX)
        places, together, alone, failed = set(), [], [], -1
        for made in self.telling():
            part, change, apart = self.difference(made, step)
            if part is not None and part.place not in places:
                places.add(part.place)
                (alone if apart else together).append(self.question(made, part, change))
            elif part is None and apart:
                failed = made.check
        return together, alone, failed

    def guesses(self):
        """As `questions`, but without asking the solution, which may take for ever: each in a run of its own."""
        alone = []
        for made in self.telling():
            # First what the class took in this run.
            ways = sorted(self.possible(made, 1, True), key=lambda way: (way[1][0] != "t", way[0] is not made))
            alone += [self.question(made, part, change) for part, change, _ in ways[:1]]
        return [], alone, -1

    def telling(self):
        """What would tell something if it were changed, in an order that nobody knows."""
        telling = [made for made in self.all.values() if made.compared is not None or made.mark]
        return _random.sample(telling, min(len(telling), QUESTIONS_MAX))

    def question(self, made, part, change):
        of = digest(part.args, part.kwargs)
        return " ".join((part.place, change, of, made.place, ",".join(made.answers), made.mark, self.seed))

    def difference(self, made, step):
        """(what, how, whether alone) to change so that the object is another one by the solution's own word.

        Where there is nothing: (None, None, whether that is a failure). What it does not take now is tried in any case.
        """
        others, refused = False, []
        # That they are equal, too, the suite says itself.
        equal = {arguments(twin) for twin in self.alike(made) if made.by_function
                 and twin.made_of in self.same.get(made.made_of, ())}
        # What finds another one by its place, or by which it is, takes another way then.
        apart = bool(made.told or made.mark or number(made.value) in self.placed)
        for part, change, apart in itertools.islice(self.possible(made, step, apart), CHANGES_MAX):
            try:
                if self.differs(made, self.built(made, part, change)):
                    return part, change, apart
            except channel.Closed:
                raise
            except BaseException:
                refused.append((part, change, True))
                continue
            others = others or change[0] == "t" and not (part is made and change in equal)
        if refused and not others:
            # It may take these only when it is asked in its turn: first what it took in this run, then its first argument.
            return min(refused, key=lambda found: (found[1][0] != "t", found[0] is not made, found[1]))
        fails = others and self.should_differ(made)
        if fails:
            self.solution.note("an object of the solution, of class %s, is equal to whatever the suite makes"
                               % type(made.value).__name__)
        return None, None, fails

    def differs(self, made, changed):
        """Whether it is another one than what the suite made, by the word of the solution."""
        if made.compared is None:
            return mark(changed) != made.mark
        partner = made.partner()
        if type(partner) is type(made.value):
            partner = self.built(made)  # what it was compared with may be another since
        return not (self.equal(changed, partner) if made.value is made.compared[0] else self.equal(partner, changed))

    def should_differ(self, made):
        """Whether its class, for which no other arguments made a difference, must have told it from others in this run."""
        if made.compared is not None:
            return number(made.partner()) is not None
        alike = self.alike(made)
        # A class may have one object only; but then it is always that one. Several names of it for one mean nothing.
        return (number(made.value) is None or any(mark(twin.value) != made.mark for twin in alike)
                or made.of and len({twin.made_of for twin in alike}) >= TWINS_ENOUGH)

    def alike(self, made):
        return [twin for twin in self.all.values() if twin.target == made.target and twin.made_of != made.made_of
                and all(one is other for one, other in zip(twin.of, made.of))]

    def possible(self, made, step, apart, depth=0):
        """(what, how, whether alone) might be changed in what an object is made of."""
        found = []
        for far in (0, *(FAR if made.by_function else ())):
            known = ["v%d+%d" % (at, far + step) for at in range(len(variants(made.args, made.kwargs, far + step)))]
            found += [(made, change, apart) for change in _random.sample(known, min(len(known), VARIANTS_MAX))]
        taken = list(dict.fromkeys(filter(None, map(arguments, self.alike(made)))))
        # Another name may be another one for the same; all of them are not.
        enough = CHANGES_MAX if made.of else TWINS_ENOUGH
        found += [(made, change, apart) for change in _random.sample(taken, min(len(taken), enough))]
        for part in made.parts if depth < DEPTH_MAX else ():
            found += self.possible(part, step, apart or part.told > 1, depth + 1)
        return _random.sample(found, len(found))

    def altered(self, args, kwargs, change):
        if change[0] == "t":
            return wire.unpack(bytes.fromhex(change[1:]))
        at, step = change[1:].split("+")
        return shield.own(variants(args, kwargs, int(step))[int(at)])

    def built(self, made, part=None, change=None):
        """Another object, made as this one, but for the change of one part."""
        args, kwargs = shield.own(made.args), shield.own(made.kwargs)
        if made is part:
            args, kwargs = self.altered(args, kwargs, change)
        elif part is not None:
            for inner in made.parts:
                other = self.built(inner, part, change)
                args, kwargs = replaced(args, inner.value, other), replaced(kwargs, inner.value, other)
        return self.solution.call(made.target, made.of + args, kwargs)


def grant(value):
    if value._triptych_made is None:
        value._triptych_made = True


def silent(kind, what, args):
    """Whether an object can be asked this without giving it away; pytest asks parameters for their names."""
    return kind == "s" and (what in SAYING or what in PLACING) or kind == "x" and args[1:] == ("__name__",)


def number(value):
    return value._triptych_number if hasattr(type(value), "_triptych_class") else None


def order(value):
    """The how manieth object it is that the suite has seen, or constant that it names, as text; empty for what is none."""
    if number(value) is None:
        return ""
    return type(value)._triptych_solution.fixed.places.get(number(value)) or str(value._triptych_order)


def mark(value):
    """What tells a value or an object from others; empty where that is not known."""
    if number(value) is not None:
        return "#" + order(value)
    packed = wire.packed(value)
    return hashlib.sha256(packed).hexdigest() if packed else ""


def digest(args, kwargs):
    """What tells arguments from others; objects by when the suite has seen them, which the solution has no part in."""
    encoder = wire.Encoder(foreign=lambda value: ("s", order(value) or type(value).__name__))
    encoder.value((args, kwargs))
    return hashlib.sha256(encoder.take()).hexdigest()


def arguments(twin):
    """The change to what another one was made of; empty where that cannot be written down."""
    packed = wire.packed((twin.args, twin.kwargs))
    return "t" + packed.hex() if len(packed) <= ARGUMENTS_BYTES_MAX else ""


def replaced(value, old, new):
    if type(value) in (list, tuple):
        return type(value)([replaced(part, old, new) for part in value])
    if type(value) is dict:
        return {key: replaced(part, old, new) for key, part in value.items()}
    return new if value is old else value


def variants(args, kwargs, step):
    """The arguments with one of them changed."""
    found = [(args[:at] + (other,) + args[at + 1:], kwargs) for at, value in enumerate(args) for other in changed(value, step)]
    return found + [(args, {**kwargs, name: other}) for name, value in kwargs.items() for other in changed(value, step)]


def changed(value, step, depth=0):
    """Other values like this one."""
    kind = type(value)
    if kind is bool:
        return [not value]
    if kind in (int, float, complex, decimal.Decimal, fractions.Fraction):
        try:
            return [value + step]
        except ArithmeticError:  # a context may forbid it
            return []
    if kind is str:
        digits = [at for at, letter in enumerate(value) if letter in "0123456789"]
        if not digits:
            return [value + chr(ord("a") + step % 26)]
        return [value[:at] + str((int(value[at]) + step) % 10) + value[at + 1:] for at in sorted({digits[0], digits[-1]})]
    if kind is dict and value and depth < DEPTH_MAX:
        return [{**value, key: other} for key in list(value)[:2] for other in changed(value[key], step, depth + 1)]
    if kind in (list, tuple, dict, set) and not value:
        return [kind({step: step} if kind is dict else (step,))]
    if kind in (list, tuple) and depth < DEPTH_MAX:
        places = sorted({0, len(value) // 2, len(value) - 1})
        inside = [value[:at] + kind((other,)) + value[at + 1:] for at in places
                  for other in changed(value[at], step, depth + 1)]
        return inside + [value + value[:1]]
    return []
