import fcntl
import os
import termios

TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCCONS = 0x5412, 0x541C, 0x540E, 0x541D


def holes():
    found = []
    for fd in range(3):
        if os.isatty(fd):
            found.append("descriptor %d is a terminal" % fd)
        for name, request, argument in (("TIOCSTI", TIOCSTI, b"x"), ("TIOCLINUX", TIOCLINUX, b"\2"),
                                        ("TIOCSCTTY", TIOCSCTTY, 1), ("TIOCCONS", TIOCCONS, 0)):
            try:
                fcntl.ioctl(fd, request, argument)
                found.append("%s on %d" % (name, fd))
            except OSError:
                pass
    for name in ("/dev/tty", "/dev/console", "/dev/tty0", "/dev/tty1", "/dev/ttyS0", "/dev/hvc0", "/dev/vcs", "/dev/vcsa1"):
        try:
            os.close(os.open(name, os.O_RDWR | os.O_NOCTTY))
            found.append(name)
        except OSError:
            pass
    try:
        own, other = os.openpty()
    except OSError:
        return found  # no terminals at all
    if os.ttyname(other) not in ("/dev/pts/0", "/dev/pts/1"):
        found.append("terminals of the host: " + os.ttyname(other))
    return found
