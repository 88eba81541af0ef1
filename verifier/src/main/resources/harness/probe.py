"""What a jail can see and do, asked from the inside at the start of the service: `path` names a file of the host."""

import ctypes
import os

import channel
import wire


def work(inbound, outbound):
    import socket  # not for the sake of every other clone

    path, eat_mib = wire.unpack(channel.receive(inbound))
    found = {}
    found["root"] = 0 in os.getresuid() + os.getresgid()
    with open("/proc/self/status") as status:
        facts = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    found["capabilities"] = any(int(facts[name], 16) for name in facts if name.startswith("Cap"))
    found["new-privileges"] = facts["NoNewPrivs"] != "1"
    found["system-calls"] = ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0
    found["first-process"] = os.getpid() == 1
    found["control-groups"] = os.path.exists("/sys/fs/cgroup")
    found["host-file"] = os.path.exists(path) or os.path.exists("/etc/shadow")
    found["environment"] = any(name.startswith(("JAVA", "TRIPTYCH", "QUARKUS")) for name in os.environ)
    found["processes"] = sum(name.isdigit() for name in os.listdir("/proc")) > 4
    try:
        socket.create_connection(("192.0.2.1", 9), 0.2).close()
        found["network"] = True
    except OSError as error:
        found["network"] = error.errno != 101  # only "network is unreachable" will do
    found["namespaces"] = ctypes.CDLL(None).unshare(0x10000000) == 0
    try:
        with open("/usr/.triptych-probe", "w"):
            found["writable-root"] = True
    except OSError:
        found["writable-root"] = False
    channel.send(outbound, wire.pack(found))
    if eat_mib:
        eaten = []
        try:
            for _ in range(eat_mib):
                eaten.append(bytearray(os.urandom(1)) * (1 << 20))
        except MemoryError:
            channel.send(outbound, wire.pack("memory-error"))
        channel.send(outbound, wire.pack("survived"))
    channel.receive(inbound)
