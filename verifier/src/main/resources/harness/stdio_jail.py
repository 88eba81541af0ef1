"""The worker of a script: compiles it, runs none of it, and forks a process for each of its cases.

The first frame is the source; what comes then are the orders of `orders.c`, which also sees to it that a case has real
descriptors, fresh folders and nothing of the cases before. What a case prints goes past here.
"""

import atexit
import builtins
import ctypes
import gc
import os
import random
import sys
import threading

import channel

FILENAME = "main.py"
UNFLUSHED_CODE = 120
_native = ctypes.PyDLL("/native/libzygote.so")
_native.orders_argument.restype = ctypes.c_char_p
_native.orders_file.restype = ctypes.c_bool
_size = ctypes.c_size_t


def rehearse(converse):
    source = rb"""
import sys
from collections import defaultdict

LIMIT = 10 ** 9 + 7


def best(values, start=0):
    total = start
    for index, value in enumerate(values):
        if value % 2 == 0 or index > 2:
            total = max(total, value * index % LIMIT)
    return total


def main():
    count, width = map(int, input().split())
    rows = [[int(word) for word in input().split()] for _ in range(count)]
    numbers = list(map(int, sys.stdin.readline().split()))
    data = sys.stdin.read().split()
    counts = defaultdict(int)
    for number in sorted(numbers, key=lambda number: -number):
        counts[number] += 1
    print(len(data), width, *counts)
    print(sum(numbers), best(rows[0]), sep=" ", end="\n")
    print("\n".join(f"{key}: {value:.2f}" for key, value in counts.items()))
    sys.stdout.write("YES\n" if numbers[-1] in counts else "NO\n")


if __name__ == "__main__":
    main()
"""
    text = os.memfd_create("stdin")
    os.write(text, b"2 3\n1 2 30\n4 5 60\n7 8 9\nabc 12\n")
    stdin, stdout, path = sys.stdin, sys.stdout, list(sys.path)
    os.lseek(text, 0, os.SEEK_SET)
    with open(text) as sys.stdin, open("/dev/null", "w") as sys.stdout:
        main, _ = execute(compile(source, FILENAME, "exec", dont_inherit=True), None, [])
        forget(main)
        flush(0)
    sys.stdin, sys.stdout, sys.path[:] = stdin, stdout, path


def work(inbound, outbound):
    source = channel.receive(inbound)
    if not _native.orders_file(FILENAME.encode(), source, _size(len(source))):
        raise MemoryError(FILENAME)
    program, problem = None, None
    try:
        program = compile(source, FILENAME, "exec", dont_inherit=True)
    except BaseException as error:
        problem = error.with_traceback(None)
    _native.orders_serve(True)
    main, code = execute(program, problem, arguments())
    os._exit(finish(main, code))


def arguments():
    found = []
    while (argument := _native.orders_argument(len(found))) is not None:
        found.append(os.fsdecode(argument))
    return found


def execute(program, problem, arguments):
    """What an interpreter does after its start: the script's module, and the code to end with."""
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
    return main, code


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
        forget(main)
        gc.collect()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    return flush(code)


def forget(main):
    for name in [name for name in main.__dict__ if name != "__builtins__"]:
        main.__dict__[name] = None


def flush(code):
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException:
            code = UNFLUSHED_CODE
    return code
