"""The worker of one stdio case: becomes a fresh interpreter that runs the program as a script on real descriptors."""

import os
import sys

import channel
import wire


def work(inbound, outbound):
    source, stdin = wire.unpack(channel.receive(inbound))
    os.mkdir("/tmp/w")
    os.chdir("/tmp/w")
    with open("main.py", "wb") as file:
        file.write(source)
    reader, writer = os.pipe()
    if os.fork() == 0:
        # Feeds the program; must not hold the program's own end open, or its death would go unnoticed.
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
    os.execv(sys.executable, [sys.executable, "-s", "-B", "main.py"])
