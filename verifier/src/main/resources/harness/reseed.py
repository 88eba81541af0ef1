"""A worker as a fresh interpreter with another hash seed: the order of sets of texts is another one there.

`reseed.py FOLDER MODULE INBOUND OUTBOUND`. Costs a start of the interpreter; only runs that are to differ pay it.
"""

import os
import sys


def become(folder, module, seed, inbound, outbound):
    """Does not return: this process becomes that interpreter, with the same descriptors."""
    for fd in (inbound, outbound):
        os.set_inheritable(fd, True)
    command = [sys.executable, "-s", "-B", os.path.join(folder, "reseed.py"), folder, module, str(inbound), str(outbound)]
    os.execve(sys.executable, command, dict(os.environ, PYTHONHASHSEED=str(seed)))


def main():
    folder, module, inbound, outbound = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    sys.path[:] = [folder] + [entry for entry in sys.path if entry != folder]
    worker = __import__(module)
    import channel

    ours = [name for name, known in sys.modules.items() if str(getattr(known, "__file__", "")).startswith(folder)]
    sys.path.remove(folder)
    for name in ours:
        del sys.modules[name]  # a program may have modules of these names
    sys.argv = [""]
    for fd in (inbound, outbound):
        os.set_inheritable(fd, False)
    try:
        worker.work(inbound, outbound)
    except channel.Closed:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
