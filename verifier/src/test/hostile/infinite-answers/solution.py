def area(radius):
    return float("inf")


def areas(radii):
    return [float("inf")] * len(radii)
