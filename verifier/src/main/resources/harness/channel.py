"""Frames on a private descriptor: four bytes of length, big-endian, then the payload."""

import builtins
import os
import struct

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

FRAME_MAX = 96 * 1024 * 1024
_U32 = struct.Struct(">I")
_read, _write = os.read, os.write


class Closed(BaseException):
    """The other end is gone: there is nobody left to work for."""


def read_exactly(fd, count):
    parts = []
    while count:
        part = _read(fd, min(count, 1 << 20))
        if not part:
            raise Closed()
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def receive(fd):
    size = _U32.unpack(read_exactly(fd, 4))[0]
    if size > FRAME_MAX:
        raise Closed()
    return read_exactly(fd, size)


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[_write(fd, view):]


def send(fd, payload):
    write_all(fd, _U32.pack(len(payload)) + payload)
