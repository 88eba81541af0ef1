from solution import add


test_0 = lambda: add(0, 1) == 1
test_1 = lambda: add(1, 1) == 2
test_2 = lambda: add(2, 1) == 3
test_3 = lambda: add(3, 1) == 4
