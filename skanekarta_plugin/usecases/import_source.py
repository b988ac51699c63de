"""Import a source into the store: examine it first, then write it in one transaction."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ..domain.identity import identity_key
from ..domain.money import from_kronor
from ..domain.municipalities import Gazetteer
from ..domain.text import fold
from ..errors import N_, SourceError
from ..output.files import deliver, workshop
from ..sources.cleaning import Cleaner, Problem
from ..sources.mapping import choose_tables
from ..sources.reader import read_source
from ..sources.vector import of_type
from ..store.schema import GEOMETRY_COLUMN
from ..store.store import batch_now
from .feedback import Steps
from .places import PlaceFinder
from .recognise import differing, recognise

# What Excel does not take in the name of a sheet.
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
# How often progress is told and cancelling is asked for.
_EVERY = 500


@dataclass
class Verdict:
    """What an import will do, before anything is written.

    :param changed: ``(stored row, new row, names of the differing fields)``
    :param changes: the store's change counter when it was compared with
    :param unmapped: headers of columns that are not imported, by sheet
    :param skipped: sheets without rows of the dataset, or without what identifies them
    :param sums: accepted kronor in whole öre by money field
    :param sheet_sums: accepted rows and whole öre of the main money field by sheet
    :param year_sums: accepted rows and whole öre of the first money field by year
    """

    dataset: object
    source: object
    changes: int | None = None
    header_rows: dict = field(default_factory=dict)
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    rejected: list = field(default_factory=list)
    unmapped: dict = field(default_factory=dict)
    skipped: list = field(default_factory=list)
    sums: dict = field(default_factory=dict)
    new_entries: dict = field(default_factory=dict)
    year_sums: dict = field(default_factory=dict)
    sheet_sums: dict = field(default_factory=dict)

    @property
    def accepted(self):
        """The rows that the store will hold as the source says."""
        return [*self.new, *(row for _, row, _ in self.changed), *self.unchanged]

    @property
    def problems(self):
        """All problems, rejecting ones first, with the row that they belong to."""
        rows = [*self.rejected, *self.accepted]
        found = [(problem, row) for row in rows for problem in row.problems]
        return sorted(found, key=lambda pair: not pair[0].rejects)


def examine(store, dataset_name, path, *, sheet="", mapping=None, feedback=None):
    """Read and check a source against the store; nothing is written.

    :param dataset_name: empty to take the dataset whose columns the source has
    :param mapping: the user's choice of columns, header → field name
    :return: a :class:`Verdict`
    :raises SourceError: if the file or sheet cannot be used, or the dataset does not exist
    """
    steps = Steps(feedback)
    datasets = store.catalogue.datasets
    if dataset_name and dataset_name not in datasets:
        raise SourceError(
            N_("“{name}” is no dataset. Known: {known}."),
            name=dataset_name,
            known=list(datasets),
        )
    source = read_source(path, sheet)
    steps.reach(0.3)
    if dataset_name:
        dataset = datasets[dataset_name]
    else:
        dataset = _recognised(source, datasets.values(), named=bool(sheet))
    tables = choose_tables(source, dataset, mapping, named=bool(sheet))
    store.repair_derived()
    verdict = Verdict(dataset, source, changes=store.changes())
    chosen = {table.sheet for table, _ in tables}
    verdict.skipped = [table.sheet for table in source.tables if table.sheet not in chosen]
    names = _municipality_names(store, dataset)
    cleaner = Cleaner(dataset, store.codelists(), Gazetteer(names))
    finder = PlaceFinder(store, dataset)
    rows = []
    for position, (table, columns) in enumerate(tables):
        verdict.unmapped[table.sheet] = columns.unmapped
        verdict.header_rows[table.sheet] = columns.header_row
        part = steps.part(
            0.3 + 0.5 * position / len(tables), 0.3 + 0.5 * (position + 1) / len(tables)
        )
        for row in cleaner.clean(table, columns):
            _locate(row, dataset, finder)
            rows.append(row)
            if len(rows) % _EVERY == 0:
                part.reach(min(1.0, row.number / max(1, table.rows[-1][0])))
    if not rows:
        raise SourceError(N_("There are no rows below the headers in {file}."), file=source.name)
    _compare(store, dataset, rows, verdict, steps.part(0.8, 1.0))
    accepted = {id(row) for row in verdict.accepted}
    verdict.new_entries = _used_entries(cleaner, [row for row in rows if id(row) in accepted])
    _add_up(verdict)
    return verdict


def _locate(row, dataset, finder):
    """Give a row its place: its own geometry, as the dataset's type, else what its words say."""
    if row.geometry is not None and dataset.geometry:
        row.geometry, row.located = of_type(row.geometry, dataset.geometry["type"]), True
        if row.geometry is None:
            row.problems.append(
                Problem(
                    f"{row.sheet}!{row.number}",
                    "",
                    N_("The shape on the map is of another kind than {dataset} has."),
                    {"dataset": dataset.label},
                    True,
                )
            )
    else:
        # A place alone may give a point; that it gives none says nothing without a municipality.
        row.geometry = finder.find(row)
        row.located = row.geometry is not None or finder.can_tell(row)


