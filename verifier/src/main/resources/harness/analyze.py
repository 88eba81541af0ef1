"""Reads a solution and a suite without running either: names, checks, what can be lowered, what cannot be carried.

Runs in a jail of its own, because a parser can be made to eat memory and time.
"""

import ast
import base64
import json

import canaries
import channel
import coverage_lines
import wire

LITERALS_MAX = 10_000


def work(inbound, outbound):
    """Serves one question after the other; each answer begins with the four bytes that its question began with."""
    while True:
        message = channel.receive(inbound)
        channel.send(outbound, message[:4] + json.dumps(analyze(*wire.unpack(message[4:]))).encode())


def walk(tree, *kinds):
    """The nodes of these kinds (all without one), level by level; found once for each tree, for many questions."""
    found = getattr(tree, "_found", None)
    if found is None:
        nodes = [tree]
        for node in nodes:
            for name in node._fields:
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    if value._fields:
                        nodes.append(value)
                elif isinstance(value, list):
                    nodes.extend([item for item in value if isinstance(item, ast.AST)])
        tree._found = found = {ast.AST: nodes}
        for node in nodes:
            found.setdefault(type(node), []).append(node)
    if len(kinds) > 1:
        return [node for node in found[ast.AST] if isinstance(node, kinds)]
    return found.get(kinds[0] if kinds else ast.AST, ())


def attempt(step, source, filename):
    """(what the step made, None) or (None, what is wrong). Neither parsing nor compiling executes anything."""
    try:
        return step(source, filename), None
    except (SyntaxError, ValueError) as error:
        return None, "%s: %s" % (type(error).__name__, str(error)[:500])
    except (RecursionError, MemoryError):
        return None, "too deeply nested to parse"


def compiled(source, filename):
    return compile(source, filename, "exec", dont_inherit=True)


def analyze(solution, tests, style, measured):
    found = dict(solutionError=None, testsError=None, lines=[], branches=[], checks=[], mode="plain", importsPytest=False,
                 imported=[], classes=[], shadowed=[], suspicion=[], lowered=[], refusal=None,
                 canaries=[])
    tree, found["solutionError"] = attempt(ast.parse, solution, "solution.py")
    if not found["solutionError"]:
        code, found["solutionError"] = attempt(compiled, solution, "solution.py")
    if found["solutionError"]:
        return found
    if measured:
        found["lines"] = sorted(executable_lines(code))
        found["branches"] = coverage_lines.branches(tree)
    if style != "stdio":
        suite, found["testsError"] = attempt(ast.parse, tests, "test_suite.py")
        if not found["testsError"]:
            read_suite(tree, suite, style, found)
        if not found["testsError"] and not found["lowered"]:
            _, found["testsError"] = attempt(compiled, tests, "test_suite.py")
    return found


def read_suite(solution, suite, style, found):
    names = defined(solution.body)
    checks, pytest_needed = checks_of(suite.body)
    mode = "pytest" if pytest_needed else "plain"
    if style == "function":
        found["lowered"] = lower(suite.body, names)
        if not checks:
            count = sum(isinstance(node, ast.Assert) for node in suite.body)
            checks = ["assert_%d" % number for number in range(1, 1 + count)]
            mode = "statements"
    used, star = imported(suite)
    if star or style == "function":
        mentioned = {node.id for node in walk(suite, ast.Name)}
        offered = names + [name for name in bound_by_imports(solution.body) if star or name not in defined(suite.body)]
        used = list(dict.fromkeys(used + [name for name in offered if name in mentioned]))
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
        refusal=None if found["lowered"] else refusal(solution, suite, set(used)),
    )
    if found["refusal"] and mode != "statements":
        found["canaries"] = canaries.of(suite, set(checks))


