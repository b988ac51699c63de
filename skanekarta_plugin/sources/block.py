"""The clean columns of one table of a source."""

import re

import numpy as np

from ..domain.text import fold, tidy
from ..errors import N_
from .cells import shown
from .rows import ABSENT, CleanColumn, NotedColumn, Problem
from .table import MAX_TEXT, cell_reference

EXTRA = "ovrigt"
TOTALS = N_("Looks like a row of totals.")
# What a row of sums begins or ends with, where it says nothing else in words.
_SUMS = re.compile(
    r"(?:(?:del|slut|års|total)?(?:summa|summor|summering|belopp)|total|totalt|sammanlagt|s:a)"
    r"\b(?<!^belopp)|.*\b(?:totalt|summa)\Z"
)
_AMOUNT = re.compile(r"(?i)[-+\d\s.,()]*(?:kr|kronor|tkr|mkr|sek|:-|%)?\Z")
_TOTAL = re.compile(
    r"(del|total)?(summa|total(t|er|summa)?|s:a)"
    r"(( totalt| alla| stöd| bidrag| belopp| beviljat| sökt)*( (19|20)\d\d)?\s*:?| .*:)\Z"
)
_SUM_WORDS = ("summ", "total", "s:a", "sammanlagt", "belopp")
# How many distinct cells are read between two looks at the progress.
_EVERY = 2000


