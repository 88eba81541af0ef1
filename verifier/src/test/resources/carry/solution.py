import abc, enum, functools, dataclasses, inspect, typing
from collections import namedtuple, Counter
class StackError(ValueError):
    def __init__(self, msg, code=3):
        super().__init__(msg); self.code = code
class Stack:
    """A stack"""
    kinds = ["a"]
    def __init__(self, items=()): self.items = list(items); self._n = 0
    def push(self, x): self.items.append(x); return self
    def pop(self):
        if not self.items: raise StackError("empty")
        return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __contains__(self, x): return x in self.items
    def __getitem__(self, i): return self.items[i]
    def __eq__(self, o): return isinstance(o, Stack) and o.items == self.items or isinstance(o, list) and o == self.items
    def __repr__(self): return "Stack(%r)" % self.items
    def __enter__(self): return self
    def __exit__(self, a, b, c): self.items.append(a.__name__ if a else None); return True
    def __call__(self, k): return k * 2
    def __add__(self, o): return Stack(self.items + (o.items if isinstance(o, Stack) else [o]))
    @property
    def size(self): return len(self.items)
    @classmethod
    def of(cls, *a): return cls(a)
    @staticmethod
    def twice(x): return 2 * x
class Sub(Stack): pass
@dataclasses.dataclass(order=True, frozen=True)
class P:
    x: int
    y: int = 0
class Color(enum.Enum):
    RED = 1
    BLUE = 2
NT = namedtuple("NT", "a b")
def gen(n):
    for i in range(n): yield i
def adder(n): return lambda x: x + n
def apply(f, xs): return [f(x) for x in xs]
def swallow(f):
    try: return f()
    except ValueError as e: return "caught " + str(e)
def nt(): return NT(1, 2)
def mid(a, b): return P((a.x + b.x) // 2, (a.y + b.y) // 2)
def consume(it): return sum(it)
def fill(d, dq): d["x"] += 1; dq.append(3)
@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
def counts(s): return Counter(s)
def deco(fn):
    @functools.wraps(fn)
    def w(*a): return fn(*a) + 1
    return w
class Length:
    """A length."""
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
class Bell:
    def __init__(self): self.on = []
    def add(self, f): self.on.append(f)
    def drop(self, f): self.on.remove(f)
    def ring(self, *a): return [f(*a) for f in self.on]
@dataclasses.dataclass(frozen=True)
class Frozen:
    n: int
def keys(table): return table.keys()
def pairs(table): return table.items()
def doubled(numbers): return map(lambda n: 2 * n, numbers)
def parse(text):
    "Parses."
    import json
    return json.loads(text)
def kinds(): return {1}, frozenset([2]), b"abc", 4.0
def coded():
    error = ValueError("bad")
    error.code, error.details, error.stack, error._own = 3, {"at": [1]}, Stack(), 1
    raise error
def refuse(): raise ValueError("must be positive")
def tagged(fn):
    @functools.wraps(fn)
    def w(*a):
        "tags"
        return fn(*a)
    return w
class Shelf:
    def __init__(self): self.rows = {}
    def put(self, name, value=0, **more): self.rows[name] = (value, more); return len(self.rows)
    def find(self, **wanted): return [name for name in self.rows if wanted == {"name": name, "self_": 1}]
    def __call__(self, **words): return words
def shelf(**given): return given
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2
class Status(str, enum.Enum):
    OPEN = "open"
    DONE = "done"
class Pair(tuple):
    def __new__(cls, *items): return super().__new__(cls, items)
    def __add__(self, other): return Pair(*(one + two for one, two in zip(self, other)))
class Bag(Counter): pass
class Open(dict):
    def __getattr__(self, name): return self[name]
class Metres(float): pass
def status(done): return Status.DONE if done else Status.OPEN
def pair(one, two): return Pair(one, two)
def bag(items): return Bag(items)
def opened(table): return Open(table)
def metres(n): return Metres(n)
class Runs(abc.ABC):
    @classmethod
    def __subclasshook__(cls, kind): return hasattr(kind, "run") or NotImplemented
class Runner:
    def run(self): return 1
@typing.runtime_checkable
class Draws(typing.Protocol):
    def draw(self): ...
class Square:
    def draw(self): return "square"
class Registered: pass
Runs.register(Registered)
def curried(fn):
    count = fn.__code__.co_argcount
    def take(*args): return fn(*args) if len(args) >= count else lambda *more: take(*args, *more)
    return take
def checked(fn):
    parameters = inspect.signature(fn).parameters
    @functools.wraps(fn)
    def call(*args, **words):
        for (name, said), value in zip(parameters.items(), args):
            if said.annotation is not said.empty and not isinstance(value, said.annotation): raise TypeError(name)
        return fn(*args, **words)
    return call
class Steps:
    def __init__(self, *steps): self.steps = steps
    def __or__(self, step): return Steps(*self.steps, step)
    def __call__(self, value):
        for step in self.steps: value = step(value)
        return value
class Board(typing.NamedTuple):
    cells: list
    turn: int = 0
    def play(self, at): self.cells[at] = 1
def board(size): return Board([0] * size)
