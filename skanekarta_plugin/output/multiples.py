"""Lays small maps side by side on one sheet, with one legend for all."""

import math
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import QRectF

from ..errors import N_, OutputError
from .layouts import (
    CRS,
    PANELS,
    fill_label,
    fill_panels,
    load_template,
    panel_form,
    place_panel,
    sheet_texts,
    without_map,
)
from .panels import Panel, draw_figures, draw_legend, draw_outside
from .shrink import shrink
from .swatches import Swatches
from .textfit import TextMeasure

# A map of this size in mm is drawn with the lines and circles of a single print.
_FULL_MM = 160.0
_GAP_MM = 5.0
# Heads are set nearly in the size of the panels above a map of this many of its letters, and
# smaller above narrow ones.
_WIDE_EMS = 18
_LARGEST_HEAD, _SMALLEST_HEAD = 0.88, 0.72
_NARROWEST_MM = 30.0
# Maps as large as this part of a full one have names.
_NAMED = 0.55


@dataclass(frozen=True)
class SmallMap:
    """One of the maps.

    :param title: its value; :param figure: what it has in all; :param notes: lines below
    :param view: its :class:`~..analysis.model.MapView`
    :param layers: styled layers of its own, the uppermost first; they are changed
    """

    title: str
    figure: str
    notes: tuple
    view: object
    layers: list


def build_multiples(project, view, maps, notes, extent, template):
    """Build a print layout of several small maps from the template of a single print.

    The maps share the frame of the single one; a scale bar and a north arrow are left out.

    :param project: the ``QgsProject`` the layout belongs to
    :param view: the :class:`~..analysis.model.MapView` of all together, with the common legend
    :param maps: :class:`SmallMap`, at least one
    :param notes: ``(below the legend, below the figures)``, each a tuple of sentences
    :param extent: ``QgsRectangle`` in EPSG:3006 that each map shows
    :raises OutputError: if there is no such template, it cannot be read, or it has no map
    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    load_template(layout, template)
    layout.setName(view.texts.title)
    frame = layout.itemById("map")
    if not isinstance(frame, QgsLayoutItemMap):
        raise OutputError(N_("The layout {name} has no place for a map."), name=template)
    measure = TextMeasure(layout)
    for name, text in sheet_texts(view, maps[0].layers).items():
        fill_label(layout, measure, name, text)
    room = _room(layout, frame)
    grid = _fitting(measure, panel_form(layout), maps, room, extent)
    for small in maps:
        for layer in small.layers:
            shrink(layer, grid.side / _FULL_MM, named=grid.side > _NAMED * _FULL_MM)
    _place(layout, frame.page(), room, grid, maps, extent)
    # The circles of the legend are measured where there is the largest one.
    largest = max(maps, key=lambda small: _largest(small.view))
    swatches = Swatches(largest.view, largest.layers)
    fill_panels(
        layout,
        measure,
        {
            "legend": lambda panel: _draw_legend(panel, view, swatches, notes[0]),
            "figures": lambda panel: _draw_figures(panel, view, notes[1]),
            "outside": lambda panel: draw_outside(panel, view),
        },
    )
    without_map(layout, frame)
    return layout


def _largest(view):
    return max((abs(area.value) for area in view.totals.areas if area.value), default=0)


def _room(layout, frame):
    """Return the room of the maps on the page: the frame, from where the panels beside it begin."""
    room = QRectF(frame.pagePos(), frame.rect().size())
    panels = [layout.itemById(name) for name in PANELS]
    beside = [
        item.pagePos().y()
        for item in panels
        if isinstance(item, QgsLayoutItemLabel)
        and (item.pagePos().x() >= room.right() or item.pagePos().x() < room.left())
        and room.top() < item.pagePos().y() < room.bottom()
    ]
    room.setTop(min(beside, default=room.top()))
    return room


def _draw_legend(panel, view, swatches, notes):
    draw_legend(panel, view, swatches, counted=False)
    _draw_notes(panel, notes)


def _draw_figures(panel, view, notes):
    draw_figures(panel, view)
    _draw_notes(panel, notes)


def _draw_notes(panel, notes):
    for note in notes:
        panel.gap(0.5)
        panel.text(note, panel.quiet)


@dataclass(frozen=True)
class _Grid:
    """Where the maps go, in mm: columns, from one map to the next, the map's side, the heads."""

    columns: int
    across: float
    down: float
    side: float
    head: float
    panels: list


def _fitting(measure, form, maps, room, extent):
    """Return the grid with the largest maps."""
    best = None
    for columns in range(1, len(maps) + 1):
        rows = math.ceil(len(maps) / columns)
        width = (room.width() - _GAP_MM * (columns - 1)) / columns
        height = (room.height() - _GAP_MM * (rows - 1)) / rows
        # Most grids are out of the question without a look at their texts.
        if best is None or min(width, height) > best.side:
            made = _grid(measure, form, maps, columns, width, height, extent)
            best = made if best is None or made.side > best.side else best
    return best


def _grid(measure, form, maps, columns, width, height, extent):
    ratio = extent.height() / extent.width()
    room = width
    # Heads are as wide as their maps, which depend on the height of the heads.
    for _ in range(2):
        panels = _heads(measure, form, maps, room)
        head = max(panel.y for panel in panels)
        side = max(1.0, min(width, (height - head) / ratio))
        room = max(side, min(width, _NARROWEST_MM))
    down = min(height, head + side * ratio + _GAP_MM) + _GAP_MM
    return _Grid(columns, width + _GAP_MM, down, side, head, panels)


def _heads(measure, form, maps, width):
    """Return the heads of the maps: name and figure on one line if all of them fit, else below."""
    probe = Panel(measure, form, width)
    scale = max(_SMALLEST_HEAD, min(_LARGEST_HEAD, width / (_WIDE_EMS * probe.em)))
    probe = Panel(measure, form, width, scale)
    wide = max(
        probe.width_of(small.title, probe.strong) + probe.width_of(small.figure, probe.strong)
        for small in maps
    )
    return [
        _head(Panel(measure, form, width, scale), small, wide + probe.em < width) for small in maps
    ]


def _head(panel, small, on_one_line):
    panel.rule()
    if on_one_line:
        panel.pair(small.title, small.figure, panel.strong)
    else:
        panel.text(small.title, panel.strong)
        if small.figure:
            panel.text(small.figure, panel.form)
    for note in small.notes:
        panel.text(note, panel.quiet)
    return panel


def _place(layout, page, room, grid, maps, extent):
    """Put the heads and maps into the room."""
    side = QgsLayoutSize(grid.side, grid.side * extent.height() / extent.width())
    for number, (small, head) in enumerate(zip(maps, grid.panels, strict=True)):
        row, column = divmod(number, grid.columns)
        x, y = room.left() + column * grid.across, room.top() + row * grid.down
        place_panel(layout, f"head_{number + 1}", head, x, y, page)
        item = QgsLayoutItemMap(layout)
        item.setId(f"map_{number + 1}")
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(x, y + grid.head), page=page)
        item.attemptResize(side)
        item.setBackgroundEnabled(False)
        item.setFrameEnabled(False)
        item.setCrs(QgsCoordinateReferenceSystem(CRS))
        item.setLayers(small.layers)
        item.setKeepLayerSet(True)
        item.zoomToExtent(extent)
