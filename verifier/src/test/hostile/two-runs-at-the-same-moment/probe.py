import fcntl
import os
import socket
import time

kept = []


def holes():
    """Takes names that only one can have; run in every place at once."""
    found = []
    for name in ("\0hostile-meets", "/tmp/hostile-meets", "/dev/shm/hostile-meets"):
        kept.append(socket.socket(socket.AF_UNIX))
        try:
            kept[-1].bind(name)
            kept[-1].listen()
        except PermissionError:
            pass  # no socket has a name
        except OSError as error:
            found.append("%r: %s" % (name, error))
    kept.append(socket.socket())
    try:
        kept[-1].bind(("127.0.0.1", 8_080))
        kept[-1].listen()
    except OSError as error:
        if error.errno == 98:
            found.append("port: %s" % error)
    for name in ("/tmp/hostile-lock", "/dev/shm/hostile-lock"):
        try:
            kept.append(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR))
            fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            found.append("%s: %s" % (name, error))
    time.sleep(0.3)
    names = os.listdir("/tmp") + os.listdir("/dev/shm")
    if sum("hostile" in name for name in names) not in (2, 4):
        found.append("files of another run: %s" % names)
    return found