class Block:
    """The clean columns of one table."""

    def __init__(self, cleaner, table, mapping, start, problems):
        self.cleaner, self.table, self.mapping = cleaner, table, mapping
        self.columns, self.children, self.contents = {}, {}, {}
        self.start, self.problems = start, problems
        below = table.numbers > mapping.header_row
        filled = np.zeros(len(table), dtype=bool)
        for index in mapping.columns.values():
            if filled[below].all():
                break
            column = table.columns[index]
            filled |= np.array([_says(value) for value in column.values])[column.codes]
        self.positions = np.flatnonzero(below & filled & ~self._headers_again(below))
        if len(self.positions) and self.positions[-1] - self.positions[0] < len(self.positions):
            # All rows from here on: their columns need not be copied.
            self.positions = range(int(self.positions[0]), int(self.positions[-1]) + 1)
        self.numbers = self._of_rows(table.numbers)
        for name, index in mapping.columns.items():
            self._read(cleaner.dataset.field(name), index)
        self._extra()
        self._fill_in()
        self._need_reasons()
        self._check_totals()

    def _headers_again(self, below):
        """Return which of the rows below the headers repeat them, as each printed page does."""
        again = below.copy()
        told = np.zeros(len(self.table), dtype=np.int32)
        for index in self.mapping.columns.values():
            header = fold(self.mapping.headers[index])
            column = self.table.columns[index]
            # Nearly all cells begin otherwise.
            begins = {header[:1], header[:1].upper(), " "} - {""}
            same = np.array(
                [
                    isinstance(v, str) and v[:1] in begins and fold(v[:200]) == header
                    for v in column.values
                ],
                dtype=bool,
            )[column.codes]
            again &= same | (column.codes == 0)
            if not again.any():
                break
            told += same
        return again & (told > 1)

    def _of_rows(self, array):
        if isinstance(self.positions, range):
            return array[self.positions.start : self.positions.stop]
        return array[self.positions]

    def _read(self, target, index):
        cells, codes = self._cells(target, index)
        child = self.cleaner.dataset.child_of(target.name)
        nothing = [] if child else None
        values, contents = [nothing] * len(cells), {}
        stated, notes = {}, {}
        reader = self.cleaner.reader
        simply = reader.simple(target)
        used = _used(codes, len(cells)).tolist()
        for start in range(0, len(used), _EVERY):
            part = used[start : start + _EVERY]
            for code, value in zip(part, map(simply, map(cells.__getitem__, part)), strict=True):
                if value is not None:
                    values[code] = value
                    continue
                meaning = reader.read(target, cells[code])
                values[code], contents[code] = meaning.value, meaning.content
                if meaning.stated is not None:
                    stated[code] = meaning.stated
                if meaning.notes:
                    notes[code] = meaning.notes
            self.cleaner.step(len(part))
        self._note_cells(index, codes, notes)
        if child is None:
            self.columns[target.name] = CleanColumn(values, codes)
            if target.stated_field and not target.register:
                words = [stated.get(code) for code in range(len(cells))]
                self.columns[target.stated_field] = CleanColumn(words, codes)
        else:
            self.children[child.name] = CleanColumn(values, codes)
        said = list(values)
        for code, content in contents.items():
            said[code] = content
        self.contents[target.name] = CleanColumn(said, codes)

    def _note_cells(self, index, codes, notes):
        noted = NotedColumn(
            self.table.sheet, index, self.start, self.numbers, codes.astype(np.int32), notes
        )
        self.problems.add_column(noted)
        asked = self.cleaner.reader.asked
        for code, said in notes.items():
            for question in filter(None, {note.question for note in said}):
                if question in asked:
                    rows = np.flatnonzero(codes == code)
                    asked[question].count += len(rows)
                    if len(rows) and not asked[question].cell:
                        number = int(self.numbers[rows[0]])
                        asked[question].cell = cell_reference(self.table.sheet, index, number)

    def _cells(self, target, index):
        """Return ``(distinct cells, codes)`` of a column's rows; behind a link its address."""
        column = self.table.columns[index]
        values, codes = column.values, self._of_rows(column.codes)
        if target.is_link and self.table.links:
            values, codes, known = list(values), codes.copy(), {}
            at = {number: position for position, number in enumerate(self.numbers.tolist())}
            for (number, where), address in self.table.links.items():
                if where == index and number in at:
                    if address not in known:
                        known[address] = len(values)
                        values.append(address)
                    codes[at[number]] = known[address]
        return values, codes

    def _extra(self):
        """Keep the columns that the user wants kept as one text."""
        kept = self.mapping.kept
        if not kept:
            return
        texts, known = [], {}
        columns = [
            (self.mapping.headers[index], self.table.columns[index].values,
             self._of_rows(self.table.columns[index].codes).tolist())
            for index in sorted(kept, key=lambda index: fold(self.mapping.headers[index]))
        ]  # fmt: skip
        codes = np.zeros(len(self.numbers), dtype=np.int32)
        for at, row in enumerate(zip(*(codes for _, _, codes in columns), strict=True)):
            if row not in known:
                known[row] = len(texts)
                parts = [
                    f"{header}: {tidy(values[code])}"
                    for (header, values, _), code in zip(columns, row, strict=True)
                    if _says(values[code])
                ]
                texts.append("\n".join(parts) or None)
            codes[at] = known[row]
        self.columns[EXTRA] = CleanColumn(texts, codes)

    def _fill_in(self):
        """Give empty cells the meaning that the description gives them, or miss their value."""
        for target in self.cleaner.dataset.fields:
            rule = target.empty_when
            if not rule or target.name not in self.columns:
                continue
            column = self.columns[target.name]
            index = self.mapping.columns[target.name]
            empty = np.array([value is None for value in column.values])[column.codes]
            deciding = self.columns.get(rule["field"])
            meant = np.zeros(len(self.numbers), dtype=bool)
            if deciding is not None:
                meant = np.array([v == rule["value"] for v in deciding.values])[deciding.codes]
            filled = column.codes.copy()
            filled[empty & meant] = len(column.values)
            self.columns[target.name] = CleanColumn([*column.values, rule["as"]], filled)
            if target.required:
                for at in np.flatnonzero(empty & ~meant).tolist():
                    cell = cell_reference(self.table.sheet, index, int(self.numbers[at]))
                    # What was not understood is no empty cell, and has its problem already.
                    raw = self.table.columns[index][self.positions[at]]
                    if raw is None or tidy(raw) in ("", "-", "–", "--"):
                        self.problems.add(
                            self.start + at,
                            Problem(cell, shown(raw),
                                    N_("The cell is empty; a value is needed."), {}, True),
                        )  # fmt: skip

    def _need_reasons(self):
        """Reject rows without a value that do not say why there is none."""
        for target in self.cleaner.dataset.fields:
            if not target.unknown_if or target.name not in self.columns:
                continue
            unknown = self._without(target.name) & self._without(target.unknown_if)
            index = self.mapping.columns[target.name]
            for at in np.flatnonzero(unknown).tolist():
                raw = self.table.columns[index][self.positions[at]]
                text = N_("The cell is empty; a value is needed.")
                if raw is not None and tidy(raw) not in ("", "-", "–", "--"):
                    text = N_("There is no number here, and nothing that says why.")
                cell = cell_reference(self.table.sheet, index, int(self.numbers[at]))
                self.problems.add(self.start + at, Problem(cell, shown(raw), text, {}, True))

    def _without(self, name):
        """Return for each row whether it has no value in a field."""
        column = self.columns.get(name)
        if column is None:
            return np.ones(len(self.numbers), dtype=bool)
        # The last is that of rows whose code says that there is none.
        empty = [value is None for value in column.values]
        return np.array([*empty, True])[column.codes]

    def _check_totals(self):
        """Reject rows of sums at the foot of a table: their amounts stand in the rows already."""
        columns = [(column.values, self._of_rows(column.codes)) for column in self.table.columns]
        totals, sums = {}, {}
        for index, (values, codes) in enumerate(columns):
            used = _used(codes, len(values)).tolist()
            texts = {code: values[code] for code in used if isinstance(values[code], str)}
            words = "\n".join(texts.values()).casefold()
            # Nearly all columns have nothing of this in them.
            if any(word in words for word in _SUM_WORDS):
                folded = {code: fold(text) for code, text in texts.items() if len(text) < 100}
                totals[index] = [code for code, text in folded.items() if _TOTAL.match(text)]
                sums[index] = [code for code, text in folded.items() if _SUMS.match(text)]
        if any(totals.values()) or any(sums.values()):
            self._reject_totals(columns, totals, sums)

    def _reject_totals(self, columns, totals, sums):
        """Reject the rows that begin with a word of ``totals``, or whose only word is of ``sums``.

        :param totals, sums: codes of cells by index of a column
        """
        left = np.ones(len(self.numbers), dtype=bool)
        words = np.zeros(len(self.numbers), dtype=np.int32)
        summed, cells = np.zeros(len(self.numbers), dtype=bool), {}
        label_index = self.mapping.columns.get(self.cleaner.dataset.label_field)
        for index, (values, codes) in enumerate(columns):
            texts = _texts(values, codes)
            # The first text of a row counts, and the dataset's label.
            counts = left if index != label_index else np.ones(len(self.numbers), dtype=bool)
            found = _marked(values, codes, totals.get(index, ()))
            for at in np.flatnonzero(counts & found).tolist():
                self._reject_total(at, index)
            left = left & ~_marked(values, codes, texts)
            is_word = [
                code
                for code in texts
                if values[code][:1].isalpha() or not _AMOUNT.match(values[code])
            ]
            words += _marked(values, codes, is_word)
            found = _marked(values, codes, set(sums.get(index, ())).intersection(is_word))
            summed |= found
            cells |= dict.fromkeys(np.flatnonzero(found).tolist(), index)
        for at in np.flatnonzero(summed & (words == 1)).tolist():
            self._reject_total(at, cells[at])

    def _reject_total(self, at, index):
        cell = cell_reference(self.table.sheet, index, int(self.numbers[at]))
        value = self.table.columns[index][self.positions[at]]
        problem = Problem(cell, shown(value), TOTALS, {}, True)
        if problem not in self.problems.of(self.start + at):
            self.problems.add(self.start + at, problem)


