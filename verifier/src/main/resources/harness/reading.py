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
        self.complete = False

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
            self.items.append(value)
            if self.count is not None and len(self.items) > self.count:
                self.length(len(self.items))
            return True
        self.length(len(self.items))
        self.complete = True
        self.compare()
        return False

    def item(self, at, value):
        """It gave this for an index."""
        if at < 0 and self.count is not None:
            at += self.count
        if at >= 0:
            self.single[at] = value
            if self.complete:
                self.compare()
        return value

    def compare(self):
        """The items that it gave one by one with those of its loop; where all indexes are items too, it is a mapping."""
        if all(at in self.items for at in self.single):
            return
        for at, value in self.single.items():
            if at < len(self.items):
                self.agree(self.items[at], value)

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
        plain = [type(value).__module__ == "builtins" for value in (one, other)]
        # Objects that are made anew for each question are not told apart.
        if any(plain) and (not all(plain) or one != other and one == one):
            self.refuse("gives other items one by one than in a loop")
