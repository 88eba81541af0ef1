import sys


frame = sys._getframe()
while "message" not in frame.f_locals or "outbound" not in frame.f_locals:
    frame = frame.f_back
frame.f_locals["self"].failed = lambda error: (0, ("a", {"args": (7,), "code": 3, "reason": "too much"}))


def refuse():
    raise ValueError("no")
