def add(a, b):
    return 1 << 400_000_000
