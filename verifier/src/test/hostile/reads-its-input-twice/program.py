import os
import sys

first = sys.stdin.buffer.read()
print(len(first), len(sys.stdin.buffer.read()), len(os.read(0, 1)))
