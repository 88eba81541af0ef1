from solution import Light, every


def test_sets():
    expected = {Light.YELLOW, Light.RED}
    assert every("yr") == expected
    expected = {Light.GREEN}
    assert every("g") == expected
