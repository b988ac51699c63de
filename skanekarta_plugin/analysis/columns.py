"""Facets as small whole numbers: a code for each value, and one for each set of several values."""

import numpy as np

from ..domain.text import fold
from .model import AnyOf, Between

# A choice of more runs of codes than this is looked up in a table rather than compared.
_RUNS = 12
# Bits of a signed whole number that are free to stand for codes.
_BITS = 62


class _Numbering(dict):
    """Numbers values in the order in which they are met."""

    def __missing__(self, value):
        code = self[value] = len(self)
        return code


def numbered(raw):
    """Return a number for each value, and the different values in the order of their numbers."""
    met = _Numbering()
    numbers = np.fromiter(map(met.__getitem__, raw), dtype=np.int32, count=len(raw))
    return numbers, list(met)


def encode(raw, ordered=True):
    """Return the code of each value, and the values: sorted, then None for the missing one.

    :param ordered: False leaves the values as they are met, where nobody looks at their order
    """
    numbers, met = numbered(raw)
    values = [value for value in met if value is not None]
    if ordered:
        values.sort()
    code_of = {value: code for code, value in enumerate(values)}
    values.append(None)
    codes = np.array([code_of.get(value, len(values) - 1) for value in met], dtype=np.int64)
    return small(codes, len(values)).take(numbers), values


def small(codes, size):
    """Return codes below ``size`` in as few bytes as hold them."""
    kind = np.uint8 if size <= 2**8 else np.uint16 if size <= 2**16 else np.uint32
    return np.asarray(codes).astype(kind, copy=False)


def taken(codes, wanted):
    """Return which of many codes are wanted.

    :param codes: small whole numbers; :param wanted: boolean by code
    """
    edges = np.flatnonzero(np.diff(np.r_[False, wanted, False].astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True))
    if len(runs) > _RUNS:
        return wanted.take(codes)
    found = np.zeros(len(codes), dtype=bool)
    for first, last in runs:
        if first == last:
            found |= codes == first
        elif first == 0:
            found |= codes <= last
        else:
            found |= (codes >= first) & (codes <= last)
    return found


class Sets:
    """Which codes the rows have that have several, each different set once.

    :param lengths: number of codes of each row; :param codes: the codes, row after row
    :param size: codes are below it
    :ivar of_row: the set of each row; :ivar members, codes: pairs of a set and one of its codes
    """

    def __init__(self, lengths, codes, size):
        starts = np.cumsum(lengths) - lengths
        self.of_row = np.zeros(len(lengths), dtype=np.int64)
        for low in range(0, size if len(lengths) else 0, _BITS):
            inside = (codes >= low) & (codes < low + _BITS)
            bits = np.where(inside, np.int64(1) << np.where(inside, codes - low, 0), 0)
            part, count = _compact(np.add.reduceat(bits, starts))
            self.of_row = _compact(self.of_row * count + part)[0]
        self.count = int(self.of_row.max()) + 1 if len(lengths) else 0
        example = np.zeros(self.count, dtype=np.int64)
        example[self.of_row] = np.arange(len(lengths))
        lengths, starts = lengths[example], starts[example]
        ends = np.cumsum(lengths)
        steps = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        self.members = np.repeat(np.arange(self.count), lengths)
        self.codes = codes[np.repeat(starts, lengths) + steps]
        self._order = np.argsort(self.codes, kind="stable")

    def any_of(self, wanted):
        """Return which sets have a wanted code, as booleans by set."""
        return np.bincount(self.members, wanted[self.codes], self.count) > 0

    def by_code(self, by_set, size):
        """Return whole numbers by code, of those by set: a set counts in each of its codes."""
        found = np.zeros(size, dtype=np.int64)
        if self.count:
            codes = self.codes[self._order]
            starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
            found[codes[starts]] = np.add.reduceat(by_set[self.members[self._order]], starts)
        return found


def _compact(keys):
    """Number different keys (whole, none below zero) from 0; return the numbers and how many."""
    top = int(keys.max()) + 1
    if top > 4 * len(keys):
        different, numbers = np.unique(keys, return_inverse=True)
        return numbers, len(different)
    met = np.zeros(top, dtype=bool)
    met[keys] = True
    numbers = np.cumsum(met) - 1
    return numbers[keys], int(numbers[-1]) + 1


class Column:
    """A facet of the rows.

    Codes below ``len(values)`` are values, the last of them the missing one; those from there on
    are sets of several values, so that each row has one code.

    :ivar size: codes are below it
    """

    def __init__(self, codes, values, sets=None):
        self.codes, self.values, self.sets = codes, values, sets
        self.size = len(values) + (sets.count if sets else 0)
        self._folded = None

    @classmethod
    def of_pairs(cls, rows, raw, row_count):
        """Return the column of many values a row: pairs of a row and a value, in any order.

        A value that a row has twice counts once.
        """
        codes, values = encode(raw)
        width = len(values)
        without = np.flatnonzero(np.bincount(rows, minlength=row_count) == 0)
        pairs = np.r_[rows * width + codes, without * width + width - 1]
        pairs = unique_sorted(pairs)
        rows, codes = np.divmod(pairs, width)
        lengths = np.bincount(rows, minlength=row_count)
        by_row = codes[np.cumsum(lengths) - lengths]
        several = lengths > 1
        sets = Sets(lengths[several], codes[several[rows]], width)
        by_row[several] = width + sets.of_row
        return cls(small(by_row, width + sets.count), values, sets)

    def matching(self, choice):
        """Return which codes a choice takes, as booleans."""
        if isinstance(choice, AnyOf):
            wanted = set(choice.values)
            found = [value in wanted for value in self.values]
        elif isinstance(choice, Between):
            low = -np.inf if choice.low is None else choice.low
            high = np.inf if choice.high is None else choice.high
            found = [value is not None and low <= value <= high for value in self.values]
        else:
            if self._folded is None:
                self._folded = [fold(value) for value in self.values[:-1]]
            words = fold(choice.text)
            found = [*(words in folded for folded in self._folded), False]
        found = np.array(found, dtype=bool)
        return np.r_[found, self.sets.any_of(found)] if self.sets else found

    def by_value(self, by_code):
        """Return counts or sums by value, of those by code: a set counts in each of its values."""
        width = len(self.values)
        found = by_code[:width]
        if self.sets:
            found = found + self.sets.by_code(by_code[width:], width)
        return found


def unique_sorted(keys):
    """Return whole numbers in order, each once; quick where they are nearly in order."""
    if np.any(keys[1:] <= keys[:-1]):
        keys = np.sort(keys, kind="stable")
        keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
    return keys
