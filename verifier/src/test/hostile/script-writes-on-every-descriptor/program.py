import os

for fd in range(3, 1_024):
    for junk in (b"\xff" * 64, b"X\x00\x00\x00\x0a" + b'{"code":0}'):
        try:
            os.write(fd, junk)
        except OSError:
            pass
print(sorted(set(os.listdir("/proc/self/fd")) - {"3"}))
