"""Which names of the solution's module and classes a suite reads without calling them, by its text alone."""

import ast

from trees import children, dotted, is_literal, of_solution, walk

CONSTANTS_MAX = 200
# Assertions of unittest that compare what they are given.
_COMPARING = {"assertEqual", "assertNotEqual", "assertTrue", "assertFalse", "assertIsNone", "assertIsNotNone", "assertIs",
              "assertIsNot", "assertIn", "assertNotIn", "assertGreater", "assertGreaterEqual", "assertLess",
              "assertLessEqual", "assertAlmostEqual", "assertListEqual", "assertDictEqual", "assertSetEqual"}


def names(suite, offered):
    """Dotted names, as the solution has them, that the suite reads of its module and classes: see `constants.py`."""
    named, modules, _ = of_solution(suite)
    originals = {**{name: name for name in offered}, **dict(named)}
    top = {id(node) for node in suite.body}
    late = [name for node in walk(suite, ast.ImportFrom) if id(node) not in top and node.module == "solution"
            for name in (alias.name for alias in node.names) if name != "*"]
    of_calls = {id(node.func) for node in walk(suite, ast.Call)}
    found = dict.fromkeys(late)
    for node in walk(suite, ast.Attribute):
        path = []
        inner = node
        while isinstance(inner, ast.Attribute):
            path.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and not any(name.startswith("__") for name in path):
            if inner.id in originals:
                path.insert(0, originals[inner.id])
            elif inner.id not in modules:
                continue
            # What is called gives a result; but it has to be found in a module first.
            if len(path) == 1 or id(node) not in of_calls:
                found[".".join(path)] = None
    found = list(found)[:CONSTANTS_MAX]
    # No names begin so.
    parts = {part for path in found for part in path.split(".")}
    return found + sorted("=" + name for name in compared_with_text(suite, parts))


def compared_with_text(suite, names):
    """Those of the names that the suite reads only to compare what they give with what stands in its text.

    It is an answer as that of a call: `assert Account.count == 2`.
    """
    above = {id(child): node for node in walk(suite) for child in children(node)} if names else {}
    kept = {alias.name for node in walk(suite, ast.ImportFrom) for alias in node.names}
    kept |= {node.value for node in walk(suite, ast.Constant) if isinstance(node.value, str)}
    seen = set()
    for node in walk(suite, ast.Attribute):
        if node.attr in names:
            seen.add(node.attr)
            if node.attr not in kept and not is_compared_with_text(node, above):
                kept.add(node.attr)
    return seen - kept


def is_compared_with_text(node, above):
    while True:
        inner, node = node, above.get(id(node))
        if isinstance(node, (ast.UnaryOp, ast.BoolOp)) or isinstance(node, ast.Attribute) and not called(node, above):
            continue
        if isinstance(node, ast.Subscript) and inner is node.value and is_text(node.slice):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
            continue
        if isinstance(node, ast.Compare):
            return all(part is inner or is_text(part) for part in [node.left] + node.comparators)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _COMPARING:
            return inner is not node.func and not node.keywords and all(
                part is inner or is_text(part) for part in node.args)
        return isinstance(node, ast.Assert) and inner is node.test


def called(node, above):
    call = above.get(id(node))
    return isinstance(call, ast.Call) and call.func is node


def is_text(node):
    """Whether a value is written down there."""
    if isinstance(node, ast.Call) and not node.keywords and dotted(node.func) in ("pytest.approx", "approx"):
        return all(map(is_text, node.args))
    return is_literal(node)
