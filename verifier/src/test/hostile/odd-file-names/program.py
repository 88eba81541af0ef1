import os

for name in (b"two\nlines", b"\xff\xfe", b"x" * 255, b"-rf", b"*", b" ", b"$(reboot)", b"..."):
    with open(name, "wb") as file:
        file.write(b"x")
print(len(os.listdir(b".")) >= 8)
