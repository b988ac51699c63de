"""Finds the header row of a sheet, and which column holds which field."""

from dataclasses import dataclass

from ..domain.text import fold
from ..errors import N_, SourceError

# A title, an explanation and a logo's empty rows rarely take more than this.
HEADER_WITHIN = 30


@dataclass(frozen=True)
class Mapping:
    """Which columns of a sheet are imported.

    :param header_row: number of the header row in the source
    :param columns: column index by field name
    :param unmapped: headers of columns that are not imported
    """

    header_row: int
    columns: dict
    unmapped: tuple

    def data_rows(self, table):
        """Yield the rows below the header."""
        return (row for row in table.rows if row[0] > self.header_row)


def match_columns(table, dataset, chosen=None):
    """Find the header row and match its columns to the dataset's fields.

    :param chosen: the user's own choice, header text → field name; it goes before the synonyms
    :return: a :class:`Mapping`, or None if no row holds a known column
    :raises SourceError: if ``chosen`` names a field that the dataset does not have
    """
    chosen = _checked(dataset, chosen or {})
    titles, synonyms = {}, {}
    for field in dataset.import_fields:
        for title in (field.name, field.label.sv, field.label.en):
            titles.setdefault(fold(title), field.name)
            synonyms.setdefault(fold(title), field.name)
        for header in field.headers:
            synonyms.setdefault(fold(header), field.name)
    best = None
    for number, cells in table.rows[:HEADER_WITHIN]:
        columns = _columns(cells, chosen, titles, synonyms)
        if columns and (best is None or len(columns) > len(best.columns)):
            unmapped = tuple(
                str(cell)
                for index, cell in enumerate(cells)
                if cell not in (None, "") and index not in columns.values()
            )
            best = Mapping(number, columns, unmapped)
    return best


def _checked(dataset, chosen):
    known = [field.name for field in dataset.import_fields]
    for header, name in chosen.items():
        if name and name not in known:
            raise SourceError(
                N_("“{field}” (for the column {header}) is no field of {dataset}. Known: {known}."),
                field=name,
                header=header,
                dataset=dataset.name,
                known=known,
            )
    return {fold(header): name for header, name in chosen.items()}


def _columns(cells, chosen, titles, synonyms):
    """Return column index by field name; of several columns the one headed by the field's own title
    is taken, else the first."""
    found = {}
    texts = [fold(cell) if isinstance(cell, str) else "" for cell in cells]
    for lookup in (chosen, titles, synonyms):
        for index, text in enumerate(texts):
            if index in found.values() or (lookup is not chosen and text in chosen):
                continue
            name = lookup.get(text) if text else None
            if name and name not in found:
                found[name] = index
    return found


def missing_columns(dataset, mapping):
    """Return the required fields for which there is no column."""
    return [
        field
        for field in dataset.import_fields
        if field.required
        and field.name not in mapping.columns
        and dataset.child_of(field.name) is None
    ]


def _identifies(dataset, mapping):
    """True if there is a column for each field that recognises a row again."""
    return bool(dataset.identity) and all(name in mapping.columns for name in dataset.identity)


def choose_tables(source, dataset, chosen=None, named=False):
    """Return ``[(table, mapping)]`` for the sheets that hold rows of the dataset.

    Of several sheets those are taken that have all required columns and at least two known ones: a
    single "Kommun" column stands on every sheet of a workbook about municipalities. Where one of
    them can identify its rows, one that cannot (sums by municipality, an extract) is left out.

    :param named: the user named the sheet, so that one known column is enough
    :raises SourceError: if no sheet fits, saying which columns are missing
    """
    matched = [(table, match_columns(table, dataset, chosen)) for table in source.tables]
    known = [(table, mapping) for table, mapping in matched if mapping]
    fitting = [
        (table, mapping)
        for table, mapping in known
        if not missing_columns(dataset, mapping)
        and (named or len(source.tables) == 1 or len(mapping.columns) > 1)
    ]
    if fitting:
        identified = [pair for pair in fitting if _identifies(dataset, pair[1])]
        return fitting if named or not identified else identified
    if not known:
        raise SourceError(
            N_(
                "No column of {file} is known for {dataset}. "
                "Expected are columns such as {headers}; check the header row."
            ),
            file=source.name,
            dataset=dataset.label,
            headers=[field.headers[0] for field in dataset.import_fields],
        )
    table, mapping = max(known, key=lambda pair: len(pair[1].columns))
    missing = [field.headers[0] for field in missing_columns(dataset, mapping)]
    raise SourceError(
        N_("The sheet {sheet} of {file} lacks the columns {columns}. Add them, or map them."),
        sheet=table.sheet,
        file=source.name,
        columns=missing or [field.headers[0] for field in dataset.import_fields],
    )
