class Endless:
    def __getattr__(self, name):
        return Endless()


def f(a, b):
    return Endless()
