import fcntl
import os
import socket


def holes():
    found = []

    def works(name, attempt):
        try:
            attempt()
            found.append(name)
        except OSError:
            pass

    inbound, outbound = os.pipe()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stream, \
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagram:
        works("names a socket", lambda: stream.bind("\0name"))
        works("names a socket by a file", lambda: stream.bind("/tmp/name"))
        works("has a name given", lambda: datagram.setsockopt(socket.SOL_SOCKET, 16, 1))
        works("has a name given with numbers", lambda: datagram.setsockopt(socket.SOL_SOCKET, 76, 1))
        works("makes a pipe larger", lambda: fcntl.fcntl(outbound, 1031, 1 << 20))
    os.close(inbound)
    os.close(outbound)
    return found
