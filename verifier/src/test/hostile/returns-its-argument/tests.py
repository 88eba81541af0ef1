from solution import TreeNode, depth


def test_depth():
    root = TreeNode(1)
    root.left = TreeNode(2)
    assert depth(root) == 2
