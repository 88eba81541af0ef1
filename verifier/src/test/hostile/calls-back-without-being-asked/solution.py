import sys
import threading
import time


def later(session):
    time.sleep(0.2)
    session.call_back(0, (3,), {})


def f(a, b):
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Session":
        frame = frame.f_back
    threading.Thread(target=later, args=(frame.f_locals["self"],), daemon=True).start()
    return 3
