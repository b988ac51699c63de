"""Charts of a printed sheet as drawing steps, so that they are vectors with real text."""

import math
from dataclasses import dataclass

from qgis.PyQt.QtGui import QColor

from ..i18n import tr
from .panels import CENTRE, RIGHT, Line, Shape
from .swatches import fill
from .textfit import resized

# What stands for comparison, and how much white a bar that is not chosen gets.
GROUND = QColor("#a9afb5")
_PALER = 0.65
# The most that the names of bars take of the width, and the least that is left for the bars.
_NAMES = 0.42
_ROOM = 0.2
_SMALLEST = 0.66


@dataclass(frozen=True)
class Bars:
    """A chart to be drawn.

    :param bars: anything with ``name``, ``size``, ``text`` and ``chosen``
    :param notes: sentences below
    """

    title: str
    bars: tuple
    standing: bool
    notes: tuple = ()


def draw_chart(panel, chart, colour, height=9.0):
    """Draw a chart under its title.

    :param colour: ``#rrggbb`` of the bars; :param height: of columns, in multiples of the type size
    """
    panel.rule()
    panel.text(chart.title, panel.strong)
    panel.gap(0.6)
    if not chart.bars:
        panel.text(tr("No rows"), panel.quiet)
        return
    if chart.standing:
        _columns(panel, chart.bars, QColor(colour), height * panel.em)
    else:
        _rows(panel, chart.bars, QColor(colour))
    for note in chart.notes:
        panel.gap(0.35)
        panel.text(note, resized(panel.quiet, 0.9))


def _rows(panel, bars, colour):
    tails = max(panel.width_of(bar.text, panel.form) for bar in bars)
    names = min(max(panel.width_of(bar.name, panel.form) for bar in bars), _NAMES * panel.width)
    left = names + 0.6 * panel.em
    room = max(_ROOM * panel.width, panel.width - left - tails - 0.5 * panel.em)
    largest = max((bar.size for bar in bars), default=0)
    line, thick = panel.line_height(panel.form), 0.95 * panel.em
    for bar in bars:
        height = panel.put(bar.name, panel.form, 0, panel.y, names)
        length = room * max(0.0, bar.size) / largest if largest > 0 else 0.0
        top = panel.y + (line - thick) / 2
        if length:
            panel.steps.append(Shape(left, top, length, thick, _shade(colour, bar)))
        width = panel.width_of(bar.text, panel.form)
        x = min(left + length + 0.4 * panel.em, panel.width - width)
        panel.put(bar.text, panel.form, x, panel.y, width)
        panel.y += max(height, line)
        panel.gap(0.12)


def _columns(panel, bars, colour, height):
    step = panel.width / len(bars)
    names, texts = (
        max(panel.width_of(text, panel.form) for text in said)
        for said in ([bar.name for bar in bars], [bar.text for bar in bars])
    )
    small = resized(panel.form, max(_SMALLEST, min(1.0, step / max(names, texts))))
    line = panel.line_height(small)
    # Of many columns, every second or third is named, and the highest has its figure.
    every = math.ceil(max(panel.width_of(bar.name, small) for bar in bars) / step - 0.01)
    crowded = max(panel.width_of(bar.text, small) for bar in bars) > step * 1.01
    # A column on its own would be a wall.
    thick = min(0.78 * step, 6 * panel.em)
    largest = max((bar.size for bar in bars), default=0)
    highest = max(bars, key=lambda bar: bar.size)
    base = panel.y + line + height
    for number, bar in enumerate(bars):
        high = height * max(0.0, bar.size) / largest if largest > 0 else 0.0
        middle = (number + 0.5) * step
        if high:
            left = middle - thick / 2
            panel.steps.append(Shape(left, base - high, thick, high, _shade(colour, bar)))
        if not crowded or bar is highest:
            _put_centred(panel, bar.text, small, middle, base - high - line)
        if (len(bars) - 1 - number) % every == 0:
            _put_centred(panel, bar.name, small, middle, base + 0.2 * panel.em)
    panel.steps.append(Line(0, base, panel.width, base))
    panel.y = base + 0.2 * panel.em + line


def _put_centred(panel, text, form, middle, y):
    """Set a text on one line around a place, but inside the panel."""
    width = panel.width_of(text, form)
    x = max(0.0, min(middle - width / 2, panel.width - width))
    panel.put(text, form, x, y, width, CENTRE)


