ParseError = AssertionError
Failures = (ValueError, Exception)


def parse(text):
    return 0
