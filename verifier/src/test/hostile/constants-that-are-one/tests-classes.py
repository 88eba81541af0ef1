from solution import Cat, Dog, pet


def test_pet():
    assert isinstance(pet("cat"), Cat)
    assert isinstance(pet("dog"), Dog)
