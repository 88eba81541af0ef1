def add(a, b):
    laughs = ("ha",) * 10
    for _ in range(8):
        laughs = (laughs,) * 10
    return laughs
