"""What the columns of a source hold, as a user looks them over and chooses."""

import datetime
from dataclasses import dataclass, replace

import numpy as np

from ..domain.municipalities import Gazetteer
from ..domain.text import fold, tidy
from ..sources.mapping import (
    EXTRA,
    HEADER,
    HEADER_WITHIN,
    REMEMBERED,
    Matcher,
    missing_columns,
)
from ..sources.table import column_letters

__all__ = ["EXTRA", "ColumnLine", "SheetColumns", "column_troubles", "sheet_columns"]

_EXAMPLES = 3
_LENGTH = 60


@dataclass(frozen=True)
class ColumnLine:
    """One column of a sheet.

    :param header: its text, or its letter where it has none
    :param letter: its letter; :param examples: up to three different cells, as texts
    :param field: name of the field that it was taken for, ``ovrigt``, or "" for none
    :param how: how it was recognised, as in ``sources.mapping``; "" if it was not
    :param repeated: True if an earlier column has the same header: a choice is for that one
    """

    header: str
    letter: str
    examples: tuple
    field: str = ""
    how: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class SheetColumns:
    """One sheet.

    :param header_row: number of its header row, 0 if it has none
    :param rows: number of rows below it; :param hidden: True if the source hides the sheet
    :param lines: a :class:`ColumnLine` for each column that holds anything
    :param taken: True if its rows are imported, unless the user says otherwise
    :param bare: the sheet as it is if it has no headers; None where some were recognised
    :param is_bare: True if it rather looks so
    """

    sheet: str
    header_row: int
    rows: int
    hidden: bool
    lines: tuple
    taken: bool
    bare: object = None
    is_bare: bool = False


def sheet_columns(store, dataset, source, taken=None):
    """Return the :class:`SheetColumns` of each sheet as they are recognised without the user.

    :param dataset: what the rows are; None if nothing is known
    :param taken: names of the sheets whose rows are imported; None for those with known columns
    """
    matcher = dataset and Matcher(
        dataset,
        store.codelists(),
        Gazetteer({} if dataset is store.catalogue.municipalities else store.municipality_names()),
        None,
        store.column_choices(dataset.name),
    )
    found = [(table, matcher.match(table) if matcher else None) for table in source.tables]
    if taken is None:
        taken = {table.sheet for table, mapping in found if mapping}
        taken = taken or {table.sheet for table in source.tables}
    return tuple(_sheet(table, mapping, table.sheet in taken) for table, mapping in found)


def _sheet(table, mapping, taken):
    if mapping is not None and {HEADER, REMEMBERED} & set(mapping.how.values()):
        return _columns(table, mapping.header_row, mapping.headers, mapping, taken)
    number, texts = _headed(table)
    bare = _columns(table, 0, (), mapping, taken)
    if not number:
        return bare
    # Names of columns are no numbers.
    looks_bare = any(text.replace(" ", "").isdigit() for text in texts)
    headed = _columns(table, number, texts, mapping, taken)
    return replace(headed, bare=bare, is_bare=looks_bare)


def _columns(table, number, texts, mapping, taken):
    """Return a sheet with the texts of its header row, letters where there are none."""
    fields, how = {}, {}
    if mapping is not None:
        how = mapping.how
        fields = {index: name for name, index in mapping.columns.items()}
        fields |= dict.fromkeys(mapping.kept, EXTRA)
    below = table.numbers > number
    lines, seen = [], set()
    for index, column in enumerate(table.columns):
        letter = column_letters(index)
        header = (texts[index] if index < len(texts) else "") or letter
        examples = _examples(column, below)
        if not examples and header == letter:
            continue
        name = fields.get(index, "")
        repeated = fold(header) in seen
        seen.add(fold(header))
        lines.append(ColumnLine(header, letter, examples, name, how.get(name, ""), repeated))
    return SheetColumns(
        table.sheet, number, int(below.sum()), bool(table.hidden), tuple(lines), taken
    )


def _headed(table):
    """Return number and texts of the first row of several differing texts, ``(0, [])`` if none."""
    for number, cells in table.head(HEADER_WITHIN):
        texts = [tidy(cell) if isinstance(cell, str) else "" for cell in cells]
        filled = list(filter(None, texts))
        if len(filled) > 1 and len(set(filled)) == len(filled):
            return number, texts
    return 0, []


def _examples(column, below):
    used = np.unique(column.codes[below]).tolist()
    found = []
    for code in used:
        text = _shown(column.values[code])
        if text and text not in found:
            found.append(text)
            if len(found) == _EXAMPLES:
                break
    return tuple(found)


def _shown(cell):
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    text = tidy(cell[: 4 * _LENGTH] if isinstance(cell, str) else cell)
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"


@dataclass(frozen=True)
class _Chosen:
    columns: dict


def column_troubles(dataset, choices):
    """Return ``(fields taken more than once, required fields that are missing)`` of a choice.

    :param choices: field name of each column of a sheet, ``ovrigt`` or "" among them
    """
    named = [name for name in choices if name and name != EXTRA]
    twice = [item for item in dataset.import_fields if named.count(item.name) > 1]
    return twice, missing_columns(dataset, _Chosen(dict.fromkeys(named, 0)))
