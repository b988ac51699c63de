"""The column beside a printed map, as drawing steps: legend, key figures, what lies outside.

A panel is computed in millimetres from its own upper left corner, so that it can be tried in
smaller sizes until it fits its frame.
"""

from dataclasses import dataclass, replace

from qgis.core import QgsFillSymbol, QgsTextFormat
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..i18n import tr
from .textfit import resized

INK, GREY, PALE = QColor("#1f2328"), QColor("#5f666d"), QColor("#b9bec4")
_MM_PER_POINT = 25.4 / 72
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Text:
    """A text in a frame."""

    x: float
    y: float
    width: float
    height: float
    text: str
    form: QgsTextFormat
    across: Qt.AlignmentFlag = LEFT


@dataclass(frozen=True)
class Shape:
    """A filled rectangle, or a circle."""

    x: float
    y: float
    width: float
    height: float
    symbol: QgsFillSymbol
    round: bool = False


@dataclass(frozen=True)
class Line:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Panel:
    """Collects the drawing steps of one panel from top to bottom.

    :param measure: a :class:`~.textfit.TextMeasure`
    :param form: text format of the rows; everything is proportional to its size
    :param width: in mm
    """

    def __init__(self, measure, form, width, scale=1.0):
        self.measure = measure
        self.form = resized(form, scale, colour=INK)
        self.quiet = resized(form, scale * 0.9, colour=GREY)
        self.strong = resized(form, scale, colour=INK, bold=True)
        self.large = resized(form, scale * 1.9, colour=INK, bold=True)
        self.em = self.form.size() * _MM_PER_POINT
        self.width = width
        self.y = 0.0
        self.steps = []

    def gap(self, ems):
        """Leave some room, in multiples of the type size."""
        self.y += ems * self.em

    def rule(self):
        """Draw the line that opens a panel."""
        self.steps.append(Line(0, 0, self.width, 0))
        self.gap(0.7)

    def text(self, text, form, x=0.0, width=None, across=LEFT):
        """Set a text that may wrap, and go below it."""
        height = self.put(text, form, x, self.y, width or self.width - x, across)
        self.y += height

    def put(self, text, form, x, y, width, across=LEFT):
        """Set a text that may wrap at a place; return its height."""
        height = self.height_of(text, form, width)
        # A single word may be wider than the frame.
        form = self.measure.fitted(text, form, width, height)
        text = self.measure.wrapped(text, form, width)
        self.steps.append(Text(x, y, width, height, text, form, across))
        return height

    def take(self, other, x, y):
        """Take over the steps of another panel, moved to a place; this one's own end stays."""
        for step in other.steps:
            if isinstance(step, Line):
                moved = replace(
                    step, x1=step.x1 + x, x2=step.x2 + x, y1=step.y1 + y, y2=step.y2 + y
                )
            else:
                moved = replace(step, x=step.x + x, y=step.y + y)
            self.steps.append(moved)

    def pair(self, name, value, form):
        """Set a name at the left and its value at the right, and go below both."""
        wide = min(self.width_of(value, form), self.width * 0.62)
        left = self.put(name, form, 0, self.y, self.width - wide - 0.5 * self.em)
        right = self.put(value, form, self.width - wide, self.y, wide, RIGHT)
        self.y += max(left, right)
        self.gap(0.3)

    def headline(self, text):
        """Return the largest format, up to twice the rows' size, that keeps a text on one line."""
        large, line = self.large, self.line_height(self.large)
        one_line = self.measure.fitted(text, large, self.width, line)
        return one_line if one_line.size() > 1.1 * self.form.size() else self.strong

    def width_of(self, text, form):
        """Return the width of a frame for a text on one line."""
        return self.measure.width(text, form) * 1.03 + 0.1 * self.em

    def height_of(self, text, form, width):
        """Return the height of a frame for a text that wraps."""
        return self.measure.height(text, form, width) + 0.12 * self.em

    def line_height(self, form):
        """Return the height of a frame for one line."""
        return self.height_of("Åg", form, self.width)


def draw_figures(panel, view):
    """Draw the key figures: the first one large, the others in rows that add up to it."""
    figures = view.texts.figures
    if not figures:
        return
    panel.rule()
    (name, value), *others = figures
    panel.text(name, panel.quiet)
    panel.text(value, panel.headline(value))
    panel.gap(0.4)
    for name, value in others:
        panel.pair(name, value, panel.form)


def draw_outside(panel, view):
    """Draw what lies outside the map, and why."""
    rows = view.texts.outside
    if not rows:
        return
    panel.rule()
    panel.text(tr("Outside the map"), panel.strong)
    panel.gap(0.4)
    for reason, count, amount in rows:
        # No-break spaces keep the number whole, and with the last word.
        counted = f"\u00a0({count})".replace(" ", "\u00a0") if count else ""
        named = reason[:1].upper() + reason[1:] + (counted if amount else "")
        panel.pair(named, amount or count, panel.form)