def _recognised(source, datasets, named):
    """Return the dataset that leaves the fewest columns of the source over, and fits the most."""
    found = []
    for dataset in datasets:
        try:
            tables = choose_tables(source, dataset, named=named)
        except SourceError:
            continue
        left_over = sum(len(columns.unmapped) for _, columns in tables)
        found.append((-left_over, sum(len(columns.columns) for _, columns in tables), dataset))
    if not found:
        raise SourceError(
            N_("The columns of {file} fit no dataset. Choose what the file holds."),
            file=source.name,
        )
    return max(found, key=lambda item: item[:2])[2]


def carry_out(store, verdict, *, example=False, credit=""):
    """Write what :func:`examine` found, in one transaction.

    :param example: the rows are invented, and shown as such; :param credit: whom to name as origin
    :return: the id of the batch; None if there was nothing to write
    :raises StoreError: if the store is locked or cannot be written; it is then as before
    """
    if not verdict.new and not verdict.changed:
        return None
    counts = (
        len(verdict.new),
        len(verdict.changed),
        len(verdict.unchanged),
        len(verdict.rejected),
    )
    sums = {name: str(Decimal(ore).scaleb(-2)) for name, ore in verdict.sums.items()}
    sheets = list(verdict.header_rows)
    batch = batch_now(verdict.dataset, verdict.source, sheets, counts, sums, example, credit)
    changed = [(stored.id, row) for stored, row, _ in verdict.changed]
    return store.apply(
        verdict.dataset, batch, verdict.new, changed, verdict.new_entries, verdict.changes
    )


def _municipality_names(store, dataset):
    if dataset.kind == "municipalities":
        return {}
    return store.municipality_names()


def _compare(store, dataset, rows, verdict, steps):
    stored = store.stored_rows(dataset)
    shapes = store.geometries(dataset.name) if dataset.geometry else {}
    recognise(dataset, rows, stored)
    seen = {}
    for number, row in enumerate(rows):
        if number % _EVERY == 0:
            steps.reach(number / len(rows))
        if not row.rejected and row.key in seen:
            first = seen[row.key]
            row.problems.append(
                Problem(
                    f"{row.sheet}!{row.number}",
                    ", ".join(str(row.values.get(name)) for name in dataset.identity),
                    _same_text(first, row),
                    {"sheet": first.sheet, "number": first.number},
                    True,
                )
            )
        if row.rejected:
            verdict.rejected.append(row)
            continue
        seen[row.key] = row
        old = stored.get(row.key)
        if old is None:
            verdict.new.append(row)
            continue
        names = differing(row, old)
        if row.located and shapes.get(old.id) != row.geometry:
            names.append(GEOMETRY_COLUMN)
        if names:
            verdict.changed.append((old, row, names))
        else:
            verdict.unchanged.append(row)
    _note_resembling(dataset, verdict.new, [old for key, old in stored.items() if key not in seen])


