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
import rehearsal  # noqa: E402

INBOUND, OUTBOUND = 200, 201
# What programs import most; a clone has them for nothing. Every further module makes every clone dearer.
COMMON = ("array bisect cmath collections.abc copy datetime decimal enum fractions functools heapq itertools json math"
          " operator random re statistics string struct threading time types typing").split()
# The parts of the harness in the order of the Java enum Role, and what else is imported.
FLAVOURS = {
    "solution": (("solution_jail", "stdio_jail", "probe"), []),
    "numpy": (("solution_jail", "stdio_jail"), ["numpy"]),
    "tests": (("test_jail", "analyze"), ["ast", "contextlib", "dataclasses", "traceback", "unittest"]),
    "pytest": (("test_jail",), ["ast", "contextlib", "dataclasses", "traceback", "unittest", "pytest"]),
}


def toolchain_links():
    """Where the root shows a toolchain that is below the host's /tmp; the folder to write in would hide them."""
    found = (os.path.join(folder, name) for folder, names, _ in os.walk("/tmp") for name in names)
    return [(path, os.readlink(path)) for path in found if os.path.islink(path)]


def main():
    parts, further = FLAVOURS[sys.argv[1]]
    for name in COMMON + further:
        __import__(name)
    roles = [__import__(name) for name in parts]
    site.setquit()
    site.setcopyright()
    site.sethelper()
    library = ctypes.PyDLL("/native/libzygote.so", use_errno=True)
    links = toolchain_links()
    if library.zygote_scratch() != 0:
        raise OSError(ctypes.get_errno(), "the zygote has nowhere to write")
    for path, target in links:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)
    rehearsal.rehearse([role.rehearse for role in roles if hasattr(role, "rehearse")],
                       [role.rehearse_pytest for role in roles if sys.argv[1] == "pytest"])
    for role in roles:
        if hasattr(role, "prepare"):
            role.prepare(INBOUND, OUTBOUND)
    if library.zygote_prepare(len(sys.argv) > 3) != 0:
        raise OSError(ctypes.get_errno(), "the zygote cannot give up its rights")
    sys.path.remove(HARNESS)
    sys.argv = [""]
    # A program may have modules of these names.
    ours = {name: module for name, module in sys.modules.items()
            if str(getattr(module, "__file__", "")).startswith(HARNESS)}
    for name in ours:
        del sys.modules[name]
    sys.modules["__main__"] = type(sys)("__main__")
    # What `random.seed` comes to in the end.
    seed = super(random.Random, random._inst).seed
    gc.collect()
    gc.freeze()
    role = library.zygote_serve()
    # A clone of a process with one thread has nothing to repair but this; the general repair costs as much as all else.
    seed()
    try:
        roles[role].work(INBOUND, OUTBOUND)
    except channel.Closed:
        pass
    os._exit(0)


main()
