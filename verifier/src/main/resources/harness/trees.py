"""What several readers of a suite's text ask of its tree."""

import ast


def first_name(node):
    """The name at the beginning of `a.b(…)[c].d`, or None."""
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return getattr(node, "id", None)


def dotted(node):
    """`a.b` of a name and its attributes; `.b` of what else has them."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([getattr(node, "id", "")] + parts[::-1])


def of_solution(tree):
    """How a suite imports the solution: (its name for something, the solution's) of each, names of the module, whether all."""
    named, modules, every = [], set(), False
    for node in walk(tree, ast.ImportFrom):
        if node.module == "solution" and not node.level:
            named += [(alias.asname or alias.name, alias.name) for alias in node.names if alias.name != "*"]
            every |= any(alias.name == "*" for alias in node.names)
    for node in walk(tree, ast.Import):
        modules.update(alias.asname or "solution" for alias in node.names if alias.name.split(".")[0] == "solution")
    return named, modules, every


def words_for_solution(tree):
    """Names in a suite that are the solution, or imported from it."""
    named, modules, _ = of_solution(tree)
    return modules.union(name for name, _ in named)


def children(node):
    """The nodes right in a node; without those that say nothing but what kind they are, like `Load`."""
    found = []
    for name in node._fields:
        value = getattr(node, name, None)
        if type(value) is list:
            found += [item for item in value if isinstance(item, ast.AST) and item._fields]
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found


def by_kind(tree):
    """(the nodes of each kind, and of every one by `ast.AST`, level by level; how many levels there are), found once."""
    found = tree.__dict__.get("_found")
    if found is None:
        nodes, levels, level, kinds = [], 0, [tree], {}
        while level:
            levels += 1
            nodes += level
            level = [child for node in level for child in children(node)]
        for node in nodes:
            kinds.setdefault(type(node), []).append(node)
        kinds[ast.AST] = nodes
        found = tree._found = kinds, levels
    return found


def walk(tree, *kinds):
    """The nodes of exactly these kinds (all without one), level by level."""
    found, _ = by_kind(tree)
    if len(kinds) > 1:
        kinds = [kind for kind in kinds if kind in found]
        if not kinds:
            return []
        if len(kinds) > 1:
            return [node for node in found[ast.AST] if type(node) in kinds]
    return found.get(kinds[0] if kinds else ast.AST, [])


def depth(tree):
    """How many nodes stand inside each other."""
    return by_kind(tree)[1]


def is_literal(node):
    """Whether a value is written down there, and nothing has to be called for it."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError, MemoryError, SyntaxError):
        return False
    return True


def roots(tree):
    """The packages that a suite imports, or imports from."""
    for node in walk(tree, ast.Import):
        for alias in node.names:
            yield alias.name.split(".")[0]
    for node in walk(tree, ast.ImportFrom):
        if not node.level:
            yield (node.module or "").split(".")[0]


def targets(node):
    """Names that an assignment to this binds."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, (ast.Tuple, ast.List)):
        for item in node.elts:
            yield from targets(item)
    elif isinstance(node, ast.Starred):
        yield from targets(node.value)
