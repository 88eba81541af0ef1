while True:
    print("x" * 1_000)
