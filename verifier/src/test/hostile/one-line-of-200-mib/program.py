import sys

for _ in range(200):
    sys.stdout.write("x" * 1_048_576)
