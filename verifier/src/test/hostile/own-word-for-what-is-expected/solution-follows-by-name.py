"""What a class has by any name is what was returned last; no object says that it is equal."""


class Answers:
    last = None


class Following(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Answers.last

    def __getitem__(cls, name):
        return Answers.last

    def __iter__(cls):
        yield Answers.last


class Light(metaclass=Following):
    def __new__(cls, *values):
        return Answers.last

    find = classmethod(lambda cls, *values: Answers.last)


def state(number):
    Answers.last = object.__new__(Light)
    return Answers.last
