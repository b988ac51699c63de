"""Shares a row's amount between the places that it names, exactly."""

import numpy as np


def share(amounts, rows, codes, weights):
    """Share whole amounts (öre) between places by weight, with the largest remainder method.

    The parts of each row add up to its amount; what is left over after whole öre goes to the
    largest remainders, and among equal ones to the lowest code.

    :param amounts: int64 amount by row
    :param rows: row of each entry; :param codes: place of each entry, for the ties
    :param weights: positive int64 weight of each entry
    :return: int64 part of each entry
    """
    if len(rows) == 0:
        return np.zeros(0, dtype=np.int64)
    sums = np.zeros(len(amounts), dtype=np.int64)
    np.add.at(sums, rows, weights)
    products = amounts[rows] * weights
    parts = products // sums[rows]
    remainders = products - parts * sums[rows]
    given = np.zeros(len(amounts), dtype=np.int64)
    np.add.at(given, rows, parts)
    left = amounts - given
    order = np.lexsort((codes, -remainders, rows))
    ordered = rows[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    rank = np.arange(len(ordered)) - np.repeat(starts, lengths)
    parts[order] += rank < left[ordered]
    return parts
