"""What an import will do, worked out before anything is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..domain.money import from_kronor
from ..domain.text import fold
from ..errors import N_
from ..sources.keys import repeated
from ..sources.mapping import CONTENT
from ..sources.rows import ABSENT, CleanColumn, Problem
from ..store.schema import GEOMETRY_COLUMN
from .recognise import recognise

_THOUSANDS = re.compile(r"(?i)\b(?:tkr|mkr|mnkr|ksek|msek|tusental)\b|miljon")
# How often progress is told and cancelling is asked for.
_EVERY = 5000


@dataclass(frozen=True)
class Remark:
    """What is to be said of a whole sheet.

    :param text: an English sentence marked for translation, with ``values`` for its placeholders
    """

    text: str
    values: dict


@dataclass
class Verdict:
    """What an import will do.

    :param source: the :class:`~..sources.table.Source`
    :param tables: ``[(table, mapping)]`` of the sheets that are imported
    :param rows: the :class:`~..sources.rows.CleanRows`
    :param changes: the store's change counter when it was compared with
    :param new_at: positions of the new rows; likewise ``unchanged_at`` and ``rejected_at``
    :param changed_at: ``(position, position of the stored row, names of the differing fields)``
    :param vanished_at: positions of stored rows that came with an earlier file of this name and are
        not in this one
    :param skipped: sheets without rows of the dataset, or without what identifies them
    :param new_entries: new codelist values by codelist name
    :param questions: :class:`~..sources.questions.Question` that are open
    :param settled: those that were answered, here or for an earlier file
    :param answers: what was answered, by question key
    :param new_recipients: names that the register does not know, by question key:
        ``(name, number, answer or None)``
    :param further: what else is to be said, as :class:`Remark`
    """

    dataset: object
    source: object
    tables: list
    rows: object
    stored: object
    changes: int | None = None
    chosen: dict = field(default_factory=dict)
    new_at: np.ndarray = ()
    changed_at: list = field(default_factory=list)
    unchanged_at: np.ndarray = ()
    rejected_at: np.ndarray = ()
    vanished_at: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    new_entries: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)
    settled: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    new_recipients: dict = field(default_factory=dict)
    further: list = field(default_factory=list)

    @property
    def new(self):
        """The new rows, as a sequence of ``CleanRow``."""
        return self.rows.rows(self.new_at)

    @property
    def unchanged(self):
        """The rows that the store holds already."""
        return self.rows.rows(self.unchanged_at)

    @property
    def rejected(self):
        """The rows that cannot be imported."""
        return self.rows.rows(self.rejected_at)

    @property
    def changed(self):
        """``(stored row, new row, names of the differing fields)`` of each changed row."""
        return _Changed(self)

    @property
    def vanished(self):
        """The stored rows that the source no longer has."""
        return [self.stored.row(at) for at in self.vanished_at]

    @property
    def accepted_at(self):
        """Positions of the rows that the store will hold as the source says, in its order."""
        changed = np.array([at for at, _, _ in self.changed_at], dtype=np.int64)
        return np.sort(np.concatenate([self.new_at, changed, self.unchanged_at]).astype(np.int64))

    @property
    def accepted(self):
        """The rows that the store will hold as the source says."""
        return self.rows.rows(self.accepted_at)

    @property
    def writes(self):
        """True if the import changes anything."""
        answered = any(isinstance(said, str) for said in self.answers.values())
        return bool(len(self.new_at) or self.changed_at or answered)

    @property
    def replaces(self):
        """True if the source is a whole set of its kind, and no small part of one."""
        return self.dataset.whole_set and len(self.accepted_at) >= len(self.vanished_at)

    @property
    def header_rows(self):
        """Number of the header row by sheet; 0 if there is none."""
        return {table.sheet: mapping.header_row for table, mapping in self.tables}

    @property
    def unmapped(self):
        """Headers of columns that are not imported, by sheet."""
        return {table.sheet: mapping.unmapped for table, mapping in self.tables}

    @property
    def remarks(self):
        """What is to be said of the sheets, as :class:`Remark`."""
        return [
            remark
            for table, mapping in self.tables
            for remark in _remarks(self.dataset, table, mapping)
        ] + self.further

    @property
    def hidden_rows(self):
        """How many of the rows the source hides."""
        return sum(table.hidden_rows for table, _ in self.tables)

    def noted_at(self, limit=None):
        """Return positions of rows with problems: rejected ones first, then those with remarks."""
        noted = self.rows.problems.mask(len(self.rows), only_rejecting=False)
        rejected = self.rows.problems.mask(len(self.rows))
        found = np.concatenate([np.flatnonzero(rejected), np.flatnonzero(noted & ~rejected)])
        return found[:limit].tolist()

    def first_problems(self, limit=None):
        """Return ``(problem, position of its row)``, rejecting ones first, of the first rows."""
        found = [
            (problem, at) for at in self.noted_at(limit) for problem in self.rows.problems.of(at)
        ]
        return sorted(found, key=lambda pair: not pair[0].rejects)[:limit]

    @property
    def problems(self):
        """All problems, rejecting ones first, with the row that they belong to."""
        return [(problem, self.rows.row(at)) for problem, at in self.first_problems()]

    @cached_property
    def sums(self):
        """Accepted kronor in whole öre by money field."""
        return self._sums(self.accepted_at)

    @cached_property
    def rejected_sums(self):
        """Kronor in whole öre of the rejected rows, as far as they were understood."""
        return self._sums(self.rejected_at)

    def _sums(self, positions):
        one = np.zeros(len(self.rows), dtype=np.int64)
        return {
            item.name: sum(ore for _, ore in self._grouped(one, positions, item.name).values())
            for item in self.dataset.money_fields
        }

    @cached_property
    def year_sums(self):
        """Accepted rows and whole öre of the main money field by year."""
        year = self.dataset.year_field
        if not year:
            return {}
        column = self.rows.columns.get(year)
        if column is None:
            column = CleanColumn([], np.full(len(self.rows), ABSENT, dtype=np.int32))
        found = self._grouped(column.codes, self.accepted_at, self._main)
        years = [*column.values, None]
        merged = {}
        for code, (count, ore) in found.items():
            known = merged.get(years[code], (0, 0))
            merged[years[code]] = (known[0] + count, known[1] + ore)
        return merged

    @cached_property
    def sheet_sums(self):
        """Accepted rows and whole öre of the main money field by sheet."""
        found = self._grouped(self.rows.sheet_codes, self.accepted_at, self._main)
        return {self.rows.sheets[code]: sums for code, sums in found.items()}

    @property
    def _main(self):
        fields = self.dataset.money_fields
        return fields[-1].name if fields else ""

    def _grouped(self, groups, positions, name):
        """Return ``(rows, whole öre of a money field)`` by group code."""
        column = self.rows.columns.get(name)
        groups = groups[positions].astype(np.int64)
        order = np.argsort(groups, kind="stable")
        found, first = np.unique(groups[order], return_index=True)
        counts = np.diff([*first, len(groups)]).tolist()
        if column is None or not len(groups):
            return {group: (count, 0) for group, count in zip(found.tolist(), counts, strict=True)}
        ore = np.array([from_kronor(value or 0.0) for value in (*column.values, None)])
        # Whole numbers of any size where a sum of the rows could be too large for the processor.
        if int(np.abs(ore).max()) * len(groups) >= 2**63:
            ore = ore.astype(object)
        amounts = ore[column.codes[positions][order]]
        sums = np.add.reduceat(amounts, first).tolist()
        return dict(zip(found.tolist(), zip(counts, sums, strict=True), strict=True))


def _remarks(dataset, table, mapping):
    """Yield what a user would not expect of a sheet."""
    municipal = [item for item in dataset.import_fields if item.is_municipality]
    found = [item for item in municipal if item.name in mapping.columns]
    by_header = [item for item in found if mapping.how[item.name] != CONTENT]
    if len(municipal) > 1 and len(found) == 1 and by_header and dataset.child_of(found[0].name):
        header = mapping.headers[mapping.columns[found[0].name]]
        if fold(header) != fold(found[0].label.sv):
            yield Remark(
                N_("The column “{column}” in {sheet} is read as “{field}”."),
                {"column": header, "sheet": table.sheet, "field": found[0].label},
            )
    for name, how in mapping.how.items():
        if how == CONTENT:
            yield Remark(
                N_("The column “{column}” in {sheet} is read as “{field}”, by its content."),
                {
                    "column": mapping.headers[mapping.columns[name]],
                    "sheet": table.sheet,
                    "field": dataset.field(name).label,
                },
            )
    year = next((item for item in dataset.import_fields if item.name == dataset.year_field), None)
    if year is not None and year.name not in mapping.columns:
        yield Remark(
            N_("{sheet} has no column for “{field}”."), {"sheet": table.sheet, "field": year.label}
        )
    for item in dataset.money_fields:
        header = mapping.headers[mapping.columns[item.name]] if item.name in mapping.columns else ""
        if _THOUSANDS.search(header):
            yield Remark(
                N_("The header “{column}” may speak of thousands or millions; read are kronor."),
                {"column": header},
            )
    if table.hidden:
        yield Remark(N_("The sheet {sheet} is hidden; it is imported too."), {"sheet": table.sheet})
    if table.hidden_rows:
        yield Remark(
            N_("{count} hidden rows in {sheet} come along (a filter may hide them)."),
            {"count": table.hidden_rows, "sheet": table.sheet},
        )
    merged = sum(1 for first, last, *_ in table.merged if last > first > mapping.header_row)
    if merged:
        yield Remark(
            N_(
                "{count} cells in {sheet} are merged over several rows; only the first row of each "
                "has its value."
            ),
            {"count": merged, "sheet": table.sheet},
        )


class _Changed(Sequence):
    def __init__(self, verdict):
        self._verdict = verdict

    def __len__(self):
        return len(self._verdict.changed_at)

    def __getitem__(self, index):
        at, old, names = self._verdict.changed_at[index]
        return self._verdict.stored.row(old), self._verdict.rows.row(at), names


def compare(verdict, standing, steps):
    """Fill in which rows are new, changed, unchanged, rejected or gone.

    :param standing: the dataset's batches that stand
    """
    rows, stored, dataset = verdict.rows, verdict.stored, verdict.dataset
    rejected = rows.problems.mask(len(rows))
    recognise(dataset, rows, ~rejected, stored)
    steps.reach(0.3)
    several, seen, matches = repeated(rows.keys), {}, []
    for at, key in enumerate(rows.keys):
        if at % _EVERY == 0:
            steps.reach(0.3 + 0.3 * at / len(rows))
        if rejected[at]:
            continue
        if key in several and seen.setdefault(key, at) != at:
            rows.problems.add(at, _double(dataset, rows, seen[key], at))
            rejected[at] = True
        elif key in stored.by_key:
            matches.append((at, stored.by_key[key]))
    differing = _differing(rows, stored, matches, steps.part(0.6, 0.9))
    matched = np.zeros(len(rows), dtype=bool)
    matched[[at for at, _ in matches]] = True
    changed = np.zeros(len(rows), dtype=bool)
    changed[list(differing)] = True
    verdict.rejected_at = np.flatnonzero(rejected)
    verdict.new_at = np.flatnonzero(~rejected & ~matched)
    verdict.unchanged_at = np.flatnonzero(matched & ~changed)
    verdict.changed_at = [
        (at, old, differing[at]) for at, old in sorted(matches) if at in differing
    ]
    taken = {old for _, old in matches}
    verdict.vanished_at = _vanished(verdict, standing, taken, rejected)
    _note_resembling(dataset, rows, verdict.new_at, stored, taken)
    steps.reach(1.0)


def _double(dataset, rows, first, at):
    one, other = rows.row(first), rows.row(at)
    same = one.values == other.values and one.children == other.children
    text = (
        N_("The same row stands in {sheet}, row {number} too.")
        if same
        else N_("Another row with the same key stands in {sheet}, row {number}.")
    )
    shown = ", ".join(str(other.values.get(name)) for name in dataset.identity)
    values = {"sheet": one.sheet, "number": one.number}
    return Problem(f"{other.sheet}!{other.number}", shown, text, values, True)


def _differing(rows, stored, matches, steps):
    """Return the names of what each row says otherwise than the stored one, by position."""
    found = {}
    columns = [
        (name, column) for name, column in rows.columns.items() if name in stored.data.columns
    ]
    parts = len(columns) + len(rows.children)
    for number, (name, column) in enumerate(columns):
        steps.reach(number / parts)
        values, codes = column.values, column.codes.tolist()
        olds = stored.data.columns[name]
        for at, old in matches:
            code = codes[at]
            if code != ABSENT and values[code] != olds[old]:
                found.setdefault(at, []).append(name)
    for number, (name, column) in enumerate(rows.children.items()):
        steps.reach((len(columns) + number) / parts)
        for at, old in matches:
            if column.says(at) and column[at] != stored.child_rows(name, old):
                found.setdefault(at, []).append(name)
    if rows.geometries is not None:
        for at, old in matches:
            if rows.located[at] and stored.shapes.get(stored.data.ids[old]) != rows.geometries[at]:
                found.setdefault(at, []).append(GEOMETRY_COLUMN)
    return found


def _vanished(verdict, standing, taken, rejected):
    """Return the stored rows that earlier files of this name brought, and this one has not.

    Of a dataset that is imported as a whole set, those that anything brought.
    """
    files = _files(verdict.source.name)
    columns, identities = verdict.stored.data.columns, verdict.rows.identities
    # A row that was rejected is in the file all the same.
    present = {identities[at] for at in np.flatnonzero(rejected).tolist()} - {None}
    if verdict.dataset.whole_set:
        return [
            at
            for at, identity in enumerate(verdict.stored.identities)
            if at not in taken and identity not in present
        ]
    batches = {batch.id for batch in standing if _files(batch.file) & files}
    if not batches:
        return []
    sheets = {_place(table.sheet, verdict.source.name) for table, _ in verdict.tables}
    names = {batch.id: batch.file for batch in standing}
    origins = zip(columns["omgang"], columns["kallblad"], strict=True)
    return [
        at
        for at, (batch, sheet) in enumerate(origins)
        if batch in batches
        and _place(sheet or "", names[batch]) in sheets
        and at not in taken
        and verdict.stored.identities[at] not in present
    ]


def _files(name):
    return {fold(part) for part in name.split(", ")}


def _place(sheet, name):
    """Return file and sheet of a row, whether it came alone or with other files."""
    file, bracket, rest = sheet.partition("]")
    return (fold(file[1:]), rest) if bracket and file.startswith("[") else (fold(name), sheet)


def _note_resembling(dataset, rows, new_at, stored, taken):
    """Say of new rows which may be an older row that was corrected.

    A row without identity may be one that looks like it; one with identity may have had none, or
    stands beside another one of the same identity (a case of another year).
    """
    label_column = rows.columns.get(dataset.label_field)
    if not dataset.identity or label_column is None:
        return
    year = dataset.year_field
    labels = stored.data.columns[dataset.label_field]
    years = stored.data.columns[year] if year else [None] * len(stored)
    left = [at for at in range(len(stored)) if at not in taken]
    alike = {(fold(labels[at]), years[at]) for at in left if stored.identities[at] is None}
    same = {stored.identities[at] for at in left} - {None}
    if not alike and not same:
        return
    year_column = rows.columns.get(year)
    field = dataset.field(dataset.identity[0]).label
    for at in new_at.tolist():
        identity = rows.identities[at]
        look = fold(label_column[at]), year_column[at] if year_column is not None else None
        if identity in same:
            text = N_("“{field}” is there already in another row, which stays.")
        elif look not in alike:
            continue
        elif identity is None:
            text = N_(
                "Resembles a row that is there already; without “{field}” it cannot be "
                "told whether it is the same."
            )
        else:
            text = N_("Resembles a row that is there already without “{field}”, which stays.")
        cell = f"{rows.sheets[rows.sheet_codes[at]]}!{rows.numbers[at]}"
        shown = str(label_column[at])
        rows.problems.add(at, Problem(cell, shown, text, {"field": field}, False))
