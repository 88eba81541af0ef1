"""Whether a program changed what its judge in the same process stands on.

Taken before the program is read, compared after each check. A program in this process can reach the snapshot too: this
makes tampering harder and visible, not impossible.
"""

import builtins
import sys

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

_MODULES = ("builtins", "operator", "math", "time", "sys", "os", "json", "unittest.case", "pytest", "_pytest.outcomes",
            "_pytest.python_api", "_pytest.raises", "_pytest.runner", "numpy.testing", "numpy", "threading", "copy",
            "random")
_CLASSES = (("unittest.case", "TestCase"), ("_pytest.runner", "CallInfo"), ("_pytest.python_api", "ApproxBase"),
            ("_pytest.python_api", "ApproxScalar"), ("_pytest.raises", "RaisesExc"))
# What the interpreter itself, or any honest program, changes.
_MOVING = {"_", "__builtins__", "last_exc", "last_type", "last_value", "last_traceback", "stdin", "stdout", "stderr", "path",
           "modules", "argv", "environ", "path_importer_cache", "tracebacklimit", "ps1", "ps2", "__warningregistry__",
           "exc_info", "displayhook", "excepthook", "unraisablehook"}
_callable, _vars, _id, _type = callable, vars, id, type
_gettrace, _getprofile = sys.gettrace, sys.getprofile


def _parts(holder):
    for name, value in list(_vars(holder).items()):
        if name not in _MOVING and (_callable(value) or isinstance(value, (classmethod, staticmethod, property))):
            yield name, _id(value), _id(getattr(value, "__code__", None))


class Snapshot:
    def __init__(self, own):
        """`own`: modules and classes of the harness, by name; they are not where others can be looked up."""
        self.holders = list(own.items())
        for name in _MODULES:
            if name in sys.modules:
                self.holders.append((name, sys.modules[name]))
        for module, name in _CLASSES:
            holder = getattr(sys.modules.get(module), name, None)
            if holder is not None:
                self.holders.append((module + "." + name, holder))
        # Values are kept, so that no other object can take the place of one that was freed.
        self.kept = [list(_vars(holder).values()) for _, holder in self.holders]
        self.known = {(label, name): (value, code)
                      for label, holder in self.holders for name, value, code in _parts(holder)}

    def changed(self, source):
        """Names of what is another function now; those that the suite itself names are its own business."""
        found = []
        for label, holder in self.holders:
            now = {name: (value, code) for name, value, code in _parts(holder)}
            for (of, name), known in self.known.items():
                if of == label and now.get(name) != known and "%s.%s" % (label, name) not in source:
                    found.append("%s.%s" % (label, name))
        if _gettrace() is not None or _getprofile() is not None:
            found.append("sys.settrace")
        return tuple(found[:20])
