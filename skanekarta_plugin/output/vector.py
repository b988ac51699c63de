"""Layers as files for ArcGIS Online: written, opened again, compared, and only then handed over."""

import re
from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMemoryProviderUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QMetaType

from ..errors import N_, OutputError
from .columns import INT32, LayerTable, not_written
from .files import deliver, workshop
from .gate import check_audience
from .geodatabase import write_geodatabase
from .readme import write_field_key, write_readme
from .shapefile import write_shapefiles

CRS = "EPSG:3006"
# The writers by the name of their format; each returns (paths, notes).
FORMATS = {"shp": write_shapefiles, "gdb": write_geodatabase}

_LAYER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z", re.ASCII)
_EXPORT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,9}\Z", re.ASCII)
_TYPES = {
    "string": QMetaType.Type.QString,
    "integer": QMetaType.Type.Int,
    "year": QMetaType.Type.Int,
    "number": QMetaType.Type.Double,
    "date": QMetaType.Type.QDate,
    "boolean": QMetaType.Type.Bool,
}


@dataclass(frozen=True)
class ExportField:
    """A field as it leaves the house.

    :param name: the attribute's name in the layer
    :param export_name: its name in a shapefile: a letter, then letters, digits and ``_``, in all
        at most 10 characters
    :param label: what the reader sees, in the user's language
    :param meaning: a sentence for the field key
    :param kind: ``string``, ``integer``, ``number``, ``year``, ``date`` or ``boolean``
    """

    name: str
    export_name: str
    label: str
    meaning: str
    kind: str


@dataclass(frozen=True)
class ExportLayer:
    """A layer as it leaves the house.

    :param name: ASCII name, used in the names of files and layers
    :param layer: a vector layer in EPSG:3006, whose attributes the fields name
    :param fields: the :class:`ExportField` objects, in their order
    """

    name: str
    layer: QgsVectorLayer
    fields: list


def export_layers(view, layers, formats, folder, audience):
    """Write the layers of a map in each of the formats, with a field key and a read-me.

    :param view: the :class:`~..analysis.model.MapView` the layers were made from
    :param layers: :class:`ExportLayer` objects
    :param formats: names in :data:`FORMATS`
    :param folder: target folder, made if it is missing; files of the same names are replaced whole
    :param audience: see :func:`.gate.check_audience`
    :return: the paths of the written files
    :raises OutputError: if the audience or a format is refused, if what was written is not what the
        layer holds, or if the folder cannot be written; the folder is then as it was
    """
    check_audience(audience)
    check_formats(formats)
    _check_names(layers)
    tables = [LayerTable(layer) for layer in layers]
    with workshop() as place:
        try:
            paths = _write(view, tables, formats, place)
        except (OSError, RuntimeError) as error:
            # A full disk; or another plugin made GDAL raise its errors.
            raise not_written(view.description.name, str(error)) from error
        return deliver(paths, folder)


def _write(view, tables, formats, place):
    paths, notes = [], []
    for name in dict.fromkeys(formats):
        made, said = FORMATS[name](view, tables, place)
        paths += made
        notes += said
    paths.append(write_field_key(view, tables, notes, place))
    paths.append(write_readme(view, tables, formats, place))
    return paths


def check_formats(formats):
    """Refuse an export without a format, or with an unknown one.

    :raises OutputError: naming the known formats
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise OutputError(
            N_("The format “{name}” is not known. Choose one or several of: {known}."),
            name=", ".join(unknown),
            known=list(FORMATS),
        )


def _check_names(layers):
    names = [layer.name for layer in layers]
    wrong = [name for name in names if not _LAYER_NAME.match(name) or names.count(name) > 1]
    for layer in layers:
        shorts = [field.export_name.lower() for field in layer.fields]
        wrong += [
            f"{layer.name}.{field.export_name}"
            for field in layer.fields
            if not _EXPORT_NAME.match(field.export_name)
            or shorts.count(field.export_name.lower()) > 1
            or field.kind not in _TYPES
            or layer.layer.fields().lookupField(field.name) < 0
        ]
    if wrong:
        raise OutputError(
            N_(
                "These names cannot be used in an export: {names}. "
                "They come from the plugin's descriptions. Install the plugin again."
            ),
            names=sorted(set(wrong)),
        )


def memory_layer(name, geometry_type, fields, rows):
    """Build a vector layer in EPSG:3006 that holds its rows itself.

    :param name: the layer's name
    :param geometry_type: a ``Qgis.WkbType``
    :param fields: :class:`ExportField` objects; their labels become aliases
    :param rows: ``(geometry, values)``: WKB bytes, a ``QgsGeometry`` or None, and one value for
        each field, in its kind (dates as ``date``, ``QDate`` or ISO text), None for a missing one
    :raises OutputError: if a row cannot be stored as described
    """
    rows = [(geometry, list(values)) for geometry, values in rows]
    described = QgsFields()
    for index, item in enumerate(fields):
        described.append(_memory_field(item, (values[index] for _, values in rows)))
    layer = QgsMemoryProviderUtils.createMemoryLayer(
        name, described, geometry_type, QgsCoordinateReferenceSystem(CRS)
    )
    features = [_feature(described, fields, geometry, values) for geometry, values in rows]
    stored, _ = layer.dataProvider().addFeatures(features)
    if not stored or layer.featureCount() != len(rows):
        raise OutputError(
            N_("The layer {name} could not be built from its rows."),
            name=name,
            details="; ".join(layer.dataProvider().errors()),
        )
    for index, item in enumerate(fields):
        layer.setFieldAlias(index, item.label)
    layer.updateExtents()
    return layer


def _memory_field(item, values):
    kind = _TYPES[item.kind]
    if kind == QMetaType.Type.Int and any(v is not None and abs(v) > INT32 for v in values):
        kind = QMetaType.Type.LongLong
    field = QgsField(item.name, kind)
    field.setAlias(item.label)
    return field


def _feature(described, fields, geometry, values):
    feature = QgsFeature(described)
    feature.setAttributes(
        [_stored(item.kind, value) for item, value in zip(fields, values, strict=True)]
    )
    if isinstance(geometry, QgsGeometry):
        feature.setGeometry(geometry)
    elif geometry is not None:
        shape = QgsGeometry()
        shape.fromWkb(bytes(geometry))
        feature.setGeometry(shape)
    return feature


def _stored(kind, value):
    if kind == "date" and isinstance(value, date):
        return QDate(value.year, value.month, value.day)
    if kind == "date" and isinstance(value, str):
        return QDate.fromString(value[:10], "yyyy-MM-dd")
    return value
