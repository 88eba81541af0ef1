def f(callback, b):
    return callback(callback)
