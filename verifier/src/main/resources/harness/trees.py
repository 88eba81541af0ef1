"""What several readers of a suite's text ask of its tree."""

import ast


def first_name(node):
    """The name at the beginning of `a.b(…)[c].d`, or None."""
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return getattr(node, "id", None)
