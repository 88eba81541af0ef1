import os
import sys

kept = os.dup(1)
os.close(1)
os.dup2(kept, 1)
os.write(1, b"by number\n")
for name in ("/proc/self/fd/1", "/dev/stdout", "/dev/fd/1"):
    with open(name, "w") as file:
        file.write("by name\n")
os.close(0)
os.close(2)
sys.stdout.write("by the stream\n")
sys.stdout.flush()
os.close(1)
