import ctypes
import errno
import os
import socket
import struct

PLACES = ["1.1.1.1", "169.254.169.254", "169.254.170.2", "10.0.0.1", "172.17.0.1", "192.168.0.1", "192.0.2.1",
          "100.100.100.200", "127.0.0.1", "127.0.0.53", "0.0.0.0", "255.255.255.255", "224.0.0.1"]
PLACES_6 = ["2606:4700:4700::1111", "::1", "fd00:ec2::254", "fe80::1", "ff02::1", "::ffff:127.0.0.1"]
HOST_PORT = @HOST_PORT@


def holes():
    found = []

    def reaches(name, attempt):
        try:
            attempt()
            found.append(name)
        except OSError:
            pass

    def connect(family, kind, address):
        with socket.socket(family, kind) as one:
            one.settimeout(0.05)
            one.connect(address)
            one.send(b"x")

    def send(family, kind, protocol, address):
        with socket.socket(family, kind, protocol) as one:
            one.settimeout(0.05)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            one.sendto(b"x" * 64, address)

    for family, places in ((socket.AF_INET, PLACES), (socket.AF_INET6, PLACES_6)):
        for place in places:
            for port in (22, 53, 80, 443, 2375, 5432, 6443, 7233, 8080, 8081, 9000, HOST_PORT):
                reaches("connects to %s %d" % (place, port),
                        lambda: connect(family, socket.SOCK_STREAM, (place, port)))
            # Its own loopback is nobody's; everything else must have no route.
            if not place.startswith(("127.", "0.0.0.0", "::1", "::ffff:127")):
                reaches("sends to " + place, lambda: send(family, socket.SOCK_DGRAM, 0, (place, 53)))
                reaches("raw to " + place, lambda: send(family, socket.SOCK_RAW, 1, (place, 0)))
                reaches("echo to " + place, lambda: send(family, socket.SOCK_DGRAM, 1, (place, 0)))
    for port in range(1, 2_000):
        reaches("local port %d" % port, lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port)))
    for name in ("example.org", "localhost.localdomain", "metadata.google.internal"):
        reaches("resolves " + name, lambda: socket.getaddrinfo(name, 80))
    if len(lines("/proc/net/route")) > 1:
        found.append("routes")
    found += ["interface " + name for name in interfaces() if name not in ("lo", "sit0", "tunl0", "ip6tnl0")]
    found += ["unix socket " + line.split()[7] for line in lines("/proc/net/unix")[1:] if len(line.split()) > 7]
    for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/notify",
                 "/run/systemd/journal/socket", "/dev/log", "/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0",
                 "\0/org/kubernetes", "\0containerd-shim"):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
            reaches("unix socket " + path.replace("\0", "@"), lambda: connect(socket.AF_UNIX, kind, path))
    return found + kinds()


def interfaces():
    try:
        return [name for _, name in socket.if_nameindex()]
    except OSError:
        return []


def lines(name):
    try:
        with open(name) as file:
            return file.readlines()
    except OSError:
        return []


def kinds():
    """Families that no program needs: their code in the kernel is attacked first."""
    found = []
    for name, family, kinds in (("packet", 17, (2, 3)), ("vsock", 40, (1,)), ("algorithms", 38, (5,)),
                                ("key", 15, (3,)), ("bluetooth", 31, (3, 1)), ("can", 29, (3,)),
                                ("tipc", 30, (4,)), ("reliable datagrams", 21, (5,)), ("smc", 43, (1,)),
                                ("xdp", 44, (3,)), ("kernel connections", 41, (2,)), ("rxrpc", 33, (2,)),
                                ("qualcomm", 42, (2,)), ("nfc", 39, (5,)), ("x25", 9, (5,)), ("phone", 35, (2,)),
                                ("appletalk", 5, (2,)), ("ipx", 4, (2,)), ("caif", 37, (5,)), ("llc", 26, (1,))):
        for kind in kinds:
            for attempt in (socket.socket, socket.socketpair):
                try:
                    attempt(family, kind, 0)
                    found.append("a socket of " + name)
                except OSError as error:
                    # Any other answer comes from the family's own code, which was loaded to give it.
                    if error.errno != errno.EAFNOSUPPORT:
                        found.append("the code of %s by %s: %s" % (name, attempt.__name__, error))
    for family in (socket.AF_INET, socket.AF_INET6):
        for protocol in (1, 17, 255, 58, 132, 33):
            try:
                socket.socket(family, socket.SOCK_RAW, protocol).close()
                found.append("a raw socket")
            except OSError:
                pass
    return found + netlink()


def netlink():
    """Changes of the network; asking what there is shows only its own."""
    found = []
    try:
        with socket.socket(16, socket.SOCK_RAW, 0) as one:
            one.settimeout(0.5)
            # RTM_NEWLINK with a name for a dummy interface
            payload = struct.pack("BxHiII", 0, 0, 0, 1, 1) + struct.pack("HH", 12, 3) + b"hostile\0"
            one.send(struct.pack("IHHII", 16 + len(payload), 16, 0x605, 1, 0) + payload)
            answer = one.recv(4_096)
            if struct.unpack_from("i", answer, 16)[0] == 0:
                found.append("makes an interface")
    except OSError:
        pass
    for protocol in (4, 9, 12, 15, 16, 21):  # diagnosis, audit, netfilter, uevents, generic, crypto
        try:
            with socket.socket(16, socket.SOCK_RAW, protocol) as one:
                one.bind((0, 1))
                one.settimeout(0.05)
                if protocol == 15 and one.recv(1):
                    found.append("events of the kernel")
        except OSError:
            pass
    return found
