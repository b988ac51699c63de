"""A small picture of how something went over the years, beside its figure."""

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

_SIZE = QSize(104, 34)
_ROOM = 4.0
_DOT = 2.5


class Sparkline(QWidget):
    """A line, or bars where each year has an amount of its own.

    The line of the region is drawn thin behind it; years without a value leave a gap. The years at
    both ends stand below, and what a year has is told at the pointer.

    :param line: a :class:`~..usecases.card_parts.CardLine` with a series
    :param quiet: colour of the years and of what is compared with; a theme by style sheet gives it
        to labels, and not to pictures
    """

    def __init__(self, line, quiet, parent=None):
        super().__init__(parent)
        self.line, self.quiet = line, quiet
        self.setFixedSize(_SIZE.width(), _SIZE.height() + self._foot())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setToolTip("\n".join(self.told()))
        self.setAccessibleName(line.title)
        self.setAccessibleDescription("; ".join(self.told()))

    def told(self):
        """Return what each year has, in words."""
        return [f"{year}: {text}" for year, text in self.line.shown]

    def mouseMoveEvent(self, event):
        """Tell what the year at the pointer has."""
        shown = self.told()
        at = int(event.pos().x() * len(shown) / max(1, self.width()))
        text = shown[max(0, min(at, len(shown) - 1))]
        QToolTip.showText(self.mapToGlobal(event.pos()), text, self)

    def paintEvent(self, _event):
        """Draw the series."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM - self._foot())
        grey = self.quiet
        if self.line.bars:
            self._bars(painter, room)
        else:
            self._lines(painter, room, grey)
        painter.setPen(grey)
        painter.setFont(self._small())
        years = [year for year, _ in self.line.series]
        foot = QRectF(self.rect()).adjusted(_ROOM, self.height() - self._foot(), -_ROOM, 0)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, str(years[0]))
        if len(years) > 1:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, str(years[-1]))

    def _bars(self, painter, room):
        values = [value or 0 for _, value in self.line.series]
        top = max([*values, 0]) or 1
        step = room.width() / len(values)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().highlight())
        for at, value in enumerate(values):
            height = max(0.0, value) / top * room.height()
            left = room.left() + at * step
            painter.drawRect(QRectF(left, room.bottom() - height, step * 0.72, height))
        painter.setPen(QPen(self.quiet, 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())

    def _lines(self, painter, room, grey):
        both = [value for _, value in (*self.line.series, *self.line.reference)
                if value is not None]  # fmt: skip
        low, high = min(both), max(both)
        first, last = self.line.series[0][0], self.line.series[-1][0]

        def point(year, value):
            across = (year - first) / (last - first) if last > first else 0.5
            up = (value - low) / (high - low) if high > low else 0.5
            return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

        painter.setPen(QPen(grey, 1, Qt.PenStyle.DashLine))
        for part in _runs(self.line.reference):
            painter.drawPolyline(QPolygonF([point(*pair) for pair in part]))
        colour = self.palette().highlight().color()
        parts = list(_runs(self.line.series))
        for part in parts:
            points = [point(*pair) for pair in part]
            painter.setPen(QPen(colour, 1.8))
            painter.drawPolyline(QPolygonF(points))
            if len(points) == 1 or part is parts[-1]:
                painter.setBrush(colour)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(points[-1], _DOT, _DOT)

    def _small(self):
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.75)
        return font

    def _foot(self):
        return QFontMetrics(self._small()).height()


def _runs(series):
    """Yield the parts of a series in which each year has a value."""
    run = []
    for year, value in series:
        if value is not None and (not run or year == run[-1][0] + 1):
            run.append((year, value))
            continue
        if run:
            yield run
        run = [] if value is None else [(year, value)]
    if run:
        yield run
