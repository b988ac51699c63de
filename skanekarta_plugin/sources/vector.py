"""Reads vector files through GDAL, with their geometry in EPSG:3006."""

import datetime

from ..errors import N_, SourceError
from .table import SourceTable

EPSG = 3006


def read_layers(path):
    """Return each layer of a vector file as a table: header row, rows, geometries.

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
    return [_table(source.GetLayer(index), target) for index in range(source.GetLayerCount())]


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
    return feature.GetField(index)


def _table(layer, target):
    from osgeo import ogr, osr

    definition = layer.GetLayerDefn()
    count = definition.GetFieldCount()
    header = [definition.GetFieldDefn(index).GetName() for index in range(count)]
    rows, geometries = [(1, header)], {}
    reference = layer.GetSpatialRef()
    transform = None
    if reference is not None and not reference.IsSame(target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transform = osr.CoordinateTransformation(reference, target)
    # Rows are numbered as if a header stood above them, as in an exported table.
    for number, feature in enumerate(layer, start=2):
        rows.append((number, [_cell(feature, index) for index in range(count)]))
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            if transform is not None:
                geometry.Transform(transform)
            if not geometry.IsEmpty():
                geometries[number] = bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))
    return SourceTable(layer.GetName(), rows, {}, geometries)
