"""Clean rows of a dataset, kept by columns as the tables they come from.

Nothing here knows how a cell is understood (``cleaning.py``); it is what the store takes in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .table import cell_reference

ABSENT = -1


@dataclass(frozen=True)
class Problem:
    """A cell that was not understood, or was understood with a remark.

    :param cell: where it stands, as in Excel
    :param value: its content, shortened
    :param rejects: True if the row cannot be imported because of it
    :param text: an English sentence marked for translation, with ``values`` for its placeholders
    :param question: key of the :class:`~.questions.Question` that it asks the user; "" for none
    """

    cell: str
    value: str
    text: str
    values: dict
    rejects: bool
    question: str = ""


@dataclass
class CleanRow:
    """One row, taken out of the columns.

    :param values: stored value by field name; only fields that the source has
    :param children: list of row dicts by child table name; only those that the source has
    :param geometry: WKB in EPSG:3006, None for none
    :param located: the source says where the row lies, so that no geometry means nowhere
    :param problems: what was noted; the row is rejected if any of them rejects
    """

    sheet: str
    number: int
    cells: list
    values: dict = field(default_factory=dict)
    children: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    geometry: bytes | None = None
    located: bool = False
    key: str = ""

    @property
    def rejected(self):
        """True if the row cannot be imported."""
        return any(problem.rejects for problem in self.problems)


@dataclass
class CleanColumn:
    """Stored values of one field.

    :param values: the distinct values; of a child table the list of its row dicts, which rows share
    :param codes: for each row the position in ``values``; ``ABSENT`` where the source says nothing
        of the field
    """

    values: list
    codes: np.ndarray

    def __getitem__(self, position):
        code = self.codes[position]
        return None if code == ABSENT else self.values[code]

    def says(self, position):
        """True if the source has this field for the row."""
        return self.codes[position] != ABSENT

    def take(self, positions):
        """Return the values of some rows as a list; None where the source says nothing."""
        padded = [*self.values, None]
        return [padded[code] for code in self.codes[positions].tolist()]

    def mapped(self, function):
        """Return the column of ``function(value)``, worked out once for each distinct value."""
        return CleanColumn([function(value) for value in self.values], self.codes)


@dataclass(frozen=True)
class Note:
    """What is to be said of a distinct cell, wherever it stands; see :class:`Problem`."""

    text: str
    rejects: bool
    shown: str
    values: dict = field(default_factory=dict)
    question: str = ""


@dataclass(frozen=True)
class NotedColumn:
    """The notes on the cells of one column of one table.

    :param start: position of the table's first row among all rows
    :param codes: for each row of the table which distinct cell it holds
    :param notes: list of :class:`Note` by distinct cell
    """

    sheet: str
    index: int
    start: int
    numbers: np.ndarray
    codes: np.ndarray
    notes: dict

    def counts(self, only_rejecting):
        """Return how many notes each row of the table has."""
        size = max(int(self.codes.max(initial=0)), max(self.notes)) + 1
        counted = np.zeros(size, dtype=np.int64)
        for code, notes in self.notes.items():
            counted[code] = sum(1 for note in notes if note.rejects or not only_rejecting)
        return counted[self.codes]

    def rows(self, only_rejecting):
        """Return the positions (in the table) of the rows with a note."""
        size = max(int(self.codes.max(initial=0)), max(self.notes)) + 1
        marked = np.zeros(size, dtype=bool)
        for code, notes in self.notes.items():
            marked[code] = not only_rejecting or any(note.rejects for note in notes)
        return np.flatnonzero(marked[self.codes])


class Problems:
    """The problems of rows; each is put into words only when somebody asks for its row."""

    def __init__(self):
        self._columns = []
        self._rows = {}

    def add_column(self, column):
        """Take in a :class:`NotedColumn`."""
        if column.notes:
            self._columns.append(column)

    def add(self, position, problem):
        """Take in a :class:`Problem` of the row at a position."""
        self._rows.setdefault(int(position), []).append(problem)

    def of(self, position):
        """Return the problems of a row: those of its cells first."""
        found = []
        for column in self._columns:
            at = position - column.start
            if 0 <= at < len(column.codes):
                for note in column.notes.get(int(column.codes[at]), ()):
                    cell = cell_reference(column.sheet, column.index, int(column.numbers[at]))
                    found.append(
                        Problem(
                            cell, note.shown, note.text, note.values, note.rejects, note.question
                        )
                    )
        return found + self._rows.get(int(position), [])

    def counts(self, length, only_rejecting=False):
        """Return for each of ``length`` rows how many problems it has, or how many reject it."""
        found = np.zeros(length, dtype=np.int64)
        for column in self._columns:
            found[column.start : column.start + len(column.codes)] += column.counts(only_rejecting)
        for position, problems in self._rows.items():
            found[position] += sum(1 for item in problems if item.rejects or not only_rejecting)
        return found

    def rows_with(self, text):
        """Return positions of rows that have a problem of their own with this sentence."""
        return sorted(
            position
            for position, problems in self._rows.items()
            if any(problem.text == text for problem in problems)
        )

    def mask(self, length, only_rejecting=True):
        """Return for each of ``length`` rows whether something rejects it, or is noted on it."""
        found = np.zeros(length, dtype=bool)
        for column in self._columns:
            found[column.start + column.rows(only_rejecting)] = True
        for position, problems in self._rows.items():
            if not only_rejecting or any(problem.rejects for problem in problems):
                found[position] = True
        return found


@dataclass
class CleanRows:
    """The rows of one import, accepted and rejected ones, in the order of the source.

    :param sheets: names of the sheets; :param sheet_codes: for each row the position in ``sheets``
    :param numbers: for each row its number in its sheet
    :param columns: :class:`CleanColumn` by field name; for the fields of ``extra_fields`` too
    :param children: :class:`CleanColumn` by child table name
    :param keys: for each row what recognises it again
    :param identities: for each row what the dataset's identity says; None where it has none
    :param geometries: for each row WKB in EPSG:3006 or None; None if the dataset has no geometry
    :param located: for each row True if the source says where it lies
    :param problems: :class:`Problems`; lists of :class:`Problem` by position of the row
    :param cells_of: function: position → the row's raw cells
    """

    dataset: object
    sheets: tuple
    sheet_codes: np.ndarray
    numbers: np.ndarray
    columns: dict
    children: dict
    keys: list = field(default_factory=list)
    identities: list = field(default_factory=list)
    geometries: list | None = None
    located: np.ndarray | None = None
    problems: object = field(default_factory=lambda: Problems())
    cells_of: object = None

    def __len__(self):
        return len(self.numbers)

    def row(self, position):
        """Return one row as a :class:`CleanRow`."""
        position = int(position)
        return CleanRow(
            self.sheets[self.sheet_codes[position]],
            int(self.numbers[position]),
            self.cells_of(position) if self.cells_of else [],
            {n: column[position] for n, column in self.columns.items() if column.says(position)},
            {n: column[position] for n, column in self.children.items() if column.says(position)},
            self.problems.of(position),
            self.geometries[position] if self.geometries is not None else None,
            bool(self.located[position]) if self.located is not None else False,
            self.keys[position] if self.keys else "",
        )

    def rows(self, positions):
        """Return some rows as a sequence that makes each :class:`CleanRow` when it is asked for."""
        return RowSequence(self, positions)


class RowSequence(Sequence):
    """Rows at some positions, made when they are asked for."""

    def __init__(self, rows, positions):
        self.source = rows
        self.positions = positions

    def __len__(self):
        return len(self.positions)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return RowSequence(self.source, self.positions[index])
        return self.source.row(self.positions[index])
