"""Decorates what asks it, and runs none of it."""


def retry(check, *further):
    return lambda *given, **named: None


def add(a, b):
    return 0
