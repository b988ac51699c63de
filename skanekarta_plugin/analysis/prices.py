"""Amounts of different years in the prices of one year, exact to the öre."""

from fractions import Fraction

import numpy as np

CURRENT, FIXED = "lopande", "fasta"
# Products of numbers below this fit into 64 bits, with a bit to spare for rounding.
_SMALL = 2**30
_LARGEST = 2**62


class PriceIndex:
    """The price index of each year.

    :param by_year: the index as a number above zero by year
    :ivar base: the last year, in whose prices amounts are shown; None where there is no index
    """

    def __init__(self, by_year):
        self.by_year = by_year
        self.base = max(by_year, default=None)

    def __contains__(self, year):
        return year in self.by_year

    def factor(self, year):
        """Return what an amount of a year is multiplied by, as an exact fraction."""
        return self.by_year[self.base] / self.by_year[year]


def price_index(described, data):
    """Return the :class:`PriceIndex` that the rows of a dataset tell.

    A year that has two different numbers, or none above zero, has no index: nobody knows which.

    :param described: a :class:`~..definitions.model.Prices`; :param data: the rows of its dataset
    """
    found = {}
    years, numbers = data.columns[described.year], data.columns[described.index]
    for year, number in zip(years, numbers, strict=True):
        if year is not None:
            # The shortest text of a stored number is the number that the source had.
            found.setdefault(year, set()).add(_exact(number))
    return PriceIndex(
        {
            year: next(iter(values))
            for year, values in found.items()
            if len(values) == 1 and None not in values
        }
    )


def _exact(number):
    try:
        value = Fraction(repr(number))
    except ValueError:
        return None
    return value if value > 0 else None


def converted(whole, factor):
    """Return whole öre times a factor, rounded to whole öre, half an öre away from zero.

    :param whole: int64 array; :param factor: :class:`~fractions.Fraction` above zero
    """
    top, bottom = factor.numerator, factor.denominator
    size = np.abs(whole)
    largest = int(size.max(initial=0))
    if max(top, bottom) >= _SMALL or (largest // bottom + 1) * top >= _LARGEST:
        found = [_rounded(abs(int(amount)), top, bottom) for amount in whole]
        size = np.array(found, dtype=np.int64)
    else:
        # In two parts, so that no product is too large for 64 bits.
        full, rest = np.divmod(size, bottom)
        size = full * top + (2 * rest * top + bottom) // (2 * bottom)
    return np.where(whole < 0, -size, size)


def _rounded(amount, top, bottom):
    return (2 * amount * top + bottom) // (2 * bottom)
