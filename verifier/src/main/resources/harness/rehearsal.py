"""What a worker does for every program, done with programs of ours before there is a clone.

An interpreter writes to much of its memory when it does something for the first few times: caches of attributes,
counters of functions, memory that it takes. Once it is done here, the clones find it done and share its pages.
"""

import gc
import linecache
import os
import struct
import sys

import channel

ROUNDS = 24


def rehearse(workers, once):
    """Each of `workers`, then `once`, gets converse(work, frames), which has `work` answer frames to nobody."""
    nobody = os.open("/dev/null", os.O_WRONLY | os.O_CLOEXEC)

    def converse(work, frames):
        inbound, feeding = os.pipe()
        channel.write_all(feeding, b"".join(struct.pack(">I", len(frame)) + frame for frame in frames))
        os.close(feeding)
        try:
            work(inbound, nobody)
        except channel.Closed:
            pass
        os.close(inbound)

    known = set(sys.modules)
    for worker in workers:
        for _ in range(ROUNDS):
            worker(converse)
    for worker in once:
        worker(converse)
    os.close(nobody)
    for name in set(sys.modules) - known:
        del sys.modules[name]
    linecache.cache.clear()
    gc.collect()
