class Equal:
    def __eq__(self, other):
        return True


def held():
    return {"a": Equal()}.items()
