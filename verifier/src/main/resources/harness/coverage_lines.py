"""Which lines of one file ran. Cheap where it matters: a function whose lines all ran is no longer traced."""

import builtins
import sys

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))


class Lines:
    def __init__(self, filename, code):
        self.filename = filename
        self.waiting = {}
        self.seen = set()

    def start(self, threading):
        threading.settrace(self._call)
        sys.settrace(self._call)

    def covered(self):
        return self.seen

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
            self.waiting[code] = waiting
        if not waiting:
            return None
        return self._line

    def _line(self, frame, event, arg):
        if event == "line":
            line = frame.f_lineno
            self.seen.add(line)
            waiting = self.waiting[frame.f_code]
            waiting.discard(line)
            if not waiting:
                frame.f_trace_lines = False
        return self._line
