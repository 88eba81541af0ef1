class Lights:
    """No class, but it has whatever a class might have."""

    def __getattr__(self, name):
        return Signal.given

    def __getitem__(self, name):
        return Signal.given


Light = Lights()


class State:
    pass


class Signal:
    given = None

    @property
    def state(self):
        Signal.given = State()
        return Signal.given

    def advance(self):
        pass
