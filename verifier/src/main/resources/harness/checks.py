"""Which checks a suite has, by its text alone: what pytest would collect from it.

Where the suite's jail is trusted it says what it really collected (`test_jail.py`), and what the text has must be
among it. Where the solution shares the suite's process, the text alone decides; what it does not tell is refused.
"""

import ast
import functools

from trees import first_name, walk, words_for_solution

# A name that is bound from another one, that from another: so far what comes from the solution is followed.
ROUNDS_MAX = 10
# So many bases of a class are looked at.
LINEAGE_MAX = 100
SETUPS = ("setup_function", "teardown_function", "setup_module", "teardown_module", "setup_class", "teardown_class",
          "setup_method", "teardown_method", "setup", "teardown", "setUp", "tearDown", "setUpClass", "tearDownClass")
# Whether a statement of a block runs: always, where the solution may decide it, or as the text says; or only otherwise.
EXPECTED, LIKELY, OTHERWISE = 0, 1, 2
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = _FUNCTIONS + (ast.Lambda, ast.ClassDef)
_HARMLESS_BASES = {"object", "ABC", "Protocol", "Exception", "Enum", "NamedTuple", "TypedDict", "dict", "list", "str", "int"}
_MARKING = {"pytest", "unittest", "mock", "patch", "dataclass", "dataclasses", "staticmethod", "classmethod", "skip",
            "skipIf", "skipUnless"}


