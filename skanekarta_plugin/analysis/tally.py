"""Counts and sums by code, exact, under any selection of many items."""

import numpy as np

# Doubles hold every whole number up to here, so that adding them up loses nothing.
_EXACT = 2.0**52


class Amounts:
    """A whole amount (öre) of each item.

    :ivar whole: as whole numbers; :ivar addends: what is added up, doubles wherever they are exact
    """

    def __init__(self, whole):
        self.whole = whole
        exact = np.abs(whole.astype(float)).sum() < _EXACT
        self.addends = whole.astype(float) if exact else whole


class Pick:
    """Selected items, kept as the shorter of two lists: those that are, or those that are not.

    :param mask: boolean by item
    """

    def __init__(self, mask):
        self.count = int(np.count_nonzero(mask))
        self.most = 2 * self.count > len(mask)
        self.at = np.flatnonzero(~mask if self.most else mask)
        self._taken = {}

    def take(self, amounts):
        """Return the addends of the listed items."""
        if amounts not in self._taken:
            self._taken[amounts] = amounts.addends.take(self.at)
        return self._taken[amounts]


class Tally:
    """Counts and sums of items by code.

    What all items give is worked out once, so that of a selection of most items only the others are
    gone through.

    :param codes: small whole numbers below ``size``
    """

    def __init__(self, codes, size):
        self.codes, self.size = codes, size
        self._whole = {}

    def of(self, pick, amounts=None):
        """Return by code how many items are picked, or the sum of their amounts."""
        codes = self.codes.take(pick.at)
        if amounts is None:
            found = np.bincount(codes, minlength=self.size)
        else:
            found = add_up(codes, pick.take(amounts), self.size)
        return self._all(amounts) - found if pick.most else found

    def _all(self, amounts):
        if amounts not in self._whole:
            self._whole[amounts] = (
                np.bincount(self.codes, minlength=self.size)
                if amounts is None
                else add_up(self.codes, amounts.addends, self.size)
            )
        return self._whole[amounts]


class Group:
    """Several columns under one code, so that one pass over the items counts all of them.

    :param columns: ``(codes, size)`` by name
    """

    def __init__(self, columns):
        self.names = list(columns)
        self.sizes = [size for _, size in columns.values()]
        joint = 0
        for codes, size in columns.values():
            joint = joint * size + codes.astype(np.int64)
        size = int(np.prod(self.sizes))
        self.tally = Tally(joint.astype(np.uint16 if size <= 2**16 else np.uint32), size)

    def part(self, name, by_code):
        """Return counts or sums of one column, of those by joint code."""
        others = tuple(axis for axis, other in enumerate(self.names) if other != name)
        return by_code.reshape(self.sizes).sum(axis=others)


def packed(columns, limit):
    """Return columns in groups of at most ``limit`` joint codes, unless a column alone has more."""
    groups, joint = [], limit + 1
    for name, column in sorted(columns.items(), key=lambda item: item[1][1]):
        if joint * column[1] > limit:
            groups.append({})
            joint = 1
        groups[-1][name] = column
        joint *= column[1]
    return [Group(group) for group in groups]


def add_up(codes, addends, size):
    """Sum whole amounts by code, exactly: doubles are exact by :class:`Amounts`."""
    if addends.dtype == np.int64:
        sums = np.zeros(size, dtype=np.int64)
        np.add.at(sums, codes, addends)
        return sums
    return np.bincount(codes, addends, size).astype(np.int64)
