"""The symbols of a printed legend, taken from the very layers that the map draws."""

import math

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsRenderContext,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

# The largest circle where no layer tells its size.
_LARGEST_MM = 14.0
_BORDER_MM = 0.2
_MM_PER_POINT = 25.4 / 72


class Swatches:
    """Finds the symbol of each row of a legend.

    :param view: the :class:`~..analysis.model.MapView` that is printed
    :param layers: the styled layers of the map, the uppermost first
    """

    def __init__(self, view, layers):
        vectors = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
        self._vectors = [layer for layer in vectors if layer.renderer() is not None]
        self._fills = _fills_by_label(self._vectors)
        self._view = view
        self._sized = _sized_marker(view, self._vectors)

    def of_class(self, item):
        """Return the fill symbol of a class."""
        plain = item.label.removesuffix(f" ({item.count})")
        found = self._fills.get(item.label) or self._fills.get(plain)
        return _swatch(found) if found else fill(QColor(item.colour))

    def of_missing(self, text):
        """Return the fill symbol of areas without a value."""
        found = self._fills.get(text) or self._fills.get(text.rpartition(" (")[0])
        return _swatch(found) if found else _hatched()

    def diameter(self, value):
        """Return the diameter in mm of the circle of a value."""
        if self._sized is not None:
            return self._sized.diameter(value)
        largest = self._view.legend.largest or value
        return _LARGEST_MM * math.sqrt(value / largest) if largest else 0.0

    def circle(self):
        """Return the symbol of a circle above zero."""
        if self._sized is None:
            return fill(QColor(self._view.description.symbol_colour))
        return self._sized.circle()

    def hollow(self):
        """Return the symbol of a circle below zero."""
        colour = QColor(self._view.description.symbol_colour)
        return fill(QColor("#ffffff"), colour, 0.4)

    def points(self):
        """Yield ``(heading, rows)`` of each layer of points; rows are (symbol, mm, text).

        The heading is empty where the layer has one look only.
        """
        for layer in self._vectors:
            if layer.geometryType() == Qgis.GeometryType.Point:
                used = _used_items(layer)
                rows = [
                    (fill(symbol.color()), max(symbol.size(), 1.6), text)
                    for symbol, text in used
                    if isinstance(symbol, QgsMarkerSymbol)
                ]
                single = len(used) == 1 and not used[0][1]
                if single:
                    rows = [(symbol, size, layer.name()) for symbol, size, _ in rows]
                if rows and layer.featureCount():
                    yield ("" if single else layer.name()), rows


class _SizedMarker:
    """A marker of a layer whose size follows the value of the map."""

    def __init__(self, layer, marker, feature, fields):
        self._marker, self._feature, self._fields = marker.clone(), feature, fields
        self._context = QgsExpressionContext(
            QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        )
        self._context.setFields(layer.fields())

    def diameter(self, value):
        """Return the diameter in mm as the layer would draw it for a value."""
        for index in self._fields:
            self._feature.setAttribute(index, value)
        self._context.setFeature(self._feature)
        size, _ = self._marker.dataDefinedSize().valueAsDouble(self._context, 0.0)
        points = self._marker.sizeUnit() == Qgis.RenderUnit.Points
        return size * _MM_PER_POINT if points else size

    def circle(self):
        part = self._marker.symbolLayer(0)
        return fill(_on_white(part.fillColor(), self._marker.opacity()), part.strokeColor())


def _sized_marker(view, layers):
    for layer in layers:
        for symbol in layer.renderer().symbols(QgsRenderContext()):
            for marker in _markers(symbol):
                if marker.dataDefinedSize().isActive():
                    feature, fields = _largest_feature(view, layer)
                    if fields:
                        return _SizedMarker(layer, marker, feature, fields)
    return None


def _markers(symbol):
    if isinstance(symbol, QgsMarkerSymbol):
        yield symbol
    for part in symbol.symbolLayers():
        if isinstance(part.subSymbol(), QgsMarkerSymbol):
            yield part.subSymbol()


def _largest_feature(view, layer):
    """Return the feature of the largest value, and the fields of the layer that hold that value."""
    values = {area.code: area.value for area in view.totals.areas if area.value is not None}
    best, largest = None, None
    for feature in layer.getFeatures():
        code = next((item for item in feature.attributes() if item in values), None)
        if code is not None and (best is None or values[code] > largest):
            best, largest = feature, values[code]
    if best is None:
        return None, []
    held = [
        index
        for index, item in enumerate(best.attributes())
        if isinstance(item, (int, float)) and math.isclose(item, largest, rel_tol=1e-9)
    ]
    return best, held


def _fills_by_label(layers):
    """Return the fill symbols by what the layer's own legend calls them."""
    found = {}
    for layer in layers:
        for item in layer.renderer().legendSymbolItems():
            if isinstance(item.symbol(), QgsFillSymbol):
                found.setdefault(item.label() or layer.name(), item.symbol().clone())
    return found


def _used_items(layer):
    """Return ``(symbol, label)`` of the legend of a layer, without categories that no row has.

    The symbols are copies: QGIS hands out items that go, and take their symbols with them.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return [(item.symbol().clone(), item.label()) for item in renderer.legendSymbolItems()]
    index = layer.fields().lookupField(renderer.classAttribute())
    used = layer.uniqueValues(index) if index >= 0 else set()
    own = {item.value() for item in renderer.categories()}
    return [
        (item.symbol().clone(), item.label())
        for item in renderer.categories()
        if item.value() in used or (item.value() == "" and used - own)
    ]


def _swatch(symbol):
    """Return a copy with a thin border, so that swatches of thick-rimmed areas keep their size."""
    made = symbol.clone()
    for part in made.symbolLayers():
        if isinstance(part, QgsSimpleFillSymbolLayer):
            part.setStrokeWidth(min(part.strokeWidth(), _BORDER_MM))
    return made


def fill(colour, stroke=None, width=_BORDER_MM):
    """Return a plain fill, with a white border unless another is given."""
    return QgsFillSymbol.createSimple(
        {
            "color": colour.name(),
            "outline_color": (stroke or QColor("#ffffff")).name(),
            "outline_width": str(width),
        }
    )


def _on_white(colour, opacity):
    """Return how a translucent colour looks on white, so that circles can lie on each other."""
    part = colour.alphaF() * opacity
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    return QColor.fromRgbF(*(part * channel + 1 - part for channel in channels))


def _hatched():
    symbol = fill(QColor("#ffffff"), QColor("#b9bec4"))
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(45)
    pattern.setDistance(1.2)
    pattern.setSubSymbol(QgsLineSymbol.createSimple({"color": "#b9bec4", "width": "0.2"}))
    symbol.appendSymbolLayer(pattern)
    return symbol
