"""Keeps what a check expects from the solution that it expects it of.

A suite that says `assert my_sort(data) == sorted(data)` works out what it expects from the list that it gave away: a
solution that empties the list, and gives back an empty one, would be right. Such an argument goes to the solution as a
copy: where an answer for it is compared with what is worked out from all of it, or from a part of it at which the suite
does not look for itself. It stays what it is where the suite compares it, by itself, with something else, asks which
object it is, has it filled, or calls for the change alone.
"""

import ast
import bisect
import builtins
import collections
import io

from trees import children, first_name, walk, words_for_solution

OWN = "_triptych_own"
DEPTH_MAX = 100
# Things that one function gives to the solution; where there are more, none is kept.
GIVEN_MAX = 60
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_EQUALITY = (ast.Eq, ast.NotEq)
_CLOSE = ("isclose", "allclose")
_OF_SETS = ("issubset", "issuperset")
# What gives each part of something to a function.
_APPLYING = ("map", "filter")
_OF_VALUES = frozenset(name for kind in (list, dict, set, str, tuple, bytes) for name in dir(kind))
_FILLING = ("append", "extend", "add", "insert", "update", "appendleft", "setdefault")
_CONTAINERS = ("list", "dict", "set", "deque", "Counter", "OrderedDict", "defaultdict")
_COPIED = (list, dict, set, tuple, bytearray, collections.deque, collections.Counter, collections.OrderedDict)


def places(tree, offered):
    """(line, start, end) of each argument of a suite that has to be kept, the last one first.

    `offered`: names of the solution that the suite may have without importing each.
    """
    known = Known(tree, offered)
    asking = sorted(call.lineno for call in walk(tree, ast.Call) if any(arguments(call)) and (
        known.applied(call) or not (isinstance(call.func, ast.Name) and call.func.id in known.others)))
    found = set()
    try:
        for scope in [tree] + walk(tree, *_FUNCTIONS) if asking else []:
            # Most functions give the solution only what they write down.
            first = bisect.bisect_left(asking, getattr(scope, "lineno", 0))
            if scope is tree or first < len(asking) and asking[first] <= scope.end_lineno:
                found.update(Block(scope, known).places())
    except RecursionError:  # an expression of a thousand terms
        return []
    return sorted(found, reverse=True)


def shielded(source, kept):
    """The suite with `_triptych_own(…)` at these places; lines stay where they are."""
    lines = list(io.StringIO(source, newline=""))  # other than splitlines, only at what ends a line of Python
    for line, start, end in kept:
        # Columns of a tree are counted in bytes.
        text = lines[line - 1].encode()
        lines[line - 1] = (text[:start] + b"%s(%s)" % (OWN.encode(), text[start:end]) + text[end:]).decode()
    return "".join(lines)


def own(value, known=None, depth=0):
    """A copy of containers; anything else as it is."""
    known = {} if known is None else known
    kind = type(value)
    if depth > DEPTH_MAX or kind not in _COPIED:
        return value
    if id(value) not in known:
        if issubclass(kind, dict):
            copied = kind({key: own(part, known, depth + 1) for key, part in value.items()})
        elif kind is collections.deque:
            copied = kind((own(part, known, depth + 1) for part in value), value.maxlen)
        else:
            copied = value if kind is bytearray else [own(part, known, depth + 1) for part in value]
            copied = kind(copied)
        known[id(value)] = copied
    return known[id(value)]


def names(*nodes):
    return {node.id for top in nodes for node in parts_of(top) if isinstance(node, ast.Name)}


def mentions(known, *nodes):
    """Whether one of these names, or attributes, stands there."""
    return any(isinstance(node, (ast.Name, ast.Attribute)) and text_of(node) in known
               for top in nodes for node in parts_of(top))


def parts_of(node):
    """The node and what is in it, but for functions and classes that are defined in it."""
    found = node.__dict__.get("_parts")
    if found is None:
        found = node._parts = [node]
        for child in children(node):
            if not isinstance(child, _FUNCTIONS + (ast.ClassDef,)):
                found += parts_of(child)
    return found


