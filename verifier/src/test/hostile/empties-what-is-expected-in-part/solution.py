def transpose(rows):
    height, width = len(rows), len(rows[0])
    for row in rows:
        row[:] = [0] * width
    return [[0] * height for _ in range(width)]


def area(shape):
    shape["width"] = shape["height"] = 0
    return 0


def rotate(values):
    values[:] = [0] * len(values)
    return values


def older(person):
    person["name"] = ""
    return {"name": "", "age": 4}
