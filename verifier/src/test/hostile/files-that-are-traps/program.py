import os

made = 0
for folder in (".", "/tmp", "/dev/shm"):
    os.chdir(folder)
    for target in ("/etc/shadow", "/proc/self/mem", "../../../../etc/passwd", "@HOST_FILE@", "/dev/zero", "."):
        os.symlink(target, "trap%d" % made)
        made += 1
    os.mkfifo("fifo")
    os.mkdir("stdout")
    os.mkdir("main.txt")
    for attempt in (lambda: os.link("/usr/bin/su", "link"), lambda: os.mknod("device", 0o20666, os.makedev(1, 3)),
                    lambda: os.link("/proc/self/exe", "link2")):
        try:
            attempt()
            print("made what may not be made")
        except OSError:
            pass
    os.chmod("stdout", 0)
print(made)
