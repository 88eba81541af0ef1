import os
import select


def add(a, b):
    reader, writer = os.pipe()
    select.select([reader], [], [])
