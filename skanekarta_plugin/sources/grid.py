"""Collects the cells of a sheet as they come, and turns them into a table by columns.

Cells are kept as three numbers each: row, column and which of the distinct cells it is. What a
sheet declares but does not hold costs nothing: empty cells are not kept, and empty columns share
one array.
"""

from array import array
from collections import defaultdict

import numpy as np

from ..errors import N_, SourceError
from .codes import MOST, Codes
from .table import Column, SourceTable

LAST_ROW = 1 << 20
LAST_COLUMN = 1 << 14
EMPTY = 0

_LINKED = object()

# Rows × columns of a table, 4 bytes each.
MOST_CELLS = 200_000_000
_MOST_LINKED = 2_000_000
_MOST_MERGED = 100_000


class Grid:
    """The cells of one sheet."""

    def __init__(self):
        self.values = [None]
        # 1, 1.0 and True are equal to Python, and not to a reader of the file.
        self._known = defaultdict(lambda: Codes(self._next))
        self._known[str][""] = EMPTY
        self._addresses = {}
        self._blank = []
        self._pieces = []
        self._rows, self._columns, self._codes = array("i"), array("H"), array("i")

    def codes(self, values, kind):
        """Return the numbers of many cells of one type, as a list.

        :param kind: ``str`` or ``int``
        """
        known = self._known[kind]
        new = dict.fromkeys([value for value in values if value not in known])
        if new and not known.older and len(known) + len(new) < MOST:
            # All at once, without a call for each.
            first = len(self.values)
            known.update(zip(new, range(first, first + len(new)), strict=True))
            self.values.extend(new)
            if kind is str:
                self._blank.extend(known[text] for text in new if text.isspace())
        return list(map(known.__getitem__, values))

    def code(self, value, address=None):
        """Return the number of a distinct cell; 0 for an empty one.

        :param address: what a formula in the cell links to; such a cell has a number of its own
        """
        if value is None or value == "":
            return EMPTY
        known = self._known[value.__class__]
        return known[(_LINKED, value, address)] if address else known[value]

    def _next(self, key):
        code = len(self.values)
        if key.__class__ is tuple and key[0] is _LINKED:
            _, key, self._addresses[code] = key
        self.values.append(key)
        if key.__class__ is str and key.isspace():
            self._blank.append(code)
        return code

    def put(self, row, column, code):
        """Take in one cell."""
        if code == EMPTY:
            return
        if not (0 < row <= LAST_ROW and 0 <= column < LAST_COLUMN):
            raise ValueError(f"no cell of a spreadsheet: row {row}, column {column}")
        self._rows.append(row)
        self._columns.append(column)
        self._codes.append(code)

    def put_all(self, rows, columns, codes):
        """Take in many cells, as arrays of the same length."""
        kept = codes != EMPTY
        if not kept.all():
            rows, columns, codes = rows[kept], columns[kept], codes[kept]
        if not len(rows):
            return
        if rows.min() < 1 or rows.max() > LAST_ROW or columns.max() >= LAST_COLUMN:
            raise ValueError("no cell of a spreadsheet")
        self._pieces.append((rows, columns.astype(np.uint16), codes))

    def table(self, file, sheet, progress, *, links=(), merged=(), hidden_rows=(), hidden=False):
        """Return the cells as a table.

        :param links: ``(first row, last row, first column, last column, address)``
        :param merged: the same without an address
        :param hidden_rows: numbers of rows that the source hides
        :raises SourceError: if there are more rows and columns than can be held
        """
        rows, columns, codes = self._gathered()
        progress(0)
        numbers, places = self._filled(rows, codes)
        at = places[rows]
        kept = at >= 0
        if not kept.all():
            at, columns, codes = at[kept], columns[kept], codes[kept]
        progress(0)
        order = np.argsort(columns, kind="stable")
        at, columns, codes = at[order], columns[order], codes[order]
        progress(0)
        present = np.flatnonzero(np.bincount(columns, minlength=1))
        if len(numbers) * len(present) > MOST_CELLS:
            raise SourceError(
                N_(
                    "Sheet “{sheet}” in {file} has more rows and columns than can be read. "
                    "Delete the columns that are not needed, and save it."
                ),
                sheet=sheet,
                file=file,
                details=f"{len(numbers)} × {len(present)}",
            )
        nothing = Column([None], np.zeros(len(numbers), np.int32))
        made = [nothing] * (int(present[-1]) + 1 if len(present) else 0)
        starts = np.searchsorted(columns, present)
        ends = np.searchsorted(columns, present, side="right").tolist()
        table = SourceTable(sheet, numbers, made, hidden=hidden)
        if self._addresses:
            codes = self._without_addresses(table, at, columns, codes)
        for index, start, end in zip(present.tolist(), starts.tolist(), ends, strict=True):
            made[index] = self._column(len(numbers), at[start:end], codes[start:end])
            progress(end / len(columns))
        hides = np.fromiter(hidden_rows, np.int64)
        table.hidden_rows = int(np.isin(numbers, hides).sum())
        table.merged = tuple(merged)[:_MOST_MERGED]
        _link(table, links)
        return table

    def _gathered(self):
        if len(self._rows):
            self._pieces.append(
                (
                    np.array(self._rows, np.int32),
                    np.array(self._columns, np.uint16),
                    np.array(self._codes, np.int32),
                )
            )
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return np.zeros(0, np.int32), np.zeros(0, np.uint16), np.zeros(0, np.int32)
        return tuple(np.concatenate(each) for each in zip(*pieces, strict=True))

    def _filled(self, rows, codes):
        """Return the numbers of the rows with more than blanks, and each row's place in them."""
        solid = np.ones(len(self.values), bool)
        solid[[EMPTY, *self._blank]] = False
        filled = np.zeros(LAST_ROW + 1, bool)
        filled[rows[solid[codes]]] = True
        numbers = np.flatnonzero(filled).astype(np.int64)
        places = np.full(LAST_ROW + 1, -1, np.int32)
        places[numbers] = np.arange(len(numbers), dtype=np.int32)
        return numbers, places

    def _column(self, rows, at, codes):
        if len(codes) * 8 > len(self.values):
            used = np.zeros(len(self.values), bool)
            used[codes] = True
            used = np.flatnonzero(used)
            again = np.zeros(len(self.values), np.int32)
            again[used] = np.arange(1, len(used) + 1, dtype=np.int32)
            again = again[codes]
        else:
            used, again = np.unique(codes, return_inverse=True)
            again = again + 1
        column = np.zeros(rows, np.int32)
        column[at] = again
        values = self.values
        return Column([None, *[values[code] for code in used.tolist()]], column)

    def _without_addresses(self, table, at, columns, codes):
        """Note the addresses behind formulas, and give the cells the numbers of their values."""
        linked = np.zeros(len(self.values), bool)
        linked[list(self._addresses)] = True
        for place in np.flatnonzero(linked[codes]).tolist():
            number = int(table.numbers[at[place]])
            table.links[number, int(columns[place])] = self._addresses[int(codes[place])]
        plain = np.arange(len(self.values), dtype=np.int32)
        plain[list(self._addresses)] = [self.code(self.values[code]) for code in self._addresses]
        return plain[codes]


def _link(table, links):
    """Put addresses behind cells; behind those of a range that hold something, and its first."""
    left_to_link = _MOST_LINKED
    for first, last, left, right, address in links:
        start, end = np.searchsorted(table.numbers, (first, last + 1)).tolist()
        if start < len(table.numbers) and table.numbers[start] == first:
            table.links[first, left] = address
        if (first, left) == (last, right):
            continue
        right = min(right, len(table.columns) - 1)
        left_to_link -= (end - start + 1) * max(1, right - left + 1)
        if left_to_link < 0:
            return
        for index in range(left, right + 1):
            held = np.flatnonzero(table.columns[index].codes[start:end])
            for number in table.numbers[start:end][held].tolist():
                table.links[number, index] = address
