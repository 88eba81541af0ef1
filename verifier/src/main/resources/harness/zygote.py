"""A warm interpreter that is cloned for every run: `zygote.py FLAVOUR [keep-user]`.

It imports what programs need, gives up what they must not have, and then only takes orders from its supervisor: a role
and descriptors, never a byte that a program or a request holds. What comes after `serve` runs in a clone that is
locked down, in a jail of its own.
"""

import ctypes
import gc
import os
import random
import sys

HARNESS = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [HARNESS] + [entry for entry in sys.path if entry != HARNESS]

import analyze  # noqa: E402
import channel  # noqa: E402
import probe  # noqa: E402
import solution_jail  # noqa: E402
import stdio_jail  # noqa: E402
import test_jail  # noqa: E402

# In the order of the Java enum Role.
ROLES = (solution_jail, test_jail, analyze, stdio_jail, probe)
INBOUND, OUTBOUND = 200, 201

# What programs import most; a clone has them for nothing.
for name in ("abc array ast asyncio base64 bisect calendar cmath collections.abc contextlib copy csv dataclasses datetime"
             " decimal enum fractions functools hashlib heapq io itertools json logging math numbers operator pprint"
             " queue random re statistics string struct textwrap threading time traceback types typing unicodedata"
             " unittest unittest.mock uuid warnings").split():
    __import__(name)


def prepare(flavour):
    if flavour == "pytest":
        import pytest  # noqa: F401
    for module in ROLES:
        if hasattr(module, "prepare"):
            module.prepare()
    if flavour == "pytest" and hasattr(test_jail, "prepare_pytest"):
        test_jail.prepare_pytest()


def main():
    prepare(sys.argv[1])
    library = ctypes.PyDLL("/native/libzygote.so", use_errno=True)
    if library.zygote_prepare(len(sys.argv) > 2) != 0:
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
        ROLES[role].work(INBOUND, OUTBOUND)
    except channel.Closed:
        pass
    os._exit(0)


main()
