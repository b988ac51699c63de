"""A file geodatabase in a zip: long names, aliases, whole texts and real NULLs."""

import zipfile

from osgeo import gdal, ogr

from ..errors import N_, OutputError
from .columns import WHOLE, Column, check_layer, is_32_bit, not_written, write_layer

_NEEDED = "3060000"
_KINDS = {"string": ogr.OFTString, "date": ogr.OFTDateTime, "number": ogr.OFTReal}


def write_geodatabase(view, tables, folder):
    """Write all tables into ``<map>.gdb.zip``, which holds ``<map>.gdb/``.

    Layers are named ``<map>_<layer>``, since those of several maps meet in ArcGIS Online.

    Dates are at noon, since ArcGIS Online reads them as UTC.

    :return: ``(paths, notes)``
    :raises OutputError: if this GDAL cannot, or if a layer is not read back as it was
    """
    driver = ogr.GetDriverByName("OpenFileGDB")
    if driver is None or gdal.VersionInfo() < _NEEDED:
        raise OutputError(
            N_("A file geodatabase needs GDAL 3.6 or later, which comes with newer QGIS versions.")
        )
    name = view.description.name
    base = folder / f"{name}.gdb"
    source = driver.CreateDataSource(str(base))
    if source is None:
        raise not_written(name)
    columns = {
        table.name: [_column(table, index) for index in range(len(table.fields))]
        for table in tables
    }
    for table in tables:
        options = [f"LAYER_ALIAS={table.title}"]
        write_layer(source, table, columns[table.name], f"{name}_{table.name}", options)
    source = None  # Closing writes what is left.
    path = folder / f"{name}.gdb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(base.iterdir()):
            archive.write(part, f"{base.name}/{part.name}")
    source = ogr.Open(f"/vsizip/{path.as_posix()}/{base.name}")
    for table in tables:
        layer = source and source.GetLayerByName(f"{name}_{table.name}")
        check_layer(layer, table, columns[table.name])
    return [path], []


def _column(table, index):
    item = table.fields[index]
    kind, subtype = _KINDS.get(item.kind, ogr.OFTInteger), ogr.OFSTNone
    # 64-bit integers become reals in a geodatabase that every ArcGIS can open.
    if item.kind in WHOLE and not is_32_bit(table.values(index)):
        kind = ogr.OFTReal
    if item.kind == "boolean":
        subtype = ogr.OFSTInt16
    return Column(item.name, kind, subtype, alias=item.label)
