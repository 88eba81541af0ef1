"""A warm interpreter that is cloned for every run: `zygote.py FLAVOUR PATH [keep-user]`.

It imports what programs need, gives up what they must not have, and then only takes orders from its supervisor: a role
and descriptors, never a byte that a program or a request holds. What comes after `serve` runs in a clone that is
locked down, in a jail of its own.
"""

import ctypes
import gc
import os
import random
import site
import sys

HARNESS = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [HARNESS] + sys.argv[2].split(":")

import channel  # noqa: E402

INBOUND, OUTBOUND = 200, 201
# What programs import most; a clone has them for nothing. Every further module makes every clone dearer.
COMMON = ("array bisect cmath collections.abc copy datetime decimal enum fractions functools heapq itertools json math"
          " operator random re statistics string struct threading time types typing").split()
# The parts of the harness in the order of the Java enum Role, and what else is imported.
FLAVOURS = {
    "solution": (("solution_jail", "stdio_jail", "probe"), []),
    "numpy": (("solution_jail", "stdio_jail"), ["numpy"]),
    "tests": (("test_jail", "analyze"), ["ast", "contextlib", "dataclasses", "traceback", "unittest"]),
    "pytest": (("test_jail",), ["ast", "contextlib", "dataclasses", "traceback", "unittest", "unittest.mock", "pytest"]),
}


def prepared(flavour):
    """The modules of this flavour, each with what it can do before there is a program."""
    parts, further = FLAVOURS[flavour]
    for name in COMMON + further:
        __import__(name)
    modules = [__import__(name) for name in parts]
    for module in modules:
        if hasattr(module, "prepare"):
            module.prepare()
        if flavour == "pytest" and hasattr(module, "prepare_pytest"):
            module.prepare_pytest()
    return modules


def main():
    roles = prepared(sys.argv[1])
    site.setquit()
    site.setcopyright()
    site.sethelper()
    library = ctypes.PyDLL("/native/libzygote.so", use_errno=True)
    if library.zygote_prepare(len(sys.argv) > 3) != 0:
        raise OSError(ctypes.get_errno(), "the zygote cannot give up its rights")
    sys.path.remove(HARNESS)
    sys.argv = [""]
    ours = [name for name, module in sys.modules.items() if str(getattr(module, "__file__", "")).startswith(HARNESS)]
    gc.collect()
    gc.freeze()
    role = library.zygote_serve()
    # A clone of a process with one thread has nothing to repair but this; the general repair costs as much as all else.
    random.seed()
    for name in ours:
        del sys.modules[name]  # a program may have modules of these names
    sys.modules["__main__"] = type(sys)("__main__")
    try:
        roles[role].work(INBOUND, OUTBOUND)
    except channel.Closed:
        pass
    os._exit(0)


main()
