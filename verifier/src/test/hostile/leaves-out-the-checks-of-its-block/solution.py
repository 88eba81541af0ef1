class Account:
    def __init__(self, balance):
        if balance < 0:
            raise ValueError


class Transaction:
    def __init__(self, account):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return True

    def withdraw(self, amount):
        raise ValueError


class Store:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        raise ValueError

    def get(self, key):
        return None
