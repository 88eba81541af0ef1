import enum


class Light(enum.Enum):
    RED = GREEN = YELLOW = 1


class Signal:
    state = Light.RED

    def advance(self):
        pass