def draw_legend(panel, view, swatches, counted=True):
    """Draw the legend: circles or classes, then zero and missing, with the number of areas.

    :param swatches: a :class:`~.swatches.Swatches`
    :param counted: False leaves the numbers out, where one legend serves several maps
    """
    legend = view.legend
    panel.rule()
    panel.text(view.texts.measure, panel.strong)
    if legend.symbol_sizes:
        panel.gap(0.5)
        _circles(panel, view, swatches)
        shown = legend.zero is not None or legend.missing_count
        _heading(panel, "", shown and counted)
        others = [legend.zero]
    else:
        unit = view.texts.unit
        unit = "" if unit.casefold() in view.texts.measure.casefold() else unit
        _heading(panel, unit, counted)
        for item in _classes(legend):
            _row(panel, swatches.of_class(item), item.label, item.count, counted)
        panel.gap(0.45)
        others = [legend.negative, None if legend.is_diverging else legend.zero]
    for item in filter(None, others):
        _row(panel, swatches.of_class(item), item.label, item.count, counted)
        panel.gap(0.45)
    if legend.missing_count:
        missing = legend.missing_label
        _row(panel, swatches.of_missing(missing), missing, legend.missing_count, counted)
    _points(panel, swatches)


def _classes(legend):
    """Return the classes, the highest first; of differences with zero in their middle."""
    items = list(reversed(legend.classes))
    if legend.is_diverging:
        if legend.zero is not None:
            items.insert(sum(1 for item in items if item.lower >= 0), legend.zero)
        if legend.new is not None:
            items.insert(0, legend.new)
    return items


def _heading(panel, unit, counted):
    """Set the unit at the left, and at the right, above the numbers, what they count."""
    if not counted:
        if unit:
            panel.text(unit, panel.quiet)
            panel.gap(0.45)
        return
    small = resized(panel.quiet, 0.9)
    text = tr("municipalities")
    side, height = panel.width_of(text, small), panel.line_height(small)
    top = panel.y
    if unit:
        panel.text(unit, panel.quiet, width=panel.width - side - panel.em)
    panel.y = max(panel.y, top + height)
    panel.put(text, small, panel.width - side, panel.y - height, side, RIGHT)
    panel.gap(0.45)


def _points(panel, swatches):
    for heading, rows in swatches.points():
        panel.gap(0.8)
        if heading:
            panel.text(heading, panel.strong)
            panel.gap(0.3)
        for symbol, size, text in rows:
            _point_row(panel, symbol, size, text)


def _row(panel, symbol, text, count, counted):
    """Draw a swatch, what it means, and how many areas have it, if they are counted."""
    high, swatch, side = 1.75 * panel.em, 3 * panel.em, 2.6 * panel.em
    x = swatch + 0.7 * panel.em
    text = text.removesuffix(f" ({count})")
    width = panel.width - x - side - 0.3 * panel.em
    lower, line = panel.height_of(text, panel.form, width), panel.line_height(panel.form)
    high = max(high, lower)
    panel.steps.append(Shape(0, panel.y, swatch, high, symbol))
    panel.put(text, panel.form, x, panel.y + (high - lower) / 2, width)
    if counted:
        y = panel.y + (high - line) / 2
        panel.put(str(count), panel.form, panel.width - side, y, side, RIGHT)
    panel.y += high


def _point_row(panel, symbol, size, text):
    """Draw a point and what it means."""
    x = 3.7 * panel.em
    high = max(size, panel.height_of(text, panel.form, panel.width - x))
    left, top = 1.5 * panel.em - size / 2, panel.y + (high - size) / 2
    panel.steps.append(Shape(left, top, size, size, symbol, True))
    panel.put(text, panel.form, x, panel.y, panel.width - x)
    panel.y += high


def _circles(panel, view, swatches):
    """Draw the circles inside each other on one base line, each with a line to its value."""
    sizes = sorted(view.legend.symbol_sizes, key=lambda size: -size[0])
    diameters = [swatches.diameter(value) for value, _ in sizes]
    largest, line = max(diameters), panel.line_height(panel.form)
    x = largest + 2 * panel.em
    top, below = panel.y + line / 2, panel.y
    for (_, text), diameter in zip(sizes, diameters, strict=True):
        upper = top + largest - diameter
        left = (largest - diameter) / 2
        panel.steps.append(Shape(left, upper, diameter, diameter, swatches.circle(), True))
        y = max(below, upper - line / 2)
        panel.steps.append(Line(largest / 2, upper, x - 0.4 * panel.em, y + line / 2))
        below = y + panel.put(text, panel.form, x, y, panel.width - x)
    panel.y = max(below, top + largest)
    panel.gap(0.4)
    if any(area.value is not None and area.value < 0 for area in view.totals.areas):
        _point_row(panel, swatches.hollow(), 1.4 * panel.em, tr("Below zero"))
