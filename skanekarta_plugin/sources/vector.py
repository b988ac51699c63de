"""Reads vector files through GDAL, with their geometry in EPSG:3006."""

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
        rows.append((number, [feature.GetField(index) for index in range(count)]))
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            if transform is not None:
                geometry.Transform(transform)
            if geometry.GetGeometryType() == ogr.wkbPolygon:
                geometry = ogr.ForceToMultiPolygon(geometry.Clone())
            geometries[number] = bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))
    return SourceTable(layer.GetName(), rows, {}, geometries)