def statements(body):
    """Top-level statements, with those inside if, try, with and loops."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
                yield from statements(getattr(node, part, []))
        for handler in getattr(node, "handlers", []):
            yield from statements(handler.body)


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


def imported(tree):
    """Names of the solution that the suite uses, and whether it imports all of them."""
    names, modules, star = [], set(), False
    for node in walk(tree, ast.ImportFrom):
        if node.module == "solution" and not node.level:
            star = star or any(alias.name == "*" for alias in node.names)
            names.extend(alias.name for alias in node.names if alias.name != "*")
    for node in walk(tree, ast.Import):
        modules.update(alias.asname or alias.name for alias in node.names if alias.name == "solution")
    for node in walk(tree, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id in modules:
            names.append(node.attr)
    return list(dict.fromkeys(names)), star


def executable_lines(code):
    lines = {line for _, _, line in code.co_lines() if line}
    for constant in code.co_consts:
        if hasattr(constant, "co_lines"):
            lines |= executable_lines(constant)
    return lines


def checks_of(body):
    """Ids of the checks that pytest would find, in order, and whether only pytest can run them."""
    checks, needed = [], False
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name.startswith("test"):
                checks.append(node.name)
                needed |= not simple(node)
            needed |= node.name in SETUPS
            needed |= any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
        elif isinstance(node, ast.ClassDef):
            unittest = any("TestCase" in ast.unparse(base) for base in node.bases)
            if node.name.startswith("Test") or unittest:
                inner, inner_needed = checks_of(node.body)
                checks.extend(node.name + "::" + name for name in inner)
                methods = {method.name for method in node.body if isinstance(method, ast.FunctionDef)}
                nested = any(isinstance(part, ast.ClassDef) for part in node.body)
                needed |= bool(inner) and bool(
                    inner_needed or nested or node.bases or node.decorator_list or "__init__" in methods)
        elif isinstance(node, ast.Assign):
            needed |= "pytestmark" in defined([node])
    return checks, needed


SETUPS = ("setup_function", "teardown_function", "setup_module", "teardown_module", "setup_class", "teardown_class",
          "setup_method", "teardown_method", "setup", "teardown")


def simple(check):
    """Whether a check needs no more than to be called: with the values of `parametrize`, or with nothing."""
    if isinstance(check, ast.AsyncFunctionDef) or check.args.posonlyargs or check.args.kwonlyargs:
        return False
    wanted = {argument.arg for argument in check.args.args} - {"self"}
    for decorator in check.decorator_list:
        if not (isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.parametrize"
                and len(decorator.args) == 2 and not decorator.keywords
                and "pytest.param" not in ast.unparse(decorator.args[1])):
            return False
        try:
            names = ast.literal_eval(decorator.args[0])
        except ValueError:
            return False
        wanted -= set(parameter_names(names))
    return not wanted


def parameter_names(names):
    return [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else list(names)


# Modules with which a suite looks at, or changes, what only exists in the solution's own process.
_SAME_PROCESS = {"inspect", "gc", "ctypes", "weakref", "pickle", "importlib", "tempfile", "asyncio", "subprocess", "dis"}
_SAME_PROCESS_FIXTURES = {"monkeypatch", "tmp_path", "tmpdir", "mocker", "capfd", "tmp_path_factory", "caplog", "recwarn"}
_SAME_PROCESS_CALLS = {"open", "random.seed", "np.random.seed", "numpy.random.seed", "os.chdir", "os.putenv", "globals",
                       "sys.setrecursionlimit", "vars", "warnings.catch_warnings", "pytest.warns", "locale.setlocale",
                       "logging.getLogger", "redirect_stdout", "contextlib.redirect_stdout"}


def refusal(solution_tree, tests_tree, used):
    """Why the suite cannot be judged with the solution in another jail, or None."""
    for node in statements(solution_tree.body):
        if getattr(node, "name", None) not in used:
            continue
        if any(isinstance(inner, ast.AsyncFunctionDef) for inner in walk(node)):
            return "the suite uses the coroutine %s of the solution" % node.name
    shared = _SAME_PROCESS & set(roots(tests_tree))
    if shared:
        return "the suite uses %s, which only works in the solution's process" % sorted(shared)[0]
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
        function = ast.unparse(node.func) if isinstance(node.func, (ast.Name, ast.Attribute)) else ""
        if function in _SAME_PROCESS_CALLS:
            return "the suite calls " + function
        if function == "patch" or function.endswith((".patch", "patch.object", "patch.dict", "patch.multiple")):
            return "the suite patches " + ", ".join(ast.unparse(argument)[:50] for argument in node.args[:2])
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
