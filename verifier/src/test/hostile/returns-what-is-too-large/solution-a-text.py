def add(a, b):
    return "x" * 60_000_000