def text_of(node):
    found = node.__dict__.get("_text")
    if found is None:
        found = node._text = ast.unparse(node)
    return found


class Known:
    """Names of the whole suite: of the solution, and of what is certainly not the solution's."""

    def __init__(self, tree, offered):
        self.solution = words_for_solution(tree) | set(offered)
        self.others = {(alias.asname or alias.name).split(".")[0] for alias in walk(tree, ast.alias)} | set(dir(builtins))
        self.functions = {node.name for node in walk(tree, *_FUNCTIONS)}
        self.others.update(self.functions, (node.name for node in walk(tree, ast.ClassDef)))
        # What a parameter stands for nobody knows: a fixture may give an object of the solution.
        self.others -= self.solution.union(node.arg for node in walk(tree, ast.arg))

    def applied(self, call):
        """Whether a function of the solution is given each part of something."""
        return (isinstance(call.func, ast.Name) and call.func.id in _APPLYING and len(call.args) > 1
                and first_name(call.args[0]) in self.solution)


class Block:
    """The statements of one function, or of the module."""

    def __init__(self, scope, known):
        self.known = known
        self.nodes = [node for statement in scope.body if not isinstance(statement, _FUNCTIONS + (ast.ClassDef,))
                      for node in parts_of(statement)]
        self.values, self.objects = set(), set()  # names that are bound here: to what is not the solution's, or may be
        for node in self.nodes:
            if isinstance(node, ast.Assign):
                mentioned = names(node.value)
                if mentioned & known.solution:
                    self.objects.update(names(*node.targets))
                elif not mentioned & known.functions:
                    self.values.update(names(*node.targets))
        self.calls = [node for node in self.nodes if isinstance(node, ast.Call) and self.asks(node)]
        self.given = {}  # what is given to the solution, as text: the calls, and where in them
        for call in self.calls:
            for part in arguments(call):
                if first_name(part) not in known.solution:
                    self.given.setdefault(text_of(part), []).append((call, part))
        if len(self.given) > GIVEN_MAX:
            self.given = {}
        self.pairs = list(self.compared()) if self.given else []

    def asks(self, call):
        """Whether the solution is, or may be, asked."""
        first = first_name(call.func)
        if first in self.known.solution or first in self.objects and isinstance(call.func, ast.Attribute):
            return True
        if self.known.applied(call):
            return True
        if first is None or first in self.known.others:
            return False
        if isinstance(call.func, ast.Name):
            return first not in self.values  # a parameter
        # What a fixture or `setUp` made may be an object of the solution: `self.sorter.sort(data)`.
        return not isinstance(call.func, ast.Attribute) or not call.func.attr.startswith("assert") and (
            call.func.attr not in _OF_VALUES or first not in self.values)

    def places(self):
        """(line, start, end) of the arguments that have to be kept."""
        if not self.given:
            return []
        # Inside an f-string positions mean something else before Python 3.12.
        inside = {id(part) for node in self.nodes if isinstance(node, ast.JoinedStr) for part in parts_of(node)}
        found = []
        for text, places in self.given.items():
            calls, known = self.answers(text)
            expects = (self.expects(text, calls, known)
                       or not self.looks_at_a_part(text, calls, known) and self.expects(text, calls, known, parts=True)
                       or not self.looks_at_a_part(text, calls, known, True)
                       and self.expects(text, calls, known, lengths=True))
            if expects and not self.sees_changed(text, calls, known):
                found += [(part.lineno, part.col_offset, part.end_col_offset) for call, part in places
                          if id(call) not in inside and part.lineno == part.end_lineno]
        return found

    def answers(self, text):
        """The calls that are given it, and names of what they answer or change."""
        calls = {id(call) for call, _ in self.given[text]}
        known = set()
        for node in self.nodes:
            for targets, value in bindings(node):
                if any(id(part) in calls for part in parts_of(value)):
                    known |= names(*targets)
            if isinstance(node, ast.Expr) and id(node.value) in calls and self.on_an_object(node.value):
                known.add(text_of(node.value.func.value))
        return calls, known

    def looks_at_a_part(self, text, calls, known, bounded=False):
        """Whether the suite compares a part of it with what is no answer: then it may be that which the call changes.

        `bounded`: also a part that an answer bounds, `data[:count] == [2]`, and the length.
        """
        length = "len(%s)" % text
        for one, other in self.pairs:
            looked_at = whole(one, {text}, True) or (
                bounded and text_of(one) == length and isinstance(other, ast.Constant))
            if looked_at and not mentions(known, *([other] if bounded else [one, other])) and not any(
                    id(part) in calls for part in parts_of(one) + parts_of(other)):
                return True
        return False

    def expects(self, text, calls, known, parts=False, lengths=False):
        """Whether an answer for it is compared with what is worked out from all of it, a part of it, or its length."""
        later, lengths_of = self.worked_out(text, calls, known, lengths)
        # A length alone may be what the call changes: `len(deck) == 52 - len(hand)`.
        alone = {"len(%s)" % text, *lengths_of} if lengths else ()
        if any(is_answer(one, calls, known) and not is_answer(other, calls, known) and text_of(other) not in alone
               and whole(other, later, parts, lengths) for one, other in self.pairs):
            return True
        return any(self.expects_in_a_loop(node, text, calls, known, lengths_of) for node in self.nodes)

    def worked_out(self, text, calls, known, lengths):
        """What stands for it, or is worked out from it, once it was given away; and names of its length."""
        later, lengths_of = {text}, set()
        first = min(call.lineno for call, _ in self.given[text])
        for node in self.nodes:
            if getattr(node, "lineno", 0) < first:
                continue
            for targets, value in bindings(node):
                if whole(value, {text}, lengths=lengths) and not is_answer(value, calls, known):
                    later |= names(*targets)
                if text in counted(value):
                    lengths_of |= names(*targets)
            if isinstance(node, ast.For) and whole(node.iter, {text}, lengths=lengths):
                # `for value in data: expected += value`
                later |= filled(node.body) - known
        return later, lengths_of

    def expects_in_a_loop(self, node, text, calls, known, lengths_of):
        """Whether answers are compared while this goes through it, or through its indices."""
        for over, body in loops(node):
            inside = [part for step in body for part in parts_of(step)]
            if whole(over, {text}) and "range" not in names(over) and (
                    isinstance(node, ast.For) and any(id(part) in calls for part in inside)
                    or any(is_answer(container, calls, known) for part in inside for container in looked_through(part))
                    # `for found, value in zip(answers, data): assert found == 2 * value`
                    or any(asserts(part) and (is_answer(part, calls, known) or is_answer(over, calls, known))
                           for part in inside)):
                return True
            # `for i in range(len(data)): assert found[i] == expected[i]`
            if (text in counted(over) or names(over) & lengths_of) and any(
                    asserts(part) and is_answer(part, calls, known) for part in inside) and not self.looks_at_a_part(
                        text, calls, known, True):
                return True
        return False

    def sees_changed(self, text, calls, known):
        """Whether the suite means to see what the solution made of it."""
        bound = [node for node in self.nodes if isinstance(node, ast.Assign)
                 and any(text_of(target) == text for target in node.targets)]
        if bound and all(is_empty(node.value) for node in bound) and not any(
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FILLING
                and text_of(node.func.value) == text for node in self.nodes):
            return True
        if any(isinstance(node, ast.Expr) and id(node.value) in calls and not self.on_an_object(node.value)
               for node in self.nodes):
            return True
        for node in self.nodes:
            if isinstance(node, ast.While) and whole(node.test, {text}):
                return True
            same = isinstance(node, ast.Compare) and any(isinstance(kind, ast.Is) for kind in node.ops) or isinstance(
                node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "assertIs"
            if same and any(text_of(part) == text for part in parts_of(node) if isinstance(part, ast.expr)):
                return True
        return any(text_of(one) == text and not mentions(known, other)
                   and not any(id(part) in calls for part in parts_of(other)) for one, other in self.pairs)

    def on_an_object(self, call):
        """Whether a method of an object is called: for the sake of that, not of its arguments."""
        return (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, (ast.Name, ast.Attribute))
                and first_name(call.func.value) not in self.known.solution)

    def compared(self):
        """What is compared with what, either way round."""
        for node in self.nodes:
            sides = []
            if isinstance(node, ast.Compare):
                every = [node.left] + node.comparators
                sides = [pair for pair, kind in zip(zip(every, every[1:]), node.ops)
                         if not isinstance(kind, (ast.In, ast.NotIn, ast.Is, ast.IsNot))]
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
                sides = [(node.left, node.right)]
            elif isinstance(node, ast.Call) and len(node.args) > 1:
                name = name_called(node)
                if name in _CLOSE or name.startswith("assert") and "In" not in name and "Is" not in name:
                    sides = [tuple(node.args[:2])]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OF_SETS \
                    and node.args:
                sides = [(node.func.value, node.args[0])]
            for one, other in sides:
                yield one, other
                yield other, one


