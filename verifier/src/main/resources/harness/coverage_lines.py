"""Which lines and branches of one file ran. Cheap where it matters: code that has shown all it can is no longer traced.

A branch is a decision of an `if`, `while`, `for` or `case`: twice the line where it stands, plus one where it is taken
into its body. Decisions whose body shares the line with them, and conditions that are constants, are not counted.
"""

import builtins
import sys

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

TAKEN = 1


def decisions(tree):
    """{line of a header: (line of the decision, lines of its body's first statement, whether it is a for)}."""
    import ast  # only where something is measured: each module makes every clone dearer

    found = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While)):
            if not isinstance(node.test, ast.Constant):
                add(found, node.test.lineno, node.test.end_lineno, node.body, False)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            add(found, node.lineno, max(node.target.end_lineno, node.iter.end_lineno), node.body, True)
        elif isinstance(node, ast.Match):
            for case in node.cases:
                always = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None
                if not always:
                    end = case.guard.end_lineno if case.guard else case.pattern.end_lineno
                    add(found, case.pattern.lineno, end, case.body, False)
    return found


def add(found, first, last, body, loop):
    start = body[0].decorator_list[0].lineno if getattr(body[0], "decorator_list", None) else body[0].lineno
    if start > last:
        for line in range(first, last + 1):
            found[line] = (first, range(start, body[0].end_lineno + 1), loop)


def branches(tree):
    """All branches of a file, sorted."""
    return sorted({2 * line + taken for line, _, _ in decisions(tree).values() for taken in (0, TAKEN)})


class Lines:
    def __init__(self, filename, source):
        self.filename = filename
        import ast

        self.decisions = decisions(ast.parse(source))
        self.waiting = {}
        self.seen = set()
        self.branches = set()

    def start(self, threading):
        threading.settrace(self._call)
        sys.settrace(self._call)

    def covered(self):
        return (sorted(self.seen), sorted(self.branches))

    def _call(self, frame, event, arg):
        code = frame.f_code
        if code.co_filename != self.filename:
            return None
        waiting = self.waiting.get(code)
        if waiting is None:
            # The line of `def` belongs to a function's code but never fires inside it.
            waiting = {line for _, _, line in code.co_lines() if line} - {code.co_firstlineno}
            if code.co_name in ("<module>", "<lambda>") or code.co_name.startswith("<"):
                waiting.add(code.co_firstlineno)
            for line in [line for line in waiting if line in self.decisions]:
                decision = self.decisions[line][0]
                waiting |= {-2 * decision, -2 * decision - TAKEN}
            self.waiting[code] = waiting
        if not waiting:
            return None
        return Frame(self, waiting).trace


class Frame:
    """One call; the line it came from says how a decision went."""

    def __init__(self, lines, waiting):
        self.lines, self.waiting = lines, waiting
        self.decision = None

    def trace(self, frame, event, arg):
        if event == "line":
            line = frame.f_lineno
            self.lines.seen.add(line)
            self.waiting.discard(line)
            found = self.lines.decisions.get(line)
            if self.decision is not None and (found is None or found[0] != self.decision[0]):
                self.decided(line)
            elif self.decision is not None and line in self.decision[1]:
                self.decided(line)
            self.decision = found
            if not self.waiting:
                frame.f_trace_lines = False
        elif event == "exception":
            if not (self.decision is not None and self.decision[2] and arg[0] is StopIteration):
                self.decision = None
        elif event == "return" and self.decision is not None:
            self.decided(-1)
        return self.trace

    def decided(self, line):
        taken = TAKEN if line in self.decision[1] else 0
        branch = 2 * self.decision[0] + taken
        self.lines.branches.add(branch)
        self.waiting.discard(-branch)
        self.decision = None
