"""Keeps what a check expects from the solution that it expects it of.

A suite that says `assert my_sort(data) == sorted(data)` works out what it expects from the list that it gave away: a
solution that empties the list, and gives back an empty one, would be right. Such arguments go to the solution as copies.
An argument stays what it is where the suite means to see it changed: where it says what the argument has to be
afterwards, where it calls for the sake of the change alone, or where it expects nothing from it.
"""

import ast
import io

OWN = "_triptych_own"
DEPTH_MAX = 100
_CONTAINERS = ("list", "dict", "set", "deque", "Counter", "OrderedDict")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def shielded(source, filename, offered=()):
    """The suite with `_triptych_own(name)` for each argument that has to be kept; lines stay where they are.

    `offered`: names of the solution that the suite may have without importing each.
    """
    tree = ast.parse(source, filename)
    imported = names_of_the_solution(tree) | set(offered)
    places = set()
    try:
        for body in [tree.body] + [node.body for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]:
            places.update(Block(body, imported).places())
    except RecursionError:  # an expression of a thousand terms
        return source
    lines = list(io.StringIO(source, newline=""))  # other than splitlines, only at what ends a line of Python
    for line, start, end in sorted(places, reverse=True):
        # Columns of a tree are counted in bytes.
        text = lines[line - 1].encode()
        lines[line - 1] = (text[:start] + b"%s(%s)" % (OWN.encode(), text[start:end]) + text[end:]).decode()
    return "".join(lines)


def own(value, depth=0):
    """A copy of built-in containers; anything else as it is."""
    kind = type(value)
    if depth > DEPTH_MAX or kind not in (list, dict, set, tuple):
        return value
    if kind is dict:
        return {key: own(part, depth + 1) for key, part in value.items()}
    return kind(own(part, depth + 1) for part in value)


def names_of_the_solution(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "solution":
            names.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(alias.asname or alias.name for alias in node.names if alias.name == "solution")
    return names


def names(*nodes):
    return {node.id for top in nodes for node in walk(top) if isinstance(node, ast.Name)}


def walk(node):
    """The node and what is in it, but for functions and classes that are defined in it."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _FUNCTIONS + (ast.ClassDef,)):
            yield from walk(child)


class Block:
    """The statements of one function, or of the module."""

    def __init__(self, body, imported):
        self.nodes = [node for statement in body if not isinstance(statement, _FUNCTIONS + (ast.ClassDef,))
                      for node in walk(statement)]
        self.imported = imported
        self.results = self.spread(set(imported))
        self.calls = [node for node in self.nodes if isinstance(node, ast.Call) and self.asks(node)]

    def spread(self, known):
        """The names, and those that are worked out from them."""
        before = -1
        while len(known) != before:
            before = len(known)
            for node in self.nodes:
                value, targets = None, ()
                if isinstance(node, ast.Assign):
                    value, targets = node.value, node.targets
                elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
                    value, targets = node.value, (node.target,)
                elif isinstance(node, (ast.For, ast.comprehension)):
                    value, targets = node.iter, (node.target,)
                elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                    value, targets = node.context_expr, (node.optional_vars,)
                if value is not None and names(value) & known:
                    known |= names(*targets)
        return known

    def asks(self, call):
        """Whether the solution is asked: a name of it, or a method of what came from it."""
        at = call.func
        while isinstance(at, (ast.Attribute, ast.Call, ast.Subscript)):
            at = at.func if isinstance(at, ast.Call) else at.value
        return isinstance(at, ast.Name) and at.id in self.results

    def places(self):
        """(line, start, end) of the arguments that have to be kept."""
        given = {}  # name: where it is an argument
        # Inside an f-string positions mean something else before Python 3.12.
        inside = {id(part) for node in self.nodes if isinstance(node, ast.JoinedStr) for part in walk(node)}
        for call in self.calls:
            if id(call) in inside:
                continue
            for part in call.args + [keyword.value for keyword in call.keywords]:
                if isinstance(part, ast.Name) and part.id not in self.results:
                    given.setdefault(part.id, []).append((part.lineno, part.col_offset, part.end_col_offset))
        return [place for name, places in given.items() if self.expects_from(name) and not self.sees_changed(name)
                for place in places]

    def expects_from(self, name):
        """Whether something is expected that is worked out from it."""
        known = self.spread({name})
        if any(names(*sides[:at], *sides[at + 1:]) & self.results and self.plain(side) & known
               for sides in self.compared() for at, side in enumerate(sides)):
            return True
        return any(isinstance(node, (ast.For, ast.comprehension)) and name in names(node.iter)
                   and "range" not in names(node.iter) for node in self.nodes)

    def sees_changed(self, name):
        for node in self.nodes:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name in names(
                    *node.value.args) and not is_check(node.value) and not self.on_an_object(node.value):
                return True
            if isinstance(node, ast.Assign) and is_empty(node.value) and name in names(*node.targets):
                return True
            if isinstance(node, ast.While) and name in names(node.test):
                return True
            if isinstance(node, ast.Compare) and any(isinstance(kind, (ast.Is, ast.IsNot)) for kind in node.ops):
                if any(isinstance(side, ast.Name) and side.id == name for side in [node.left] + node.comparators):
                    return True
        return any(name in self.plain(side) and not names(*sides[:at], *sides[at + 1:]) & self.results
                   for sides in self.compared() for at, side in enumerate(sides))

    def on_an_object(self, call):
        """Whether a method of what came from the solution is called: for the sake of that, not of its arguments."""
        return (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
                and call.func.value.id in self.results - self.imported)

    def plain(self, side):
        """The names that stand there by themselves, and not for the solution to be asked about."""
        if any(part in self.calls for part in walk(side)):
            return set()
        return names(side)

    def compared(self):
        """The sides of what is checked: two or more that are compared, or one that has to be true."""
        found = []
        waiting = [node.test for node in self.nodes if isinstance(node, ast.Assert)]
        waiting += [node for node in self.nodes if isinstance(node, ast.Expr) and is_check(node.value)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.BoolOp):
                waiting += node.values
            elif isinstance(node, ast.UnaryOp):
                waiting.append(node.operand)
            elif isinstance(node, ast.Compare):
                found.append([node.left] + node.comparators)
            elif isinstance(node, ast.Expr):
                found.append(node.value.args)
            else:
                found.append([node])
        return found


def is_empty(value):
    """`[]`, `{}`, `set()`, …: what is to be filled."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in _CONTAINERS and not value.args
    return isinstance(value, (ast.List, ast.Dict)) and not getattr(value, "elts", None) and not getattr(value, "keys", None)


def is_check(call):
    """`self.assertEqual(…)` and its like, also of numpy's."""
    return isinstance(call, ast.Call) and isinstance(call.func, (ast.Attribute, ast.Name)) and (
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id).startswith("assert")