def is_answer(side, calls, known):
    """Whether an answer of one of these calls stands in an expression, or one of these names of such answers."""
    return any(id(node) in calls for node in parts_of(side)) or mentions(known, side)


def bindings(node):
    """(targets, value) of an assignment; what `a, b = c, d` binds each by itself."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple) and len(target.elts) == len(
                    node.value.elts) and not any(isinstance(part, ast.Starred) for part in target.elts + node.value.elts):
                yield from (([one], value) for one, value in zip(target.elts, node.value.elts))
            else:
                yield [target], node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield [node.target], node.value


def loops(node):
    """(what is gone through, what is done with each) of a loop, also of one inside an expression."""
    if isinstance(node, ast.For):
        yield node.iter, node.body
    elif isinstance(node, ast.While):
        yield node.test, node.body
    elif isinstance(node, (ast.GeneratorExp, ast.ListComp, ast.SetComp)):
        yield from ((part.iter, [node.elt]) for part in node.generators)


def counted(node):
    """Whose length is asked."""
    return {text_of(call.args[0]) for call in parts_of(node)
            if isinstance(call, ast.Call) and name_called(call) == "len" and call.args}


def filled(body):
    """Names that statements bind or fill."""
    found = set()
    for node in [part for statement in body for part in parts_of(statement)]:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FILLING:
            found |= names(node.func.value)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            found |= names(node.value)
    return found


def asserts(node):
    return isinstance(node, ast.Compare) or isinstance(node, ast.Call) and name_called(node).startswith("assert")


def looked_through(node):
    """In what is looked for something that must be there."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.In):
        yield node.comparators[0]
    elif isinstance(node, ast.Call) and name_called(node) == "assertIn" and len(node.args) > 1:
        yield node.args[1]


def name_called(call):
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def arguments(call):
    """What is given by name, also in a list, tuple or dict: a name, an attribute or an item."""
    waiting = call.args + [keyword.value for keyword in call.keywords]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.List, ast.Tuple)):
            waiting += node.elts
        elif isinstance(node, ast.Dict):
            waiting += node.values
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and first_name(node) is not None:
            yield node


def whole(node, texts, parts=False, lengths=False):
    """Whether one of these stands in an expression; only the length of it counts with `lengths`, a part with `parts`."""
    if isinstance(node, ast.expr) and text_of(node) in texts:
        return True
    if isinstance(node, ast.Subscript):
        return whole(node.slice, texts, parts, lengths) or parts and whole(node.value, texts, parts, lengths)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and not lengths:
        return False
    return any(whole(child, texts, parts, lengths) for child in ast.iter_child_nodes(node))


def is_empty(value):
    """`[]`, `{}`, `set()`, …: what is to be filled."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in _CONTAINERS and not any(
            not isinstance(part, ast.Name) for part in value.args) and len(value.args) <= (value.func.id == "defaultdict")
    return isinstance(value, (ast.List, ast.Dict)) and not getattr(value, "elts", None) and not getattr(value, "keys", None)
