"""Reads old Excel workbooks (xls) through xlrd, where that library is installed."""

import io

from ..errors import N_, SourceError, UserError
from .grid import LAST_COLUMN, LAST_ROW, Grid
from .progress import nothing, part, parts


def read_workbook(path, name, wants, progress=nothing):
    """Read the sheets of an old workbook.

    :param path: the file; :param name: what the user knows it by
    :param wants: function of a sheet's name; False: it is not read
    :return: names of all sheets, tables of those wanted
    :raises SourceError: if it cannot be read or is damaged, or if xlrd is missing
    """
    try:
        import xlrd
    except ImportError as error:
        raise SourceError(
            N_(
                "{file} is an old Excel workbook (xls), and the library that reads those (xlrd) is "
                "missing. Open the file in Excel and save it as xlsx."
            ),
            file=name,
            details=str(error),
        ) from error
    try:
        # Where cells are formatted stands beside links and what is hidden: one cannot be had alone.
        with xlrd.open_workbook(
            str(path), formatting_info=True, on_demand=True, logfile=io.StringIO()
        ) as book:
            progress(0.1)
            names = book.sheet_names()
            wanted = [index for index, sheet in enumerate(names) if wants(sheet)]
            steps = parts(part(progress, 0.1, 1), [1] * len(wanted))
            tables = []
            for index, step in zip(wanted, steps, strict=True):
                tables.append(_read_sheet(book, book.sheet_by_index(index), name, step))
                book.unload_sheet(index)
            return names, tables
    except UserError:
        raise
    except Exception as error:  # xlrd lets errors of struct, of text and its own through
        if "encrypted" in str(error).lower():
            raise SourceError(
                N_("{file} is protected by a password. Save it in Excel without a password."),
                file=name,
                details=str(error),
            ) from error
        raise SourceError(
            N_("{file} is not an Excel workbook, or it is damaged. Open it in Excel and save it."),
            file=name,
            details=f"{type(error).__name__}: {error}",
        ) from error


def _read_sheet(book, sheet, file, progress):
    grid = Grid()
    for row in range(min(sheet.nrows, LAST_ROW)):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            grid.put(row + 1, column, grid.code(_value(kind, value, book.datemode)))
        if not row % 100:
            progress(0.9 * row / sheet.nrows)
    return grid.table(
        file,
        sheet.name,
        part(progress, 0.9, 1),
        links=list(_links(sheet)),
        merged=[
            (top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells
        ],
        hidden_rows=[row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
        hidden=sheet.visibility != 0,
    )


def _links(sheet):
    for link in sheet.hyperlink_list:
        address = link.url_or_path
        if not address:
            continue
        if isinstance(address, bytes):
            address = address.decode("cp1252", "replace")
        if link.textmark:
            address = f"{address}#{link.textmark}"
        last = min(link.lcolx, LAST_COLUMN - 1)
        yield link.frowx + 1, link.lrowx + 1, link.fcolx, last, address


def _value(kind, value, datemode):
    import xlrd

    if kind == xlrd.XL_CELL_TEXT:
        return value
    if kind == xlrd.XL_CELL_NUMBER:
        return _number(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(value, datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return _number(value)
        # A time of day has no day.
        return str(moment.time()) if 0 <= value < 1 else moment
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(value, "#N/A")
    return None


def _number(value):
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
