"""How areas and points look: renderers made from the legend; they name fields only."""

import math

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsGraduatedSymbolRenderer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPointDisplacementRenderer,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..i18n import label, tr
from .labels import MIDDLE
from .live import SIDE_A, SIDE_B, VALUE, heading_of, text_of
from .palette import (
    LAND_COLOUR,
    MISSING_COLOUR,
    MISSING_HATCH,
    OTHER_COLOUR,
    ZERO_COLOUR,
    category_colours,
)

LARGEST_MM = 16.0
SMALLEST_MM = 1.3
_COAST = "#8d969c"
_COAST_MM = 0.5
_BORDER_MM = 0.25
# Seen on the darkest as on the lightest of the colours that mean less.
_PAPER_LINE = "#b3ffffff"
_SYMBOL_OPACITY = 0.72
# Where the rows themselves lie on top as points.
_GROUND_OPACITY = 0.3
# Beyond any value, and short when written into the project file.
_ENDLESS = 1e15
_LARGEST = _ENDLESS / 100
_SMALLEST = 1e-9
_SAME_SPOT_MM = 0.01


def missing_renderer():
    """Return the hatch of missing values; its outline shows as the coast of the layers above."""
    ground = _fill(MISSING_COLOUR, _COAST, _COAST_MM)
    return QgsSingleSymbolRenderer(_symbol(QgsFillSymbol, ground, _hatch(MISSING_HATCH, 45, 0.2)))


def _hatched(colour):
    """Return areas of a colour that no class has: stripes the other way than those of missing."""
    ground = _fill(MISSING_COLOUR, "#ffffff", _BORDER_MM)
    return _symbol(QgsFillSymbol, ground, _hatch(colour, 135, 0.6))


def _hatch(colour, angle, width, distance=1.5):
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(distance)
    hatch.setSubSymbol(_line(colour, width))
    return hatch


def areas_renderer(view, *, on_paper=False):
    """Return the look of coloured areas: of differences around zero, else from little to much."""
    if view.legend.is_diverging:
        return difference_renderer(view.legend, on_paper=on_paper)
    return choropleth_renderer(view.legend)


def difference_renderer(legend, *, on_paper=False):
    """Return differences as colours around zero, each class open away from it at the ends.

    What is compared with nothing has no per cent, and a look of its own.

    :param on_paper: what is less has fine lines too, so that it is told from more in grey
    """
    last = len(legend.classes) - 1
    ranges = []
    for index, item in enumerate(legend.classes):
        lower = item.lower if index else -_LARGEST
        upper = item.upper if index < last else _LARGEST
        if upper <= 0:
            # The limit away from zero belongs to the next class, as above zero.
            upper = math.nextafter(upper, -math.inf) if upper else -_SMALLEST
        elif not lower:
            lower = _SMALLEST
        symbol = _area_symbol(item.colour)
        if on_paper and item.upper <= 0:
            symbol.appendSymbolLayer(_hatch(_PAPER_LINE, 0, 0.18, 0.9))
        ranges.append(QgsRendererRange(lower, upper, symbol, item.label))
    if legend.zero is not None:
        middle = sum(1 for item in legend.classes if item.upper <= 0)
        zero = QgsRendererRange(-_SMALLEST, _SMALLEST, _area_symbol(ZERO_COLOUR), legend.zero.label)
        ranges.insert(middle, zero)
    if legend.new is not None:
        symbol = _hatched(legend.new.colour)
        ranges.append(QgsRendererRange(_ENDLESS / 10, _ENDLESS, symbol, legend.new.label))
    shown = f'"{VALUE}"'
    if legend.new is not None:
        shown = f'if("{SIDE_B}" = 0 AND "{SIDE_A}" > 0, {_ENDLESS / 2!r}, "{VALUE}")'
    renderer = QgsGraduatedSymbolRenderer(shown, ranges)
    renderer.setSourceSymbol(_area_symbol(LAND_COLOUR))
    return renderer


def choropleth_renderer(legend):
    """Return classes as colours: zero first, then the classes of the legend, white borders.

    The lowest class is open downwards and the highest upwards, so that frozen limits lose no area.
    """
    ranges = []
    if legend.negative is not None:
        item = legend.negative
        # Just below zero, since the limits of a class belong to it.
        ranges.append(QgsRendererRange(-_ENDLESS, -1e-9, _area_symbol(item.colour), item.label))
    if legend.zero is not None:
        ranges.append(QgsRendererRange(0.0, 0.0, _area_symbol(ZERO_COLOUR), legend.zero.label))
    last = len(legend.classes) - 1
    for index, item in enumerate(legend.classes):
        lower = item.lower if index else -_ENDLESS
        upper = item.upper if index < last else _ENDLESS
        ranges.append(QgsRendererRange(lower, upper, _area_symbol(item.colour), item.label))
    renderer = QgsGraduatedSymbolRenderer(VALUE, ranges)
    renderer.setSourceSymbol(_area_symbol(LAND_COLOUR))
    return renderer


