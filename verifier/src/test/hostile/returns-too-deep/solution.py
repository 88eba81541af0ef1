def add(a, b):
    result = []
    for _ in range(100_000):
        result = [result]
    return result
