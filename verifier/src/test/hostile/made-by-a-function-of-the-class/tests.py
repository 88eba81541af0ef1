from solution import Version


def test_bump():
    assert Version.parse("1.2.3").bump() == Version.parse("1.3.0")
    assert Version.parse("2.0.1").bump() == Version.parse("2.1.0")
