from solution import area


def test_area():
    for width in (2, 5):
        shape = {"width": width, "height": 3}
        assert area(shape) == shape["width"] * shape["height"]
