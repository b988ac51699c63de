"""What every reader gives: tables of cells that know where they stood.

A table is kept by columns, and a column keeps each distinct cell once: a file with a million rows
has few municipalities and few years, and what a cell means is worked out once for all rows that
hold it.
"""

from array import array
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np

from .codes import Codes

# Longer texts are no cells of a table; Excel's own limit is 32 767.
MAX_TEXT = 100_000


class Uncomputed(str):
    """A formula without a result: the file was never opened in a spreadsheet program."""


@dataclass
class Column:
    """The cells of one column.

    :param values: the distinct cells: str, int, float, bool, date, datetime; the first is None, the
        empty cell
    :param codes: for each row, the position of its cell in ``values`` (int32)
    """

    values: list
    codes: np.ndarray

    def __getitem__(self, row):
        return self.values[self.codes[row]]

    def __len__(self):
        return len(self.codes)

    def used(self):
        """Return the positions in ``values`` that rows hold."""
        return np.flatnonzero(np.bincount(self.codes, minlength=len(self.values)))


@dataclass
class SourceTable:
    """One sheet, file or layer, without its empty rows.

    :param sheet: name of the sheet (a file name or a layer name where there are no sheets)
    :param numbers: for each row its number in the source (int64), growing
    :param columns: a :class:`Column` for each column of the source
    :param links: addresses behind cells, by ``(row number, column index)``
    :param geometries: geometry as WKB in EPSG:3006, by row number
    :param hidden_rows: how many of the rows the source hides
    :param hidden: True if the source hides the whole sheet
    :param merged: merged cells as ``(first row, last row, first column, last column)``; rows by
        number, columns by index
    """

    sheet: str
    numbers: np.ndarray
    columns: list
    links: dict = field(default_factory=dict)
    geometries: dict = field(default_factory=dict)
    hidden_rows: int = 0
    hidden: bool = False
    merged: tuple = ()

    @classmethod
    def from_rows(cls, sheet, rows, **named):
        """Make a table of ``(row number, cells)``."""
        builder = TableBuilder()
        for number, cells in rows:
            builder.add(number, cells)
        return builder.build(sheet, **named)

    def __len__(self):
        return len(self.numbers)

    def row(self, position):
        """Return the cells of a row, by its position among the rows."""
        return [column[position] for column in self.columns]

    def head(self, limit):
        """Return ``(row number, cells)`` of the first rows."""
        return [
            (int(self.numbers[at]), self.row(at)) for at in range(min(limit, len(self.numbers)))
        ]


class _Distinct:
    """The distinct cells of a column as they come."""

    def __init__(self, numbers):
        self.values = [None]
        self.codes = Codes(self._next)
        self.codes[None] = 0
        # A number is an object of 32 bytes: those of one column serve the others too.
        self._numbers = numbers

    def _next(self, key):
        code = len(self.values)
        self.values.append(key[1] if key.__class__ is tuple else key)
        if code >= len(self._numbers):
            self._numbers.append(code)
        return self._numbers[code]


class TableBuilder:
    """Builds a :class:`SourceTable` row by row; rows without content are left out."""

    def __init__(self):
        self._numbers = array("q")
        self._shared = [0]
        self._known = []
        self._codes = []

    def __len__(self):
        return len(self._numbers)

    def add(self, number, cells):
        """Add a row; return True if it holds anything.

        :param cells: str, int, float, bool, date, datetime or None; an empty text is an empty cell
        """
        while len(self._known) < len(cells):
            self._known.append(_Distinct(self._shared))
            self._codes.append(array("i", bytes(4 * len(self._numbers))))
        filled = False
        codes = []
        for cell, known in zip(cells, self._known, strict=False):
            if cell is None or cell == "":
                codes.append(0)
                continue
            # 1, 1.0 and True are equal to Python, and not to a reader of the file.
            key = cell if type(cell) is str else (type(cell), cell)
            codes.append(known.codes[key])
            filled = filled or key.__class__ is not str or not cell.isspace()
        if not filled:
            return False
        self._numbers.append(number)
        for column, code in zip(self._codes, codes, strict=False):
            column.append(code)
        for column in self._codes[len(codes) :]:
            column.append(0)
        return True

    def add_texts(self, numbers, rows):
        """Add rows of texts only; faster than one by one.

        :param numbers: a row number for each of ``rows``, which are lists of str of any lengths
        """
        kept = [at for at, row in enumerate(rows) if "".join(row).strip()]
        if not kept:
            return
        columns = list(zip_longest(*(rows[at] for at in kept), fillvalue=""))
        while len(self._known) < len(columns):
            self._known.append(_Distinct(self._shared))
            self._codes.append(array("i", bytes(4 * len(self._numbers))))
        self._numbers.extend(numbers[at] for at in kept)
        empty = array("i", bytes(4 * len(kept)))
        for column, known, codes in zip(columns, self._known, self._codes, strict=False):
            codes.extend(map(known.codes.__getitem__, [cell or None for cell in column]))
        for codes in self._codes[len(columns) :]:
            codes.extend(empty)

    def build(self, sheet, **named):
        """Return the table; ``named`` are further parameters of :class:`SourceTable`."""
        columns = [
            Column(
                known.values,
                np.frombuffer(codes, dtype=np.int32) if len(codes) else np.zeros(0, np.int32),
            )
            for known, codes in zip(self._known, self._codes, strict=True)
        ]
        return SourceTable(sheet, np.array(self._numbers, dtype=np.int64), columns, **named)


@dataclass(frozen=True)
class Source:
    """What is imported in one go, with what identifies it.

    :param name: name of the file, or names of several, or name of a layer
    :param sha256: checksum of the bytes that were read; of a layer that of its cells
    :param tables: a :class:`SourceTable` for each sheet
    """

    name: str
    sha256: str
    tables: tuple


def column_letters(index):
    """Return the spreadsheet letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_reference(sheet, column, row):
    """Return where a cell stands as a user finds it in Excel: ``Blad1!D17``."""
    return f"{sheet}!{column_letters(column)}{row}"
