def test_data():
    """A check by its name, which never runs: what is left for it would wait for ever."""
    return 1


def push(entries, value):
    entries.append(value + 1)
