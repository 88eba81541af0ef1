"""Reads a solution and a suite without running either: names, checks, what can be lowered, what cannot be carried.

Runs in a jail of its own, because a parser can be made to eat memory and time.
"""

import ast
import base64
import builtins
import json
import marshal
import sys
import warnings

import canaries
import channel
import checks as checks_of_text
import constants_of_text
import coverage_lines
import shield
import wire
from trees import depth, dotted, first_name, is_literal, of_solution, walk, words_for_solution

LITERALS_MAX = 10_000
CODE_BYTES_MAX = 1024 * 1024
# A name that is bound from another one, that from another: so far what a suite made is followed.
ROUNDS_MAX = 10
# What of a suite's text may stand inside each other; a solution may be as deep as the interpreter takes it.
NESTED_MAX = 2_000
# What shows a part of a suite as text, and what follows its values, call themselves for what is inside.
FRAMES_PER_LEVEL = 10


def work(inbound, outbound):
    """Serves one question after the other; each answer begins with the four bytes that its question began with."""
    while True:
        message = channel.receive(inbound)
        channel.send(outbound, message[:4] + json.dumps(analyze(*wire.unpack(message[4:]))).encode())


def attempt(step, source, filename):
    """(what the step made, None) or (None, what is wrong). Neither parsing nor compiling executes anything."""
    try:
        return step(source, filename), None
    except (SyntaxError, ValueError) as error:
        return None, "%s: %s" % (type(error).__name__, str(error)[:500])
    except (RecursionError, MemoryError):
        return None, "too deeply nested to parse"


def compiled(source, filename):
    """(code, whether compiling said nothing beside it)."""
    with warnings.catch_warnings(record=True) as said:
        return compile(source, filename, "exec", dont_inherit=True), not said


def portable(code, silent):
    """Code for the jail that runs it, as text; nothing where that jail is to compile it, and to say what there is to say."""
    try:
        data = marshal.dumps(code) if silent else b""
    except ValueError:  # nested too deep
        return ""
    return base64.b64encode(data).decode() if len(data) <= CODE_BYTES_MAX else ""


def analyze(solution, tests, style, measured, entry_point=""):
    found = dict(solutionError=None, testsError=None, lines=[], branches=[], checks=[], mode="plain", importsPytest=False,
                 imported=[], offered=[], libraries=[], classes=[], shadowed=[], suspicion=[], lowered=[],
                 refusal=None, unclear=None, canaries=[], kept=[], constants=[], solutionCode="", testsCode="")
    tree, found["solutionError"] = attempt(ast.parse, solution, "solution.py")
    if not found["solutionError"]:
        done, found["solutionError"] = attempt(compiled, solution, "solution.py")
    if found["solutionError"]:
        return found
    found["solutionCode"] = portable(*done)
    if measured:
        found["lines"] = sorted(executable_lines(done[0]))
        found["branches"] = coverage_lines.branches(tree)
    if style != "stdio":
        suite, found["testsError"] = attempt(ast.parse, tests, "test_suite.py")
        if not found["testsError"]:
            found["testsError"] = read(tree, suite, tests, style, entry_point, found)
        if not found["testsError"] and not found["lowered"]:
            text = shield.shielded(tests, found["kept"]) if found["kept"] else tests
            done, found["testsError"] = attempt(compiled, text, "test_suite.py")
            if not found["testsError"] and found["mode"] != "statements" and not found["refusal"]:
                found["testsCode"] = portable(*done)
    return found


def read(solution, suite, tests, style, entry_point, found):
    """Notes what the suite is; what is wrong with it, or None."""
    if depth(suite) > NESTED_MAX:
        return "nested deeper than %d" % NESTED_MAX
    # Only here: parsing and compiling must refuse what the interpreter that runs them refuses.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + FRAMES_PER_LEVEL * NESTED_MAX)
    try:
        read_suite(solution, suite, tests, style, entry_point, found)
    except Exception as error:
        return "cannot be analysed: %s" % type(error).__name__
    finally:
        sys.setrecursionlimit(limit)
    return None


