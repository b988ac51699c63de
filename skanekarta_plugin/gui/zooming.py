"""Where municipalities lie on the map."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)

_ROOM = 1.15


def zoom_to(canvas, session, codes):
    """Zoom a map canvas to municipalities, with some room around them.

    :param codes: codes of municipalities
    """
    extent = extent_of(session, codes)
    if extent.isEmpty():
        return
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:3006"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
    try:
        extent = transform.transformBoundingBox(extent)
    except QgsCsException:
        return
    extent.scale(_ROOM)
    canvas.setExtent(extent)
    canvas.refresh()


def flash(canvas, session, codes):
    """Let municipalities light up on a map canvas for a moment."""
    shapes = [shape for code, shape in _shapes(session) if code in set(codes)]
    canvas.flashGeometries(shapes, QgsCoordinateReferenceSystem("EPSG:3006"))


def municipality_at(session, point, crs):
    """Return the code of the municipality at a point, None beside the land.

    :param point: a :class:`QgsPointXY` in ``crs``
    """
    transform = QgsCoordinateTransform(
        crs, QgsCoordinateReferenceSystem("EPSG:3006"), QgsProject.instance()
    )
    try:
        point = transform.transform(point)
    except QgsCsException:
        return None
    return next((code for code, shape in _shapes(session) if shape.contains(point)), None)


def extent_of(session, codes):
    """Return what municipalities cover together, in EPSG:3006."""
    wanted = set(codes)
    extent = QgsRectangle()
    for code, shape in _shapes(session):
        if code in wanted:
            extent.combineExtentWith(shape.boundingBox())
    return extent


def _shapes(session):
    """Yield the code and geometry of each municipality, in EPSG:3006."""
    described = session.catalogue.municipalities
    rows = session.explorer.data(described.name)
    shapes = session.store.geometries(described.name)
    for row_id, code in zip(rows.ids, rows.columns[described.municipality_field], strict=True):
        if shapes.get(row_id):
            geometry = QgsGeometry()
            geometry.fromWkb(bytes(shapes[row_id]))
            yield code, geometry
