from solution import Solution


def test_two_sum():
    solution = Solution()
    assert solution.two_sum([2, 7, 11, 15], 9) == [0, 1]
