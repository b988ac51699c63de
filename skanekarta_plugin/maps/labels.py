"""Names on the map: municipalities always, points below a scale."""

from qgis.core import (
    Qgis,
    QgsPalLayerSettings,
    QgsProperty,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

_AREA_POINTS = 8.0
_ROW_POINTS = 7.0
_HALO_MM = 0.8
# Those of the printed sheet; the first that the machine has.
_FAMILIES = ["Open Sans", "Segoe UI", "Noto Sans", "DejaVu Sans"]
_GIVE_WAY_MM = 1.8
# Beyond this scale 33 names have no room beside each other.
_ALL_NAMES_SCALE = 900_000
_INK = "#2b2b2b"
_QUIET_INK = "#4d4d4d"
_Position = Qgis.LabelPredefinedPointPosition
_BESIDE = [
    _Position.BottomMiddle,
    _Position.TopMiddle,
    _Position.MiddleLeft,
    _Position.MiddleRight,
    _Position.BottomRight,
    _Position.BottomLeft,
    _Position.TopRight,
    _Position.TopLeft,
]
# The middle of the largest part, where a circle looks centred and a name has most room.
MIDDLE = "pole_of_inaccessibility($geometry, 500)"


def label_areas(layer, text, gap=""):
    """Write the name of each area into its middle, or beside the circle that stands there.

    All names are drawn where the map is large enough; QGIS moves one aside where it would cover
    another. On a smaller map names that find no room are left out. QGIS labels only what it draws,
    so that each layer of areas names its own.

    :param text: expression of the name
    :param gap: expression of the distance to the middle in millimetres, empty for on top of it
    """
    settings = QgsPalLayerSettings()
    settings.fieldName = text
    settings.isExpression = True
    settings.geometryGenerator = MIDDLE
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.geometryGeneratorEnabled = True
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    # A name that gives way to another has to clear that one's half height.
    settings.dist = 0.2 if gap else _GIVE_WAY_MM
    settings.distUnits = Qgis.RenderUnit.Millimeters
    points = settings.pointSettings()
    points.setPredefinedPositionOrder(_BESIDE if gap else [_Position.OverPoint, *_BESIDE])
    settings.setPointSettings(points)
    defined = settings.dataDefinedProperties()
    if gap:
        defined.setProperty(
            QgsPalLayerSettings.Property.LabelDistance, QgsProperty.fromExpression(gap)
        )
    overlaps = f"if(@map_scale > {_ALL_NAMES_SCALE}, 'Prevent', 'AllowIfNeeded')"
    defined.setProperty(
        QgsPalLayerSettings.Property.OverlapHandling, QgsProperty.fromExpression(overlaps)
    )
    settings.priority = 9
    placing = settings.placementSettings()
    placing.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placing)
    settings.setFormat(_text(_AREA_POINTS, _INK))
    _use(layer, settings)


def label_rows(layer, field, below_scale):
    """Write the name of each point beside it, from a scale on.

    :param below_scale: the scale denominator from which names are shown, 0 for never
    """
    if not below_scale:
        layer.setLabelsEnabled(False)
        return
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = 0.6
    settings.scaleVisibility = True
    settings.minimumScale = below_scale
    settings.priority = 4
    settings.setFormat(_text(_ROW_POINTS, _QUIET_INK))
    _use(layer, settings)


def _use(layer, settings):
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _text(points, colour):
    form = QgsTextFormat()
    form.setFont(QFont(_FAMILIES[0]))
    form.setFamilies(_FAMILIES)
    form.setSize(points)
    form.setSizeUnit(Qgis.RenderUnit.Points)
    form.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(_HALO_MM)
    halo.setSizeUnit(Qgis.RenderUnit.Millimeters)
    halo.setColor(QColor("#ffffff"))
    halo.setOpacity(0.85)
    form.setBuffer(halo)
    return form
