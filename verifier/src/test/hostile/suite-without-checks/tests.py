from solution import add

add(1, 2)
