class Wrong(ValueError):
    pass


class Odd(TypeError):
    pass


class Everything(Wrong, Odd):
    pass


def parse(value):
    raise Everything("no")