def symbols_renderer(view):
    """Return circles on light land, their area proportional to the value, large ones below.

    Land without a circle is zero; missing is not drawn, so that the hatch below shows. Negative
    sums are hollow circles.
    """
    values = [area.value for area in view.totals.areas if area.value is not None]
    colour = QColor(view.description.symbol_colour)
    shown = any(item.filtered for item in view.description.layers)
    colour.setAlphaF(_GROUND_OPACITY if shown else _SYMBOL_OPACITY)
    root = QgsRuleBasedRenderer.Rule(None)
    zero = view.legend.zero.label if view.legend.zero else text_of(view.choice.measure.zero)
    field = f'"{VALUE}"'
    root.appendChild(_rule(_area_symbol(ZERO_COLOUR), f"{field} = 0", zero))
    full = _circles(circle_size(view), colour)
    root.appendChild(_rule(full, f"{field} > 0", _circles_text(view)))
    if any(value < 0 for value in values):
        hollow = _circles(circle_size(view), colour, hollow=True)
        root.appendChild(_rule(hollow, f"{field} < 0", tr("Below zero")))
    renderer = QgsRuleBasedRenderer(root)
    clause = QgsFeatureRequest.OrderByClause(f"abs({field})", False)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([clause]))
    renderer.setOrderByEnabled(True)
    return renderer


def _circles_text(view):
    heading, largest = heading_of(view), view.legend.largest_label
    if not largest:
        return heading
    return tr("{measure}, largest circle {amount}", measure=heading, amount=largest)


def circle_size(view):
    """Return the expression of a circle's diameter in millimetres: its area is proportional."""
    largest = view.legend.largest or 1
    return f'max({SMALLEST_MM}, {LARGEST_MM} * sqrt(abs("{VALUE}") / {float(largest)!r}))'


def circle_gap(view):
    """Return the expression of the distance of a name to the middle of a circle, in millimetres."""
    return f'if("{VALUE}" <> 0, {circle_size(view)} / 2 + 0.2, 0)'


def missing_name(field):
    """Return the expression of an area's name where it has no value, else of nothing.

    What is compared with nothing has a look, and its name there.
    """
    # Only comparisons have these fields.
    is_new = f"coalesce(attribute('{SIDE_B}') = 0 AND attribute('{SIDE_A}') > 0, false)"
    name = QgsExpression.quotedColumnRef(field)
    return f"if(\"{VALUE}\" IS NULL AND NOT {is_new}, {name}, '')"


def points_renderer(row_layer, field, codelist):
    """Return points in one colour, or in one for each value of a coded field.

    Colours go by the order of the codelist, so that they do not change with the filter; the values
    beyond the palette, and missing ones, are grey "others".

    :param field: the field of ``row_layer.categories``, or None
    :param codelist: its codelist as the store knows it, or None
    """
    if field is None or codelist is None:
        return QgsSingleSymbolRenderer(_point(row_layer.colour or OTHER_COLOUR, row_layer.size))
    shades = category_colours(len(codelist.entries))
    categories = [
        QgsRendererCategory(entry.value, _point(shade, row_layer.size), label(entry))
        for entry, shade in zip(codelist.entries, shades, strict=True)
        if shade != OTHER_COLOUR
    ]
    others = QgsRendererCategory("", _point(OTHER_COLOUR, row_layer.size), tr("Others"))
    return QgsCategorizedSymbolRenderer(field.name, [*categories, others])


def spread(renderer):
    """Return a renderer that lays points on one and the same spot beside each other, in a block."""
    spreading = QgsPointDisplacementRenderer()
    spreading.setEmbeddedRenderer(renderer)
    spreading.setPlacement(QgsPointDisplacementRenderer.Placement.Grid)
    spreading.setTolerance(_SAME_SPOT_MM)
    spreading.setToleranceUnit(Qgis.RenderUnit.Millimeters)
    spreading.setCircleWidth(0)
    spreading.setCircleColor(QColor(Qt.GlobalColor.transparent))
    spreading.setLabelDistanceFactor(0)
    spreading.setCenterSymbol(_symbol(QgsMarkerSymbol, _nothing()))
    return spreading


def _nothing():
    marker = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, 0)
    marker.setColor(QColor(Qt.GlobalColor.transparent))
    marker.setStrokeStyle(Qt.PenStyle.NoPen)
    return marker


def _rule(symbol, expression, text):
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, text)


def _circles(size, colour, hollow=False):
    marker = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, LARGEST_MM / 4)
    marker.setColor(QColor(Qt.GlobalColor.transparent) if hollow else QColor(colour))
    marker.setStrokeColor(QColor(colour if hollow else "#ffffff"))
    marker.setStrokeWidth(0.5 if hollow else 0.25)
    marker.setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertySize, QgsProperty.fromExpression(size)
    )
    generator = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": MIDDLE})
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(_symbol(QgsMarkerSymbol, marker))
    # All land is drawn before the first circle.
    generator.setRenderingPass(1)
    return _symbol(QgsFillSymbol, _fill(LAND_COLOUR, "#ffffff", _BORDER_MM), generator)


def _symbol(kind, *layers):
    """Return a symbol of these layers; given as a list they would stay Python's, and be freed."""
    symbol = kind()
    symbol.deleteSymbolLayer(0)
    for layer in layers:
        symbol.appendSymbolLayer(layer)
    return symbol


def _area_symbol(colour):
    border = "#d5d0c6" if colour == ZERO_COLOUR else "#ffffff"
    return _symbol(QgsFillSymbol, _fill(colour, border, _BORDER_MM))


def _fill(colour, stroke, width):
    layer = QgsSimpleFillSymbolLayer(QColor(colour))
    layer.setStrokeColor(QColor(stroke))
    layer.setStrokeWidth(width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return layer


def _line(colour, width):
    return _symbol(QgsLineSymbol, QgsSimpleLineSymbolLayer(QColor(colour), width))


def _point(colour, size):
    marker = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, size)
    marker.setColor(QColor(colour))
    marker.setStrokeColor(QColor("#ffffff"))
    marker.setStrokeWidth(0.2)
    return _symbol(QgsMarkerSymbol, marker)