def _texts(values, codes):
    """Return which of the distinct cells of some rows are texts that say something."""
    return [
        code
        for code in _used(codes, len(values)).tolist()
        if isinstance(values[code], str) and _says(values[code])
    ]


def _marked(values, codes, chosen):
    """Return which rows hold one of some distinct cells."""
    marked = np.zeros(len(values), dtype=bool)
    marked[list(chosen)] = True
    return marked[codes]


def merged(blocks, lengths):
    """Join the columns of tables that need not have the same fields."""
    names = dict.fromkeys(name for columns in blocks for name in columns)
    whole = {}
    for name in names:
        values, codes = [], []
        for columns, length in zip(blocks, lengths, strict=True):
            column = columns.get(name)
            if column is None:
                codes.append(np.full(length, ABSENT, dtype=np.int32))
            elif not values:
                values = column.values if len(blocks) == 1 else list(column.values)
                codes.append(column.codes.astype(np.int32, copy=False))
            else:
                absent = column.codes == ABSENT
                moved = column.codes.astype(np.int32) + len(values)
                codes.append(np.where(absent, ABSENT, moved).astype(np.int32))
                values.extend(column.values)
        whole[name] = CleanColumn(values, joined(codes))
    return whole


def joined(arrays):
    """Join arrays of rows; no array gives no rows."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int32)


def cells_of(blocks, position):
    """Return the raw cells of a row, by its position among the rows of all blocks."""
    for block in blocks:
        if position < block.start + len(block.numbers):
            return block.table.row(block.positions[position - block.start])
    raise IndexError(position)


def _used(codes, size):
    return np.flatnonzero(np.bincount(codes, minlength=size))


def _says(value):
    if type(value) is not str:
        return value is not None
    # What is printed and no blank says something; the rest is looked at closely.
    return (value[:1] > " " and value[0].isprintable()) or tidy(value[:MAX_TEXT]) != ""
