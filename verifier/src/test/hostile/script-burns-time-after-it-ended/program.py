import os

print(3)
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
