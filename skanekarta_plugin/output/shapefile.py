"""Zipped shapefiles that ArcGIS Online takes: short names, no folder, nothing missing silently.

A table without geometry cannot be a shapefile; it becomes a CSV file with the same short names.
"""

import copy
import csv
import zipfile

from osgeo import ogr

from ..errors import N_, OutputError
from .columns import WHOLE, Column, Note, check_layer, is_32_bit, not_written, write_layer

MISSING = -9999
TEXT_BYTES = 254
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
MISSING_NOTE = N_("In the shapefile −9999 means that the value is missing (rows: {count}).")
CUT_NOTE = N_("In the shapefile long texts are cut after 254 bytes (texts: {count}).")
ROUNDED_NOTE = N_("In the shapefile numbers are rounded to what it can hold (rows: {count}).")
# dBase writes a number as text of at most 19 characters, sign and point included.
_DIGITS = 17
_MAX_DECIMALS = 10


def write_shapefiles(view, tables, folder):
    """Write one file for each table, ``<map>_<layer>.zip`` or ``.csv``; return ``(paths, notes)``.

    :raises OutputError: if a layer is not read back as it was
    """
    paths, notes = [], []
    for table in tables:
        name = f"{view.description.name}_{table.name}"
        if table.is_plain:
            paths.append(_write_csv(table, folder / f"{name}.csv"))
        else:
            paths.append(_write_zip(table, name, folder, notes))
    return paths, notes


def _write_zip(table, name, folder, notes):
    fitted, columns = _fit(table, notes)
    place = folder / f"{name}.shapefile"
    place.mkdir()
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(place / f"{name}.shp"))
    if source is None:
        raise not_written(table.name)
    write_layer(source, fitted, columns, name, ["ENCODING=UTF-8"])
    source = None  # Closing writes what is left.
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in PARTS:
            archive.write(place / (name + suffix), name + suffix)
    _check(path, name, fitted, columns)
    return path


def _write_csv(table, path):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([item.export_name for item in table.fields])
        writer.writerows(table.rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    wanted = [["" if value is None else str(value) for value in row] for row in table.rows]
    if rows != wanted:
        raise not_written(table.name)
    return path


def _check(path, name, table, columns):
    """Open the zip as ArcGIS will, and compare it with the rows."""
    source = ogr.Open(f"/vsizip/{path.as_posix()}/{name}.shp")
    check_layer(source.GetLayer(0) if source else None, table, columns)
    source = None
    with zipfile.ZipFile(path) as archive:
        projection = archive.read(f"{name}.prj").decode("ascii", "replace")
    if not projection.startswith('PROJCS["SWEREF99_TM"'):
        raise not_written(table.name)


def _fit(table, notes):
    """Return the table as dBase can hold it, and its columns; note what was lost."""
    fitted = copy.copy(table)
    columns, values = [], []
    for index, item in enumerate(table.fields):
        before = [row[index] for row in table.rows]
        column, after, lost = _fit_field(table, item, before)
        columns.append(column)
        values.append(after)
        if column.missing is not None:
            lost = [*lost, (MISSING_NOTE, before.count(None))]
        notes += [Note(table.name, item.name, text, count) for text, count in lost if count]
    fitted.rows = [list(row) for row in zip(*values, strict=True)] if values else table.rows
    return fitted, columns


def _fit_field(table, item, values):
    """Return column, values and ``(text, count)`` of what was lost, for one field."""
    if item.kind == "string":
        values = [None if value is None else str(value) for value in values]
        cut = [None if value is None else _cut(value) for value in values]
        column = Column(item.export_name, ogr.OFTString, width=TEXT_BYTES)
        return column, cut, [(CUT_NOTE, _differing(values, cut))]
    if item.kind == "date":
        return Column(item.export_name, ogr.OFTString, width=10), values, []
    present = [value for value in values if value is not None]
    if MISSING in present:
        raise OutputError(
            N_("{field} in {layer} holds −9999, which means “missing” in a shapefile."),
            field=item.name,
            layer=table.name,
        )
    if item.kind in WHOLE:
        return _whole_column(item, present), values, []
    decimals = _decimals(present)
    rounded = [None if value is None else round(value, decimals) for value in values]
    # The eleventh decimal of a rate is nobody's loss.
    lost = 0 if decimals == _MAX_DECIMALS else _differing(values, rounded)
    column = Column(item.export_name, ogr.OFTReal, width=19, decimals=decimals, missing=MISSING)
    return column, rounded, [(ROUNDED_NOTE, lost)]


def _differing(before, after):
    return sum(1 for a, b in zip(before, after, strict=True) if a != b)


def _whole_column(item, present):
    name = item.export_name
    if not is_32_bit(present):
        return Column(name, ogr.OFTReal, width=19, decimals=0, missing=MISSING)
    # Nine digits and less are a long integer to every reader.
    width = 9 if all(-(10**8) < value < 10**9 for value in present) else 10
    return Column(name, ogr.OFTInteger, width=width, missing=MISSING)


def _decimals(values):
    """Return how many decimals the values need, as far as 19 characters reach."""
    largest = max((abs(value) for value in values), default=0)
    room = min(_MAX_DECIMALS, max(0, _DIGITS - len(str(int(largest)))))
    return next((n for n in range(room) if all(round(value, n) == value for value in values)), room)


def _cut(text):
    """Return the longest beginning of a text that fits, without half a character."""
    return text.encode("utf-8")[:TEXT_BYTES].decode("utf-8", "ignore")
