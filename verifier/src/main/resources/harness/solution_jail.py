"""The worker that holds the solution, and nothing of what judges it.

Every message begins with four bytes that its answer repeats.
`L` load (source, coverage) · `G` get (name) · `C` call (name, arguments) · `V` covered lines.
Answers: `v` value · `f` a callable · `x` exception · `u` not encodable · `m` no such name.
"""

import builtins
import linecache
import sys
import threading
import types

import channel
import coverage_lines
import wire

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

FILENAME = "solution.py"
TEXT_MAX = 4_000
ANSWER_BYTES_MAX = 16 * 1024 * 1024
_BUILTIN_EXCEPTIONS = {
    value: name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
}
_callable, _getattr, _str = callable, getattr, str


def work(inbound, outbound):
    session = Session()
    while True:
        message = channel.receive(inbound)
        answer = session.answer(message[4:5], message[5:])
        if len(answer) > ANSWER_BYTES_MAX:
            answer = b"utoo large"
        flush()
        channel.send(outbound, message[:4] + answer)


def flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except BaseException:
            pass


def text_of(error):
    try:
        return _str(error)[:TEXT_MAX]
    except BaseException:
        return ""


def nearest_builtin(error):
    for kind in type(error).__mro__:
        name = _BUILTIN_EXCEPTIONS.get(kind)
        if name is not None:
            return name, kind is type(error)
    return "Exception", False


def where(error):
    """Line of the solution that raised, for people."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILENAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def exception(error, encoder):
    """An exception as its nearest built-in class, its arguments where they can cross, its text, its line."""
    name, exact = nearest_builtin(error)
    text, line = text_of(error), where(error)
    try:
        encoder.value((name, error.args if exact else (text,), text, line))
    except wire.NotEncodable:
        encoder = wire.Encoder()
        encoder.value((name, (text,), text, line))
    return b"x" + encoder.take()


class Session:
    def __init__(self):
        self.module = types.ModuleType("solution")
        self.lines = None

    def answer(self, operation, body):
        try:
            if operation == b"L":
                return self.load(*wire.unpack(body))
            if operation == b"G":
                return self.get(wire.unpack(body))
            if operation == b"C":
                return self.call(body)
            if operation == b"V":
                return b"v" + wire.pack(sorted(self.lines.covered()) if self.lines else [])
        except wire.NotEncodable as error:
            return b"u" + text_of(error).encode("utf-8", "replace")
        raise channel.Closed()

    def load(self, source, measure):
        self.module.__file__ = FILENAME
        self.module.__builtins__ = builtins
        sys.modules["solution"] = self.module
        linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
        try:
            code = compile(source, FILENAME, "exec", dont_inherit=True)
            if measure:
                self.lines = coverage_lines.Lines(FILENAME, code)
                self.lines.start(threading)
            exec(code, self.module.__dict__)
        except wire.NotEncodable:
            raise
        except BaseException as error:
            return exception(error, wire.Encoder())
        return b"v" + wire.pack(None)

    def find(self, name):
        module = sys.modules.get("solution", self.module)
        return _getattr(module, name)

    def get(self, name):
        try:
            value = self.find(name)
        except BaseException:
            return b"m"
        if _callable(value):
            return b"f"
        return b"v" + wire.pack(value)

    def call(self, body):
        decoder = wire.Decoder(body)
        name, args, kwargs = decoder.value()
        shared = decoder.numbered  # the caller's lists, dicts and sets, as copies that we may change
        before = states(shared)
        try:
            function = self.find(name)
            result = function(*args, **kwargs)
        except BaseException as error:
            encoder = wire.Encoder(shared)
            changes = changed(encoder, shared, before)
            return changes + exception(error, encoder)
        encoder = wire.Encoder(shared)
        changes = changed(encoder, shared, before)
        encoder.value(result)
        return changes + b"v" + encoder.take()


def states(shared):
    encoder = wire.Encoder(shared)
    taken = []
    for container in shared:
        encoder.contents(container)
        taken.append(encoder.take())
    return taken


def changed(encoder, shared, before):
    """`c`, then how many of the caller's containers changed, then number and contents of each."""
    parts = []
    for number, container in enumerate(shared):
        fresh_from = len(encoder.kept)
        encoder.contents(container)
        now = encoder.take()
        if now != before[number]:
            parts.append(wire._U32.pack(number) + now)
        elif len(encoder.kept) != fresh_from:
            raise AssertionError("an unchanged container cannot hold a new one")
    return b"c" + wire._U32.pack(len(parts)) + b"".join(parts)