def _shade(colour, bar):
    if bar.chosen:
        return fill(colour)
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    return fill(QColor.fromRgbF(*(part + (1 - part) * _PALER for part in channels)))


def draw_shares(panel, table, colour):
    """Draw parts of a whole beside another share: two bars for each, then columns of figures.

    :param table: anything with ``title``, ``legend`` (two texts), ``headers`` of the columns,
        ``rows`` (name, two texts, two shares from 0 to 1 or None, figures), ``sums`` (name,
        figures; the last one strong) and ``notes``
    """
    colours = (QColor(colour), GROUND)
    panel.rule()
    panel.text(table.title, panel.strong)
    panel.gap(0.5)
    widths = _figure_widths(panel, table)
    right = panel.width - sum(widths) - 1.2 * panel.em * len(widths)
    said = [row.name for row in table.rows]
    names = max(panel.width_of(name, panel.strong) for name in said) + panel.em
    names = min(names, 0.32 * panel.width)
    _share_heads(panel, table, colours, names, widths)
    shares = [share for row in table.rows for share in row.shares if share is not None]
    tails = max(panel.width_of(text, panel.form) for row in table.rows for text in row.texts)
    room = max(0.15 * panel.width, right - names - tails - 0.5 * panel.em)
    largest = max((share for share in shares if share > 0), default=1.0)
    line = panel.line_height(panel.form)
    for row in table.rows:
        top = panel.y
        high = max(2 * line, panel.height_of(row.name, panel.strong, names - 0.4 * panel.em))
        panel.put(row.name, panel.strong, 0, top, names - 0.4 * panel.em)
        for number, (text, share) in enumerate(zip(row.texts, row.shares, strict=True)):
            y = top + number * line
            length = room * max(0.0, share or 0.0) / largest
            if length:
                thick = 0.8 * line
                bar = Shape(names, y + (line - thick) / 2, length, thick, fill(colours[number]))
                panel.steps.append(bar)
            form = panel.form if number == 0 else panel.quiet
            wide = max(tails, panel.width_of(text, form))
            panel.put(text, form, names + length + 0.4 * panel.em, y, wide)
        _figures(panel, row.figures, widths, panel.form, top)
        panel.y = top + high
        panel.gap(0.45)
    if table.sums:
        panel.steps.append(Line(0, panel.y, panel.width, panel.y))
        panel.gap(0.3)
    for number, (name, figures) in enumerate(table.sums):
        form = panel.strong if number == len(table.sums) - 1 else panel.form
        panel.put(name, form, 0, panel.y, right)
        panel.y += _figures(panel, figures, widths, form, panel.y)
    for note in table.notes:
        panel.gap(0.35)
        panel.text(note, resized(panel.quiet, 0.9))


def _figure_widths(panel, table):
    columns = zip(*(row.figures for row in table.rows), strict=True)
    widths = [max(panel.width_of(text, panel.strong) for text in column) for column in columns]
    for _, figures in table.sums:
        widths = [
            max(width, panel.width_of(text, panel.strong))
            for width, text in zip(widths, figures, strict=True)
        ]
    quiet = resized(panel.quiet, 0.9)
    return [
        max(width, panel.width_of(head, quiet))
        for width, head in zip(widths, table.headers, strict=True)
    ]


def _figures(panel, figures, widths, form, y):
    x, high = panel.width, 0.0
    for text, width in zip(reversed(figures), reversed(widths), strict=True):
        x -= width
        if text:
            high = max(high, panel.put(text, form, x, y, width, RIGHT))
        x -= 1.2 * panel.em
    return high


def _share_heads(panel, table, colours, names, widths):
    """Say what the bars are, and the figures beside them."""
    quiet, top = resized(panel.quiet, 0.9), panel.y
    line, side = panel.line_height(quiet), 0.75 * panel.em
    x = names
    for colour, text in zip(colours, table.legend, strict=True):
        panel.steps.append(Shape(x, top + (line - side) / 2, side, side, fill(colour)))
        width = panel.width_of(text, quiet)
        panel.put(text, quiet, x + 1.1 * panel.em, top, width)
        x += width + 2.1 * panel.em
    panel.y = top + max(line, _figures(panel, table.headers, widths, quiet, top))
    panel.gap(0.4)
