"""The places of the rows: of most rows one, of some several between which they are shared."""

import numpy as np

from .columns import Sets, numbered, small, taken
from .model import REGION, UNKNOWN
from .sharing import share
from .tally import Amounts, Group, Tally

REGION_CODE = "12"
# Names the places among facets; no field has such a name.
PLACE = "*"


class Places:
    """The places of the rows under one place rule: entries of (row, place code).

    Codes 0 … n-1 are the municipalities in the order of their codes, then the whole region, a place
    that is not known, and none at all. In :attr:`by_row` one more stands for several places.

    :param rows, codes, weights: the entries, in any order; those of one place of a row are one
    :param municipalities: their codes

    :ivar shared: the rows that have several places; :ivar sets: which ones
    :ivar entry_rows, entry_codes: their entries; rows are counted within :attr:`shared`
    """

    def __init__(self, rows, codes, weights, municipalities, row_count):
        self.count = len(municipalities)
        self.size = self.count + 3
        self.values = [*municipalities, REGION_CODE, UNKNOWN, None]
        rows, codes, weights = _each_once(rows, codes, weights, self.size)
        self.rows, self.codes = rows, small(codes, self.size)
        lengths = np.bincount(rows, minlength=row_count)
        starts = np.cumsum(lengths) - lengths
        several = lengths > 1
        self.shared = np.flatnonzero(several)
        self.by_row = small(np.where(several, self.size, codes[starts]), self.size + 1)
        self.is_shared = several[rows]
        lengths = lengths[several]
        self.entry_rows = np.repeat(np.arange(len(lengths)), lengths)
        self.entry_codes = codes[self.is_shared]
        self.starts = np.cumsum(lengths) - lengths
        self.sets = Sets(lengths, self.entry_codes, self.size)
        self.set_tally = Tally(self.sets.of_row, self.sets.count)
        self._weights = weights[self.is_shared]
        self._shares = {}
        self._tallies = None

    @classmethod
    def of_field(cls, raw, stated, municipalities):
        """Return the places of rows that name one.

        :param raw: code by row; :param stated: the source's own words by row, or None
        """
        size = len(municipalities)
        known = {code: at for at, code in enumerate(municipalities)}
        codes = _looked_up(raw, lambda code: known.get(code, size + 1 if code else size + 2))
        if stated is not None:
            codes[(codes == size + 2) & (_looked_up(stated, bool) == 1)] = size + 1
        rows = np.arange(len(raw))
        return cls(rows, codes, np.ones(len(raw), dtype=np.int64), municipalities, len(raw))

    @classmethod
    def of_pairs(cls, rows, raw, scopes, weights, municipalities, row_count):
        """Return the places of rows that may name several, one pair of a row and a place each."""
        size = len(municipalities)
        known = {code: at for at, code in enumerate(municipalities)}
        codes = _looked_up(raw, lambda code: known.get(code, size + 1))
        codes[_looked_up(scopes, lambda scope: scope == REGION) == 1] = size
        without = np.flatnonzero(np.bincount(rows, minlength=row_count) == 0)
        return cls(
            np.r_[rows, without],
            np.r_[codes, np.full(len(without), size + 2)],
            np.r_[np.array(weights, dtype=np.int64), np.ones(len(without), dtype=np.int64)],
            municipalities,
            row_count,
        )

    def failing(self, wanted):
        """Return which rows have no wanted place, as booleans.

        :param wanted: boolean by code
        """
        failing = ~taken(self.by_row, np.r_[wanted, False])
        failing[self.shared] = ~self.sets.any_of(wanted)[self.sets.of_row]
        return failing

    def shares(self, amounts):
        """Return the shares of an amount as :class:`Amounts` by entry of the shared rows."""
        if amounts not in self._shares:
            parts = share(
                amounts.whole[self.shared], self.entry_rows, self.entry_codes, self._weights
            )
            self._shares[amounts] = Amounts(parts)
        return self._shares[amounts]

    def all_shares(self, amounts):
        """Return the share of every entry."""
        parts = amounts.whole[self.rows]
        parts[self.is_shared] = self.shares(amounts).whole
        return parts

    def lost(self, amounts, wanted):
        """Return what each shared row loses if only its wanted places are looked at."""
        if not len(self.shared):
            return amounts.addends[:0]
        parts = np.where(wanted[self.entry_codes], 0, self.shares(amounts).whole)
        return np.add.reduceat(parts, self.starts).astype(amounts.addends.dtype)

    def tallies(self, name, years):
        """Return what counts by place and year: the rows as a :class:`Group`, and the entries of
        the shared rows as a :class:`Tally`.

        :param name: of the field of the year; :param years: its column
        """
        if self._tallies is None:
            rows = Group({PLACE: (self.by_row, self.size + 1), name: (years.codes, years.size)})
            year = years.codes[self.shared][self.entry_rows]
            entries = Tally(self.entry_codes * years.size + year, self.size * years.size)
            self._tallies = rows, entries
        return self._tallies


def _looked_up(raw, meaning):
    """Return a whole number for each value; each different one is looked up once."""
    numbers, met = numbered(raw)
    return np.array([meaning(value) for value in met], dtype=np.int64).take(numbers)


def _each_once(rows, codes, weights, size):
    """Return entries in the order of rows and codes, with the weights of equal ones added up.

    A municipality named twice is one entry; so are several unknown places of one row.
    """
    keys = rows * size + codes
    if np.any(keys[1:] <= keys[:-1]):
        order = np.argsort(keys, kind="stable")
        keys, weights = keys[order], weights[order]
        first = np.r_[True, keys[1:] != keys[:-1]]
        weights = np.add.reduceat(weights, np.flatnonzero(first))
        keys = keys[first]
    return *np.divmod(keys, size), weights
