class Late(list):
    def __del__(self):
        self.append(3)


def add(a, b):
    late = Late([0])
    return late[0]
