class Transaction:
    def __enter__(self):
        return self

    def __exit__(self, *what):
        return True

    def set(self, key, value):
        pass

    def get(self, key):
        return 7