def read_suite(solution, suite, tests, style, entry_point, found):
    names = defined(solution.body)
    used, star = used_of(suite)
    explicit = words_for_solution(suite)
    words = words_of_the_solution(suite, explicit, star or style == "function")
    free, bound = set(), frozenset()
    if star or style == "function":
        bound = bound_by(suite)
        # Though a function may bind one for itself.
        free = outside(suite) - bound - _BUILTINS
    read = checks_of_text.Checks(suite, free | words)
    checks = read.ids
    mode = "pytest" if read.pytest else "plain"
    if style == "function":
        found["lowered"] = lower(suite.body, words_of_the_solution(suite, explicit, True))
        if not checks and not read.likely:
            count = sum(isinstance(node, ast.Assert) for node in suite.body)
            checks = ["assert_%d" % number for number in range(1, 1 + count)]
            mode = "statements"
    unclear = None
    if star or style == "function":
        # By the module's name alone it takes nothing.
        taken = Taken(suite, words.difference(of_solution(suite)[1]).union(used), bound, entry_point)
        unclear = taken.unclear
        offered = [name for name in names + list(bound_by_imports(solution.body)) if taken.may_be(name)]
        found["offered"] = list(dict.fromkeys(offered + taken.builtins))
        found["libraries"] = sorted(name for name in set(bound_by_imports(solution.body)) if taken.is_library(name))
        used = list(dict.fromkeys(used + found["offered"]))
    found.update(
        checks=list(dict.fromkeys(checks)),
        suspicion=sorted("duplicate check " + name for name in set(checks) if checks.count(name) > 1),
        mode=mode,
        importsPytest=mode == "pytest" or "pytest" in roots(suite),
        imported=used,
        classes=[node.name for node in statements(solution.body)
                 if isinstance(node, ast.ClassDef) and node.name in used],
        shadowed=sorted(set(names) & set(defined(suite.body))),
        # Calls alone are judged outside, where nothing can be shared.
        refusal=None if found["lowered"] else unclear or refusal(suite, words, read.led),
    )
    if not found["refusal"] and not found["lowered"]:
        found["kept"] = shield.places(suite, found["offered"])
        found["constants"] = constants_of_text.names(suite, found["offered"])
    if found["refusal"]:
        # There nobody can be asked which checks were found.
        found["checks"] = list(dict.fromkeys(checks + read.likely))
        found["unclear"] = unclear or (None if mode == "statements" else read.unclear)
    if found["refusal"] and mode != "statements":
        found["canaries"] = canaries.of(suite, tests, set(checks + read.likely) | set(defined(suite.body)))


def words_of_the_solution(suite, explicit, any_word):
    """Names that the suite may have of the solution, by its own text alone: with `any_word`, all that it does not bind."""
    if not any_word:
        return explicit
    bound = {node.id for node in walk(suite, ast.Name) if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in walk(suite, ast.arg)}
    bound |= {node.name for node in walk(suite, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler,
                                         ast.MatchAs, ast.MatchStar)}
    bound |= {node.rest for node in walk(suite, ast.MatchMapping)}
    bound |= {(alias.asname or alias.name).split(".")[0] for alias in walk(suite, ast.alias)} - explicit
    mentioned = {node.id for node in walk(suite, ast.Name)}
    return explicit | (mentioned - bound - set(dir(builtins)))


