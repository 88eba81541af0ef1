class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def square(number):
    raise StopIteration
