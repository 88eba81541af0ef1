"""Which suites need the solution in their own process, and why: by their text alone, the solution has no say in it."""

import ast

from trees import dotted, first_name, is_literal, of_solution, roots, targets, walk

# A name that is bound from another one, that from another: so far what a suite made is followed.
ROUNDS_MAX = 10
# Modules with which a suite looks at, or changes, what only exists in the solution's own process.
_SAME_PROCESS = {"inspect", "gc", "ctypes", "weakref", "pickle", "importlib", "tempfile", "asyncio", "subprocess", "dis",
                 # They execute what may be the solution's text, or build what it says.
                 "doctest", "runpy", "code", "marshal", "shelve", "cProfile", "profile"}
_EXECUTING = {"eval", "exec", "compile"}
_TIMING = {"timeit", "repeat", "Timer"}
_SAME_PROCESS_FIXTURES = {"monkeypatch", "tmp_path", "tmpdir", "mocker", "capfd", "tmp_path_factory", "caplog", "recwarn"}
_SAME_PROCESS_ATTRIBUTES = {"__cause__", "__context__", "__annotations__", "__code__", "__defaults__", "__kwdefaults__",
                            "__closure__", "__wrapped__", "__mro__", "__abstractmethods__", "__slots__"}
_SAME_PROCESS_CALLS = {"open", "random.seed", "np.random.seed", "numpy.random.seed", "os.chdir", "os.putenv", "globals",
                       "sys.setrecursionlimit", "vars", "warnings.catch_warnings", "pytest.warns", "locale.setlocale",
                       "logging.getLogger", "redirect_stdout", "contextlib.redirect_stdout", "pytest.deprecated_call",
                       "warnings.filterwarnings", "warnings.simplefilter", "self.assertWarns", "self.assertWarnsRegex",
                       "self.assertLogs", "self.assertNoLogs",
                       # They start, or fetch, what the solution may have named.
                       "os.system", "os.popen", "__import__"}
# They look at the class itself.
_OF_DATACLASSES = {"asdict", "astuple", "fields", "is_dataclass", "replace"}
# Classes whose objects cannot cross, and mocks, of which only the call does.
_MAKERS = {"StringIO", "BytesIO", "SimpleNamespace", "TextIOWrapper"}
_MOCKS = {"Mock", "MagicMock", "create_autospec", "NonCallableMock", "PropertyMock"}
_OF_MOCKS = {"assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with", "assert_any_call",
             "assert_has_calls", "assert_not_called", "call_count", "call_args", "call_args_list", "called", "mock_calls",
             "return_value", "side_effect", "reset_mock", "method_calls"}
_CHANGING = {"append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard", "update",
             "setdefault", "popitem", "appendleft", "popleft", "extendleft", "rotate"}


def changed_values(tree):
    """Names that the suite imports of the solution and changes in their place: only its own copy would change."""
    names = {name for name, _ in of_solution(tree)[0]}
    changed = set()
    for node in walk(tree, ast.Call, ast.Subscript):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            node = node.func
        elif not isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            continue
        changed.add(getattr(node.value, "id", None))
    # A class decides by itself what its methods change.
    return {name for name in names & changed if name.isupper() or not name.lstrip("_")[:1].isupper()}


def executes(tree):
    """What a suite hands to the interpreter that is not its own text, or None: the solution's would run beside the judge."""
    asked = [node for node in walk(tree, ast.Name) if node.id in _EXECUTING]
    asked += [node for node in walk(tree, ast.Attribute) if dotted(node) in ("builtins.eval", "builtins.exec")]
    timing = list(timed(tree)) if "timeit" in roots(tree) else []
    if not asked and not timing:
        return None
    calls = {id(node.func): node for node in walk(tree, ast.Call) if node.args}
    written = written_down(tree)
    libraries = own_names(tree)
    for node in asked:
        call = calls.get(id(node))
        if call is None or not is_written(call.args[0], written, libraries):
            return ast.unparse(call or node)[:100]
    for part in timing:
        if not isinstance(part, ast.Lambda) and not is_written(part, written, libraries):
            return ast.unparse(part)[:100]
    return None


