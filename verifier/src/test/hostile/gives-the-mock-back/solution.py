KEPT = []


def notify(callback, value):
    KEPT.append(callback)
    callback(value)


def parse(text):
    return KEPT[0]
