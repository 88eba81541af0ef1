class Equal:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("a")


def held():
    return {Equal(): 1}.keys()