def timed(tree):
    """What a suite has timed: a function of its own, or what is executed if it is text."""
    names = {alias.asname or alias.name for node in walk(tree, ast.ImportFrom) if node.module == "timeit" for alias in node.names}
    functions = {node.name for node in walk(tree, ast.FunctionDef)}
    for call in walk(tree, ast.Call):
        if getattr(call.func, "attr", None) in _TIMING or getattr(call.func, "id", None) in names:
            given = call.args[:2] + [word.value for word in call.keywords if word.arg in ("stmt", "setup")]
            yield from (part for part in given if getattr(part, "id", None) not in functions)


def written_down(tree):
    """Names that never stand for anything but what the suite writes down."""
    bound = [node.id for node in walk(tree, ast.Name) if isinstance(node.ctx, ast.Store)]
    bound += [node.arg for node in walk(tree, ast.arg)]
    bound += 2 * [node.name for node in walk(tree, ast.MatchAs, ast.MatchStar, ast.ExceptHandler, ast.FunctionDef)]
    written = []
    for node in walk(tree, ast.Assign, ast.For, ast.comprehension, ast.FunctionDef):
        if isinstance(node, ast.FunctionDef):
            rows = [call.args for call in node.decorator_list if isinstance(call, ast.Call) and len(call.args) > 1
                    and dotted(call.func) == "pytest.mark.parametrize" and is_literal(call.args[1])
                    and all(word.arg == "ids" for word in call.keywords)]
            taken = {argument.arg for argument in node.args.args}
            written += [name.strip() for names, _ in rows if isinstance(names, ast.Constant)
                        for name in str(names.value).split(",") if name.strip() in taken]
        elif is_literal(node.value if isinstance(node, ast.Assign) else node.iter):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                written += targets(target)
    return {name for name in written if bound.count(name) == written.count(name)}


def is_written(node, names, libraries):
    """Whether a text is the suite's own, or made of that by what Python has."""
    parts = []
    if isinstance(node, ast.JoinedStr):
        parts = node.values
    elif isinstance(node, ast.FormattedValue):
        parts = [node.value] + [part for part in [node.format_spec] if part is not None]
    elif isinstance(node, ast.BinOp):
        parts = [node.left, node.right]
    elif isinstance(node, ast.Call) and not node.keywords:
        parts = list(node.args)
        if isinstance(node.func, ast.Attribute) and first_name(node.func) not in libraries:
            parts.append(node.func.value)
        elif not isinstance(node.func, ast.Attribute) and getattr(node.func, "id", "") != "compile":
            return False
    else:
        return isinstance(node, ast.Constant) or isinstance(node, ast.Name) and node.id in names
    return all(is_written(part, names, libraries) for part in parts)


def own_names(tree):
    """Names of imported modules, and of what else is imported from elsewhere than the solution."""
    names = set()
    for node in walk(tree, ast.Import, ast.ImportFrom):
        if getattr(node, "module", None) != "solution":
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names if alias.name != "solution")
    return names


