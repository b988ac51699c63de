"""The overview of a selection on one sheet: rows of panels below each other."""

from dataclasses import dataclass

from qgis.core import QgsLayoutItemLabel, QgsLayoutItemMap, QgsPrintLayout
from qgis.PyQt.QtCore import QRectF

from .charts import draw_chart, draw_shares
from .layouts import (
    PANELS,
    fill_label,
    load_template,
    panel_form,
    place_panel,
    sheet_texts,
    without_map,
)
from .panels import Panel, draw_outside
from .textfit import TextMeasure

_GUTTER = 0.045
_GAP_MM, _WIDEST_GAP_MM = 4.0, 9.0
_LARGEST_SCALE, _SMALLEST_SCALE = 1.12, 0.4
_LOWEST, _HIGHEST = 6.0, 16.0


@dataclass(frozen=True)
class Overview:
    """What stands on the sheet.

    :param view: a :class:`~..analysis.model.MapView`: texts, colour, what lies outside the map
    :param figures: ``(name, value)`` of the key figures, the most important first
    :param shares: table for :func:`~.charts.draw_shares`, or None
    :param charts: :class:`~.charts.Bars`
    :param white: heading and text of what is not reached
    """

    view: object
    figures: tuple
    shares: object
    charts: tuple
    white: tuple


def build_overview(project, sheet, template):
    """Build the print layout of an overview, in the frame of a template's map and panels.

    :param project: the ``QgsProject`` the layout belongs to
    :param sheet: an :class:`Overview`
    :param template: a name in :func:`~.layouts.templates`
    :raises OutputError: if there is no such template, or it cannot be read
    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    load_template(layout, template)
    layout.setName(sheet.view.texts.title)
    measure, form = TextMeasure(layout), panel_form(layout)
    for name, text in sheet_texts(sheet.view, ()).items():
        fill_label(layout, measure, name, text)
    room = _room(layout)
    for name in PANELS:
        if layout.itemById(name) is not None:
            layout.removeLayoutItem(layout.itemById(name))
    frame = layout.itemById("map")
    without_map(layout, frame if isinstance(frame, QgsLayoutItemMap) else None)
    rows = _rows(sheet, room.width() > room.height())
    made, gap = _fitted(measure, form, rows, room)
    y = room.top()
    for row in made:
        for name, panel, x in row:
            place_panel(layout, name, panel, room.left() + x, y)
        y += _height(row) + gap
    return layout


def _room(layout):
    """Return the room between the head and the foot of the page: that of the map and the panels."""
    items = [layout.itemById(name) for name in ("map", *PANELS)]
    frames = [
        QRectF(item.pagePos(), item.rect().size())
        for item in items
        if isinstance(item, (QgsLayoutItemMap, QgsLayoutItemLabel))
    ]
    if not frames:
        page = layout.pageCollection().page(0).rect()
        return page.adjusted(page.width() * 0.06, page.height() * 0.14, -page.width() * 0.06,
                             -page.height() * 0.1)  # fmt: skip
    room = frames[0]
    for frame in frames[1:]:
        room = room.united(frame)
    return room


def _rows(sheet, is_wide):
    """Return the rows of the sheet: for each panel its name, its width and how it is drawn."""
    colour = sheet.view.description.symbol_colour
    charts = [
        (f"chart_{number}", lambda panel, high, chart=chart: draw_chart(panel, chart, colour, high))
        for number, chart in enumerate(sheet.charts, 1)
    ]
    spots = "white", lambda panel, _: _draw_white(panel, sheet)
    shares = []
    if sheet.shares is not None:
        shares = [("shares", lambda panel, _: draw_shares(panel, sheet.shares, colour))]
    columns = _columns(len(sheet.figures), is_wide)
    figures = "figures", lambda panel, _: _draw_figures(panel, sheet.figures, columns)
    if is_wide:
        rows = [[figures], [*shares, *charts[:1]], [*charts[1:], spots]]
    else:
        rows = [[figures], shares, [*charts[:1], spots], charts[1:]]
    return [row for row in rows if row]


def _columns(count, is_wide):
    """Return how many tiles stand beside each other, so that no row is nearly empty."""
    if is_wide:
        return count if count <= 6 else (count + 1) // 2
    return 4 if count in (4, 7, 8) else 3


def _fitted(measure, form, rows, room):
    """Return the panels of each row as ``(name, panel, x)``, and the gap between the rows.

    All are in one scale, in which they fit the room together; columns take what is left.
    """
    scale, high = _LARGEST_SCALE, _LOWEST
    while True:
        made = [_row(measure, form, row, room.width(), scale, high) for row in rows]
        used = sum(map(_height, made))
        left = room.height() - used - _GAP_MM * (len(rows) - 1)
        if left < 0 and scale > _SMALLEST_SCALE:
            scale *= 0.97
        elif left > 3 * _GAP_MM and high < _HIGHEST:
            higher = [_row(measure, form, row, room.width(), scale, high + 1) for row in rows]
            if sum(map(_height, higher)) <= used:
                break
            high += 1
        else:
            break
    gap = _GAP_MM + max(0.0, left) / max(1, len(rows) - 1)
    return made, min(gap, _WIDEST_GAP_MM)


def _row(measure, form, row, width, scale, high):
    gutter = _GUTTER * width
    wide = (width - gutter * (len(row) - 1)) / len(row)
    made = []
    for number, (name, draw) in enumerate(row):
        panel = Panel(measure, form, wide, scale)
        draw(panel, high)
        made.append((name, panel, number * (wide + gutter)))
    return made


def _height(row):
    return max(panel.y for _, panel, _ in row)


def _draw_figures(panel, figures, columns):
    """Draw the key figures as tiles, in one type size that keeps each on one line."""
    gutter = _GUTTER * panel.width
    width = (panel.width - gutter * (columns - 1)) / columns
    probe = Panel(panel.measure, panel.form, width)
    large = min((probe.headline(value) for _, value in figures), key=lambda form: form.size())
    for start in range(0, len(figures), columns):
        shown = figures[start : start + columns]
        if start:
            panel.gap(0.9)
        tiles = [Panel(panel.measure, panel.form, width) for _ in shown]
        for tile, (name, value) in zip(tiles, shown, strict=True):
            tile.rule()
            tile.text(name, tile.quiet)
            tile.text(value, large)
        for number, tile in enumerate(tiles):
            panel.take(tile, number * (width + gutter), panel.y)
        panel.y += max(tile.y for tile in tiles)


def _draw_white(panel, sheet):
    """Name what is not reached, then say what lies outside the map."""
    heading, text = sheet.white
    panel.rule()
    panel.text(heading, panel.strong)
    panel.gap(0.3)
    panel.text(text, panel.form)
    below = Panel(panel.measure, panel.form, panel.width)
    draw_outside(below, sheet.view)
    if below.steps:
        panel.gap(1.2)
        panel.take(below, 0, panel.y)
        panel.y += below.y
