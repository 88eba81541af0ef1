"""What a container of the solution, which the suite did not make, has said of itself: it must be one and the same thing.

A loop over nothing checks nothing; so what says that it has three items has to give three, and those that it gives one
by one have to be those of the loop. What was read once is not asked again until the solution is called for something
else. Only what the suite asks for is read.
"""


class Reading:
    """The length, the items in their order, and single items, as far as they were asked for.

    `refuse(why)` raises where two answers disagree.
    """

    def __init__(self, refuse):
        self.refuse = refuse
        self.iterator = None
        self.items = []
        self.count = None  # how many there are: said, or seen
        self.single = {}  # index: item

    def length(self, count):
        if self.count is not None and self.count != count or type(count) is int and count < len(self.items):
            self.refuse("says that it has %s items, and has not" % count)
        self.count = count
        return count

    def loop(self, start):
        """Gives the items; `start()` begins to read them."""
        if self.iterator is None:
            self.iterator = iter(start())
        at = 0
        while at < len(self.items) or self.more():
            yield self.items[at]
            at += 1

    def more(self):
        for value in self.iterator:
            at = len(self.items)
            self.items.append(value)
            if at in self.single:
                self.agree(self.single[at], value)
            if self.count is not None and at >= self.count:
                self.length(at + 1)
            return True
        self.length(len(self.items))
        return False

    def item(self, at, value):
        """It gave this for an index."""
        if at < 0:
            if self.count is None:
                return value
            at += self.count
        if at < len(self.items):
            self.agree(self.items[at], value)
        else:
            self.single.setdefault(at, value)
            self.agree(self.single[at], value)
        return value

    def some(self, places, values):
        """It gave these for a slice."""
        if len(values) != len(places):
            self.refuse("gives %d items for a slice of %d" % (len(values), len(places)))
        if type(values) in (list, tuple):
            for at, value in zip(places, values):
                self.item(at, value)

    def no_item(self, at):
        """It has none at this index."""
        if at >= 0 and (at < len(self.items) or self.count is not None and at < self.count):
            self.refuse("has no item %d, and says that it has" % at)
        if at >= 0 and at == len(self.single) and not self.items and self.iterator is None:
            self.length(at)  # this is how a loop without __iter__ ends

    def agree(self, one, other):
        # Objects that are made anew for each question are not told apart; what is not of one type is no item.
        if type(one) is type(other) and type(one).__module__ == "builtins" and one != other and one == one:
            self.refuse("gives other items one by one than in a loop")
