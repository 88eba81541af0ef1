import time


def add(a, b):
    time.sleep(1_000_000_000)
