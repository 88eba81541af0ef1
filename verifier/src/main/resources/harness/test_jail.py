"""The worker that holds the suite and runs its checks, one for each command.

`H` start anew with this hash seed · `I` load the solution here (source), answered by `i` and what it changed · `Q` as `K`,
with a number to repeat and what the program changed · `F` as `Q`, with a way back (see `past.py`) · `B` go back
to before this check · `S` go back there, and keep what is now · `R` go on with what was kept; all answered by `b` ·
`L` load (source, mode, names that the suite takes of the solution without naming each, inject, classes among them,
libraries that it means, where arguments are kept: see `shield.py`, constants: see `constants.py`, what all that is compiled
to or nothing) · `K` run the
check of this id · `E` repeat a run with these changes, or say which there are (see `equality.py`). Answers: `l` loaded,
with the ids of the checks that were found · `x` not loaded, with the reason · `P` report of the commanded check, and
whether there is something to change · `e` what may be changed. Before its answer the worker may send `G`, `C` and `D` for
the solution's jail, and reads `A`: printed text and the solution's answer; before that may come `B`, a call of a function
of the suite, answered by `b`. `U`: a value cannot cross. `Y`: what passes does so by the solution's own word. `W`: an object contradicts itself. `Z`: an answer is not one of
our harness.
"""

import ast
import builtins
import functools
import importlib
import linecache
import marshal
import os
import pathlib
import struct
import sys
import types
import unittest

import channel
import integrity
import past
import proxies
import remote
import reseed
import shield
import wire
from blocks import FILENAME

# Our own copy: a program that shares this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

TEXT_MAX = 2_000
STACK_TEXT_MAX = 8_000
PYTEST_ROUNDS = 4
# A decorator around a decorator: so many are looked behind.
WRAPPED_MAX = 20
# What a suite calls a library.
LIBRARIES = {"np": "numpy", "pd": "pandas"}
_RUNNING = (types.FunctionType, types.MethodType, functools.partial, functools.partialmethod)
NOT_OWN = ("error", "no function of the suite itself was found by the name of this check")
HARNESS = os.path.dirname(os.path.abspath(__file__))
_SELF = sys.modules[__name__]
_prepared = None
_guards = []  # through which arrays of the solution go


def guarded(value):
    return _guards[0].array(value) if _guards else value


# Now and not for each suite: of a class that changes the interpreter forgets what it knew.
wire.Decoder.array = staticmethod(guarded)


def rehearse(converse):
    suite = ("""
import pytest

@pytest.fixture
def limit():
    return 3

@pytest.mark.parametrize("number, root", [(4, 2), (9, 3)])
def test_parameters(number, root, limit):
    assert number == root * root and limit

class TestGather:
    def test_method(self, limit):
        assert self and limit == 3
""" if Pytest.prepared else "") + """
import math
from typing import List

import solution
from solution import gather, half

LIMIT = 3


def doubled(numbers: List[int]):
    return [number * 2 for number in numbers]


def test_values():
    numbers = [3, 1]
    assert gather(numbers, limit=LIMIT) == [1, 3], f"not {numbers}"
    assert solution.gather(doubled([2]), 2) == [4] and numbers != []


def test_error():
    try:
        half(-1)
    except ValueError as error:
        assert "root" in str(error)
    else:
        raise AssertionError("no error")


def test_wrong():
    assert math.isclose(half(2.0), 7)
"""
    values = [b"v" + wire.pack(value) for value in ([1, 3], [4])]
    values += [b"x" + wire.pack(("ValueError", ("no root",), "no root", 7)), b"v" + wire.pack(1.0)]
    values = [b"c" + struct.pack(">I", 0) + value for value in values]
    mode = "pytest" if Pytest.prepared else "plain"
    code = marshal.dumps(compile(suite, FILENAME, "exec", dont_inherit=True))
    questions = ((b"L" + wire.pack((suite, mode, ["gather", "half"], False, [], [], (), (), code)), [b"f", b"f"]),
                 (b"K" + wire.pack("test_values"), values[:2]), (b"K" + wire.pack("test_error"), values[2:3]),
                 (b"K" + wire.pack("test_wrong"), values[3:]))
    if Pytest.prepared:
        questions += (b"K" + wire.pack("test_parameters"), []), (b"K" + wire.pack("TestGather::test_method"), [])
    frames = []
    for question, answers in questions:
        frames += [question] + [b"A" + struct.pack(">II", 0, 0) + answer for answer in answers]
    converse(work, frames)


