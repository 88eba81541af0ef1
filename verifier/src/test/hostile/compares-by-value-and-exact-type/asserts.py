from solution import *

assert infinite(1) == 1e999
assert infinite(-1) == -1e999
assert not_a_number() != 0.0
assert power(5_000) != 1
assert power(3) == 1000.0
assert pair(1, 2) == (1, 2)
assert pair(1, 2) != [1, 2]
assert bag() == {1, 2, 3}
assert table() == {"a": 2, "b": 1}
assert raw() == b"\x00\xff"
assert same(True) == 1
assert same([1, (2, {"x": None})]) == [1, (2, {"x": None})]
assert same("1") != 1
