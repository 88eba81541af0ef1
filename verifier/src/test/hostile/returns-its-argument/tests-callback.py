from solution import TreeNode, traverse


def test_traverse():
    root = TreeNode(1)
    root.left = TreeNode(2)
    seen = []
    traverse(root, seen.append)
    assert seen == [1, 2]
