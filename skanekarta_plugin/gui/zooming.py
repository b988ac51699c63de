"""Shows municipalities on the map."""

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


def extent_of(session, codes):
    """Return what municipalities cover together, in EPSG:3006."""
    described = session.catalogue.municipalities
    rows = session.explorer.data(described.name)
    wanted = set(codes)
    shapes = session.store.geometries(described.name)
    extent = QgsRectangle()
    for row_id, code in zip(rows.ids, rows.columns[described.municipality_field], strict=True):
        if code in wanted and shapes.get(row_id):
            geometry = QgsGeometry()
            geometry.fromWkb(bytes(shapes[row_id]))
            extent.combineExtentWith(geometry.boundingBox())
    return extent
