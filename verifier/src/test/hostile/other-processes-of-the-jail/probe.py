import ctypes
import errno
import os
import platform
import signal
import time

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
COLUMN = {"x86_64": 0, "aarch64": 1}[platform.machine()]
PTRACE, READ, WRITE, GETFD, KCMP, OPEN = (
    numbers[COLUMN] for numbers in ((101, 117), (310, 270), (311, 271), (438, 438), (312, 272), (434, 434)))
ROOM = ctypes.create_string_buffer(4_096)


def holes():
    found = []
    child = os.fork()
    if child == 0:
        time.sleep(100)
        os._exit(0)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(ROOM), 64)
    for who, pid in (("its child", child), ("its parent", os.getppid()), ("the first process", 1), ("itself", os.getpid())):
        for name, number, arguments in (
                ("attaches to", PTRACE, (16, pid, 0, 0)), ("seizes", PTRACE, (0x4206, pid, 0, 0)),
                ("reads", READ, (pid, vector, 1, vector, 1, 0)), ("writes", WRITE, (pid, vector, 1, vector, 1, 0)),
                ("compares", KCMP, (pid, pid, 2, 0, 0)), ("advises", 440, (pid, vector, 1, 4, 0))):
            if pid and LIBC.syscall(number, *arguments) != -1:
                found.append("%s %s" % (name, who))
        pidfd = LIBC.syscall(OPEN, pid, 0) if pid else -1
        if pidfd >= 0:
            for fd in range(3):
                if LIBC.syscall(GETFD, pidfd, fd, 0) != -1:
                    found.append("takes a descriptor of " + who)
            os.close(pidfd)
        if pid not in (0, os.getpid(), child):
            for name in ("mem", "fd/0", "fd/1", "fd/3", "fd/4", "fd/200", "cwd/x", "root/x", "oom_score_adj"):
                try:
                    os.close(os.open("/proc/%d/%s" % (pid, name), os.O_RDWR))
                    found.append("opens %s of %s" % (name, who))
                except OSError:
                    pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return found
