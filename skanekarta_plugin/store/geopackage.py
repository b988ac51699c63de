"""What is particular to GeoPackage: making the file, quoting, geometry.

Rows are written through one sqlite3 connection with bound parameters, in one transaction. QGIS's
provider connections know no transaction on GeoPackage; GDAL makes the tables, so that they are
registered as the standard asks. Writing to spatial tables fires GDAL's R-tree triggers, which need
five functions that GDAL brings itself and sqlite3 does not; they are given here.
"""

import os
import sqlite3
import struct
import tempfile
import urllib.parse
from pathlib import Path

from ..errors import N_, StoreError
from .schema import GEOMETRY_COLUMN, ID

EPSG = 3006
FORMAT_VERSION = "3"
APPLICATION = "skanekarta_kultur"
# Others on the same file hold their locks for moments; longer means that something is wrong.
LOCK_SECONDS = 10
# What can as well be done the next time waits only this long.
PATIENCE_SECONDS = 0.2
# Never "rwc": where a store was moved away, SQLite would leave an empty file.
MODE = "rw"
_ENVELOPE_DOUBLES = {0: 0, 1: 4, 2: 6, 3: 6, 4: 8}


def quote(name):
    """Return a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


class Literal(str):
    """A text of our own, to be quoted as an SQL string."""


class Fragment(str):
    """SQL that :func:`statement` has made."""


def statement(template, **names):
    """Fill quoted identifiers into SQL: a name, a list of names, or a number of ``?`` marks.

    Values from users and sources never come this way; they are bound as parameters.
    """
    filled = {}
    for key, value in names.items():
        if isinstance(value, Fragment):
            filled[key] = value
        elif isinstance(value, Literal):
            filled[key] = "'" + value.replace("'", "''") + "'"
        elif isinstance(value, int):
            filled[key] = ", ".join("?" * value)
        elif isinstance(value, str):
            filled[key] = quote(value)
        else:
            filled[key] = ", ".join(quote(name) for name in value)
    return Fragment(template.format(**filled))


def create(path, specs, add_triggers):
    """Make a new GeoPackage with the given tables: beside the target first, then moved there.

    :param add_triggers: called with connection and spec of each table whose history is kept

    :raises StoreError: if the folder cannot be written
    """
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(suffix=".gpkg", dir=path.parent)
        os.close(handle)
        os.unlink(name)
        _make_tables(name, specs)
        connection = connect(name)
        with connection:
            for spec in specs:
                _finish_table(connection, spec)
                if spec.versioned:
                    add_triggers(connection, spec)
            connection.executemany(
                "INSERT INTO skanekarta_meta (nyckel, varde) VALUES (?, ?)",
                [("program", APPLICATION), ("version", FORMAT_VERSION), ("andringar", "0"),
                 ("harledd", "0"), ("omgang", None), ("tyst", None)],
            )  # fmt: skip
        connection.close()
        os.replace(name, path)
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise StoreError(
            N_("The store {file} cannot be created. Choose a folder that you may write to."),
            file=str(path),
            details=str(error),
        ) from error


def _make_tables(path, specs):
    from osgeo import gdal, ogr, osr

    types = {
        "string": ogr.OFTString,
        "integer": ogr.OFTInteger64,
        "year": ogr.OFTInteger,
        "number": ogr.OFTReal,
        "date": ogr.OFTDate,
    }
    geometries = {"Point": ogr.wkbPoint, "MultiPolygon": ogr.wkbMultiPolygon, "": ogr.wkbNone}
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    database = gdal.GetDriverByName("GPKG").Create(path, 0, 0, 0, gdal.GDT_Unknown)
    if database is None:
        raise RuntimeError(path)
    for spec in specs:
        layer = database.CreateLayer(
            spec.name,
            reference if spec.geometry else None,
            geometries[spec.geometry],
            [f"FID={ID}", f"GEOMETRY_NAME={GEOMETRY_COLUMN}", f"IDENTIFIER={spec.title}"],
        )
        if layer is None:
            raise RuntimeError(spec.name)
        for column in spec.columns:
            definition = ogr.FieldDefn(column.name, types[column.type])
            definition.SetNullable(not column.required)
            definition.SetUnique(column.name in spec.unique)
            layer.CreateField(definition)
    database.FlushCache()


def _finish_table(connection, spec):
    kinds = [("INDEX", entry) for entry in spec.indexed]
    kinds += [("UNIQUE INDEX", spec.together)] if spec.together else []
    for kind, entry in kinds:
        columns = (entry,) if isinstance(entry, str) else entry
        connection.execute(
            statement(
                "CREATE {kind} {name} ON {table} ({columns})",
                kind=Fragment(kind),
                name="_".join(("ix", spec.name, *columns)),
                table=spec.name,
                columns=columns,
            )
        )


def address(path):
    """Return an absolute path as SQLite's address of a file that must exist already."""
    text = path.as_posix()
    # A Windows drive needs an empty host before it.
    text = text if text.startswith("/") else f"/{text}"
    return "file://" + urllib.parse.quote(os.fsencode(text), safe="/:") + f"?mode={MODE}"


def connect(path, wait=None):
    """Open a connection that can write spatial tables too; transactions are begun explicitly.

    :param wait: seconds to wait for the locks of others; None for the usual time
    :raises sqlite3.OperationalError: if the file is not there; none is made in its place
    """
    timeout = LOCK_SECONDS if wait is None else wait
    connection = sqlite3.connect(address(Path(path).absolute()), timeout=timeout, uri=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for name, position in (("ST_MinX", 0), ("ST_MaxX", 1), ("ST_MinY", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, _bound(position), deterministic=True)
    return connection


def geometry_blob(wkb):
    """Return WKB (EPSG:3006) as a GeoPackage geometry with its envelope, None for None."""
    if wkb is None:
        return None
    from osgeo import ogr

    bounds = ogr.CreateGeometryFromWkb(wkb).GetEnvelope()
    return b"GP" + struct.pack("<BBi4d", 0, 0b00000011, EPSG, *bounds) + wkb


def geometry_wkb(blob):
    """Return the WKB of a GeoPackage geometry, None for None."""
    return None if blob is None else bytes(blob[_header_length(blob) :])


def _header_length(blob):
    return 8 + 8 * _ENVELOPE_DOUBLES[(blob[3] >> 1) & 0b111]


def _is_empty(blob):
    return None if blob is None else (blob[3] >> 4) & 1


def _bound(position):
    def bound(blob):
        if blob is None:
            return None
        order = "<" if blob[3] & 1 else ">"
        if (blob[3] >> 1) & 0b111:
            return struct.unpack_from(f"{order}4d", blob, 8)[position]
        # GDAL writes points without an envelope.
        inner = "<" if blob[8] else ">"
        return struct.unpack_from(f"{inner}2d", blob, 13)[position // 2]

    return bound
