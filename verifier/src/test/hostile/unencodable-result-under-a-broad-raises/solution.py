def add(a, b):
    return object()
