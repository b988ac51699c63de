"""Reads vector files through GDAL, with their geometry in EPSG:3006."""

import datetime

from ..errors import N_, SourceError
from .progress import nothing, parts
from .table import TableBuilder

EPSG = 3006


def read_layers(path, wants=lambda _name: True, progress=nothing):
    """Return each layer of a vector file as a table: header row, rows, geometries.

    :param wants: function of a layer's name; False: it is not read
    :return: names of all layers, tables of those wanted
    :raises SourceError: if GDAL cannot open the file
    """
    from osgeo import gdal, ogr, osr

    with gdal.ExceptionMgr() if hasattr(gdal, "ExceptionMgr") else _Quiet(gdal):
        try:
            source = ogr.Open(str(path))
        except RuntimeError:
            source = None
    if source is None:
        raise SourceError(
            N_("{file} cannot be opened as a map layer. Check the file."), file=path.name
        )
    target = osr.SpatialReference()
    target.ImportFromEPSG(EPSG)
    target.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layers = [source.GetLayer(index) for index in range(source.GetLayerCount())]
    wanted = [layer for layer in layers if wants(layer.GetName())]
    steps = parts(progress, [max(1, layer.GetFeatureCount()) for layer in wanted])
    tables = [_table(layer, target, step) for layer, step in zip(wanted, steps, strict=True)]
    return [layer.GetName() for layer in layers], tables


class _Quiet:
    """Keeps GDAL from printing; stands in where GDAL is older than 3.7."""

    def __init__(self, gdal):
        self.gdal = gdal

    def __enter__(self):
        self.gdal.PushErrorHandler("CPLQuietErrorHandler")

    def __exit__(self, *_):
        self.gdal.PopErrorHandler()


def of_type(wkb, kind):
    """Return a geometry as the type that a dataset has, flat; None if it cannot be one.

    :param wkb: WKB
    :param kind: ``"Point"``, where for anything else a point on it stands for it, or
        ``"MultiPolygon"``
    """
    from osgeo import ogr

    geometry = ogr.CreateGeometryFromWkb(wkb)
    if geometry is None or geometry.IsEmpty():
        return None
    geometry.FlattenTo2D()
    geometry = geometry.GetLinearGeometry()
    shape = ogr.GT_Flatten(geometry.GetGeometryType())
    if kind == "Point" and shape != ogr.wkbPoint:
        geometry = geometry.PointOnSurface()
    elif kind == "MultiPolygon" and shape != ogr.wkbMultiPolygon:
        geometry = ogr.ForceToMultiPolygon(geometry) if shape == ogr.wkbPolygon else None
    return None if geometry is None else bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))


def _cell(feature, index):
    from osgeo import ogr

    kind = feature.GetFieldDefnRef(index).GetType()
    if kind in (ogr.OFTDate, ogr.OFTDateTime) and feature.IsFieldSetAndNotNull(index):
        year, month, day, *_ = feature.GetFieldAsDateTime(index)
        return datetime.date(year, month, day)
    value = feature.GetField(index)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return None if isinstance(value, bytes | bytearray) else value


def _table(layer, target, progress):
    from osgeo import ogr, osr

    definition = layer.GetLayerDefn()
    count = definition.GetFieldCount()
    header = [definition.GetFieldDefn(index).GetName() for index in range(count)]
    builder, geometries = TableBuilder(), {}
    builder.add(1, header)
    reference = layer.GetSpatialRef()
    transform = None
    if reference is not None and not reference.IsSame(target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transform = osr.CoordinateTransformation(reference, target)
    features = max(1, layer.GetFeatureCount())
    # Rows are numbered as if a header stood above them, as in an exported table.
    for number, feature in enumerate(layer, start=2):
        builder.add(number, [_cell(feature, index) for index in range(count)])
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            if transform is not None:
                geometry.Transform(transform)
            if not geometry.IsEmpty():
                geometries[number] = bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))
        if not number % 50:
            progress(number / features)
    return builder.build(layer.GetName(), geometries=geometries)
