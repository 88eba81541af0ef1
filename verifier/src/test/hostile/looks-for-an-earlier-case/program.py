import fcntl
import glob
import os
import resource
import time

KEPT = ("answer", "/tmp/answer", "/dev/shm/answer", "/tmp/.cache/answer", "/var/tmp/answer")
FOLDERS = (".", "/tmp", "/dev/shm", "/w", "/")
F_SETSIG, F_GETSIG, F_SETPIPE_SZ, F_GETPIPE_SZ = 10, 11, 1031, 1032


def look():
    seen = [name for name in KEPT if os.path.exists(name)] + glob.glob("/proc/[0-9]*/fd/99")
    for folder in FOLDERS:
        try:
            seen += ["%s of %s" % (name, folder) for name in os.listxattr(folder)]
        except OSError:
            pass
    for fd in range(3):
        if fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_NONBLOCK | os.O_APPEND | os.O_ASYNC):
            seen.append("flags of descriptor %d" % fd)
        if fcntl.fcntl(fd, F_GETSIG):
            seen.append("signal of descriptor %d" % fd)
    if fcntl.fcntl(1, F_GETPIPE_SZ) == 4_096:
        seen.append("size of the pipe")
    if resource.getrlimit(resource.RLIMIT_SIGPENDING)[0] == 7:
        seen.append("limits")
    return seen


def leave():
    for name in KEPT:
        try:
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "w") as file:
                file.write("the answer of an earlier case")
        except OSError:
            pass
    for folder in FOLDERS:
        try:
            os.setxattr(folder, "user.answer", b"the answer of an earlier case")
        except OSError:
            pass
    for fd in range(3):
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND | os.O_ASYNC)
        fcntl.fcntl(fd, F_SETSIG, 12)
    try:
        fcntl.fcntl(1, F_SETPIPE_SZ, 4_096)
        resource.prlimit(os.getppid(), resource.RLIMIT_SIGPENDING, (7, 7))
    except OSError:
        pass
    os.dup2(1, 99)


print(look())
leave()
if os.fork() == 0:
    os.setsid()
    for fd in range(3):
        os.close(fd)
    time.sleep(100)
