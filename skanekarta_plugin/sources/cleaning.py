"""Turns the tables of a source into clean rows of a dataset.

What a cell means is worked out once for each distinct cell of a column (``cells.py``,
``block.py``); what takes a whole row (who the recipient is, how many municipalities its kind has,
its key) is worked out on the columns afterwards, here.
"""

import numpy as np

from ..domain import dates
from ..domain.municipalities import MUNICIPALITY, REGION
from ..domain.recipients import plain_number, proposed_type
from ..errors import N_
from . import questions
from .block import Block, cells_of, joined, merged
from .keys import folded_part, identities_of, row_keys
from .questions import Question, RecipientAnswer, question_key
from .rows import ABSENT, CleanColumn, CleanRows, Problem, Problems


class Cleaner:
    """Cleans the tables of a source.

    :param reader: a :class:`~.cells.CellReader`
    :param register: a :class:`~..domain.recipients.Register`, where the dataset has a field for it
    :param progress: function of a fraction (0 to 1); it may raise ``Cancelled``
    """

    def __init__(self, reader, register=None, progress=None):
        self.reader = reader
        self.dataset = reader.dataset
        self.register = register
        self.progress = progress or (lambda fraction: None)
        self.new_recipients = {}
        self.new_numbers = {}
        self.cells = 0

    def clean(self, tables):
        """Return the :class:`~.rows.CleanRows` of ``[(SourceTable, Mapping)]``."""
        blocks = []
        problems = Problems()
        start = 0
        self._total = sum(
            len(table.columns[index].values)
            for table, mapping in tables
            for index in mapping.columns.values()
        )
        for table, mapping in tables:
            block = Block(self, table, mapping, start, problems)
            blocks.append(block)
            start += len(block.numbers)
        rows = CleanRows(
            self.dataset,
            tuple(block.table.sheet for block in blocks),
            joined([np.full(len(b.numbers), n, np.int32) for n, b in enumerate(blocks)]),
            joined([block.numbers for block in blocks]),
            merged([block.columns for block in blocks], [len(b.numbers) for b in blocks]),
            merged([block.children for block in blocks], [len(b.numbers) for b in blocks]),
            problems=problems,
            cells_of=lambda position: cells_of(blocks, position),
        )
        contents = merged([b.contents for b in blocks], [len(b.numbers) for b in blocks])
        shapes = [block.table.geometries for block in blocks]
        if any(shapes):
            rows.geometries = [
                block.table.geometries.get(number)
                for block in blocks
                for number in block.numbers.tolist()
            ]
        self._recipients(rows)
        self._derive(rows)
        self._check_rows(rows)
        identifying = [rows.columns.get(name) for name in self.dataset.identity]
        rows.identities = identities_of(
            [column and column.mapped(folded_part).take(slice(None)) for column in identifying],
        ) or [None] * len(rows)
        rows.keys = row_keys(self.dataset, rows, contents)
        return rows

    def step(self, count):
        """Tell that some distinct cells were read."""
        self.cells += count
        self.progress(min(1.0, self.cells / max(1, self._total)))

    def _derive(self, rows):
        for target in self.dataset.fields:
            source = rows.columns.get(target.derived_from)
            if source is not None:
                rows.columns[target.name] = source.mapped(_year)

    def _recipients(self, rows):
        """Give each row the registered name of its recipient, and gather the new ones."""
        target = self.dataset.registered_field
        if target is None or self.register is None or target.name not in rows.columns:
            return
        names = rows.columns[target.name]
        numbers = rows.columns.get(target.register["numberField"])
        number_codes = (
            numbers.codes if numbers is not None else np.full(len(rows), ABSENT, dtype=np.int32)
        )
        width = int(number_codes.max(initial=0)) + 2
        _, first, codes, counts = np.unique(
            names.codes.astype(np.int64) * width + number_codes + 1,
            return_index=True, return_inverse=True, return_counts=True,
        )  # fmt: skip
        found, stated, noted = [], [], []
        for position, count in zip(first.tolist(), counts.tolist(), strict=True):
            said = names[position]
            number = numbers[position] if numbers is not None else None
            known = said and self._recipient(target, rows, said, number, position, count)
            found.append(known or said)
            stated.append(said if known and known != said else None)
            by_number = said and self.register.by_number(number)
            if by_number and self.register.find(said) != by_number:
                noted.append((len(found) - 1, by_number))
        for code, name in noted:
            for position in np.flatnonzero(codes == code).tolist():
                text = N_("Read as {name}, by the organisation number.")
                self._note(rows, position, names[position], text, name=name)
        codes = np.where(names.codes == ABSENT, ABSENT, codes).astype(np.int32)
        rows.columns[target.name] = CleanColumn(found, codes)
        rows.columns[target.stated_field] = CleanColumn(stated, codes)

    def _recipient(self, target, rows, said, number, position, count):
        """Return the registered name of a recipient; a new one is asked about."""
        known = self.register.find(said, number)
        if known:
            return known
        subject = target.register["dataset"]
        key = question_key(subject, said)
        answer = self.reader.answers.get(key)
        if isinstance(answer, RecipientAnswer) and answer.same_as in self.register:
            return self.register.find(answer.same_as)
        # Two new names with one number are one recipient.
        first = self.new_numbers.setdefault(plain_number(number), key) if number else key
        if first != key and plain_number(number):
            return self.new_recipients[first][0]
        new = self.new_recipients.setdefault(key, [said, number, answer])
        if plain_number(number) and not plain_number(new[1]):
            new[1] = number
        question = self.reader.asked.setdefault(
            key,
            Question(
                questions.RECIPIENT, subject, target.label, said, self.register.alike(said),
                proposed=proposed_type(said, number),
                cell=f"{rows.sheets[rows.sheet_codes[position]]}!{rows.numbers[position]}",
            ),
        )  # fmt: skip
        question.count += count
        return self.new_recipients[key][0]

    @staticmethod
    def _note(rows, position, shown, text, **values):
        row = f"{rows.sheets[rows.sheet_codes[position]]}!{rows.numbers[position]}"
        rows.problems.add(position, Problem(row, str(shown), text, values, False))

    def _check_rows(self, rows):
        """Point out rows that have fewer values than their kind has."""
        for check in self.dataset.checks:
            child = self.dataset.child_of(check.field)
            values, when = rows.children.get(child.name), rows.columns.get(check.when_field)
            if values is None or when is None:
                continue
            of_kind = np.array([v == check.when_value for v in when.values] + [False])[when.codes]
            few = np.array(
                [_known_places(child, found) < check.minimum for found in values.values] + [False]
            )[values.codes]
            for position in np.flatnonzero(of_kind & few).tolist():
                shown = ", ".join(
                    str(item[child.stated_field] if child.stated_field else item[child.value.name])
                    for item in values[position]
                )
                self._note(rows, position, shown, "{what}", what=check.label)


def _known_places(child, found):
    if not child.scope_field:
        return len(found)
    if any(item[child.scope_field] == REGION for item in found):
        return 33
    return sum(1 for item in found if item[child.scope_field] == MUNICIPALITY)


def _year(value):
    return None if value is None else dates.parse_year(value)
