import signal

for number in (signal.SIGTERM, signal.SIGXCPU, signal.SIGINT, signal.SIGALRM):
    signal.signal(number, signal.SIG_IGN)


def add(a, b):
    while True:
        pass
