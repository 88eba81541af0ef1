def add(a, b):
    raise StopIteration(3)
