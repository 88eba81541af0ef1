"""The worker of one script: becomes a fresh interpreter that runs it on real descriptors, with its files beside it.

When files are wanted afterwards it stays, waits for the script, and reports how that ended and what is in them.
"""

import os
import stat
import sys

import channel
import wire

FETCHED_BYTES_MAX = 4 * 1024 * 1024


def work(inbound, outbound):
    source, stdin, *more = wire.unpack(channel.receive(inbound))
    arguments, files, wanted = more or ((), (), ())
    os.mkdir("/tmp/w")
    os.chdir("/tmp/w")
    for name, content in (("main.py", source), *files):
        if os.path.dirname(name):
            os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "xb") as file:
            file.write(content)
    feed(stdin)
    command = [sys.executable, "-s", "-B", "main.py", *arguments]
    if not wanted:
        os.execv(sys.executable, command)
    script = os.fork()
    if script == 0:
        os.execv(sys.executable, command)
    for fd in (0, 1, 2):
        os.close(fd)
    _, status = os.waitpid(script, 0)
    left = FETCHED_BYTES_MAX
    fetched = []
    for name in wanted:
        content = fetch(name, left)
        left -= len(content or b"")
        fetched.append(content)
    channel.send(outbound, wire.pack((os.waitstatus_to_exitcode(status), *fetched)))


def feed(stdin):
    """Puts a pipe on descriptor 0 that another process fills."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        # Must not hold the script's own ends open: nobody would notice its death, or its closing of them.
        os.close(reader)
        os.close(1)
        os.close(2)
        try:
            channel.write_all(writer, stdin)
        except BrokenPipeError:
            pass
        os._exit(0)
    os.close(writer)
    os.dup2(reader, 0)
    os.close(reader)


def fetch(name, left):
    """The bytes of an ordinary file; None where there is none, or where it is too large."""
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode) or os.fstat(fd).st_size > left:
            return None
        return os.read(fd, left)
    except OSError:
        return None
    finally:
        os.close(fd)
