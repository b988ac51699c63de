"""Reads files of any supported kind into tables of raw cells. Sources are only ever read."""

import csv
import hashlib
import io
import warnings
from pathlib import Path

from ..errors import N_, SourceError
from .table import Source, SourceTable

WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".txt")
LAYERS = (".gpkg", ".shp", ".geojson", ".json")
_OLE = b"\xd0\xcf\x11\xe0"


def read_source(path, sheet=""):
    """Read a file.

    :param path: an Excel workbook, a text table or a vector file
    :param sheet: the only sheet or layer wanted; empty for all
    :raises SourceError: if the file is missing, empty or not what its name says, or lacks the sheet
    """
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(
            N_("The file {file} was not found. Check the name and the folder."), file=str(path)
        ) from error
    except OSError as error:
        raise SourceError(
            N_("The file {file} cannot be opened. Check that you may read it."),
            file=str(path),
            details=str(error),
        ) from error
    if suffix in WORKBOOKS:
        tables = _read_workbook(path.name, content)
    elif suffix in TEXTS:
        tables = [SourceTable(path.stem, _read_text(path.name, content))]
    elif suffix in LAYERS:
        from .vector import read_layers

        tables = read_layers(path)
    else:
        raise SourceError(
            N_("Files of the kind “{suffix}” cannot be imported. Save {file} as xlsx or csv."),
            suffix=suffix,
            file=path.name,
        )
    tables = _chosen(path.name, tables, sheet)
    return Source(path.name, hashlib.sha256(content).hexdigest(), tuple(tables))


def _chosen(name, tables, sheet):
    if sheet:
        names = [table.sheet for table in tables]
        tables = [table for table in tables if table.sheet == sheet]
        if not tables:
            raise SourceError(
                N_("{file} has no sheet “{sheet}”. Its sheets are: {sheets}."),
                file=name,
                sheet=sheet,
                sheets=names,
            )
    filled = [table for table in tables if table.rows]
    if not filled:
        raise SourceError(
            N_("There are no rows in {file}. Choose another file or sheet."), file=name
        )
    return filled


def _read_workbook(name, content):
    if content.startswith(_OLE):
        raise SourceError(
            N_(
                "{file} is protected by a password, or is an old xls file. "
                "Save it as xlsx without a password."
            ),
            file=name,
        )
    try:
        import openpyxl
    except ImportError as error:
        raise SourceError(
            N_(
                "The library openpyxl is missing, so Excel files cannot be read. "
                "Install QGIS with its standalone installer, or save the file as csv."
            ),
            details=str(error),
        ) from error
    try:
        with warnings.catch_warnings():
            # openpyxl warns about what it would not write back; nothing is written here.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            return [_read_sheet(sheet) for sheet in workbook.worksheets]
    except Exception as error:  # openpyxl lets errors of zip, XML and its own parser through
        raise SourceError(
            N_("{file} is not an Excel workbook, or it is damaged. Open it in Excel and save it."),
            file=name,
            details=f"{type(error).__name__}: {error}",
        ) from error


def _read_sheet(sheet):
    rows, links = [], {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [cell.value for cell in cells]
        if any(value is not None and value != "" for value in values):
            rows.append((number, values))
        for index, cell in enumerate(cells):
            if cell.hyperlink is not None and cell.hyperlink.target:
                links[number, index] = cell.hyperlink.target
    return SourceTable(sheet.title, rows, links)


def _read_text(name, content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise SourceError(
                N_("{file} is not a text table. Save it from Excel as csv (UTF-8)."),
                file=name,
                details=str(error),
            ) from error
    if "\0" in text:
        raise SourceError(
            N_("{file} is not a text table. Save it from Excel as csv (UTF-8)."), file=name
        )
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(";\t,", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SourceError(
            N_("{file} is not a text table. Save it from Excel as csv (UTF-8)."),
            file=name,
            details=str(error),
        ) from error
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
