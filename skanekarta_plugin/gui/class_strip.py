"""A strip of dots: which values there are, and which classes they fall into."""

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..i18n import tr

_DOT = 5
_BAND = 12
_HEIGHT = 110


class ClassStrip(QWidget):
    """Shows values as dots that pile up, the limits as lines, and the colours of the classes.

    Dots of what the map shows now are dark, those of other years pale.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Values and classes"))
        self.setToolTip(
            tr("Each dot is the value of a municipality: dark now, pale in other periods")
        )
        self._all, self._now, self._limits, self._colours = [], [], (), ()

    def show_values(self, pooled, now):
        """Show values: those of all periods, and those of the map as it is."""
        self._all = [value for value in pooled if value is not None and value > 0]
        self._now = [value for value in now if value is not None and value > 0]
        self.update()

    def show_classes(self, limits, colours):
        """Show limits and the colours between them."""
        self._limits, self._colours = tuple(limits), tuple(colours)
        self.update()

    def paintEvent(self, event):
        """Draw dots, lines and colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A dot at either end lies inside.
        room = QRectF(self.rect()).adjusted(_DOT, _DOT, -_DOT, -_BAND - 2)
        most = max([*self._all, *self._now, *self._limits[-1:]], default=0)
        if most:
            self._draw_bands(painter, room, most)
            self._draw_dots(painter, room, most)
        painter.end()

    def _draw_bands(self, painter, room, most):
        edges = [room.left() + room.width() * limit / most for limit in self._limits]
        if edges:
            # The outer classes are open.
            edges[0], edges[-1] = room.left(), room.right()
        grey = self.palette().color(QPalette.ColorRole.Mid)
        for left, right, colour in zip(edges, edges[1:], self._colours, strict=False):
            band = QRectF(left, room.bottom() + 2, right - left, _BAND)
            painter.fillRect(band, QColor(colour))
        painter.setPen(QPen(grey, 1))
        for edge in edges[1:-1]:
            painter.drawLine(QPointF(edge, room.top()), QPointF(edge, room.bottom() + 2 + _BAND))
        painter.drawLine(room.bottomLeft(), room.bottomRight())

    def _draw_dots(self, painter, room, most):
        now = list(self._now)
        others = list(self._all)
        for value in now:
            if value in others:
                others.remove(value)
        columns = {}
        width = max(1.0, room.width() - _DOT)
        for value, is_now in [*((v, True) for v in now), *((v, False) for v in others)]:
            columns.setdefault(int(width * value / most / _DOT), []).append(is_now)
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
