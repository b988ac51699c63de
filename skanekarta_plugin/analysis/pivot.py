"""Counts and sums by two facets at once, exact, with totals that do not count twice."""

from dataclasses import dataclass

import numpy as np

from .tally import Amounts, add_up


@dataclass
class Chosen:
    """The entries (row × place) that a selection takes, as arrays.

    :param rows: row of each; :param codes: place code of each
    :param shares: this place's part in whole steps; None for measures that are not summed
    """

    rows: np.ndarray
    codes: np.ndarray
    shares: np.ndarray | None

    @property
    def row_count(self):
        """How many different rows they are."""
        return len(np.unique(self.rows))


@dataclass
class Members:
    """Which entries have which values of a facet: pairs of the two.

    :param at: positions of entries; :param codes: their values' codes, below ``len(values)``
    :param overlap: True if a row may have several of the values
    """

    at: np.ndarray
    codes: np.ndarray
    values: list
    overlap: bool


@dataclass
class Pivot:
    """A table of two facets; margins and totals hold each entry once.

    :param sums: by first and second value; None for measures that are not summed, as are the others
    :param counts: rows, each once in a cell
    """

    first: list
    second: list
    counts: np.ndarray
    first_counts: np.ndarray
    second_counts: np.ndarray
    count: int
    sums: np.ndarray | None
    first_sums: np.ndarray | None
    second_sums: np.ndarray | None
    total: int | None


def members(column, chosen):
    """Return the :class:`Members` of a facet of the rows.

    :param column: a :class:`~.columns.Column`
    """
    width = len(column.values)
    codes = column.codes[chosen.rows].astype(np.int64)
    at = np.flatnonzero(codes < width)
    found = codes[at]
    several = np.flatnonzero(codes >= width)
    if len(several):
        sets = codes[several] - width
        starts = np.searchsorted(column.sets.members, np.arange(column.sets.count + 1))
        lengths = np.diff(starts)[sets]
        ends = np.cumsum(lengths)
        steps = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        at = np.r_[at, np.repeat(several, lengths)]
        found = np.r_[found, column.sets.codes[np.repeat(starts[sets], lengths) + steps]]
    return Members(at, found, column.values, bool(len(several)))


def place_members(by_code, chosen):
    """Return the :class:`Members` of a facet of the places.

    :param by_code: the facet's value of each place code
    """
    values = [value for value in dict.fromkeys(by_code) if value is not None] + [None]
    position = {value: code for code, value in enumerate(values)}
    member = np.array([position[value] for value in by_code], dtype=np.int64)
    codes = member[chosen.codes]
    pairs = np.unique(chosen.rows.astype(np.int64) * len(values) + codes)
    overlap = len(pairs) > chosen.row_count
    return Members(np.arange(len(codes)), codes, values, overlap)


def pivot(chosen, first, second):
    """Return the :class:`Pivot` of two facets over the chosen entries."""
    sums = None if chosen.shares is None else Amounts(chosen.shares).addends
    wide = len(second.values)
    at, cells = _joined(first, second, len(chosen.rows))
    shape = (len(first.values), wide)

    def tables(at, codes, size):
        rows = chosen.rows[at].astype(np.int64)
        counts = np.bincount(np.unique(rows * size + codes) % size, minlength=size)
        return counts, None if sums is None else add_up(codes, sums[at], size)

    counts, amounts = tables(at, cells, shape[0] * wide)
    first_counts, first_sums = tables(first.at, first.codes, shape[0])
    second_counts, second_sums = tables(second.at, second.codes, wide)
    return Pivot(
        first.values,
        second.values,
        counts.reshape(shape),
        first_counts,
        second_counts,
        chosen.row_count,
        None if amounts is None else amounts.reshape(shape),
        first_sums,
        second_sums,
        None if chosen.shares is None else int(chosen.shares.sum()),
    )


def _joined(first, second, count):
    """Return each entry with each pair of its values, as one code."""
    order = np.argsort(second.at, kind="stable")
    lengths = np.bincount(second.at, minlength=count)
    starts = np.cumsum(lengths) - lengths
    many = lengths[first.at]
    ends = np.cumsum(many)
    steps = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - many, many)
    other = second.codes[order[np.repeat(starts[first.at], many) + steps]]
    return np.repeat(first.at, many), np.repeat(first.codes, many) * len(second.values) + other