class Checks:
    """ids: expected ones in order · likely: in blocks that the suite's own text decides · pytest: whether only it can
    run them · unclear: why the text does not tell all of them, or None · led: a check that the solution's word leads."""

    def __init__(self, suite, words):
        """`words`: those that may be the solution's."""
        self.ids, self.likely, self.pytest, self.unclear, self.led = [], [], False, None, None
        self.suite, self.words = suite, words_for_solution(suite) | set(words)
        self.yields = bool(walk(suite, ast.Yield) or walk(suite, ast.YieldFrom))
        self.classes = {node.name: node for node, _ in self.placed(suite.body) if isinstance(node, ast.ClassDef)}
        self.functions = {node.name: node for node, _ in self.placed(suite.body) if isinstance(node, _FUNCTIONS)}
        self.test_cases = {alias.asname or alias.name for node in walk(suite, ast.ImportFrom)
                           for alias in node.names if alias.name.endswith("TestCase")}
        self.read(suite.body, "", EXPECTED)
        for node in walk(suite, ast.Call):
            self.generates(node)
        for node in walk(suite, ast.Subscript, ast.Attribute):
            self.binds(node)

    # Most suites ask for none of these.
    @functools.cached_property
    def tainted(self):
        return tainted(self.suite, self.words)

    @functools.cached_property
    def given(self):
        return given(self.suite, self.words)

    @functools.cached_property
    def makers(self):
        return {name for name, node in self.functions.items() if any(
            isinstance(part, _SCOPES) for part in ast.walk(node) if part is not node)}

    def add(self, name, how):
        if how == EXPECTED:
            self.ids.append(name)
        elif how == LIKELY:
            self.likely.append(name)

    def read(self, body, prefix, outer):
        """Adds what a module or the body of a nested class has; whether anything was found."""
        found = False
        for node, how in self.placed(body):
            how = max(how, outer)
            if isinstance(node, _FUNCTIONS):
                found |= self.function(node, prefix, how)
            elif isinstance(node, ast.ClassDef):
                found |= self.of_class(node, prefix, how)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                for target in getattr(node, "targets", None) or [node.target]:
                    self.assigned(target, node.value, prefix, how)
        return found

    def function(self, node, prefix, how):
        fixture = any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
        check = node.name.startswith("test") and not fixture
        if check:
            self.add(prefix + node.name, how)
            self.pytest |= not simple(node) or self.yields and generator(node)
        self.pytest |= node.name in SETUPS or fixture
        self.decorated(node, check or fixture or node.name in SETUPS)
        return check

    def of_class(self, node, prefix, how):
        lineage, unknown, test_case = self.lineage(node)
        methods, seen = [], set()
        for kind in lineage:
            own = []
            for part, inner in self.placed(kind.body):
                for name in names_of(part):
                    if name not in seen:
                        own.append(name)
                        methods.append((name, part, max(how, inner), kind is node))
            seen.update(own)
        off = any(name == "__test__" and isinstance(getattr(part, "value", None), ast.Constant) and not part.value.value
                  for name, part, _, _ in methods)
        check = (node.name.startswith("Test") or test_case) and not off
        named = any(name.startswith("test") and isinstance(part, _FUNCTIONS) for name, part, _, _ in methods)
        if named and not check:
            # Its bases, or who decorates it, may make it one.
            self.pytest |= bool(node.bases or node.decorator_list)
        if (check or named and unknown) and not off:
            if unknown:
                self.tell_not("%s derives from %s" % (node.name, unknown))
            strange = [decorator for decorator in node.decorator_list if first_name(decorator) not in _MARKING]
            if named and (strange or node.keywords):
                self.tell_not("%s is made by %s" % (node.name, ast.unparse((strange or node.keywords)[0])[:100]))
        self.decorated(node, check)
        if not check:
            return False
        found = nested = False
        for _, part, inner, own in methods:
            if isinstance(part, ast.ClassDef) and own:
                nested = True
                found |= self.of_class(part, prefix + node.name + "::", inner)
            elif isinstance(part, ast.ClassDef):
                nested = True
                self.tell_not("%s has the class %s of another one" % (node.name, part.name))
            elif isinstance(part, _FUNCTIONS):
                found |= self.function(part, prefix + node.name + "::", inner)
            else:
                found |= any([self.assigned(target, part.value, prefix + node.name + "::", inner)
                              for target in getattr(part, "targets", None) or [part.target]])
        self.pytest |= found and bool(nested or node.bases or node.decorator_list or "__init__" in seen)
        return found

    def lineage(self, node):
        """(the class and its bases in this text, nearest first; a base that is not in it or None; whether a TestCase)."""
        found, unknown, test_case = [node], None, False
        for kind in found:
            for base in kind.bases:
                text = ast.unparse(base)
                if isinstance(base, ast.Name) and base.id in self.classes:
                    if self.classes[base.id] not in found:
                        found.append(self.classes[base.id])
                elif "TestCase" in text or text in self.test_cases:
                    test_case = True
                # What the solution has is not the suite's.
                elif not self.mentions(base) and text.rpartition(".")[2] not in _HARMLESS_BASES \
                        and "Generic[" not in text:
                    unknown = unknown or text[:100]
            if len(found) > LINEAGE_MAX:
                return found, "more than %d classes" % LINEAGE_MAX, test_case
        return found, unknown, test_case

    def assigned(self, target, value, prefix, how):
        """Adds a check that is given a name: what makes functions, or a function itself; whether it is one."""
        if not isinstance(target, ast.Name) or value is None:
            return False
        self.pytest |= target.id == "pytestmark"
        name = target.id
        if not name.startswith(("test", "Test")):
            return False
        if isinstance(value, ast.Name):
            callable_ = value.id in self.functions or value.id in self.classes
        elif isinstance(value, ast.Call):
            callable_ = isinstance(value.func, ast.Name) and value.func.id in self.makers
            callable_ |= ast.unparse(value.func).endswith("partial")
            callable_ |= name[0] == "T" and isinstance(value.func, ast.Name) and value.func.id == "type"
        else:
            callable_ = isinstance(value, ast.Lambda)
        led = not isinstance(value, ast.Lambda) and any(
            isinstance(part, ast.Name) and part.id in self.given for part in ast.walk(value))
        # What the solution makes of a function may be one.
        callable_ |= led and isinstance(value, ast.Call) and any(
            isinstance(part, ast.Name) and part.id in self.functions
            for argument in value.args for part in ast.walk(argument))
        if not callable_:
            return False
        self.pytest = True
        if led:
            self.led = self.led or name
        if name[0] == "t":
            self.add(prefix + name, how)
        else:
            self.tell_not("%s is made by %s" % (name, ast.unparse(value)[:100]))
        return True

    def generates(self, node):
        """Notes a call that makes checks which have no text of their own."""
        if isinstance(node.func, ast.Name) and node.func.id in ("setattr", "exec"):
            first = node.args[0] if node.args else None
            if node.func.id == "setattr" and (
                    isinstance(first, ast.Name) and (first.id in self.classes or first.id == "cls")
                    or first is not None and "modules" in ast.unparse(first)):
                self.pytest = True
                self.tell_not("it calls " + ast.unparse(node)[:100])
            elif node.func.id == "exec" and (len(node.args) == 1 or any(
                    isinstance(part, ast.Name) and part.id in ("globals", "locals") for part in ast.walk(node))):
                self.tell_not("it calls exec")

    def binds(self, node):
        """Notes what gives the module names that its text does not show."""
        holder = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(holder, ast.Name) and holder.id in ("globals", "locals", "vars") and (
                isinstance(node.ctx, ast.Store) or getattr(node, "attr", "") in ("update", "setdefault")):
            self.pytest = True
            self.tell_not("it binds " + ast.unparse(node)[:100])

    def tell_not(self, why):
        self.unclear = self.unclear or "the checks of the suite cannot be told from the text: " + why

    def decorated(self, node, check):
        """Notes a check, or what asserts, that something of the solution decorates: it may run, or may not."""
        if self.led or not node.decorator_list:
            return
        if any(self.mentions(marked(decorator)) for decorator in node.decorator_list) and (
                check or any(isinstance(part, ast.Assert) for part in ast.walk(node))):
            self.led = node.name

    def mentions(self, node):
        return any(isinstance(part, ast.Name) and part.id in self.tainted for part in ast.walk(node))

    def placed(self, body):
        """The statements of a body and of the blocks in it, in order, each with whether it runs."""
        waiting = [(node, EXPECTED) for node in reversed(body)]
        while waiting:
            node, how = waiting.pop()
            yield node, how
            inner = []
            for part, runs in self.blocks(node):
                inner.extend((statement, max(how, runs)) for statement in part)
            waiting.extend(reversed(inner))

    def blocks(self, node):
        """(statements, whether they run) of each block of a statement that has some."""
        if isinstance(node, (ast.If, ast.While)):
            if self.mentions(node.test):
                return [(node.body, EXPECTED), (node.orelse, EXPECTED)]
            never = any(isinstance(part, ast.Name) and part.id in ("__name__", "TYPE_CHECKING")
                        for part in ast.walk(node.test))
            return [(node.body, OTHERWISE if never else LIKELY), (node.orelse, OTHERWISE)]
        if isinstance(node, (ast.For, ast.AsyncFor)):
            return [(node.body, EXPECTED if self.mentions(node.iter) else LIKELY), (node.orelse, EXPECTED)]
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return [(node.body, EXPECTED)]
        if isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
            led = any(not isinstance(part, _FUNCTIONS + (ast.ClassDef,)) and (
                self.mentions(part) or isinstance(part, ast.ImportFrom) and part.module == "solution") for part in node.body)
            runs = EXPECTED if led else LIKELY
            other = EXPECTED if led else OTHERWISE
            return [(node.body, runs), (node.orelse, runs), (node.finalbody, EXPECTED)] + [
                (handler.body, other) for handler in node.handlers]
        if isinstance(node, ast.Match):
            return [(case.body, EXPECTED if self.mentions(node.subject) else OTHERWISE) for case in node.cases]
        return []


