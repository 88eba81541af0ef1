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
import one_process
import shield
import wire
from trees import depth, of_solution, roots, targets, walk, words_for_solution

LITERALS_MAX = 10_000
CODE_BYTES_MAX = 1024 * 1024
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
        refusal=None if found["lowered"] else unclear or one_process.refusal(suite, words, read.led),
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
