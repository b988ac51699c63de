"""Makes a styled layer fit for a small map: what is measured in millimetres becomes smaller."""

from qgis.core import QgsProperty, QgsRenderContext, QgsSymbolLayer

# Borders thinner than this vanish in print.
_THINNEST_MM = 0.08
# Between the size of the map and its root.
_CIRCLES = 0.65
_SIZE = QgsSymbolLayer.Property.PropertySize


def shrink(layer, factor, named=False):
    """Draw the borders, hatches and circles of a layer of areas smaller.

    Circles keep more of their size than the rest: few of them stay to be seen otherwise.

    :param factor: how large the map is of a full one, such as 0.3
    :param named: False takes the names from it
    """
    layer.setLabelsEnabled(named)
    renderer = layer.renderer().clone()
    for symbol in renderer.symbols(QgsRenderContext()):
        _shrink(symbol, factor)
    layer.setRenderer(renderer)


def _shrink(symbol, factor):
    for part in symbol.symbolLayers():
        for read, write in (("strokeWidth", "setStrokeWidth"), ("width", "setWidth")):
            if hasattr(part, read) and hasattr(part, write):
                width = getattr(part, read)()
                getattr(part, write)(max(width * factor, min(width, _THINNEST_MM)))
        if hasattr(part, "setDistance"):
            part.setDistance(part.distance() * max(factor, 0.5))
        sizes = part.dataDefinedProperties()
        if sizes.isActive(_SIZE):
            written = sizes.property(_SIZE).asExpression()
            part.setDataDefinedProperty(
                _SIZE, QgsProperty.fromExpression(f"{factor**_CIRCLES!r} * ({written})")
            )
        elif hasattr(part, "setSize"):
            part.setSize(part.size() * factor**_CIRCLES)
        if part.subSymbol() is not None:
            _shrink(part.subSymbol(), factor)
