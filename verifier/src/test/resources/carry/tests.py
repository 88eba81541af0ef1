import pytest, copy
from collections import defaultdict, deque, Counter
from solution import *
from solution import Stack, StackError, Sub, P, Color, NT, gen, adder, apply, swallow, nt, mid, consume, fill, fib, counts, deco

def test_stack():
    s = Stack()
    assert s.push(1).push(2) is s and list(s) == [1, 2] and 2 in s
    s = Stack([1, 2])
    assert len(s) == 2 and list(s) == [1, 2] and 2 in s and 5 not in s and s[0] == 1
    assert s == [1, 2] and s != [1] and s == Stack([1, 2]) and s != Stack()
    assert repr(s) == "Stack([1, 2])" and str(s) == "Stack([1, 2])"
    assert s.pop() == 2 and s.size == 1 and s.items == [1]
    assert isinstance(s, Stack) and not isinstance(s, Sub) and isinstance(Sub(), Stack) and issubclass(Sub, Stack)
    assert bool(s) and not Stack()
    assert s(4) == 8 and Stack.twice(3) == 6 and list(Stack.of(1, 2)) == [1, 2] and Stack.kinds == ["a"]
    s.tag = "x"
    assert s.tag == "x" and hasattr(s, "tag") and not hasattr(s, "nope")
    with pytest.raises(AttributeError): s.nope
    with pytest.raises(IndexError): s[10]
    with pytest.raises(TypeError): {s: 1}
    assert list(s + 5) == [1, 5] and list(s + Stack([7])) == [1, 7] and s + 5 == Stack([1, 5])
    c = copy.deepcopy(s); c.push(9)
    assert len(s) == 1 and len(c) == 2
    assert type(s).__name__ == "Stack" and s.__class__ is Stack
    with s as q:
        assert q is s
        raise KeyError("x")
    assert s.items == [1, "KeyError"]
    assert [list(x) for x in [Stack([1])]] == [[1]]

def test_errors():
    with pytest.raises(StackError) as e: Stack().pop()
    assert str(e.value) == "empty" and e.value.code == 3
    with pytest.raises(ValueError, match="emp"): Stack().pop()
    with pytest.raises(StackError): raise StackError("mine")
    assert str(StackError("mine")) == "mine"

def test_data():
    assert P(1, 2) == P(1, 2) and P(1) != P(2) and P(1) < P(2) and sorted([P(3), P(1)])[0].x == 1
    assert {P(1): 2}[P(1)] == 2 and repr(P(1)) == "P(x=1, y=0)" and hash(P(1)) == hash(P(1))
    assert mid(P(0, 0), P(2, 4)) == P(1, 2)
    assert Color.RED.value == 1 and Color(2) is Color.BLUE and Color["RED"] is Color.RED and Color.RED != Color.BLUE
    assert [c.name for c in Color] == ["RED", "BLUE"] and len(Color) == 2 and Color.RED.name == "RED"
    assert nt() == (1, 2) and nt().a == 1 and isinstance(nt(), tuple) and nt() == NT(1, 2) and isinstance(nt(), NT)
    with pytest.raises(Exception): P(1).x = 3
    assert P(1) != 5 and P(1) is not None and P(1) != None

def test_gen():
    assert list(gen(3)) == [0, 1, 2] and next(gen(2)) == 0
    g = gen(1); assert iter(g) is g; next(g)
    with pytest.raises(StopIteration): next(g)
    assert adder(3)(4) == 7
    assert consume(x for x in [1, 2]) == 3 and consume(iter([4])) == 4

def test_callbacks():
    seen = []
    def cb(x):
        seen.append(x); return x * fib(x)
    assert apply(cb, [1, 2, 3]) == [1, 2, 6] and seen == [1, 2, 3]
    assert apply(len, ["a", "bc"]) == [1, 2]
    assert apply(adder(1), [1]) == [2] and apply(fib, [5]) == [5] and apply(int, ["3"]) == [3]
    def bad(): raise ValueError("no")
    assert swallow(bad) == "caught no"
    class Mine(Exception): pass
    def worse(): raise Mine("deep")
    with pytest.raises(Mine): swallow(worse)
    def remote(): raise StackError("r")
    assert swallow(remote) == "caught r"
    assert deco(lambda x: x)(3) == 4
    assert apply(lambda p: p.x + 1, [P(4)]) == [5]
    @deco
    def dd(x): return x * 2
    assert dd(3) == 7

def test_values():
    d = defaultdict(int); dq = deque([1])
    fill(d, dq)
    assert d == {"x": 1} and dq == deque([1, 3]) and d["new"] == 0
    assert counts("aab") == {"a": 2, "b": 1} and counts("aab").most_common(1) == [("a", 2)] and type(counts("")) is Counter
    assert fib.cache_info().hits >= 0
    fib.cache_clear()

def test_text_of_an_exception_is_all_that_is_matched():
    with pytest.raises(ValueError, match="^must be positive$") as e: refuse()
    assert str(e.value) == "must be positive" and not getattr(e.value, "__notes__", None)
    with pytest.raises(StackError, match="^empty$"): Stack().pop()

def test_equality_that_only_knows_its_own_class():
    assert Length(3) == Length(3) and Length(3) != Length(4)

def test_a_function_given_twice_is_one():
    bell, heard = Bell(), []
    def listen(x): heard.append(x)
    bell.add(listen); bell.ring(1); bell.drop(listen)
    assert bell.ring(2) == [] and heard == [1]

def test_a_copy_of_what_the_suite_made_compares_as_that():
    stack = copy.deepcopy(Stack([1, 2]))
    assert stack == [1, 2] and copy.copy(stack) == [1, 2] and 3 not in stack

