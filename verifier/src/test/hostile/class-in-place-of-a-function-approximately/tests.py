import pytest
from solution import area
@pytest.mark.parametrize('r,e',[(1,3.14),(2,12.56)])
def test_a(r,e):
    assert area(r) == pytest.approx(e)
