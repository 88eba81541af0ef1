import ctypes

LIBC = ctypes.CDLL(None, use_errno=True)


def add(a, b):
    assert LIBC.unshare(0x10000000) == -1  # a user namespace
    assert LIBC.ptrace(0, 0, 0, 0) == -1
    assert LIBC.syscall(321, 0, 0, 0) == -1  # bpf
    assert LIBC.mount(b"none", b"/tmp", b"tmpfs", 0, 0) == -1
    assert LIBC.setuid(0) == -1
    return a + b