def rehearse_pytest(converse):
    """As `rehearse`, through sessions of pytest; leaves one that only waits for its suite."""
    for _ in range(PYTEST_ROUNDS):
        Pytest.prepared = Pytest()
        rehearse(converse)
        Pytest.prepared.config._ensure_unconfigure()
    Pytest.prepared = Pytest()


def prepare(inbound, outbound):
    """Before there are clones: makes what each of them would make for itself, in pages of its own."""
    global _prepared
    _prepared = Session(inbound, outbound)


def work(inbound, outbound):
    session = _prepared or Session(inbound, outbound)
    while True:
        message = channel.receive(inbound)
        if message[:1] == b"H":
            reseed.become(HARNESS, "test_jail", wire.unpack(message[1:]), inbound, outbound)
        answer = session.answer(message[:1], message[1:])
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                pass
        channel.send(outbound, answer)


class SolutionModule(types.ModuleType):
    def __init__(self, solution, names):
        super().__init__("solution")
        self.__dict__["__file__"] = "solution.py"
        self.__dict__["_triptych_solution"] = solution
        self.__dict__["__all__"] = [name for name in names if not name.startswith("_")]

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.__dict__["_triptych_solution"].get(name)


class Session:
    def __init__(self, inbound, outbound):
        self.solution = remote.Solution(inbound, outbound)
        self.runner = None
        self.own = None  # the solution's module where it shares this process
        self.snapshot = None
        self.past = past.Past()
        self.source = ""

    def answer(self, operation, body):
        try:
            if operation == b"L":
                return b"l" + wire.pack(self.load(*wire.unpack(body)))
            if operation == b"K":
                name = wire.unpack(body)
                self.solution.check += 1
                self.solution.fixed.begin()
                return b"P" + wire.pack((name,) + self.runner.run(name) + (self.solution.equality.open,))
            if operation == b"E":
                changes, equality = wire.unpack(body), self.solution.equality
                if changes in ("guess", "ask"):
                    return b"e" + wire.pack(equality.guesses() if changes == "guess" else equality.questions())
                return b"e" + wire.pack(equality.repeat(changes))
            if operation == b"I":
                return self.share(wire.unpack(body))
            if operation in (b"B", b"S", b"R"):
                {b"B": self.past.forget, b"S": self.past.set_aside, b"R": self.past.resume}[operation]()
                return b"b"
            if operation == b"F" and self.past.mark():
                return b"b"
            if operation in (b"Q", b"F"):
                nonce, name = wire.unpack(body)
                report = self.runner.run(name)
                return b"P" + wire.pack((nonce, name) + report + (self.snapshot.changed(self.source),))
        except channel.Closed:
            raise
        except BaseException as error:
            return b"x" + wire.pack(describe(error))
        raise channel.Closed()

    def share(self, source):
        """Loads the solution into this process, for suites that need it here."""
        if "pytest" in sys.modules and Pytest.prepared is None:
            Pytest.prepared = Pytest()
        self.snapshot = integrity.Snapshot(
            {"channel": channel, "wire": wire, "integrity": integrity, "past": past, "Past": past.Past,
             "test_jail": _SELF, "Plain": Plain, "Statements": Statements, "Pytest": Pytest, "Session": Session})
        self.own = types.ModuleType("solution")
        self.own.__file__ = "solution.py"
        self.own.__builtins__ = builtins
        sys.modules["solution"] = self.own
        linecache.cache["solution.py"] = (len(source), None, source.splitlines(True), "solution.py")
        exec(compile(source, "solution.py", "exec", dont_inherit=True), self.own.__dict__)
        return b"i" + wire.pack(self.snapshot.changed(""))

    def load(self, source, mode, names, inject, classes, libraries, kept, constants, code):
        self.source = source
        if self.own is None:
            self.solution.empty.prepare(source + " numpy" if {"np", "numpy"} & set(libraries) else source)
            _guards[:] = [self.solution.empty]
        self.solution.begin(source, classes)
        module = self.own or SolutionModule(self.solution, names)
        sys.modules["solution"] = module
        linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
        runners = {"plain": Plain, "statements": Statements, "pytest": Pytest}
        self.runner = (mode == "pytest" and Pytest.prepared) or runners[mode]()
        given = {name: importlib.import_module(LIBRARIES.get(name, name)) for name in libraries}
        if self.own is None:
            # Those that the solution imported too, and the suite means by their names: the interpreter's own.
            module.__dict__.update(given)
            module.__dict__["__all__"] += libraries
        elif "import *" in source:
            taken = [name for name in names if not name.startswith("_")]
            module.__all__ = [name for name in taken if name in module.__dict__] + [
                name for name in libraries if module.__dict__.get(name) is given[name]]
        injected = {name: getattr(module, name) for name in names} if inject else {}
        if self.own is None:
            self.solution.fixed.fix(constants)
            if kept:
                # A further builtin makes the interpreter look all of them up anew.
                builtins.__dict__[shield.OWN] = shield.own
                source = shield.shielded(source, kept)
        if code:
            self.runner.code = marshal.loads(code)
        found = self.runner.load(source, {**injected, **given} if inject else {})
        if self.own is None:
            # What the solution gave in the place of a check is the solution's to run or not.
            self.runner.known = {name for name, check in found if own(check)}
        # By itself the solution adds none; in a class of the suite only the suite can have put it.
        return list(dict.fromkeys(name for name, check in found if own(check) or "::" in name))