def _same_text(first, row):
    if first.values == row.values and first.children == row.children:
        return N_("The same row stands in {sheet}, row {number} too.")
    return N_("Another row with the same key stands in {sheet}, row {number}.")


def _note_resembling(dataset, new, others):
    """Say of new rows without identity which may be an older row that was corrected.

    :param others: the stored rows that the source does not have
    """
    if not dataset.identity:
        return
    year = next((item.name for item in dataset.fields if item.type == "year"), "")

    def look(values):
        return fold(values.get(dataset.label_field)), values.get(year)

    known = {look(old.values) for old in others if identity_key(dataset, old.values) is None}
    for row in new:
        if identity_key(dataset, row.values) is None and look(row.values) in known:
            row.problems.append(
                Problem(
                    f"{row.sheet}!{row.number}",
                    str(row.values.get(dataset.label_field)),
                    N_(
                        "Resembles a row that is there already; without “{field}” it cannot be "
                        "told whether it is the same."
                    ),
                    {"field": dataset.field(dataset.identity[0]).label},
                    False,
                )
            )


def _used_entries(cleaner, rows):
    """Return the new codelist values that accepted rows use: a rejected row teaches nothing."""
    used = set()
    for row in rows:
        used.update(value for value in row.values.values() if isinstance(value, str))
        for children in row.children.values():
            used.update(value for child in children for value in child.values())
    return {
        name: [value for value in values if value in used]
        for name, values in cleaner.new_entries.items()
    }


def _add_up(verdict):
    fields = verdict.dataset.money_fields
    year = next((item for item in verdict.dataset.fields if item.type == "year"), None)
    for row in verdict.accepted:
        for item in fields:
            ore = from_kronor(row.values.get(item.name)) or 0
            verdict.sums[item.name] = verdict.sums.get(item.name, 0) + ore
        main = from_kronor(row.values.get(fields[-1].name)) or 0 if fields else 0
        count, ore = verdict.sheet_sums.get(row.sheet, (0, 0))
        verdict.sheet_sums[row.sheet] = (count + 1, ore + main)
        if year is not None:
            value = row.values.get(year.name)
            count, ore = verdict.year_sums.get(value, (0, 0))
            verdict.year_sums[value] = (count + 1, ore + main)


def write_report(verdict, path, describe):
    """Write the rejected rows as a workbook: the original rows with the column *Anledning*.

    :param describe: turns a :class:`Problem` into a sentence in the user's language
    :raises OutputError: if the file cannot be written
    """
    import openpyxl

    path = Path(path)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    tables = {table.sheet: table for table in verdict.source.tables}
    for sheet, header_row in verdict.header_rows.items():
        rejected = [row for row in verdict.rejected if row.sheet == sheet]
        header = next(cells for number, cells in tables[sheet].rows if number == header_row)
        page = workbook.create_sheet(_title(sheet, workbook.sheetnames))
        page.append([*map(_cell, header), "Anledning"])
        for row in rejected:
            reasons = "; ".join(
                f"{problem.cell}: {describe(problem)}"
                for problem in row.problems
                if problem.rejects
            )
            cells = [*row.cells, *[None] * (len(header) - len(row.cells))]
            page.append([*map(_cell, cells), reasons])
        _harmless(page)
    with workshop() as place:
        workbook.save(place / path.name)
        deliver([place / path.name], path.parent)
    return path


def _title(sheet, taken):
    """Return a name that Excel takes for a sheet, unlike those that are taken."""
    # Excel refuses names that begin or end with an apostrophe, and compares without regard to case.
    title = _NO_TITLE.sub("-", _cell(sheet)).strip("' ")[:31] or "-"
    number, wanted = 1, title
    while title.casefold() in {name.casefold() for name in taken}:
        number += 1
        title = f"{wanted[: 31 - len(str(number)) - 1]} {number}"
    return title


def _cell(value):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", value)[:32767] if isinstance(value, str) else value


def _harmless(page):
    """Keep cells that look like formulas as text."""
    for cells in page.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
