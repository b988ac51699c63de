"""Bars by keyboard: arrow keys move from one to the next, Enter chooses."""

from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette

from ..i18n import tr

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WIDE = 2.0


class ChartKeys(QObject):
    """Gives the drawn bars of a chart keyboard focus, a frame around the one that it is at, and
    words about it for screen readers.

    :ivar marked: the keyboard has come to a bar: its position
    :ivar chosen: the value of the bar on which Enter was pressed
    """

    marked = pyqtSignal(int)
    chosen = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._canvas, self._chart, self._patches = None, None, []
        self._value, self.at = None, -1

    def watch(self, canvas, chart, patches):
        """Follow a canvas; the bar of the value that was marked before stays so.

        :param canvas: a matplotlib canvas; :param chart: a
            :class:`~..usecases.overview_chart.Chart`; :param patches: its drawn bars
        """
        self._canvas, self._chart, self._patches = canvas, chart, patches
        values = [bar.value for bar in chart.bars]
        self.at = values.index(self._value) if self.at >= 0 and self._value in values else -1
        canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        canvas.setToolTip(tr("Click a bar, or press Enter, to choose its value in the filter"))
        canvas.setAccessibleName(chart.title)
        canvas.installEventFilter(self)
        self._describe()

    def eventFilter(self, watched, event):
        """Take the keys that move and choose; all others go on."""
        if watched is not self._canvas or not self._patches:
            return False
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if self.at < 0:
                self._go(0)
            self._frame(event.type() == QEvent.Type.FocusIn)
        elif event.type() == QEvent.Type.KeyPress:
            return self._pressed(event.key())
        return False

    def _pressed(self, key):
        last = len(self._patches) - 1
        steps = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        steps |= dict.fromkeys(_BACK, max(0, self.at - 1))
        steps |= dict.fromkeys(_ON, min(last, self.at + 1))
        if key in steps:
            self._frame(False)
            self._go(steps[key])
            self._frame(True)
        elif key in _CHOOSE and self.at >= 0:
            self.chosen.emit(self._value)
        else:
            return False
        return True

    def _go(self, at):
        self.at, self._value = at, self._chart.bars[at].value
        self._describe()
        self.marked.emit(at)

    def _describe(self):
        """Say which bar it is and what the keys do."""
        keys = tr("Arrow keys move between the bars, Enter chooses one in the filter.")
        if self.at >= 0:
            bar = self._chart.bars[self.at]
            said = tr("{name}: {value}", name=bar.name, value=bar.text)
            said += "" if bar.chosen else ", " + tr("not chosen")
            keys = f"{said}. {keys}"
        self._canvas.setAccessibleDescription(keys)

    def _frame(self, shown):
        """Draw a frame around the bar, or take it away."""
        if self.at < 0:
            return
        ink = self._canvas.palette().color(QPalette.ColorRole.WindowText).name()
        patch = self._patches[self.at]
        patch.set_edgecolor(ink if shown else "none")
        patch.set_linewidth(_WIDE if shown else 0.0)
        self._canvas.draw_idle()
