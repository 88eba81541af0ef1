import ctypes
import fcntl
import glob
import os
import site
import sys
import sysconfig

LIBC = ctypes.CDLL(None, use_errno=True)
F_SETSIG, F_GETSIG = 10, 11
FOLDERS = ["/tmp", "/dev/shm", "/var/tmp", "/dev/mqueue", os.getcwd(), os.path.expanduser("~"), "/harness",
           os.path.dirname(os.__file__), sysconfig.get_path("purelib"), site.getusersitepackages(), "/usr/lib",
           "/usr/local/lib", "/run", "/root", "/home", "/w", "/work", "/"] + sys.path
NAMES = ["hostile-plant", "sitecustomize.py", "usercustomize.py", "hostile.pth", "conftest.py", "pytest.ini",
         "pytest.py", "json.py", "random.py", "test_suite.py", "solution.py", "__pycache__/hostile.pyc", ".bashrc",
         ".cache/hostile"]

kept = []


def holes():
    for folder in FOLDERS:
        for name in NAMES:
            path = os.path.join(folder, name)
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "x") as file:
                    file.write("raise SystemExit('planted')\n")
            except OSError:
                pass
    for key in range(0x686F73, 0x686F73 + 3):
        LIBC.shmget(key, 4_096, 0o1666)
        LIBC.msgget(key, 0o1666)
        LIBC.semget(key, 1, 0o1666)
    LIBC.mq_open(b"/hostile-plant", 0o102, 0o666, None)
    LIBC.syscall(248, b"user", b"hostile-plant", b"planted", 7, -4)
    LIBC.syscall(248, b"user", b"hostile-plant", b"planted", 7, -5)
    for path in [sys.executable, os.__file__, "/usr/lib", "/dev/null", "/tmp", "/proc"] + glob.glob("/harness/*"):
        try:
            kept.append(os.open(path, os.O_RDONLY))
            fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pass
    try:
        import socket

        kept.append(socket.socket(socket.AF_UNIX))
        kept[-1].bind("\0hostile-plant")
        kept[-1].listen()
    except OSError:
        pass
    LIBC.prctl(15, b"hostile-plant", 0, 0, 0)
    return poison()


def poison():
    """What a clone of a common parent would find, if it were not a copy."""
    import builtins
    import random
    import time

    builtins.hostile_plant = sys.hostile_plant = True
    sys.modules["hostile_plant"] = sys
    os.environ["HOSTILE_PLANT"] = "1"
    os.umask(0o777)
    random.seed(7)
    try:
        with open("/proc/self/mem", "rb+", 0) as memory:
            memory.seek(id("hostile"))
    except OSError:
        pass
    for folder in FOLDERS:
        try:
            os.setxattr(folder, "user.hostile", b"planted")
        except OSError:
            pass
    for fd in range(64):
        for attempt in (lambda: fcntl.fcntl(fd, F_SETSIG, 12), lambda: os.lseek(fd, 0, 2), lambda: fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND),
                        lambda: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB), lambda: os.ftruncate(fd, 0)):
            try:
                attempt()
            except OSError:
                pass
    time.sleep(0.2)  # so that every place of the service has one of these
    return []
