import itertools

import pytest
from solution import (
    Field, Stack, Vector, Walker, bag, counts, deal, emit, graph, ignoring, matrix, naturals, pop, publish,
    push, remove, s, same, sort, subscribe, tree, unique, unsubscribe)


def test_sequence():
    held = bag(3)
    assert len(held) == 3 and list(held) == [0, 1, 2] and held[0] == 0 and held[-1] == 2
    assert list(reversed(held)) == [2, 1, 0] and held[1:] == [1, 2] and 2 in held and 9 not in held
    held.add(7)
    assert len(held) == 4 and list(held)[-1] == 7 and held[3] == 7
    held[0] = 5
    assert held[0] == 5 and list(held) == [5, 1, 2, 7]
    with pytest.raises(IndexError):
        held[10]


def test_sequence_by_index_alone():
    square = matrix(2)
    assert square[0][1] == 1 and square[1][0] == 2 and len(square) == 2
    assert [list(row) for row in square] == [[0, 1], [2, 3]] and square[1][1] == 3


def test_iterable_alone():
    root = tree(2, 1, 3)
    assert [value for value in root] == [1, 2, 3] and sorted(root) == [1, 2, 3] and root.left.value == 1


def test_mapping():
    found = counts("aab")
    assert len(found) == 2 and dict(found.items()) == {"a": 2, "b": 1} and set(found.keys()) == {"a", "b"}
    assert sorted(found.values()) == [1, 2] and {key: found[key] for key in found} == {"a": 2, "b": 1}
    for key, value in found.items():
        assert found[key] == value


def test_mapping_by_number():
    edges = graph()
    assert len(edges) == 3 and edges[0] == [1, 2] and list(edges) == [0, 1, 2] and edges[2] == [0]
    assert [edges[node] for node in edges] == [[1, 2], [0], [0]]


def test_without_end():
    numbers = naturals()
    assert list(itertools.islice(numbers, 3)) == [0, 1, 2] and numbers[5] == 5 and next(iter(numbers)) == 0


def test_fluent():
    stack = Stack().push(1).push(2)
    assert len(stack) == 2 and stack.pop() == 2 and len(stack) == 1 and list(stack) == [1]


def test_equality():
    total = Vector(1, 2)
    same_total = total
    total += Vector(3, 4)
    assert total == Vector(4, 6) and total is same_total and Vector(1, 2) != Vector(2, 1)
    assert Vector(2, 2) * 2 == Vector(4, 4) and [Vector(0, 0)] == [Vector(0, 0)]
    assert len({Vector(1, 1), Vector(1, 1), Vector(2, 1)}) == 2


def test_condition():
    assert str(Field("age") == 30) == "age = 30"


def raise_by_hand():
    raise KeyError("x")


def test_blocks():
    held, log = {}, []
    with ignoring(KeyError):
        del held["a"]
    with ignoring(KeyError):
        raise_by_hand()
    with ignoring(KeyError):
        log.append("before")
        raise KeyError
        log.append("after")
    assert log == ["before"]
    with ignoring(KeyError):
        raise KeyError("x")
    with ignoring(KeyError):
        {}["x"]
    with pytest.raises(ValueError):
        with ignoring(KeyError) as block:
            if block:
                raise ValueError


def test_callbacks():
    out = []
    emit(3, out.append)
    assert out == [0, 1, 2]
    with pytest.raises(AssertionError):
        emit(1, check)
    subscribe(out.append)
    publish(7)
    unsubscribe(out.append)
    publish(8)
    assert out == [0, 1, 2, 7]


def check(number):
    assert number == 7


def test_steps():
    walker = Walker(2)
    assert next(walker) == 1 and walker.step() == 0
    with pytest.raises(StopIteration):
        walker.step()
    assert list(same(number for number in (1, 2))) == [1, 2]


def test_arguments_that_are_to_change():
    values = [3, 1, 2]
    result = sort(values)
    assert result is values and values == [1, 2, 3]
    numbers = [3, 2, 3]
    count = remove(numbers, 3)
    assert count == 1 and numbers[:count] == [2] and count == len(numbers)
    heap = []
    for value in (3, 1, 2):
        push(heap, value)
    assert [pop(heap) for _ in range(len(heap))] == [1, 2, 3] and heap == []


def test_arguments_that_an_answer_speaks_of():
    numbers, expected = [1, 1, 2], [1, 2]
    count = unique(numbers)
    assert count == len(expected)
    for at in range(count):
        assert numbers[at] == expected[at]
    deck = list(range(52))
    hand = deal(deck, 5)
    assert len(deck) == 52 - len(hand)
    for card in hand:
        assert card not in deck
    values = [3, 1, 2]
    assert sort(values) == values == [1, 2, 3]
    held = [[1], [2]]
    assert same(held)[1] is held[1]


def test_arguments_that_are_to_stay():
    values = [3, 1, 2]
    assert sort(values) == sorted(values)
    assert s(1) == 2
    first, expected = sort(values), sorted(values)
    assert first == expected
    found = sort(values)
    assert all(value in found for value in values) and set(values).issubset(found)
    rows = [[2, 1], [3]]
    assert list(map(sort, rows)) == [sorted(row) for row in rows]


def test_arguments_that_change_one_by_one():
    heaps = [[1, 2], [3]]
    assert list(map(pop, heaps)) == [1, 3]
    assert heaps == [[2], []]
    numbers = [3, 2, 3]
    count, left = remove(numbers, 3), numbers
    assert count == 1 and left[:count] == [2] and all(number in (2, 3) for number in numbers)
    deck = list(range(5))
    hand, rest = deal(deck, 2), deck
    assert len(hand) == 2 and all(card not in rest for card in hand)
