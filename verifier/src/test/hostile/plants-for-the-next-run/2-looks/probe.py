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


def holes():
    import builtins
    import socket
    import time

    found = ["file %s in %s" % (name, folder) for folder in FOLDERS for name in NAMES
             if holds(os.path.join(folder, name))]
    for key in range(0x686F73, 0x686F73 + 3):
        for name, exists in (("segment", LIBC.shmget(key, 0, 0)), ("queue", LIBC.msgget(key, 0)),
                             ("semaphore", LIBC.semget(key, 0, 0))):
            if exists != -1:
                found.append("System V " + name)
    for kind in ("shm", "msg", "sem"):
        try:
            with open("/proc/sysvipc/" + kind) as file:
                if len(file.readlines()) > 1:
                    found.append("objects of System V: " + kind)
        except OSError:
            pass
    if LIBC.mq_open(b"/hostile-plant", 0, 0, None) != -1:
        found.append("message queue")
    if LIBC.syscall(249, b"user", b"hostile-plant", 0, 0) != -1:
        found.append("key")
    try:
        with open("/proc/keys") as file:
            found += ["key " + line for line in file if "hostile" in line]
    except OSError:
        pass
    for path in [sys.executable, os.__file__, "/usr/lib", "/dev/null", "/tmp", "/proc"] + glob.glob("/harness/*"):
        try:
            fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # What every jail shows is one file: other copies of this program hold its lock just now.
            if not path.startswith(("/usr", "/root", "/harness", "/dev/null", sys.prefix, sys.base_prefix)):
                found.append("lock on " + path)
        except OSError:
            pass
    try:
        socket.socket(socket.AF_UNIX).connect("\0hostile-plant")
        found.append("socket")
    except OSError:
        pass
    if hasattr(builtins, "hostile_plant") or hasattr(sys, "hostile_plant") or "hostile_plant" in sys.modules:
        found.append("the interpreter is not fresh")
    if "HOSTILE_PLANT" in os.environ or os.umask(0o022) not in (0o022, 0o077, 0o002):
        found.append("environment or mask is not fresh")
    for fd in range(3):
        if fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_NONBLOCK | os.O_APPEND) or fcntl.fcntl(fd, F_GETSIG):
            found.append("flags of descriptor %d" % fd)
    for folder in FOLDERS:
        try:
            found += ["attribute %s of %s" % (name, folder) for name in os.listxattr(folder) if "user" in name]
        except OSError:
            pass
    with open("/proc/self/comm") as file:
        if "hostile" in file.read():
            found.append("the name of the process")
    time.sleep(0.2)
    return found


def holds(path):
    try:
        with open(path) as file:
            return "planted" in file.read()
    except (OSError, ValueError):
        return False
