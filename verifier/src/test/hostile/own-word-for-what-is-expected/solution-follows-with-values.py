"""As with objects, but with plain values, different ones each time."""


class Answers:
    last = 0


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
    Answers.last += 1
    return Answers.last