def names_of(node):
    """Names that a statement of a class binds, of which one is known: functions, classes, assignments to names."""
    if isinstance(node, _FUNCTIONS + (ast.ClassDef,)):
        return [node.name]
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)] \
        if isinstance(node, (ast.Assign, ast.AnnAssign)) else []


def marked(decorator):
    """What of a decorator may be the solution's to run: the values of a mark of pytest are only given to the check."""
    return decorator.func if isinstance(decorator, ast.Call) and first_name(decorator) == "pytest" else decorator


def given(suite, words):
    """Names of the module whose value, or what they return, may be the solution's; a function that uses it is not."""
    makers = []
    for node in suite.body:
        if isinstance(node, _FUNCTIONS):
            inner = [part for part in ast.walk(node) if part is not node]
            made = spread([bind(part) for part in inner], words)
            returned = [part.value for part in inner if isinstance(part, ast.Return) and part.value is not None]
            if any(isinstance(part, ast.Name) and part.id in made for value in returned + node.decorator_list
                   for part in ast.walk(value) if not isinstance(value, ast.Lambda)):
                makers.append(([node.name], set(words)))
        makers.append(bind(node))
    return spread(makers, words)


def bind(node):
    """(names that a statement binds, names that their value mentions)."""
    if isinstance(node, _FUNCTIONS + (ast.ClassDef,)):
        return [node.name], {part.id for value in node.decorator_list for part in ast.walk(value)
                             if isinstance(part, ast.Name)}
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
        return [part.id for target in getattr(node, "targets", None) or [node.target] for part in ast.walk(target)
                if isinstance(part, ast.Name)], {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
    return [], set()


def spread(makers, words):
    """The words, and the names that are bound to what mentions one of them."""
    names = set(words)
    for _ in range(ROUNDS_MAX):
        known = len(names)
        for bound, mentioned in makers:
            if mentioned & names:
                names.update(bound)
        if len(names) == known:
            break
    return names


def tainted(suite, words):
    """Names of the module whose value may be the solution's, or that mention what is."""
    makers = []
    for node in suite.body:
        if isinstance(node, _SCOPES):
            bound = [] if node.name.startswith(("test", "Test")) else [node.name]
        else:
            bound = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
        if bound:
            makers.append((bound, {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}))
    return spread(makers, words)


def generator(check):
    """Whether a function yields: calling it runs nothing."""
    waiting = list(check.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, _SCOPES):
            waiting.extend(ast.iter_child_nodes(node))
    return False


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