def changes_a_part(node, own):
    """Text of a change to a list, dict or set that is an attribute of some object; only its copy would change, or None."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING and part_of_an_object(node.func.value, own):
            return ast.unparse(node.func)[:100]
        return None
    for target in single(getattr(node, "targets", None) or [node.target]):
        if isinstance(target, ast.Subscript) and part_of_an_object(target.value, own):
            return ast.unparse(target)[:100]
    return None


def single(nodes):
    """Targets of an assignment, each by itself."""
    for node in nodes:
        if isinstance(node, (ast.Tuple, ast.List)):
            yield from single(node.elts)
        else:
            yield node.value if isinstance(node, ast.Starred) else node


def part_of_an_object(node, own):
    attributes = 0
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        attributes += isinstance(node, ast.Attribute)
        node = node.value
    # What hangs on a check's own object is the suite's.
    least = 2 if isinstance(node, ast.Name) and node.id in ("self", "cls") else 1
    return attributes >= least and isinstance(node, ast.Name) and node.id not in own


def gives_objects(tree, used):
    """Name of a class of the suite whose object a call of the solution may be given, or None.

    Such an object has attributes and methods that only work here. What is given is followed by name: through assignments,
    loops and functions that make it; an attribute of it is something else.
    """
    classes = {node.name: node for node in walk(tree, ast.ClassDef)
               if not node.name.startswith("Test") and node.name not in used and not any(
                   ast.unparse(base).endswith("TestCase") for base in node.bases)}
    for name, node in classes.items():
        for part in walk(node, ast.ClassDef, ast.FunctionDef):
            for decorator in part.decorator_list:
                if first_name(decorator) in used:
                    return "%s, by a decorator" % name
        if any(isinstance(part, ast.Assign) and isinstance(part.value, ast.Call) and first_name(part.value) in used
               for part in node.body):
            return "%s, by an attribute" % name
    makers = {name for name, node in classes.items()
              if not any(ast.unparse(base).endswith(("Exception", "Error")) for base in node.bases)}
    makers |= _MAKERS | mocks_with_parts(tree)
    if not any(node.id in makers or node.id in classes for node in walk(tree, ast.Name)) and not any(
            node.attr in makers for node in walk(tree, ast.Attribute)):
        return None
    names = dict.fromkeys(makers)
    for _ in range(ROUNDS_MAX):
        known = len(names)
        for node in walk(tree, ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.For, ast.comprehension,
                         ast.withitem):
            carry_names(node, names, makers)
        if len(names) == known:
            break
    own = own_names(tree)
    for node in walk(tree, ast.Call):
        function = node.func
        asked = isinstance(function, ast.Name) and function.id in used or isinstance(function, ast.Attribute)
        if asked and not (isinstance(function, ast.Attribute) and dotted(function.value) in own):
            check = isinstance(function, ast.Attribute) and function.attr.startswith("assert")
            for argument in node.args + [keyword.value for keyword in node.keywords]:
                if makes(argument, names, makers) or not check and classes.keys() & of_a_list(argument):
                    return ast.unparse(argument)[:100]
    return None


def of_a_list(node):
    """The names that stand there by themselves, or in a list or tuple."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return {name for item in node.elts for name in of_a_list(item)}
    return {node.id} if isinstance(node, ast.Name) else set()


def carry_names(node, names, makers):
    """Notes the names that `node` binds to what was made."""
    if isinstance(node, ast.FunctionDef):
        if any(makes(argument, names, makers) for decorator in node.decorator_list if isinstance(decorator, ast.Call)
               for argument in decorator.args):
            names.update((argument.arg, None) for argument in node.args.args)
        if any(makes(part.value, names, makers) for part in ast.walk(node)
               if isinstance(part, (ast.Return, ast.Yield)) and part.value is not None):
            names[node.name] = None
        return
    value = node.iter if isinstance(node, (ast.For, ast.comprehension)) else \
        node.context_expr if isinstance(node, ast.withitem) else node.value
    if value is not None and makes(value, names, makers):
        for target in getattr(node, "targets", None) or [getattr(node, "target", None) or node.optional_vars]:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                names[ast.unparse(target)] = None
            elif target is not None:
                names.update(dict.fromkeys(targets(target)))


def makes(node, names, makers):
    """Whether an expression's value is or holds an object of one of these classes."""
    if isinstance(node, ast.Name):
        return node.id in names and node.id not in makers
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return "%s.%s" % (node.value.id, node.attr) in names
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Name):
            return function.id in names
        return isinstance(function, ast.Attribute) and function.attr in makers
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return any(makes(item, names, makers) for item in node.elts)
    if isinstance(node, ast.Dict):
        return any(makes(item, names, makers) for item in node.values)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        return makes(node.elt, names, makers)
    if isinstance(node, ast.IfExp):
        return makes(node.body, names, makers) or makes(node.orelse, names, makers)
    return isinstance(node, (ast.Starred, ast.Subscript)) and makes(node.value, names, makers)


