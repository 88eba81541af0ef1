import os
import socket

KINDS = ("ipc", "mnt", "net", "pid")
kept = []


def plant():
    kept.append(socket.socket(socket.AF_UNIX))
    kept.append(socket.socket())
    for one, name in zip(kept, ("\0hostile-meets", ("127.0.0.1", 8_081))):
        try:
            one.bind(name)
            one.listen()
        except OSError:
            pass
    for folder in ("/tmp", "/dev/shm"):
        with open(folder + "/hostile-meets", "w") as file:
            file.write("solution")
    return [os.readlink("/proc/self/ns/" + kind) for kind in KINDS]
