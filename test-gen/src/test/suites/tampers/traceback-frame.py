from solution import add


def test_small():
    assert add(1, 2) == 3


def test_zero():
    assert add(0, 0) == 0


def test_negative():
    assert add(-1, -2) == -3


import pytest


def test_more():
    with pytest.raises(TypeError) as info:
        add(None, 1)
    info.tb.tb_frame.f_back
