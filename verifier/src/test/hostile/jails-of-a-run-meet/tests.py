import os
import socket

from solution import plant


def test_they_share_nothing():
    planted = plant()
    shared = [name for name in planted if name == os.readlink("/proc/self/ns/" + name.split(":")[0])]
    for address in ("\0hostile-meets", ("127.0.0.1", 8_081)):
        try:
            socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET).connect(address)
            shared.append(repr(address))
        except OSError:
            pass
    shared += [folder for folder in ("/tmp", "/dev/shm") if "hostile-meets" in os.listdir(folder)]
    assert shared == [], shared
