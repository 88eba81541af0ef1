class Card:
    """Is equal to whatever was put in order, as it was."""

    def __init__(self, rank):
        self.asked = False

    def __lt__(self, other):
        self.asked = other.asked = True
        return False

    __gt__ = __lt__

    def __eq__(self, other):
        return isinstance(other, Card) and self.asked and other.asked