def mocks_with_parts(tree):
    """Mocks, where the suite gives one attributes of its own: a call alone can cross."""
    if not _MOCKS & ({node.id for node in walk(tree, ast.Name)} | {node.attr for node in walk(tree, ast.Attribute)}):
        return set()
    mocked = {name for node in walk(tree, ast.Assign) if isinstance(node.value, ast.Call)
              and ast.unparse(node.value.func).rpartition(".")[2] in _MOCKS for target in node.targets
              for name in targets(target)}
    parts = any(isinstance(node.value, ast.Name) and node.value.id in mocked and node.attr not in _OF_MOCKS
                for node in walk(tree, ast.Attribute))
    named = any(node.keywords and {word.arg for word in node.keywords} - {"return_value", "side_effect", "name"}
                for node in walk(tree, ast.Call) if ast.unparse(node.func).rpartition(".")[2] in _MOCKS)
    return _MOCKS if parts or named else set()


def refusal(tests_tree, used, led):
    """Why the suite cannot be judged with the solution in another jail, or None."""
    if led:
        return "something of the solution decorates or makes %s, and may run it or not" % led
    if any(walk(tests_tree, kind) for kind in (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)):
        return "the suite awaits something"
    for node in walk(tests_tree, ast.ImportFrom):
        helpers = _OF_DATACLASSES & {alias.name for alias in node.names} if node.module == "dataclasses" else ()
        if helpers:
            return "the suite calls dataclasses." + sorted(helpers)[0]
    for name in sorted(changed_values(tests_tree)):
        return "the suite changes %s of the solution" % name
    shared = _SAME_PROCESS & set(roots(tests_tree))
    if shared:
        return "the suite uses %s, which only works in the solution's process" % sorted(shared)[0]
    executed = executes(tests_tree)
    if executed:
        return "the suite executes what may be the solution's text: " + executed
    given = gives_objects(tests_tree, used)
    if given:
        return "the suite gives the solution an object of its own, %s" % given
    own = own_names(tests_tree)
    for node in walk(tests_tree, ast.Call, ast.Assign, ast.AugAssign, ast.Delete):
        changed = changes_a_part(node, own)
        if changed:
            return "the suite changes what may be a part of the solution's object: " + changed
    for node in walk(tests_tree, ast.ClassDef, ast.arg, ast.Assign, ast.AugAssign, ast.Delete, ast.Call, ast.Attribute):
        problem = shares_the_process(node, used)
        if problem:
            return problem
    return None


def shares_the_process(node, used):
    """Why this part of a suite only works in the solution's process, or None."""
    if isinstance(node, ast.ClassDef):
        named = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in used]
        if named:
            return "the suite derives a class from %s of the solution" % named[0]
    elif isinstance(node, ast.arg) and node.arg in _SAME_PROCESS_FIXTURES:
        return "the suite uses the fixture " + node.arg
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Delete)):
        for target in getattr(node, "targets", None) or [node.target]:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) \
                    and (target.value.id in ("solution", "sys", "builtins", "os", "time") or target.value.id in used):
                return "the suite patches " + ast.unparse(target)[:100]
    elif isinstance(node, ast.Call):
        function = dotted(node.func)
        if function in _SAME_PROCESS_CALLS or function.startswith("dataclasses.") and function[12:] in _OF_DATACLASSES:
            return "the suite calls " + function
        if function == "patch" or function.endswith((".patch", "patch.object", "patch.dict", "patch.multiple")):
            return "the suite patches " + ", ".join(ast.unparse(argument)[:50] for argument in node.args[:2])
    elif isinstance(node, ast.Attribute) and node.attr in _SAME_PROCESS_ATTRIBUTES:
        return "the suite looks at " + node.attr
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) \
            and (node.value.id, node.attr) in (("os", "environ"), ("sys", "modules"), ("sys", "stdin")):
        return "the suite uses " + ast.unparse(node)
    return None
