"""The worker that holds the suite and runs its checks, one for each command.

`L` load (source, mode, names that the solution defines, inject, classes among them) · `K` run the check of this id.
Answers: `l` loaded · `x` not loaded, with the reason · `P` report of the commanded check. Before its answer the worker
may send `G`, `C` and `D` for the solution's jail, and reads `A`: printed text and the solution's answer; before that may
come `B`, a call of a function of the suite, answered by `b`. `U`: a value cannot cross. `Z`: an answer is not one of
our harness.
"""

import ast
import linecache
import os
import sys
import types

import channel
import remote
import wire

FILENAME = "test_suite.py"
TEXT_MAX = 2_000
STACK_TEXT_MAX = 8_000


def work(inbound, outbound):
    session = Session(inbound, outbound)
    while True:
        message = channel.receive(inbound)
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

    def answer(self, operation, body):
        try:
            if operation == b"L":
                self.load(*wire.unpack(body))
                return b"l"
            if operation == b"K":
                name = wire.unpack(body)
                return b"P" + wire.pack((name,) + self.runner.run(name))
        except channel.Closed:
            raise
        except BaseException as error:
            return b"x" + wire.pack(describe(error))
        raise channel.Closed()

    def load(self, source, mode, names, inject, classes):
        self.solution.named = frozenset(classes)
        module = SolutionModule(self.solution, names)
        sys.modules["solution"] = module
        linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
        runners = {"plain": Plain, "statements": Statements, "pytest": Pytest}
        self.runner = runners[mode]()
        self.runner.load(source, {name: module for name in names} if inject else {})


def describe(error):
    """(class, text, line of the suite) of an exception, for people."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if os.path.basename(trace.tb_frame.f_code.co_filename) == FILENAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = str(error)
    except BaseException:
        text = ""
    return (type(error).__name__, text.encode("utf-8", "replace").decode()[:TEXT_MAX], line)


def outcome(error):
    name, text, line = describe(error)
    message = ("line %d: %s: %s" % (line, name, text)) if line else ("%s: %s" % (name, text))
    # Both pytest's and unittest's ways to skip; a skipped check did not pass.
    if type(error).__name__ in ("Skipped", "SkipTest"):
        return ("skipped", message)
    if isinstance(error, (SystemExit, KeyboardInterrupt)):
        return ("exited", message)
    return ("failed" if isinstance(error, AssertionError) else "error", message)


class Plain:
    """Test functions without parameters, in a module of their own."""

    def load(self, source, injected):
        self.module = types.ModuleType("test_suite")
        self.module.__file__ = FILENAME
        sys.modules["test_suite"] = self.module
        for name, solution in injected.items():
            self.module.__dict__[name] = getattr(solution, name)
        exec(compile(source, FILENAME, "exec", dont_inherit=True), self.module.__dict__)

    def run(self, name):
        try:
            self.module.__dict__[name]()
        except channel.Closed:
            raise
        except BaseException as error:
            return outcome(error)
        return ("passed", "")


class Statements:
    """A module whose top-level asserts are its checks; what stands between them runs in its place."""

    def load(self, source, injected):
        self.module = types.ModuleType("test_suite")
        for name, solution in injected.items():
            self.module.__dict__[name] = getattr(solution, name)
        self.waiting = ast.parse(source, FILENAME).body
        self.number = 0

    def run(self, name):
        try:
            while True:
                statement = self.waiting.pop(0)
                self.execute(statement)
                if isinstance(statement, ast.Assert):
                    self.number += 1
                    if name != "assert_%d" % self.number:
                        raise LookupError("checks must be run in order")
                    return ("passed", "")
        except channel.Closed:
            raise
        except BaseException as error:
            if isinstance(statement, ast.Assert):
                self.number += 1
            return outcome(error)

    def execute(self, statement):
        code = compile(ast.Module([statement], []), FILENAME, "exec", dont_inherit=True)
        exec(code, self.module.__dict__)


class Pytest:
    """A suite with fixtures, classes or parameters, through a pytest session that is commanded check by check."""

    FOLDER = "/tmp/suite"

    def load(self, source, injected):
        import pytest
        from _pytest.config import _prepareconfig
        from _pytest.main import Session as PytestSession

        os.makedirs(self.FOLDER)
        os.chdir(self.FOLDER)
        path = os.path.join(self.FOLDER, FILENAME)
        with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            file.write(source)
        arguments = ["-s", "--noconftest", "-c", "/dev/null", "--rootdir", self.FOLDER, "-p", "no:cacheprovider",
                     "-p", "no:terminal", "--import-mode=importlib", path]
        self.reports = []
        config = _prepareconfig(arguments, [self])
        self.session = PytestSession.from_config(config)
        config._do_configure()
        config.hook.pytest_sessionstart(session=self.session)
        items = self.session.perform_collect()
        broken = [report for report in self.reports if report.failed]
        if broken:
            raise ImportError(str(broken[0].longrepr)[-TEXT_MAX:])
        self.items = {}
        for item in items:
            name = item.nodeid.split("::", 1)[1].split("[", 1)[0]
            self.items.setdefault(name, []).append(item)

    def pytest_collectreport(self, report):
        self.reports.append(report)

    def pytest_runtest_logreport(self, report):
        self.reports.append(report)

    def run(self, name):
        items = self.items.get(name)
        if not items:
            return ("error", "pytest did not collect this check")
        for item in items:
            status, message = self.run_item(item, items)
            if status != "passed":
                return (status, "%s: %s" % (item.name, message))
        return ("passed", "")

    def run_item(self, item, items):
        self.reports.clear()
        after = items.index(item) + 1
        try:
            item.config.hook.pytest_runtest_protocol(
                item=item, nextitem=items[after] if after < len(items) else None)
        except channel.Closed:
            raise
        except BaseException as error:
            return outcome(error)
        phases = {report.when: report for report in self.reports}
        for report in self.reports:
            if report.skipped:
                return ("skipped", str(report.longrepr)[:TEXT_MAX])
            if not report.passed:
                return ("failed" if report.when == "call" else "error", str(report.longrepr)[-STACK_TEXT_MAX:])
        if set(phases) != {"setup", "call", "teardown"} or hasattr(phases["call"], "wasxfail"):
            return ("error", "the check did not run through its three phases")
        return ("passed", "")
