"""The rejected rows as a workbook: mended there, it can be imported again."""

import re
from pathlib import Path

import numpy as np

from ..output.files import deliver, workshop
from .feedback import Steps

# How often progress is told and cancelling is asked for.
_EVERY = 500
# What Excel does not take in the name of a sheet.
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")


def write_report(verdict, path, describe, feedback=None):
    """Write the rejected rows as a workbook: the original rows with the column *Anledning*.

    :param describe: turns a :class:`~..sources.rows.Problem` into a sentence in the user's language
    :raises OutputError: if the file cannot be written
    :raises Cancelled: if the feedback says so
    """
    import openpyxl

    path = Path(path)
    steps = Steps(feedback)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    rows, done = verdict.rows, 0
    for number, (table, mapping) in enumerate(verdict.tables):
        page = workbook.create_sheet(_title(table.sheet, workbook.sheetnames))
        if mapping.header_row:
            at = int(np.searchsorted(table.numbers, mapping.header_row))
            page.append([*map(_cell, table.row(at)), "Anledning"])
        for position in verdict.rejected_at.tolist():
            if rows.sheet_codes[position] != number:
                continue
            _append(page, table, rows.row(position), describe)
            done += 1
            if done % _EVERY == 0:
                steps.reach(done / len(verdict.rejected_at))
        _harmless(page)
    with workshop() as place:
        workbook.save(place / path.name)
        deliver([place / path.name], path.parent)
    return path


def _append(page, table, row, describe):
    reasons = "; ".join(
        f"{problem.cell}: {describe(problem)}" for problem in row.problems if problem.rejects
    )
    page.append([*map(_cell, row.cells), reasons])
    for index in range(len(row.cells)):
        address = table.links.get((row.number, index))
        if address:
            page.cell(page.max_row, index + 1).hyperlink = address


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
