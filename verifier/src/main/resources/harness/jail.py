"""The first program in a jail: gives up its rights, forks the worker, and carries its output out.

`jail.py ROLE`. Descriptor 0 brings frames in, 1 takes records out: a channel letter, four bytes of length, the data.
`R` ready · `G` locked down · `O`/`E` the worker's stdout/stderr · `F` bytes of its frames · `X` how it ended.
The worker is a fork: it reads frames from a private copy of descriptor 0, and its own descriptors 0 to 2 are ordinary
pipes. Nothing here needs to be secret or to survive the worker: whatever a jail says is judged outside.
"""

import fcntl
import json
import os
import resource
import select
import struct
import sys

HARNESS = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [HARNESS] + [entry for entry in sys.path if entry != HARNESS]

import channel  # noqa: E402
import lockdown  # noqa: E402

PRIVATE_FD = 200
DRAIN_BYTES_MAX = 1 << 18
CHUNK = 1 << 16


def private(fd, at_least=PRIVATE_FD):
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, at_least)


def record(out, letter, data):
    channel.write_all(out, letter + struct.pack(">I", len(data)) + data)


def load(role):
    if role == "solution":
        import solution_jail as module
    elif role == "tests":
        import test_jail as module
    elif role == "tests-pytest":
        import pytest  # noqa: F401  loaded before the limits begin to count
        import test_jail as module
    elif role == "analyze":
        import analyze as module
    elif role == "stdio":
        import stdio_jail as module
    elif role == "probe":
        import probe as module
    else:
        raise SystemExit("unknown role " + role)
    return module


def limit(go):
    for name, value in go["rlimits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))


def main():
    role = sys.argv[1]
    inbound, out = private(0), private(1)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    module = load(role)
    record(out, b"R", b"")
    go = json.loads(channel.receive(inbound))
    lockdown.drop(go["uid"])
    lockdown.filter_syscalls()
    limit(go)
    record(out, b"G", b"")
    pipes = {letter: os.pipe() for letter in (b"F", b"O", b"E")}
    child = os.fork()
    if child == 0:
        os.close(out)
        for letter, (reader, _) in pipes.items():
            os.close(reader)
        outbound = private(pipes[b"F"][1])
        os.dup2(pipes[b"O"][1], 1)
        os.dup2(pipes[b"E"][1], 2)
        for _, writer in pipes.values():
            os.close(writer)
        if null > 2:
            os.close(null)
        if HARNESS in sys.path:
            sys.path.remove(HARNESS)
        try:
            module.work(inbound, outbound)
        except channel.Closed:
            pass
        os._exit(0)
    lockdown.shut_proc()
    os.close(inbound)
    for _, writer in pipes.values():
        os.close(writer)
    try:
        pump(child, {letter: reader for letter, (reader, _) in pipes.items()}, out)
    except BrokenPipeError:
        os._exit(1)  # the judge is gone


def drain(fd):
    parts, total = [], 0
    while total < DRAIN_BYTES_MAX:
        try:
            part = os.read(fd, CHUNK)
        except BlockingIOError:
            return b"".join(parts), False
        if not part:
            return b"".join(parts), True
        parts.append(part)
        total += len(part)
    return b"".join(parts), False


def pump(child, readers, out):
    ended = os.pidfd_open(child)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    open_readers = dict(readers)
    for reader in readers.values():
        os.set_blocking(reader, False)
        poll.register(reader, select.POLLIN)
    done = False
    while not done:
        ready = {fd for fd, _ in poll.poll()}
        done = ended in ready
        # Frames are read first and sent last, so that text printed before a frame also arrives before it.
        taken = {}
        for letter, reader in list(open_readers.items()):
            data, closed = drain(reader)
            taken[letter] = data
            if closed:
                poll.unregister(reader)
                del open_readers[letter]
        for letter in (b"O", b"E", b"F"):
            if taken.get(letter):
                record(out, letter, taken[letter])
    _, status = os.waitpid(child, 0)
    record(out, b"X", json.dumps({"code": os.waitstatus_to_exitcode(status)}).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
