"""Gives up rights for good, before any byte of a program is read. A step that fails ends the jail."""

import ctypes
import os
import platform
import struct

CAPABILITY_VERSION_3 = 0x20080522
PR_SET_SECCOMP = 22
PR_SET_DUMPABLE = 4
SECCOMP_MODE_FILTER = 2
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38
NAMESPACE_FLAGS = 0x7E020080  # every CLONE_NEW*

# name: (x86_64, aarch64)
DENIED = {
    "ptrace": (101, 117), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "setns": (308, 268), "unshare": (272, 97), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
    "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "quotactl": (179, 60), "syslog": (103, 116),
    "lookup_dcookie": (212, 18), "vhangup": (153, 58), "fanotify_init": (300, 262),
}
CLONE = (56, 220)
CLONE3 = 435
ARCHES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}


def drop(uid):
    """From root to an unprivileged user; a jail that was made without root is one already."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        # A change of user leaves the inheritable set as it was.
        header, none = struct.pack("II", CAPABILITY_VERSION_3, 0), bytes(24)
        ctypes.CDLL(None).capset(header, none)
    with open("/proc/self/status") as status:
        facts = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    if 0 in os.getresuid() or 0 in os.getresgid():
        raise SystemExit("lockdown: still root")
    if any(int(facts[name], 16) for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")):
        raise SystemExit("lockdown: capabilities are left")
    if facts["NoNewPrivs"] != "1":
        raise SystemExit("lockdown: new privileges are possible")


def filter_syscalls():
    """Denies the kernel's doors that no program under judgement needs; checks the architecture first."""
    arch, column = ARCHES[platform.machine()]

    def statement(code, value, if_true=0, if_false=0):
        return struct.pack("HBBI", code, if_true, if_false, value)

    load_arch, load_number, load_flags = (statement(0x20, offset) for offset in (4, 0, 16))
    give = lambda action: statement(0x06, action)  # noqa: E731
    program = [load_arch, statement(0x15, arch, 1, 0), give(KILL), load_number]
    if column == 0:  # the x32 calls share x86_64's architecture
        program += [statement(0x35, 0x40000000, 0, 1), give(ERRNO | ENOSYS)]
    # libc falls back to clone only on ENOSYS, and clone3's flags lie where a filter cannot look.
    program += [statement(0x15, CLONE3, 0, 1), give(ERRNO | ENOSYS)]
    for numbers in DENIED.values():
        program += [statement(0x15, numbers[column], 0, 1), give(ERRNO | EPERM)]
    program += [statement(0x15, CLONE[column], 0, 3), load_flags,
                statement(0x45, NAMESPACE_FLAGS, 0, 1), give(ERRNO | EPERM), give(ALLOW)]
    body = b"".join(program)
    buffer = ctypes.create_string_buffer(body, len(body))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0) != 0:
        raise SystemExit("lockdown: no system call filter: errno %d" % ctypes.get_errno())


def shut_proc():
    """Keeps other processes of the same user out of this one's descriptors and memory."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
