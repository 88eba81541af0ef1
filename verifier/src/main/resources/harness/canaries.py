"""Copies of checks that must fail: one literal that a result is compared with is another one of its type.

A solution that shares the suite's process may have made every comparison true; then a canary passes. It must not be told
from its check: it is the check's own text but for the literal, it stands beside it, and both get new names.
"""

import ast
import random
import re

CANARIES_MAX = 20
TEXT_MAX = 20_000
_WORDS = ("empty", "basic", "simple", "edge", "values", "input", "result", "case", "more", "other", "again", "small")
# As the parser counts lines.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def of(suite, source, taken):
    """[{of: name of the check, begin, end: where its text is, check, copy: {id, source}}], in a random order."""
    chance = random.SystemRandom()
    text = Text(source)
    names = list(names_of(suite))
    found = []
    for check in suite.body:
        if isinstance(check, ast.FunctionDef) and check.name.startswith("test") and not check.decorator_list \
                and not check.args.args and names.count(check.name) == 1 and text.alone(check) \
                and not any(isinstance(node, (ast.Return, ast.Raise)) for node in ast.walk(check)):
            # Not inside anything: what may not run, or may be meant to fail, says nothing.
            markers = [literal(node.test) for node in check.body if isinstance(node, ast.Assert)]
            # Written anew, a literal of another form would show which of the two is the copy.
            markers = [marker for marker in markers if marker is not None and text.plain(marker)]
            if markers:
                found.append((check, markers))
    chance.shuffle(found)
    canaries = []
    for check, markers in found[:CANARIES_MAX]:
        begin, end = text.at(check.lineno, 0), text.at(check.end_lineno, check.end_col_offset)
        marker = chance.choice(markers)
        here, there = text.at(marker.lineno, marker.col_offset), text.at(marker.end_lineno, marker.end_col_offset)
        if end - begin <= TEXT_MAX and renamed(source[begin:end], check.name, "other") != source[begin:end]:
            ids = []
            while len(ids) < 2:
                name = "%s_%s" % (check.name, chance.choice(_WORDS))
                if name in taken:
                    name += str(chance.randrange(2, 1_000))
                if name not in taken:
                    taken = taken | {name}
                    ids.append(name)
            chance.shuffle(ids)
            mutated = source[begin:here] + shown(another(marker.value, chance), source[here:there]) + source[there:end]
            canaries.append({
                "of": check.name, "begin": begin, "end": end,
                "check": {"id": ids[0], "source": renamed(source[begin:end], check.name, ids[0])},
                "copy": {"id": ids[1], "source": renamed(mutated, check.name, ids[1])},
            })
    return canaries


def names_of(suite):
    """Every name that the module binds or mentions, each time; what runs only as a program does not run here."""
    for node in suite.body:
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                yield part.id
            elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield part.name
            elif isinstance(part, ast.alias):
                yield part.asname or part.name.split(".")[0]


class Text:
    """Where in the source a place of the parser's is."""

    def __init__(self, source):
        self.source = source
        self.lines = _LINE.findall(source)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line, column):
        """The parser counts columns in bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def alone(self, node):
        """Whether nothing else stands on the lines of the node."""
        rest = self.lines[node.end_lineno - 1].encode()[node.end_col_offset:].decode().strip()
        return node.col_offset == 0 and (not rest or rest.startswith("#"))


    def plain(self, marker):
        """Whether the literal stands on one line, in the form in which another is shown."""
        written = self.source[self.at(marker.lineno, marker.col_offset):self.at(marker.end_lineno, marker.end_col_offset)]
        return marker.lineno == marker.end_lineno and shown(marker.value, written) == written


def renamed(source, name, other):
    return re.sub(r"\A(def\s+)%s\b" % re.escape(name), r"\g<1>" + other, source, count=1)


def shown(value, like):
    """The literal, with the quotes that the other one has."""
    said = repr(value)
    if like.startswith('"') and said.startswith("'") and '"' not in said:
        said = '"%s"' % said[1:-1].replace("\\'", "'")
    return said


def literal(test):
    """The constant that `call(...) == constant` compares with, or None."""
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Eq, ast.Is))):
        return None
    for one, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        called = any(isinstance(node, ast.Call) for node in ast.walk(other))
        constant = first_constant(one)
        if called and constant is not None and not any(isinstance(node, ast.Call) for node in ast.walk(one)):
            return constant
    return None


def first_constant(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float, str, bool, bytes):
        return node
    if isinstance(node, (ast.List, ast.Tuple)):
        for item in node.elts:
            constant = first_constant(item)
            if constant is not None:
                return constant
    return None


def another(value, chance):
    """Another value of the same type, not equal to it, of which nobody can say that it is the changed one."""
    if type(value) is bool:
        return not value
    if type(value) in (int, float):
        # What a program that is merely wrong answers most often is no sign of a cheat.
        changed = chance.choice([value + by for by in (-3, -2, -1, 1, 2, 3) if value + by not in (-1, 0, 1)])
        return changed if changed != value else type(value)(value == 0)
    if not value:
        return value + (b"x" if type(value) is bytes else chance.choice("aeiosn"))
    at = chance.randrange(len(value))
    letter = chance.choice([letter for letter in "aeiosnrtlcd0123456789" if ord(letter) != ord(value[at:at + 1])])
    return value[:at] + (letter.encode() if type(value) is bytes else letter) + value[at + 1:]
