"""A strip of dots: which values there are, and which classes they fall into."""

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..i18n import tr

_DOT = 5
_BAND = 12
_HEIGHT = 100
# Where all values lie far above zero, the strip begins just below them.
_FAR = 0.4


class ClassStrip(QWidget):
    """Shows values as dots that pile up, the limits as lines, and the colours of the classes.

    Dots of what the map shows now are dark, those of other years pale.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self._line = self.fontMetrics().height()
        self.setMinimumHeight(_HEIGHT + self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Values and classes"))
        self.setToolTip(
            tr("Each dot is the value of a municipality: dark now, pale in other periods")
        )
        self._all, self._now = [], []
        self._limits, self._colours, self._texts = (), (), ()

    def show_values(self, pooled, now):
        """Show values: those of all periods, and those of the map as it is."""
        self._all = [value for value in pooled if value is not None and value > 0]
        self._now = [value for value in now if value is not None and value > 0]
        self.update()

    def show_classes(self, limits, colours, texts):
        """Show limits, the colours between them, and the limits in words."""
        self._limits, self._colours, self._texts = tuple(limits), tuple(colours), tuple(texts)
        self.update()

    def paintEvent(self, event):
        """Draw dots, lines and colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A dot at either end lies inside.
        below = _BAND + 2 + self._line
        room = QRectF(self.rect()).adjusted(_DOT, _DOT, -_DOT, -below)
        values = [*self._all, *self._now]
        most = max([*values, *self._limits[-1:]], default=0)
        if most:
            least = min(values, default=0)
            least = least - (most - least) / 20 if _FAR * most < least < most else 0
            edges = [room.left() + room.width() * _share(x, least, most) for x in self._limits]
            self._draw_bands(painter, room, edges)
            self._draw_dots(painter, room, least, most)
            self._draw_texts(painter, room, edges)
        painter.end()

    def _draw_bands(self, painter, room, edges):
        if edges:
            # The outer classes are open.
            edges = [room.left(), *edges[1:-1], room.right()]
        grey = self.palette().color(QPalette.ColorRole.Mid)
        for left, right, colour in zip(edges, edges[1:], self._colours, strict=False):
            band = QRectF(left, room.bottom() + 2, right - left, _BAND)
            painter.fillRect(band, QColor(colour))
        painter.setPen(QPen(grey, 1))
        for edge in edges[1:-1]:
            painter.drawLine(QPointF(edge, room.top()), QPointF(edge, room.bottom() + 2 + _BAND))
        painter.drawLine(room.bottomLeft(), room.bottomRight())

    def _draw_texts(self, painter, room, edges):
        """Write the limits under their lines, those that have room."""
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        metrics, free = self.fontMetrics(), room.left() - _DOT
        for edge, text in list(zip(edges, self._texts, strict=True))[1:]:
            wide = metrics.horizontalAdvance(text)
            left = min(edge - wide / 2, self.width() - wide)
            if left >= free:
                painter.drawText(QPointF(left, self.height() - metrics.descent()), text)
                free = left + wide + _DOT

    def _draw_dots(self, painter, room, least, most):
        now = list(self._now)
        others = list(self._all)
        for value in now:
            if value in others:
                others.remove(value)
        columns = {}
        width = max(1.0, room.width() - _DOT)
        for value, is_now in [*((v, True) for v in now), *((v, False) for v in others)]:
            columns.setdefault(int(width * _share(value, least, most) / _DOT), []).append(is_now)
        highest = max(map(len, columns.values()), default=1)
        step = min(_DOT, (room.height() - _DOT) / highest)
        dark = self.palette().color(QPalette.ColorRole.WindowText)
        pale = QColor(dark)
        pale.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        for column, dots in columns.items():
            for level, is_now in enumerate(dots):
                painter.setBrush(dark if is_now else pale)
                y = room.bottom() - 1 - _DOT - level * step
                painter.drawEllipse(QRectF(room.left() + column * _DOT, y, _DOT - 1, _DOT - 1))


def _share(value, least, most):
    """Return where a value lies between the ends of the strip, from 0 to 1."""
    return min(1.0, max(0.0, (value - least) / (most - least)))