def test_exceptions_of_the_standard_library():
    import dataclasses, json
    with pytest.raises(dataclasses.FrozenInstanceError): Frozen(1).n = 2
    with pytest.raises(json.JSONDecodeError) as e: parse("{")
    assert e.value.pos == 1 and isinstance(e.value, ValueError)

def test_what_is_said_of_functions_and_classes():
    import types
    from collections.abc import Generator
    assert parse.__doc__ == "Parses." and Length.__doc__ == "A length." and Length(1).__doc__ == "A length."
    def named(): "said"
    wrapped = tagged(named)
    assert wrapped.__name__ == "named" and wrapped.__doc__ == "said"
    assert isinstance(gen(1), types.GeneratorType) and isinstance(gen(1), Generator)
    assert not isinstance(Stack(), types.GeneratorType)

def test_views_of_dicts_compare_as_such():
    from collections.abc import KeysView
    table = {"a": 1, "b": 2}
    assert keys(table) == {"a", "b"} and keys(table) | {"c"} == {"a", "b", "c"} and isinstance(keys(table), KeysView)
    assert pairs(table) == {("b", 2), ("a", 1)} and pairs(table) == table.items() and {"a"} < keys(table)
    assert consume(table.values()) == 3 and apply(str, table.keys()) == ["a", "b"]

def test_iterators_are_what_they_are():
    assert isinstance(doubled([1]), map) and not isinstance(doubled([1]), zip) and list(doubled([1])) == [2]

def test_results_have_the_methods_of_their_types():
    found = counts("aab")
    assert fib(6).bit_length() == 4 and parse("[1, 2]").index(2) == 1 and parse("{}").get("a", 3) == 3
    assert parse('"text"').startswith("te") and nt()._replace(a=2) == (2, 2) and found.keys() == {"a", "b"}
    held = kinds()
    assert held[0].union({3}) == {1, 3} and held[0] | {2} == {1, 2} and held[0].issubset({1, 2}) and type(held[0]) is set
    assert held[1].issuperset([2]) and held[2].find(b"b") == 1 and held[3].is_integer() and isinstance(held, tuple)

def test_attributes_of_exceptions():
    with pytest.raises(ValueError, match="^bad$") as e: coded()
    assert e.value.code == 3 and e.value.details == {"at": [1]} and e.value.args == ("bad",)
    assert not hasattr(e.value, "stack") and not hasattr(e.value, "_own")

def test_arguments_of_every_name():
    from solution import Shelf, shelf
    shelf_ = Shelf()
    assert shelf_.put(name="a", value=2, self_=1, target=3) == 1 and shelf_.rows == {"a": (2, {"self_": 1, "target": 3})}
    assert shelf_.find(name="a", self_=1) == ["a"] and shelf_(name=1, value=2, cls=3) == {"name": 1, "value": 2, "cls": 3}
    assert shelf(name=1, self=2, target=3, args=4) == {"name": 1, "self": 2, "target": 3, "args": 4}

def test_values_of_derived_classes():
    from solution import Bag, Level, Metres, Open, Pair, Status, bag, metres, opened, pair, status
    assert Level.HIGH == 2 and 1 == Level.LOW and Level.LOW < 2 and Level.HIGH + 1 == 3 and 5 - Level.HIGH == 3
    assert isinstance(Level.LOW, int) and isinstance(Level.LOW, Level) and Level.HIGH != 3 and Level.HIGH in (2, 3)
    assert status(True) == "done" and status(False) is Status.OPEN and isinstance(Status.OPEN, str) and status(True) != "open"
    assert pair(1, 2) == (1, 2) and Pair(1, 2) + Pair(3, 4) == (4, 6) and isinstance(pair(1, 2), tuple) and pair(1, 2) * 2 == (1, 2, 1, 2)
    assert bag("aab") == {"a": 2, "b": 1} and bag("a") != {"a": 2} and isinstance(bag(""), Counter)
    table = opened({"a": 1})
    assert table == {"a": 1} and table.a == 1 and isinstance(table, dict)
    table["b"] = 2
    assert table == {"a": 1, "b": 2}
    assert metres(2) == 2.0 and metres(2) * 3 == 6 and metres(0.1) + 0.2 == pytest.approx(0.3) and metres(1) == pytest.approx(1)

def test_classes_that_say_what_is_theirs():
    from solution import Draws, Registered, Runner, Runs, Square
    assert isinstance(Runner(), Runs) and issubclass(Runner, Runs) and not isinstance(Square(), Runs)
    assert isinstance(Registered(), Runs) and isinstance(Square(), Draws) and not isinstance(Runner(), Draws)

def test_functions_have_their_parameters():
    from solution import checked, curried
    @curried
    def total(a, b, c): return a + b + c
    assert total(1)(2)(3) == 6 and total(1, 2)(3) == 6 and curried(lambda a, b: a * b)(2)(3) == 6
    @checked
    def many(text: str, times: int = 2, *rest, mark="!", **more): return text * times + mark + str(rest) + str(more)
    assert many("a") == "aa!(){}" and many("a", 1, 5, mark="?", b=1) == "a?(5,){'b': 1}" and many("a", times=3) == "aaa!(){}"
    with pytest.raises(TypeError, match="times"): many("a", "b")

@pytest.fixture(scope="module")
def kept(): return Stack()

def test_first_of_a_module(kept): assert kept.push(1).items == [1]

def test_second_of_a_module(kept): assert kept.push(2).items == [1, 2]

def test_steps_in_a_row():
    from solution import Steps
    def more(n): return n + 1
    assert (Steps() | more | more | abs)(-5) == 3

def test_a_tuple_whose_items_change():
    from solution import board
    one = board(2)
    assert one == ([0, 0], 0)
    one.play(1)
    assert one == ([0, 1], 0)
