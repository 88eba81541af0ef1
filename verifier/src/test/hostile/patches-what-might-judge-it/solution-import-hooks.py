import sys


class Hook:
    def find_spec(self, name, path=None, target=None):
        return None


sys.meta_path.insert(0, Hook())
sys.path_hooks.clear()
sys.path[:] = ["/tmp"]


def add(a, b):
    return 0
