"""Copies of checks that must fail: one literal that a result is compared with is another one of its type.

A solution that shares the suite's process may have made every comparison true; then a canary passes.
"""

import ast
import copy
import random

CANARIES_MAX = 20
TEXT_MAX = 20_000
_WORDS = ("empty", "basic", "simple", "edge", "values", "input", "result", "case", "more", "other", "again", "small")


def of(suite, taken):
    """[{of: name of the check, id: name of its copy, source: the copy}], in a random order."""
    chance = random.SystemRandom()
    found = []
    for check in suite.body:
        if isinstance(check, ast.FunctionDef) and check.name.startswith("test") and not check.decorator_list \
                and not check.args.args:
            # Not inside anything: what may not run, or may be meant to fail, says nothing.
            places = [node for node in check.body if isinstance(node, ast.Assert) and literal(node.test) is not None]
            if places:
                found.append((check, places))
    chance.shuffle(found)
    canaries = []
    for check, places in found[:CANARIES_MAX]:
        name = check.name
        while name in taken:
            name = check.name + "_" + chance.choice(_WORDS)
            if name in taken:
                name += str(chance.randrange(2, 1_000))
        source = mutated(check, chance.choice(places), name, chance)
        if len(source) <= TEXT_MAX:
            taken = taken | {name}
            canaries.append({"of": check.name, "id": name, "source": source})
    return canaries


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


def mutated(check, place, name, chance):
    marker = literal(place.test)
    kept = marker.value
    marker.value = another(kept, chance)
    try:
        changed = copy.deepcopy(check)
    finally:
        marker.value = kept
    changed.name = name
    return ast.unparse(changed)


def another(value, chance):
    """Another value of the same type, not equal to it."""
    if type(value) is bool:
        return not value
    if type(value) in (int, float):
        changed = value + chance.choice((1, 2, 3, 7))
        return changed if changed != value else type(value)(value == 0)
    if type(value) is bytes:
        return value + b"x"
    return value + chance.choice("aeiosn")
