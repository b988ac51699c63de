"""Fills a layout template: whatever the template names is filled, whatever it lacks is left out."""

import itertools
import math

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayoutItemGroup,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsReadWriteContext,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QPolygonF
from qgis.PyQt.QtXml import QDomDocument

from ..errors import N_, OutputError
from ..i18n import tr
from ..paths import resource
from .panels import PALE, Line, Panel, Text, draw_figures, draw_legend, draw_outside
from .readme import today
from .swatches import Swatches
from .textfit import TextMeasure

CRS = "EPSG:3006"
# The ids of the label items whose place a panel takes.
PANELS = ("legend", "figures", "outside")
_SMALLEST_SCALE = 0.35


def templates():
    """Return the names of the layout templates, such as ``"a4-liggande"``."""
    return sorted(path.stem for path in resource("layouts").glob("*.qpt"))


def build_layout(project, view, layers, extent, template):
    """Build a print layout of a map from a template.

    The layout is not added to the project's layout manager.

    :param project: the ``QgsProject`` the layout belongs to
    :param view: the :class:`~..analysis.model.MapView` to print
    :param layers: styled layers, the uppermost first
    :param extent: ``QgsRectangle`` in EPSG:3006 that the map shows in any case
    :param template: a name in :func:`templates`
    :raises OutputError: if there is no such template, or it cannot be read
    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    load_template(layout, template)
    layout.setName(view.texts.title)
    shown = _fill_map(layout, layers, extent)
    for item in layout.items():
        if shown and isinstance(item, QgsLayoutItemScaleBar):
            _fill_scalebar(item, shown)
        elif shown and isinstance(item, QgsLayoutItemPicture):
            item.setLinkedMap(shown)
    measure = TextMeasure(layout)
    for name, text in sheet_texts(view, layers).items():
        fill_label(layout, measure, name, text)
    swatches = Swatches(view, layers)
    draws = {
        "legend": lambda panel: draw_legend(panel, view, swatches),
        "figures": lambda panel: draw_figures(panel, view),
        "outside": lambda panel: draw_outside(panel, view),
    }
    fill_panels(layout, measure, draws)
    return layout


def load_template(layout, template):
    """Load a template into a layout.

    :raises OutputError: if there is no such template, or it cannot be read
    """
    if template not in templates():
        raise OutputError(
            N_("There is no layout “{template}”. Choose one of: {known}."),
            template=template,
            known=templates(),
        )
    document = QDomDocument()
    path = resource("layouts", f"{template}.qpt")
    try:
        document.setContent(path.read_text(encoding="utf-8"))
        _, loaded = layout.loadFromTemplate(document, QgsReadWriteContext())
    except (OSError, ValueError):
        loaded = False
    if not loaded:
        raise OutputError(N_("The layout {name} cannot be read."), name=path.name)


def _fill_map(layout, layers, extent):
    item = layout.itemById("map")
    if not isinstance(item, QgsLayoutItemMap):
        return None
    item.setCrs(QgsCoordinateReferenceSystem(CRS))
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.zoomToExtent(extent)
    return item


def _fill_scalebar(item, shown):
    """Link a scale bar to the map, with round numbers where it fits itself to a width."""
    item.setLinkedMap(shown)
    if item.segmentSizeMode() != Qgis.ScaleBarSegmentSizeMode.FitWidth:
        return
    segments = max(1, item.numberOfSegments())
    room = item.maximumBarWidth() * shown.scale() / 10**6 / segments
    item.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.Fixed)
    if room > 0:
        power = 10.0 ** math.floor(math.log10(room))
        item.setUnitsPerSegment(max(step for step in (1, 2, 5) if step * power <= room) * power)


def panel_form(layout):
    """Return the text format of a template's panels."""
    labels = [layout.itemById(name) for name in (*PANELS, "foot")]
    labels += [item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    found = (item.textFormat() for item in labels if isinstance(item, QgsLayoutItemLabel))
    return next(found, QgsTextFormat())


def without_map(layout, frame):
    """Take away what belongs to a template's single map, and the frame of the map itself."""
    for item in layout.items():
        # A picture that follows no map is somebody's own, such as a coat of arms.
        linked = isinstance(item, (QgsLayoutItemScaleBar, QgsLayoutItemPicture))
        if linked and frame is not None and item.linkedMap() == frame:
            layout.removeLayoutItem(item)
    if frame is not None:
        layout.removeLayoutItem(frame)


def sheet_texts(view, layers):
    """Return the text of each label item, by its id."""
    texts = view.texts
    credits = dict.fromkeys(layer.serverProperties().attribution() for layer in layers)
    foot = (texts.counting, texts.place, texts.population, texts.prices, texts.sources, *credits)
    foot = (*foot, tr("Printed {date}", date=today()), tr("For internal use only"))
    return {
        "title": texts.title,
        "subtitle": " · ".join(filter(None, (texts.state, texts.unit, texts.filter))),
        "example": texts.example,
        "foot": " ".join(_sentence(part) for part in foot if part),
    }


def _sentence(text):
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def _plain(text):
    """Keep a layout from taking ``[% … %]`` in somebody's data for an expression."""
    return text.replace("[%", "[ %")


def fill_label(layout, measure, name, text):
    """Set the text of a label item, smaller where it would not fit; without a text it goes."""
    item = layout.itemById(name)
    if not isinstance(item, QgsLayoutItemLabel):
        return
    if not text:
        layout.removeLayoutItem(item)
        return
    text = _plain(text)
    width = item.rect().width() - 2 * item.marginX()
    height = item.rect().height() - 2 * item.marginY()
    form = measure.fitted(text, item.textFormat(), width, height)
    item.setTextFormat(form)
    item.setText(measure.wrapped(text, form, width))


def fill_panels(layout, measure, draws):
    """Draw panels in the place of label items, whose fonts they take over.

    Frames that stand in one column share its height: a panel follows the end of the one above, and
    all are drawn as large as the column allows.

    :param draws: by the item's id, a function that draws a :class:`~.panels.Panel`
    """
    frames = [layout.itemById(name) for name in draws]
    frames = [frame for frame in frames if isinstance(frame, QgsLayoutItemLabel)]
    columns = {}
    for frame in sorted(frames, key=lambda frame: frame.pagePos().y()):
        key = (frame.page(), round(frame.pagePos().x()), round(frame.rect().width()))
        columns.setdefault(key, []).append(frame)
    for column in columns.values():
        y = column[0].pagePos().y()
        gap = _gap(column)
        for frame, panel in zip(column, _fitted_panels(column, gap, measure, draws), strict=True):
            place_panel(layout, frame.id(), panel, frame.pagePos().x(), y, frame.page())
            y += panel.y + gap if panel.steps else 0
    for frame in frames:
        layout.removeLayoutItem(frame)


def _bottom(frame):
    return frame.pagePos().y() + frame.rect().height()


def _gap(column):
    """Return the room between the frames of a column, in mm."""
    gaps = [lower.pagePos().y() - _bottom(upper) for upper, lower in itertools.pairwise(column)]
    return max(0.0, min(gaps, default=0.0))


def _fitted_panels(column, gap, measure, draws):
    """Return the panels of a column, in one scale in which they fit it together."""
    height = _bottom(column[-1]) - column[0].pagePos().y()
    scale = 1.0
    while True:
        panels = []
        for frame in column:
            panel = Panel(measure, frame.textFormat(), frame.rect().width(), scale)
            draws[frame.id()](panel)
            panels.append(panel)
        heights = [panel.y for panel in panels if panel.steps]
        if sum(heights) + gap * (len(heights) - 1) <= height or scale < _SMALLEST_SCALE:
            return panels
        scale *= 0.97


def place_panel(layout, name, panel, left, top, page=0):
    """Put the steps of a panel on a page as items, grouped under an id.

    :param left, top: the panel's upper left corner in mm
    """
    if not panel.steps:
        return
    group = QgsLayoutItemGroup(layout)
    group.setId(name)
    for number, step in enumerate(panel.steps, 1):
        item = _item(layout, step)
        item.setId(f"{name}_{number}")
        layout.addLayoutItem(item)
        x, y, width, height = _bounds(step)
        item.attemptMove(QgsLayoutPoint(left + x, top + y), page=page)
        if not isinstance(step, Line):
            item.attemptResize(QgsLayoutSize(width, height))
        group.addItem(item)
    layout.addLayoutItem(group)


def _bounds(step):
    if isinstance(step, Line):
        return min(step.x1, step.x2), min(step.y1, step.y2), 0, 0
    return step.x, step.y, step.width, step.height


def _item(layout, step):
    if isinstance(step, Text):
        item = QgsLayoutItemLabel(layout)
        item.setText(_plain(step.text))
        item.setTextFormat(step.form)
        item.setHAlign(step.across)
        item.setVAlign(Qt.AlignmentFlag.AlignTop)
        item.setMarginX(0)
        item.setMarginY(0)
        return item
    if isinstance(step, Line):
        ends = [QPointF(step.x1, step.y1), QPointF(step.x2, step.y2)]
        item = QgsLayoutItemPolyline(QPolygonF(ends), layout)
        item.setSymbol(QgsLineSymbol.createSimple({"color": PALE.name(), "width": "0.2"}))
        return item
    item = QgsLayoutItemShape(layout)
    shape = QgsLayoutItemShape.Shape
    item.setShapeType(shape.Ellipse if step.round else shape.Rectangle)
    item.setSymbol(step.symbol)
    return item
