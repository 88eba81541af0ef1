"""Where in the suite's text something happens: what a `with` would leave out, and what the suite says that it expects."""

import ast
import os

FILENAME = "test_suite.py"
# How the names of functions begin that check.
CHECKING = ("assert", "fail", "check", "verify", "expect")


class Blocks:
    """The statements of a suite by their lines."""

    def __init__(self, source):
        self.source = source
        self.tree = None

    def line(self, frame):
        """The line at which the suite stands, in the nearest frame of it; None where it does not."""
        while frame is not None and not self.ours(frame):
            frame = frame.f_back
        return frame.f_lineno if frame is not None else None

    def ours(self, frame):
        return os.path.basename(frame.f_code.co_filename) == FILENAME

    def nodes(self, *kinds):
        if self.tree is None:
            self.tree = ast.parse(self.source, FILENAME)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    def frame(self, frame):
        """The frame of the suite that stands at a `with`, also at one of an ExitStack."""
        while not self.ours(frame) and os.path.basename(frame.f_code.co_filename) == "contextlib.py":
            frame = frame.f_back
        return frame

    def leaves_nothing_out(self, frame, trace):
        """Whether nothing that checks is left out when the `with` at which `frame` stands swallows what was raised.

        So it is where the last statement of its body raised, and that checks nothing, nor does a function that it called.
        """
        if not self.ours(frame) or trace is None or trace.tb_frame is not frame:
            return False
        line, deeper = trace.tb_lineno, trace.tb_next
        while deeper is not None:
            functions = [node for node in self.nodes(ast.FunctionDef, ast.Lambda)
                         if node.lineno <= deeper.tb_lineno <= node.end_lineno] if self.ours(deeper.tb_frame) else []
            if functions and self.checks(max(functions, key=lambda node: node.lineno)):
                return False
            deeper = deeper.tb_next
        enclosing = [node for node in self.nodes(ast.With)
                     if node.lineno <= frame.f_lineno <= node.items[-1].context_expr.end_lineno]
        if not enclosing:
            return False
        last = last_statement(max(enclosing, key=lambda node: node.lineno).body, line)
        if isinstance(last, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            # What a call was to give is left out too.
            return not any(isinstance(part, ast.Call) for part in ast.walk(last))
        return last is not None and not self.checks(last)

    def checks(self, node, known=()):
        """Whether it holds a check, or a call of a function of the suite that does."""
        for part in ast.walk(node):
            if isinstance(part, ast.Assert):
                return True
            if isinstance(part, ast.Call):
                name = getattr(part.func, "attr", None) or getattr(part.func, "id", "")
                if name.startswith(CHECKING):
                    return True
                if name not in known and any(self.checks(function, (*known, name)) for function in self.nodes(
                        ast.FunctionDef) if function.name == name):
                    return True
        return False

    def fails_by_intent(self, error):
        """Whether the suite raised it by a `raise`: that is no check."""
        line, trace = None, error.__traceback__
        while trace is not None:
            line = trace.tb_lineno if self.ours(trace.tb_frame) else None
            trace = trace.tb_next
        return line is not None and any(node.lineno <= line <= node.end_lineno for node in self.nodes(ast.Raise))

    def expects(self, frame, exception):
        """Whether the suite stands where it says that this exception is expected."""
        line = self.line(frame)
        if line is None:
            return False
        for node in self.nodes(ast.With, ast.Try):
            if not node.body[0].lineno <= line <= node.body[-1].end_lineno:
                continue
            if isinstance(node, ast.With):
                said = [item.context_expr for item in node.items]
            else:
                said = [handler.type for handler in node.handlers if handler.type is not None]
            if any(isinstance(part, ast.Name) and part.id == exception for one in said for part in ast.walk(one)):
                return True
        return any(exception in ast.unparse(node) for node in self.nodes(ast.Call)
                   if node.lineno <= line <= node.end_lineno and "aises" in ast.unparse(node.func))


def last_statement(body, line):
    """The statement at this line where none of the body would come after it."""
    for statement in body:
        if isinstance(statement, ast.Raise) and statement.lineno <= line <= statement.end_lineno:
            return statement
    last = body[-1]
    if not last.lineno <= line <= last.end_lineno:
        return None
    if isinstance(last, (ast.If, ast.With, ast.Try)):
        for block in (last.body, getattr(last, "orelse", None)):
            if block and block[0].lineno <= line <= block[-1].end_lineno:
                after = isinstance(last, ast.Try) and block is last.body and last.orelse
                return None if after else last_statement(block, line)
    return last
