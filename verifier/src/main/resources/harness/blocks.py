"""Where in the suite's text something happens: what a `with` would leave out, and what the suite says that it expects."""

import ast
import os

FILENAME = "test_suite.py"


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

    def leaves_nothing_out(self, frame, trace):
        """Whether nothing that checks is left out when the `with` at which `frame` stands swallows what was raised.

        So it is where the last statement of its body raised, at once and not in a function of the suite, and is no check.
        """
        if not self.ours(frame) or trace is None or trace.tb_frame is not frame:
            return False
        deeper = trace.tb_next
        while deeper is not None:
            if self.ours(deeper.tb_frame):
                return False
            deeper = deeper.tb_next
        enclosing = [node for node in self.nodes(ast.With)
                     if node.lineno <= frame.f_lineno <= node.items[-1].context_expr.end_lineno]
        if not enclosing:
            return False
        last = last_statement(max(enclosing, key=lambda node: node.lineno).body, trace.tb_lineno)
        if isinstance(last, ast.Raise):
            return True
        return (isinstance(last, (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign))
                and "assert" not in ast.unparse(last).lower())

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
    """The simple statement at this line where none of the body would come after it."""
    last = body[-1]
    if not last.lineno <= line <= last.end_lineno:
        return None
    if isinstance(last, (ast.If, ast.With)):
        for block in (last.body, getattr(last, "orelse", None)):
            if block and block[0].lineno <= line <= block[-1].end_lineno:
                return last_statement(block, line)
    return last
