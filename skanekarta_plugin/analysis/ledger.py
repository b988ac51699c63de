"""What one municipality has: the entries of an index in the order of their places, so that those
of one place are a slice."""

import numpy as np

from .tally import Amounts, add_up


class Ledger:
    """The rows of an index by place, with their shares of an amount.

    :param index: the :class:`~.index.FacetIndex`; :param rule: name of the place rule
    :param field: name of the amount; empty to look at rows only
    """

    def __init__(self, index, rule, field=""):
        places = index.places(rule)
        self.index = index
        order = np.argsort(places.codes, kind="stable")
        self._rows = places.rows[order]
        self._shares = places.all_shares(index.amounts(field))[order] if field else None
        edges = np.searchsorted(places.codes[order], np.arange(places.count + 1)).tolist()
        codes = places.values[: places.count]
        self._slices = {code: slice(*edges[at : at + 2]) for at, code in enumerate(codes)}

    def rows(self, code):
        """Return the rows that name a municipality, as an array."""
        return self._rows[self._slices[code]]

    def by_year(self, code):
        """Return ``{year: (rows with an amount, sum in whole steps)}``; None for no year."""
        rows, shares = self._with_amount(code)
        years = self.index.years
        codes = years.codes.take(rows)
        counts = np.bincount(codes, minlength=len(years.values)).tolist()
        sums = add_up(codes, shares.addends, len(years.values)).tolist()
        return {
            year: (count, amount)
            for year, count, amount in zip(years.values, counts, sums, strict=True)
            if count
        }

    def largest(self, code, name, most):
        """Return ``[(value, sum in whole steps)]`` of the values of a field that have most.

        Equal sums stand in the order of their values. Rows without a value are left out.
        """
        rows, shares = self._with_amount(code)
        column = self.index.column(name)
        sums = add_up(column.codes.take(rows), shares.addends, column.size)[:-1]
        found = np.flatnonzero(sums)
        # Few are looked at closely: those that have at least as much as the last that is told.
        if len(found) > most:
            least = np.partition(sums[found], len(found) - most)[len(found) - most]
            found = found[sums[found] >= least]
        pairs = [(column.values[at], int(sums[at])) for at in found.tolist()]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most]

    def _with_amount(self, code):
        at = self._slices[code]
        some = self._shares[at] != 0
        return self._rows[at][some], Amounts(self._shares[at][some])
