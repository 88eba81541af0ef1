import os
import sys
import threading

sys.setrecursionlimit(100_000)
TOTAL = 0


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def deep():
    global TOTAL
    TOTAL = depth(50_000)


def main():
    print(input() + "," + next(sys.stdin).strip() + "," + sys.stdin.readline().strip())
    print(sys.stdin.readline().strip())
    print(*[line.strip() for line in sys.stdin])
    print(len(os.read(0, 10)), open(0, closefd=False).read() == "", sys.stdin.fileno(), os.isatty(0))
    threading.stack_size(64 << 20)
    thread = threading.Thread(target=deep)
    thread.start()
    thread.join()
    print(TOTAL, __name__, __file__.endswith(".py"), len(sys.argv))


if __name__ == "__main__":
    main()
