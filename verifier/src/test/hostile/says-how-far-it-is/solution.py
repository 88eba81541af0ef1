class Angle(float):
    """No distance from anything."""

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
