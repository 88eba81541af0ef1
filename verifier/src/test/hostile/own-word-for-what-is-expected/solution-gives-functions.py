"""Functions are the same where they are the same; what a class has by any name is the one that was returned last."""


class Answers:
    last = len


class Following(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Answers.last


class Light(metaclass=Following):
    pass


def state(number):
    def answer():
        return number

    Answers.last = answer
    return answer
