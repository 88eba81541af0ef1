def add(a, b):
    return (number for number in iter(int, 1))
