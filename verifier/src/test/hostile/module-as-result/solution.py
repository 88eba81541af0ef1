import builtins


def Form():
    return builtins


def check(form):
    return False
