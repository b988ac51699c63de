"""A layer as plain rows, and the columns in which OGR writes and reads them."""

import math
from dataclasses import dataclass
from functools import cached_property

from osgeo import gdal, ogr, osr
from qgis.core import Qgis, QgsGeometry, QgsVariantUtils, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ..errors import N_, OutputError

INT32 = 2**31 - 1
NUMBERS = ("integer", "number", "year", "boolean")
WHOLE = ("integer", "year", "boolean")


@dataclass(frozen=True)
class Note:
    """Something the reader must know of a field, or of a layer where ``field`` is empty.

    :param text: an English sentence marked for translation; :param count: how many it is about
    """

    layer: str
    field: str
    text: str
    count: int


@dataclass(frozen=True)
class Column:
    """How one field is written.

    :param kind: an ``ogr.OFT…`` type
    :param missing: what stands for a missing value, None for NULL
    :param decimals: digits after the point that survive, None where all do
    """

    name: str
    kind: int
    subtype: int = ogr.OFSTNone
    width: int = 0
    decimals: int | None = None
    alias: str = ""
    missing: object = None


class LayerTable:
    """The rows of an :class:`~.vector.ExportLayer` as plain values, with valid geometries."""

    def __init__(self, export):
        self.name = export.name
        self.fields = list(export.fields)
        self.wkb_type = _written_type(export.layer.wkbType())
        self.title = export.layer.name()
        self.repaired = 0
        self.rows = []
        self.shapes = []
        for feature in export.layer.getFeatures():
            self.rows.append([_plain(feature.attribute(item.name)) for item in self.fields])
            self.shapes.append(self._shape(feature.geometry()))

    @cached_property
    def without_geometry(self):
        """Number of rows that lie nowhere."""
        return sum(1 for shape in self.shapes if shape is None)

    @property
    def is_plain(self):
        """True for a table that has no geometry by design."""
        return self.wkb_type == Qgis.WkbType.NoGeometry

    def values(self, index):
        """Return the values of one field that are not missing."""
        return [row[index] for row in self.rows if row[index] is not None]

    def _shape(self, geometry):
        """Return WKB of a valid, flat geometry of the layer's type, or None."""
        if geometry.isNull() or geometry.isEmpty():
            return None
        kind = QgsWkbTypes.geometryType(self.wkb_type)
        if not geometry.isGeosValid():
            self.repaired += 1
            made = geometry.makeValid()
            # Repairing may leave loose lines and points beside the areas.
            parts = [part for part in made.asGeometryCollection() if part.type() == kind]
            geometry = QgsGeometry.collectGeometry(parts) if parts else QgsGeometry()
        coerced = geometry.coerceToType(self.wkb_type)
        if geometry.isNull() or len(coerced) != 1:
            return None
        return bytes(coerced[0].asWkb())


def _written_type(wkb_type):
    """Return the flat type; areas and lines are multi, since repairing may make several of one."""
    flat = QgsWkbTypes.flatType(wkb_type)
    kind = QgsWkbTypes.geometryType(flat)
    parted = kind in (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line)
    return QgsWkbTypes.multiType(flat) if parted else flat


def _plain(value):
    if QgsVariantUtils.isNull(value) or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (QDate, QDateTime)):
        return value.toString(Qt.DateFormat.ISODate)[:10]
    return value


def is_32_bit(values):
    """True where all whole numbers fit into 32 bits."""
    return all(abs(value) <= INT32 for value in values)


def write_layer(source, table, columns, name, options=()):
    """Write a table as a layer of an open OGR data source.

    :param columns: a :class:`Column` for each field
    :raises OutputError: if OGR refuses something
    """
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(3006)
    layer = source.CreateLayer(name, reference, int(table.wkb_type), list(options))
    if layer is None:
        raise not_written(name)
    for column in columns:
        definition = ogr.FieldDefn(column.name, column.kind)
        definition.SetSubType(column.subtype)
        if column.width:
            definition.SetWidth(column.width)
        if column.decimals is not None:
            definition.SetPrecision(column.decimals)
        if column.alias:
            definition.SetAlternativeName(column.alias)
        _accepted(layer.CreateField(definition), name)
    for shape, row in zip(table.shapes, table.rows, strict=True):
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _set(feature, index, column, value)
        if shape is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shape))
        _accepted(layer.CreateFeature(feature), name)


def _set(feature, index, column, value):
    value = column.missing if value is None else value
    if value is None:
        feature.SetFieldNull(index)
    elif column.kind == ogr.OFTDateTime:
        # Noon: midnight in Sweden is the day before in UTC, which ArcGIS Online takes it for.
        year, month, day = (int(part) for part in value.split("-"))
        feature.SetField(index, year, month, day, 12, 0, 0.0, 0)
    elif column.kind == ogr.OFTString:
        feature.SetField(index, str(value))
    elif column.kind == ogr.OFTInteger:
        feature.SetField(index, int(value))
    else:
        feature.SetField(index, float(value))


def check_layer(layer, table, columns):
    """Compare a layer that was opened again with the rows it was written from.

    Names, number of rows, number of geometries, and the sum of each numeric field.

    :raises OutputError: if they differ
    """
    if layer is None:
        raise not_written(table.name)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    rows = [_read(feature, columns) for feature in layer]
    shapes = sum(1 for shape, _ in rows if shape)
    held = names == [column.name for column in columns] and len(rows) == len(table.rows)
    held = held and shapes == len(table.rows) - table.without_geometry
    for index, column in enumerate(columns):
        if held and table.fields[index].kind in NUMBERS:
            found = [values[index] for _, values in rows if values[index] is not None]
            held = _same_sum(found, table.values(index), column.decimals)
    if not held:
        raise not_written(table.name)


def _read(feature, columns):
    values = []
    for index, column in enumerate(columns):
        value = None if feature.IsFieldNull(index) else feature.GetField(index)
        values.append(None if value == column.missing else value)
    return feature.GetGeometryRef() is not None, values


def _same_sum(found, wanted, decimals):
    slack = len(wanted) * 0.5 * 10**-decimals if decimals is not None else 0.0
    return len(found) == len(wanted) and math.isclose(
        math.fsum(found), math.fsum(wanted), rel_tol=1e-12, abs_tol=slack
    )


def _accepted(code, name):
    if code != ogr.OGRERR_NONE:
        raise not_written(name)


def not_written(name, details=""):
    """Return the error for a layer that GDAL could not write or read back as it was."""
    return OutputError(
        N_("The layer {name} could not be written as it is. Nothing was exported."),
        name=name,
        details=details or gdal.GetLastErrorMsg(),
    )
