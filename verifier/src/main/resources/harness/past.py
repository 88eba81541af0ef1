"""The way back from a check: each runs in a child of the process that ran the one before, which waits meanwhile.

A copy of a check that must fail changes what solution and suite keep, as any check does. It and its check both begin where
the check before them ended, whichever comes first, and only the check's process goes on. No other check is run in
another way, so nothing about processes tells one from the others before the pair is over.

`start` leaves the jail's own process behind to wait for whatever runs last; a process whose child goes on is killed by it.
"""

import _thread
import builtins
import ctypes
import os
import random
import signal

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

# How a process ends that is to be forgotten.
FORGOTTEN = 93
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER
_NUMBER_BYTES = 4
_exit, _fork, _getpid, _kill, _pipe, _read, _wait, _write = (
    os._exit, os.fork, os.getpid, os.kill, os.pipe, os.read, os.waitpid, os.write)
_unwait, _exited, _code, _stopped, _signal = os.WUNTRACED, os.WIFEXITED, os.WEXITSTATUS, os.WIFSTOPPED, os.WTERMSIG
_threads, _getstate, _setstate = _thread._count, random.getstate, random.setstate
_CONTINUE, _KILL, _STOP = signal.SIGCONT, signal.SIGKILL, signal.SIGSTOP


class Past:
    def __init__(self):
        self.heirs = None  # where a process says that it goes on
        self.original = None  # number of the process that waits for what becomes of this one
        self.aside = None  # number of a child that is to go on later

    def mark(self):
        """Goes on in a child, unless threads run, which would not be in it; True in a process that is back."""
        if self.heirs is None and not self.start():
            return False
        self.keep()
        if _threads():
            return False
        here = _getpid()
        child = self.fork()
        if child is None:
            return False
        if child:
            self.wait(child)
            return True
        self.original, self.aside = here, None
        return False

    def start(self):
        if _threads() or ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0) != 0:
            return False
        named, heirs = _pipe()
        os.set_blocking(named, False)
        child = self.fork()
        if child is None:
            return False
        if child:
            watch(child, named)
        os.close(named)
        self.heirs = heirs
        return True

    @staticmethod
    def fork():
        """As os.fork; None where there may be no more processes. The numbers that are drawn next stay the same."""
        drawn = _getstate()
        try:
            child = _fork()
        except OSError:
            return None
        if not child:
            _setstate(drawn)
        return child

    def keep(self):
        """What this process is stays; whoever waited for it is no longer needed."""
        if self.original is not None:
            _write(self.heirs, _getpid().to_bytes(_NUMBER_BYTES, "big"))
            _kill(self.original, _KILL)
            self.original = None

    def wait(self, child):
        """Until the child is forgotten or set aside; ends as it does, if it ends otherwise."""
        number, status = _wait(child, _unwait)
        if _stopped(status):
            self.aside = child
        elif not (_exited(status) and _code(status) == FORGOTTEN):
            end_as(status)

    def forget(self):
        """This process ends, and the one that waits goes on."""
        if self.original is not None:
            _exit(FORGOTTEN)

    def set_aside(self):
        """The process that waits goes on; this one when it is resumed."""
        if self.original is not None:
            _kill(_getpid(), _STOP)

    def resume(self):
        """The child that was set aside goes on, and this process waits again; True when it is back."""
        if self.aside is None:
            return False
        child, self.aside = self.aside, None
        _kill(child, _CONTINUE)
        self.wait(child)
        return True


def watch(runner, named):
    """Ends as the process does that ran last: the first, or whoever said that it goes on."""
    while True:
        number, status = _wait(-1, 0)
        try:
            while said := _read(named, _NUMBER_BYTES):
                runner = int.from_bytes(said, "big")
        except BlockingIOError:
            pass
        if number == runner:
            end_as(status)


def end_as(status):
    if _exited(status):
        _exit(_code(status))
    if _signal(status) != _KILL:
        signal.signal(_signal(status), signal.SIG_DFL)
    _kill(_getpid(), _signal(status))
    _exit(1)
