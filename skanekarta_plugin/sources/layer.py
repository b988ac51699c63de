"""Reads a layer that is open in QGIS, as it is seen there: unsaved edits, joins, aliases."""

import datetime
import hashlib
import json
import math
from dataclasses import dataclass

from ..errors import N_, SourceError
from .progress import nothing
from .table import Source, TableBuilder

EPSG = "EPSG:3006"


@dataclass(frozen=True)
class LayerSnapshot:
    """What a task needs to read a layer without touching it.

    :param name: name of the layer
    :param headers: the alias of each field, or its name where there is none
    :param origin: provider and source, without credentials
    :param features: a ``QgsVectorLayerFeatureSource``
    :param crs: a ``QgsCoordinateReferenceSystem``; :param context: its transform context
    :param count: number of features, -1 if it is not known
    """

    name: str
    headers: tuple
    origin: str
    features: object
    crs: object
    context: object
    count: int


def snapshot(layer):
    """Return a snapshot of a layer. To be called on the main thread.

    :param layer: a ``QgsVectorLayer``
    :raises SourceError: if the layer has lost its source
    """
    from qgis.core import QgsProject, QgsVectorLayerFeatureSource

    if not layer.isValid():
        raise SourceError(
            N_("The layer “{layer}” has lost its source. Repair it, or choose another."),
            layer=layer.name(),
        )
    return LayerSnapshot(
        layer.name(),
        tuple(field.alias() or field.name() for field in layer.fields()),
        f"{layer.providerType()}: {layer.publicSource()}",
        QgsVectorLayerFeatureSource(layer),
        layer.crs(),
        QgsProject.instance().transformContext(),
        layer.featureCount(),
    )


def read_layer(snapshot, progress=None):
    """Read a layer. May be called in any thread.

    :param snapshot: a :class:`LayerSnapshot`
    :param progress: function of a fraction 0..1, called often; may raise ``errors.Cancelled``
    :return: a :class:`~.table.Source`, whose checksum is that of the cells
    :raises SourceError: if the layer has no rows
    """
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeatureRequest

    progress = progress or nothing
    target = QgsCoordinateReferenceSystem(EPSG)
    transform = None
    if snapshot.crs.isValid() and snapshot.crs != target:
        transform = QgsCoordinateTransform(snapshot.crs, target, snapshot.context)
    builder, geometries, checksum = TableBuilder(), {}, hashlib.sha256()
    builder.add(1, list(snapshot.headers))
    checksum.update(repr(snapshot.headers).encode())
    expected = max(1, snapshot.count)
    # Rows are numbered as if a header stood above them, as in an exported table.
    for number, feature in enumerate(snapshot.features.getFeatures(QgsFeatureRequest()), start=2):
        cells = [_cell(value) for value in feature.attributes()]
        builder.add(number, cells)
        checksum.update(repr(cells).encode("utf-8", "replace"))
        wkb = _wkb(feature.geometry(), transform)
        if wkb is not None:
            geometries[number] = wkb
            checksum.update(wkb)
        if not number % 50:
            progress(number / expected)
    if len(builder) < 2:
        raise SourceError(
            N_("There are no rows in {file}. Choose another file or sheet."), file=snapshot.name
        )
    table = builder.build(snapshot.name, geometries=geometries)
    progress(1)
    return Source(snapshot.name, checksum.hexdigest(), (table,))


def _wkb(geometry, transform):
    from qgis.core import Qgis, QgsCsException

    if geometry.isNull() or geometry.isEmpty():
        return None
    if transform is not None:
        try:
            if geometry.transform(transform) != Qgis.GeometryOperationResult.Success:
                return None
        except QgsCsException:
            # Outside of where the projection is defined: nowhere in Skåne.
            return None
    return bytes(geometry.asWkb())


def _cell(value):
    """Return a value of QGIS as a cell."""
    from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QTime, QVariant

    if value is None or isinstance(value, str | bool | int | datetime.date):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, QVariant):
        return None if value.isNull() else str(value.value())
    if isinstance(value, QDate | QDateTime | QTime):
        if not value.isValid():
            return None
        if isinstance(value, QDate):
            return value.toPyDate()
        return value.toPyDateTime() if isinstance(value, QDateTime) else str(value.toPyTime())
    if isinstance(value, QByteArray | bytes):
        return None
    if isinstance(value, list | tuple):
        parts = [_cell(part) for part in value]
        return "; ".join(str(part) for part in parts if part is not None)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
