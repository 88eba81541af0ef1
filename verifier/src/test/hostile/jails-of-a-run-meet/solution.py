import os
import socket

KINDS = ("ipc", "mnt", "net", "pid")
kept = []


def plant():
    kept.append(socket.socket(socket.AF_UNIX))
    kept[0].bind("\0hostile-meets")
    kept[0].listen()
    kept.append(socket.socket())
    try:
        kept[1].bind(("127.0.0.1", 8_081))
        kept[1].listen()
    except OSError:
        pass
    for folder in ("/tmp", "/dev/shm"):
        with open(folder + "/hostile-meets", "w") as file:
            file.write("solution")
    return [os.readlink("/proc/self/ns/" + kind) for kind in KINDS]