def describe(error):
    """(class, text, line of the suite) of an exception, for people."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if os.path.basename(trace.tb_frame.f_code.co_filename) == FILENAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = str(error) or (linecache.getline(FILENAME, line).strip() if isinstance(error, AssertionError) else "")
    except BaseException:
        text = ""
    text += raised_at(error)
    return (type(error).__name__, text.encode("utf-8", "replace").decode()[:TEXT_MAX], line)


def raised_at(error):
    line = object.__getattribute__(error, "__dict__").get("_triptych_line", 0)
    return " (raised in solution.py, line %d)" % line if type(line) is int and line > 0 else ""


def own(check):
    """Whether what a check runs stands in the suite."""
    for _ in range(WRAPPED_MAX):
        if type(check) in (functools.partial, functools.partialmethod):
            check = check.func
        if type(check) in (types.MethodType, staticmethod, classmethod):
            check = check.__func__
        if type(check) is not types.FunctionType:
            return False
        file = check.__code__.co_filename
        # The suite's text, or text that it executes itself.
        if os.path.basename(file) == FILENAME or file.startswith("<"):
            return True
        check = check.__dict__.get("__wrapped__")
    return False


def outcome(error):
    name, text, line = describe(error)
    message = ("line %d: %s: %s" % (line, name, text)) if line else ("%s: %s" % (name, text))
    # Both pytest's and unittest's ways to skip; a skipped check did not pass.
    if type(error).__name__ in ("Skipped", "SkipTest"):
        return ("skipped", message)
    if isinstance(error, (SystemExit, KeyboardInterrupt)):
        return ("exited", message)
    return ("failed" if isinstance(error, AssertionError) else "error", message)


def checks(module):
    """(id, what runs) of what pytest would find in a module; and of what the solution gave in its place."""
    for name, value in list(vars(module).items()):
        if name.startswith("test"):
            yield name, value
        elif isinstance(value, type) and not isinstance(value, proxies.RemoteClass) and value.__module__ == module.__name__ \
                and (name.startswith("Test") or issubclass(value, unittest.TestCase)) and getattr(value, "__test__", True):
            for method in dict.fromkeys(method for kind in value.__mro__ for method in vars(kind)):
                if method.startswith("test"):
                    check = getattr(value, method)
                    if isinstance(check, _RUNNING) or proxies.is_remote(check):
                        yield "%s::%s" % (name, method), check


class Plain:
    """Functions, and methods of plain classes, with the values of `parametrize` or none."""

    known = None  # ids of the suite's own checks; None where nobody else can have a hand in it
    code = None  # what the suite's text is compiled to, where that is known

    def load(self, source, injected):
        self.module = types.ModuleType("test_suite")
        self.module.__file__ = FILENAME
        self.module.__builtins__ = builtins
        sys.modules["test_suite"] = self.module
        self.module.__dict__.update(injected)
        exec(self.code or compile(source, FILENAME, "exec", dont_inherit=True), self.module.__dict__)
        return list(checks(self.module))

    def run(self, name):
        if self.known is not None and name not in self.known:
            return NOT_OWN
        try:
            owner, _, method = name.rpartition("::")
            holder = self.module.__dict__[owner] if owner else None
            check = getattr(holder, method) if owner else self.module.__dict__[method]
            calls = 0
            for values in combinations(getattr(check, "pytestmark", ())):
                calls += 1
                # A fresh object for each call, as pytest makes it.
                result = (getattr(holder(), method) if owner else check)(**values)
                if result is not None:
                    return ("failed", "the check returned something instead of running to its end")
            if not calls:
                return ("skipped", "no parameters")
        except channel.Closed:
            raise
        except BaseException as error:
            return outcome(error)
        return ("passed", "")


def combinations(marks):
    """The keyword arguments of each call that `parametrize` marks ask for."""
    calls = [{}]
    for mark in marks:
        names, rows = mark.args
        single = isinstance(names, str) and "," not in names
        names = [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else list(names)
        added = []
        for row in rows:
            row = getattr(row, "values", row) if type(row).__name__ == "ParameterSet" else (row,) if single else row
            if len(row) != len(names):
                raise ValueError("parametrize: %d names, %d values" % (len(names), len(row)))
            added.append(dict(zip(names, row)))
        calls = [{**more, **call} for more in added for call in calls]
    return calls


def call_to_its_end(self, method):
    """As unittest calls a check, but what a generator or a coroutine asserts is not left out."""
    result = method()
    if isinstance(result, (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)):
        raise AssertionError("the check returned a %s, which did not run" % type(result).__name__)


class Statements:
    """A module whose top-level asserts are its checks. What stands before one belongs to it; so does what follows the last."""

    def load(self, source, injected):
        self.module = types.ModuleType("test_suite")
        self.module.__builtins__ = builtins
        self.module.__dict__.update(injected)
        self.parts, waiting = [], []
        for statement in ast.parse(source, FILENAME).body:
            waiting.append(statement)
            if isinstance(statement, ast.Assert):
                self.parts.append(waiting)
                waiting = []
        if self.parts:
            self.parts[-1] += waiting
        self.number = 0
        return []

    def run(self, name):
        try:
            part = self.parts[self.number]
            self.number += 1
            if name != "assert_%d" % self.number:
                raise LookupError("checks must be run in order")
            for statement in part:
                self.execute(statement)
        except channel.Closed:
            raise
        except BaseException as error:
            return outcome(error)
        return ("passed", "")

    def execute(self, statement):
        code = compile(ast.Module([statement], []), FILENAME, "exec", dont_inherit=True)
        exec(code, self.module.__dict__)


class Pytest:
    """A suite with fixtures, classes or parameters, through a pytest session that is commanded check by check."""

    FOLDER = "/tmp/suite"
    # Those that no suite uses: each adds its hooks to every step.
    WITHOUT = ("cacheprovider", "terminal", "doctest", "junitxml", "pastebin", "stepwise", "setuponly", "setupplan",
               "faulthandler", "threadexception", "unraisableexception")
    # Those that suites use which have this word; they, too, cost every step.
    WORDS = {"logging-plugin": "log", "warnings": "warn"}
    prepared = None
    known = None
    code = None
    expected = None  # the item for which the last one left what they share

    def __init__(self):
        from _pytest.config import _prepareconfig
        from _pytest.main import Session as PytestSession

        os.makedirs(self.FOLDER, exist_ok=True)
        arguments = ["-s", "--noconftest", "-c", "/dev/null", "--rootdir", self.FOLDER, "--import-mode=importlib",
                     # Explained asserts would cost a third of a run; the line that failed is shown as it stands.
                     "--assert=plain"]
        for name in self.WITHOUT:
            arguments += ["-p", "no:" + name]
        self.reports = []
        self.raised = ""  # where in the solution, of what failed last
        self.config = _prepareconfig(arguments, [self])
        self.session = PytestSession.from_config(self.config)
        unittest.TestCase._callTestMethod = call_to_its_end
        self.config._do_configure()
        self.spared = {word: (self.config.pluginmanager.unregister(name=name), name) for name, word in self.WORDS.items()}
        self.config.hook.pytest_sessionstart(session=self.session)

    def load(self, source, injected):
        for word, (plugin, name) in self.spared.items():
            if word in source:
                self.config.pluginmanager.register(plugin, name)
        os.makedirs(self.FOLDER, exist_ok=True)
        os.chdir(self.FOLDER)
        path = pathlib.Path(self.FOLDER, FILENAME)
        path.write_bytes(source.encode("utf-8", "surrogatepass"))
        # Without a walk through folders: there is one file.
        module = self.collector(source).from_parent(self.session, path=path)
        items = list(self.session.genitems(module))
        broken = [report for report in self.reports if report.failed]
        if broken:
            raise ImportError(str(broken[0].longrepr)[-TEXT_MAX:])
        self.config.hook.pytest_collection_modifyitems(session=self.session, config=self.config, items=items)
        self.items, self.waiting = {}, {}
        for item in items:
            name = item.nodeid.split("::", 1)[1].split("[", 1)[0]
            self.items.setdefault(name, []).append(item)
            self.waiting[item] = name
        found = [(name, getattr(items[0].parent.obj, items[0].originalname, None)) for name, items in self.items.items()
                 if getattr(items[0].parent.obj, "__module__", name) == module.obj.__name__ or items[0].parent is module]
        return found + [(name, check) for name, check in checks(module.obj)
                        if name not in self.items and not own(check)]

    def collector(self, source):
        """As pytest's own of a module, but what runs is compiled already."""
        from _pytest.python import Module

        def imported(node):
            module = types.ModuleType("test_suite")
            module.__file__ = str(node.path)
            module.__builtins__ = builtins
            sys.modules["test_suite"] = module
            exec(self.code or compile(source, FILENAME, "exec", dont_inherit=True), module.__dict__)
            node.config.pluginmanager.consider_module(module)
            return module

        return type("Suite", (Module,), {"_getobj": imported})

    def pytest_collectreport(self, report):
        self.reports.append(report)

    def pytest_exception_interact(self, call):
        self.raised = raised_at(call.excinfo.value)

    def pytest_runtest_logreport(self, report):
        self.reports.append(report)

    def run(self, name):
        if self.known is not None and name not in self.known:
            return NOT_OWN
        items = self.items.get(name)
        if not items:
            return ("error", "pytest did not collect this check")
        for item in items:
            status, message = self.run_item(item)
            if status != "passed":
                return (status, "%s: %s" % (item.name, message))
        return ("passed", "")

    def runs(self, name):
        """Whether a check will run: not one that the solution gave, for which what others left would wait for ever."""
        return self.known is None or name in self.known

    def run_item(self, item):
        self.reports.clear()
        self.raised = ""
        name = self.waiting.pop(item, None)
        try:
            if self.expected not in (None, item):
                self.session._setupstate.teardown_exact(item)
            # What has a wider scope than one check outlives it, as long as others follow that use it; but where a copy of
            # a check runs beside it (in one process) it would find what the other left.
            self.expected = next((one for one, check in self.waiting.items() if self.runs(check)), None)
            if self.known is None and self.waiting.get(self.expected) != name:
                self.expected = None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=self.expected)
        except channel.Closed:
            raise
        except BaseException as error:
            return outcome(error)
        phases = {report.when: report for report in self.reports}
        for report in self.reports:
            if report.skipped:
                return ("skipped", str(report.longrepr)[:TEXT_MAX])
            if not report.passed:
                return ("failed" if report.when == "call" else "error",
                        str(report.longrepr)[-STACK_TEXT_MAX:] + self.raised)
        if set(phases) != {"setup", "call", "teardown"} or hasattr(phases["call"], "wasxfail"):
            return ("error", "the check did not run through its three phases")
        return ("passed", "")
