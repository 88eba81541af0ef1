"""The worker of a script: compiles it, runs none of it, and forks a process for each of its cases.

The first frame is (source, files); each later one is a case: (stdin, arguments, names of files wanted afterwards). A
case has real descriptors, fresh folders and nothing of the cases before; when it has ended, whatever it started is
killed and (exit code, contents of the wanted files) is answered. What it printed went past here.
"""

import atexit
import builtins
import ctypes
import gc
import os
import random
import stat
import sys
import threading

import channel
import wire

FETCHED_BYTES_MAX = 4 * 1024 * 1024
FILENAME = "main.py"
UNFLUSHED_CODE = 120
_native = ctypes.PyDLL("/native/libzygote.so", use_errno=True)
_native.fork = ctypes.PyDLL(None).fork


def rehearse(converse):
    source = b"""
import sys
from collections import defaultdict


def main():
    data = sys.stdin.read().split()
    numbers = list(map(int, data[1:]))
    counts = defaultdict(int)
    for number in sorted(numbers):
        counts[number] += 1
    print(len(data), *counts)
    print("\\n".join(f"{key}: {value}" for key, value in counts.items()))


if __name__ == "__main__":
    main()
"""
    stdin, stdout = sys.stdin, sys.stdout
    with open("/dev/null") as sys.stdin, open("/dev/null", "w") as sys.stdout:
        program, _ = wire.unpack(wire.pack((source, ())))
        exec(compile(program, FILENAME, "exec", dont_inherit=True), main_module().__dict__)
        sys.stdout.flush()
    sys.stdin, sys.stdout = stdin, stdout


def work(inbound, outbound):
    source, files = wire.unpack(channel.receive(inbound))
    program, problem = None, None
    try:
        program = compile(source, FILENAME, "exec", dont_inherit=True)
    except BaseException as error:
        problem = error.with_traceback(None)
    while True:
        stdin, arguments, wanted = wire.unpack(channel.receive(inbound))
        for name, content in ((FILENAME, source), *files):
            if os.path.dirname(name):
                os.makedirs(os.path.dirname(name), exist_ok=True)
            with open(name, "xb") as file:
                file.write(content)
        code = run(program, problem, stdin, arguments)
        answer = [code]
        left = FETCHED_BYTES_MAX
        for name in wanted:
            content = fetch(name, left)
            left -= len(content or b"")
            answer.append(content)
        if _native.tidy_folders() != 0:
            return
        channel.send(outbound, wire.pack(tuple(answer)))


def run(program, problem, stdin, arguments):
    """Exit code of one case; everything it started is gone."""
    # A file, as a judge's redirection gives one: it can be read twice, mapped, and left unread.
    memory = os.memfd_create("stdin")
    channel.write_all(memory, stdin)
    readable = os.open("/proc/self/fd/%d" % memory, os.O_RDONLY)
    os.close(memory)
    child = _native.fork()
    if child == 0:
        become(program, problem, readable, arguments)
    os.close(readable)
    _, status = os.waitpid(child, 0)
    if _native.tidy_processes() != 0:
        os._exit(1)
    return os.waitstatus_to_exitcode(status)


def become(program, problem, readable, arguments):
    """What an interpreter does from its start to its end, without the start."""
    os.dup2(readable, 0)
    os.closerange(3, 256)
    random.seed()
    sys.argv = [FILENAME, *arguments]
    sys.path.insert(0, os.getcwd())
    main = sys.modules["__main__"] = main_module()
    code = 0
    try:
        if problem is None:
            exec(program, main.__dict__)
        else:
            code = 1
            sys.excepthook(type(problem), problem, None)
    except SystemExit as ended:
        code = exit_code(ended)
    except BaseException as error:
        code = 1
        trace = error.__traceback__.tb_next  # without this frame
        sys.excepthook(type(error), error.with_traceback(trace), trace)
    os._exit(finish(main, code))


def main_module():
    main = type(sys)("__main__")
    main.__file__ = os.path.join(os.getcwd(), FILENAME)
    main.__builtins__ = builtins
    main.__annotations__ = {}
    return main


def exit_code(ended):
    if ended.code is None:
        return 0
    if isinstance(ended.code, int):
        return ended.code & 0xFF
    print(ended.code, file=sys.stderr)
    return 1


def finish(main, code):
    """Threads, exit handlers, objects with unwritten text, streams: in the interpreter's order."""
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        for name in [name for name in main.__dict__ if name != "__builtins__"]:
            main.__dict__[name] = None
        gc.collect()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException:
            code = UNFLUSHED_CODE
    return code


def fetch(name, left):
    """The bytes of an ordinary file; None where there is none, or where it is too large."""
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode) or os.fstat(fd).st_size > left:
            return None
        return os.read(fd, left)
    except OSError:
        return None
    finally:
        os.close(fd)
