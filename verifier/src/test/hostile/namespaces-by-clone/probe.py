import ctypes
import errno
import os
import platform
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
CLONE = {"x86_64": 56, "aarch64": 220}[platform.machine()]
FLAGS = {"mount": 0x20000, "uts": 0x4000000, "ipc": 0x8000000, "user": 0x10000000, "pid": 0x20000000,
         "net": 0x40000000, "cgroup": 0x2000000, "user and pid": 0x30000000}


def attempt(number, *args):
    ctypes.set_errno(0)
    child = LIBC.syscall(number, *args)
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
    return errno.errorcode.get(ctypes.get_errno()) if child == -1 else "made"


def holes():
    found = []
    for name, flag in FLAGS.items():
        for high in (0, 1 << 32, 0xFFFFFFFF << 32):
            answer = attempt(CLONE, ctypes.c_ulong(flag | 17 | high), 0, 0, 0, 0)
            if answer != "EPERM":
                found.append("clone with %s, high bits %x: %s" % (name, high >> 32, answer))
        arguments = struct.pack("QQQQQQQQQQQ", flag, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)
        answer = attempt(435, ctypes.c_char_p(arguments), 88)
        if answer != "ENOSYS":
            found.append("clone3 with %s: %s" % (name, answer))
    into = struct.pack("QQQQQQQQQQQ", 0x200000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)
    if attempt(435, ctypes.c_char_p(into), 88) != "ENOSYS":
        found.append("clone3 into a control group")
    return found