def outside(suite):
    """Names that a suite mentions where it does not define a function: those of decorators, conditions, bases."""
    names, waiting = set(), list(suite.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting.extend(node.decorator_list)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            waiting.extend(ast.iter_child_nodes(node))
    return names


class Taken:
    """Which names a suite takes from the solution where it does not import each: those that can mean nothing else.

    What the suite binds itself, and what Python has by that name, the solution must not replace: it would decide by `all`
    or `math` whether its own answers hold. A builtin's name is taken where the suite's text leaves no other to judge.
    """

    def __init__(self, suite, words, bound, entry_point):
        names = walk(suite, ast.Name)
        self.mentioned = {node.id for node in names} - bound
        attributes = [node.value for node in walk(suite, ast.Attribute) if isinstance(node.value, ast.Name)]
        inside = {id(node) for node in attributes}
        alone = {node.id for node in names if id(node) not in inside}
        # `math.isclose` without an import means the library, `tokenize("a b")` a function of the solution.
        self.libraries = {node.id for node in attributes} & _LIBRARIES - alone
        called = {node.func.id for node in walk(suite, ast.Call) if isinstance(node.func, ast.Name)}
        called &= self.mentioned & _BUILTINS
        functions = {name for name in called if not isinstance(getattr(builtins, name), type)} or called
        self.builtins, self.unclear = [], None
        if entry_point in self.mentioned & _BUILTINS:
            self.builtins = [entry_point]
        elif not words and len(functions) == 1:
            self.builtins = sorted(functions)
        elif not words and functions:
            self.unclear = "which name is the solution's cannot be told from the text: " + ", ".join(sorted(functions))[:100]

    def may_be(self, name):
        return (name in self.mentioned and name not in _BUILTINS and name not in self.libraries
                and name not in _TOOLS and not name.startswith("__"))

    def is_library(self, name):
        return name in self.libraries and name in self.mentioned and name not in ("pytest", "unittest")


_BUILTINS = frozenset(dir(builtins))
_TOOLS = frozenset(["pytest", "numpy", "np", "pd", "pandas", "unittest"])
_LIBRARIES = _TOOLS | sys.stdlib_module_names


def bound_by(suite):
    """Names that a suite binds in its module, wherever: the solution gives none of them."""
    names = {name for node in walk(suite, ast.Global) for name in node.names}
    waiting = list(suite.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            if getattr(node, "module", None) != "solution":
                names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            waiting.extend(ast.iter_child_nodes(node))
    return names


def statements(body):
    """Top-level statements, with those inside if, try, with and loops."""
    # Without calling itself: an `elif` stands inside the one before it.
    waiting = body[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        inside = []
        if isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
            for part in ("body", "orelse", "finalbody"):
                inside += getattr(node, part, [])
        for handler in getattr(node, "handlers", []):
            inside += handler.body
        waiting += inside[::-1]


def targets(node):
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, (ast.Tuple, ast.List)):
        for item in node.elts:
            yield from targets(item)
    elif isinstance(node, ast.Starred):
        yield from targets(node.value)


def defined(body):
    """Names that functions, classes and assignments at top level define, in order."""
    names = []
    for node in statements(body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                names.extend(targets(target))
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            names.extend(targets(node.target))
    return list(dict.fromkeys(names))


def bound_by_imports(body):
    """Names that imports at top level bind; a star import elsewhere takes them along."""
    for node in statements(body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name != "*":
                    yield alias.asname or alias.name


def roots(tree):
    for node in walk(tree, ast.Import):
        for alias in node.names:
            yield alias.name.split(".")[0]
    for node in walk(tree, ast.ImportFrom):
        if not node.level:
            yield (node.module or "").split(".")[0]


def used_of(tree):
    """Names of the solution that the suite uses, and whether it imports all of them."""
    named, modules, every = of_solution(tree)
    names = [name for _, name in named]
    names += [node.attr for node in walk(tree, ast.Attribute) if isinstance(node.value, ast.Name) and node.value.id in modules]
    return list(dict.fromkeys(names)), every


def executable_lines(code):
    codes = [code]
    for code in codes:
        codes += [constant for constant in code.co_consts if hasattr(constant, "co_lines")]
    return {line for code in codes for _, _, line in code.co_lines() if line}


# Modules with which a suite looks at, or changes, what only exists in the solution's own process.
_SAME_PROCESS = {"inspect", "gc", "ctypes", "weakref", "pickle", "importlib", "tempfile", "asyncio", "subprocess", "dis",
                 # They execute what may be the solution's text, or build what it says.
                 "doctest", "runpy", "code", "marshal", "shelve"}
_EXECUTING = {"eval", "exec", "compile"}
_SAME_PROCESS_FIXTURES = {"monkeypatch", "tmp_path", "tmpdir", "mocker", "capfd", "tmp_path_factory", "caplog", "recwarn"}
_SAME_PROCESS_ATTRIBUTES = {"__cause__", "__context__", "__annotations__", "__code__", "__defaults__", "__kwdefaults__",
                            "__closure__", "__wrapped__", "__mro__", "__abstractmethods__", "__slots__"}
_SAME_PROCESS_CALLS = {"open", "random.seed", "np.random.seed", "numpy.random.seed", "os.chdir", "os.putenv", "globals",
                       "sys.setrecursionlimit", "vars", "warnings.catch_warnings", "pytest.warns", "locale.setlocale",
                       "logging.getLogger", "redirect_stdout", "contextlib.redirect_stdout", "pytest.deprecated_call",
                       "warnings.filterwarnings", "warnings.simplefilter", "self.assertWarns", "self.assertWarnsRegex",
                       "self.assertLogs", "self.assertNoLogs"}


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
    if not asked:
        return None
    calls = {id(node.func): node for node in walk(tree, ast.Call) if node.args}
    written = written_down(tree)
    libraries = own_names(tree)
    for node in asked:
        call = calls.get(id(node))
        if call is None or not is_written(call.args[0], written, libraries):
            return ast.unparse(call or node)[:100]
    return None


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
    """Why the suite cannot be judged with the solution in another jail, or None. The solution has no say in it."""
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


class CannotLower(Exception):
    pass


def lower(body, names):
    """The asserts as calls whose results can be compared outside; empty where one of them cannot be lowered."""
    lowered, known = [], {}
    try:
        for node in body:
            if isinstance(node, ast.ImportFrom) and node.module == "solution" and not node.level:
                for alias in node.names:
                    if alias.name != "*":
                        known[alias.asname or alias.name] = alias.name
                    else:
                        known.update({name: name for name in names})
            elif isinstance(node, ast.Assert):
                lowered.append(dict(lower_test(node.test, known or {name: name for name in names}),
                                    id="assert_%d" % (len(lowered) + 1)))
            elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                return []
    except (CannotLower, wire.NotEncodable, ValueError, TypeError, RecursionError, MemoryError):
        return []
    return lowered if len(lowered) <= LITERALS_MAX else []


def packed(node):
    return base64.b64encode(wire.pack(ast.literal_eval(node))).decode()


def call(node, names):
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names):
        raise CannotLower()
    if any(keyword.arg is None for keyword in node.keywords):
        raise CannotLower()
    arguments = tuple(ast.literal_eval(argument) for argument in node.args)
    keywords = {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
    return {"call": base64.b64encode(wire.pack((names[node.func.id], arguments, keywords))).decode()}


def lower_test(test, names):
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return dict(call(test.operand, names), how="false")
    if isinstance(test, ast.Call):
        return dict(call(test, names), how="true")
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
        raise CannotLower()
    left, operator, right = test.left, test.ops[0], test.comparators[0]
    if isinstance(operator, (ast.Lt, ast.LtE)) and isinstance(left, ast.Call) \
            and isinstance(left.func, ast.Name) and left.func.id == "abs" and len(left.args) == 1:
        difference = left.args[0]
        if not (isinstance(difference, ast.BinOp) and isinstance(difference.op, ast.Sub)):
            raise CannotLower()
        called, other = difference.left, difference.right
        if not (isinstance(called, ast.Call)):
            called, other = other, called
        return dict(call(called, names), how="near" if isinstance(operator, ast.Lt) else "near-or-at",
                    expected=packed(other), tolerance=packed(right))
    if not isinstance(left, ast.Call):
        left, right = right, left
    if isinstance(operator, ast.Eq):
        return dict(call(left, names), how="equal", expected=packed(right))
    if isinstance(operator, ast.NotEq):
        return dict(call(left, names), how="unequal", expected=packed(right))
    if isinstance(operator, ast.Is) and isinstance(right, ast.Constant) and right.value in (True, False, None):
        if type(right.value) in (bool, type(None)):
            return dict(call(left, names), how="is", expected=packed(right))
    raise CannotLower()
