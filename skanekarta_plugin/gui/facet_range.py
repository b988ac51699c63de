"""A facet of whole numbers such as years: a small histogram and two ends."""

from qgis.gui import QgsRangeSlider
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ..analysis.model import AnyOf, Between
from ..i18n import label, tr
from ..usecases.wording import number
from .facet_editor import FacetEditor
from .facet_list import FacetList
from .parts import tool_button

# While a handle is dragged, the map follows when the hand rests this long (ms).
_REST = 120


class Histogram(QWidget):
    """One bar a year; a click chooses that year alone, a click on the only one all years."""

    picked = pyqtSignal(int)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.bars = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self):
        """Return a small height."""
        return QSize(120, self.fontMetrics().height() * 2 + 8)

    def show_bars(self, bars):
        """Show ``(year, count, text, chosen)``."""
        self.bars = bars
        self.update()

    def _at(self, position):
        if not self.bars:
            return None
        index = int(position.x() * len(self.bars) / max(1, self.width()))
        return self.bars[index] if 0 <= index < len(self.bars) else None

    def mousePressEvent(self, event):
        """Choose the year under the mouse."""
        bar = self._at(event.pos())
        if bar and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(bar[0])

    def mouseMoveEvent(self, event):
        """Tell the number of the year under the mouse."""
        bar = self._at(event.pos())
        if bar:
            QToolTip.showText(self.mapToGlobal(event.pos()), bar[2], self)

    def paintEvent(self, _event):
        """Draw the bars in the palette's colours."""
        painter = QPainter(self)
        largest = max((bar[1] for bar in self.bars), default=0)
        if not largest:
            return
        step = self.width() / len(self.bars)
        floor = self.height() - 1
        painter.fillRect(0, floor, self.width(), 1, self.palette().brush(QPalette.ColorRole.Mid))
        for index, (_, count, _, chosen) in enumerate(self.bars):
            height = round((self.height() - 3) * count / largest)
            role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Mid
            left = round(index * step) + 1
            width = max(1, round((index + 1) * step) - left - 1)
            painter.fillRect(left, floor - height, width, height, self.palette().brush(role))


class FacetRange(FacetEditor):
    """The editor of ``range`` facets."""

    def __init__(self, facet, parent=None):
        super().__init__(facet, parent)
        name = label(facet)
        self._setting = False
        self._wanted = None
        self._limits = (0, 0)
        self.histogram = Histogram()
        self.histogram.setAccessibleName(tr("{name}: number of rows", name=name))
        self.histogram.picked.connect(self._pick)
        self.slider = QgsRangeSlider(Qt.Orientation.Horizontal)
        self.slider.setToolTip(tr("Drag the ends, or the part between them"))
        self.slider.setAccessibleName(name)
        self.low = self._spin(tr("{name} from", name=name))
        self.high = self._spin(tr("{name} to", name=name))
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self.low)
        ends.addWidget(QLabel("–"))
        ends.addWidget(self.high)
        ends.addStretch(1)
        self.single = self._list_switch(name)
        ends.addWidget(self.single)
        self.list = FacetList(facet)
        self.list.chosen.connect(self._ticked)
        self.list.hide()
        self._shown = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.histogram)
        layout.addWidget(self.slider)
        layout.addLayout(ends)
        layout.addWidget(self.list)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._tell)
        self.slider.rangeChanged.connect(self._dragged)
        self.low.valueChanged.connect(lambda value: self._typed(value, self.high.value(), True))
        self.high.valueChanged.connect(lambda value: self._typed(self.low.value(), value, False))

    def _list_switch(self, name):
        tip = tr("Show or hide a list in which each of {name} is ticked", name=name)
        switch = tool_button(tr("One by one"), tip, self._show_list)
        switch.setCheckable(True)
        switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        switch.setArrowType(Qt.ArrowType.RightArrow)
        return switch

    def _show_list(self):
        shown = self.single.isChecked()
        self.single.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.list.setVisible(shown)
        if shown and self._shown is not None:
            self.list.show_state(*self._shown)

    def fill_menu(self, menu):
        """Add what can be done with the single values."""
        if self._shown is not None:
            self.list.show_state(*self._shown)
        self.list.fill_menu(menu)

    def _ticked(self, values):
        """Pass on what was ticked; what follows on each other is a range, as by the slider."""
        if values and None not in values:
            years = sorted(values)
            if years == list(range(years[0], years[-1] + 1)):
                values = {"from": years[0], "to": years[-1]}
        self.chosen.emit(values)

    def _spin(self, name):
        spin = QSpinBox()
        spin.setKeyboardTracking(False)
        spin.setToolTip(name)
        spin.setAccessibleName(name)
        return spin

    def show_state(self, state, session):
        """Show the years under the present choices."""
        self._shown = state, session
        if self.single.isChecked():
            self.list.show_state(state, session)
        everything = session.unfiltered(session.active).get(self.facet.field, state)
        known = [item.value for item in everything.values if item.value is not None]
        counts = {item.value: item.count for item in state.values}
        self.setEnabled(bool(known))
        if not known:
            return
        first, last = min(known), max(known)
        self._limits = (first, last)
        choice = session.remembered.filter.get(self.facet.field)
        chosen = _chosen(choice, range(first, last + 1))
        self._show_ends(min(chosen, default=first), max(chosen, default=last))
        self.histogram.show_bars(
            [
                (
                    year,
                    counts.get(year, 0),
                    f"{year}: {number(counts.get(year, 0), 0)}",
                    year in chosen,
                )
                for year in range(first, last + 1)
            ]
        )

    def _show_ends(self, low, high):
        self._setting = True
        first, last = self._limits
        for spin, value in ((self.low, low), (self.high, high)):
            spin.setRange(first, last)
            spin.setValue(value)
        self.slider.setRangeLimits(first, last)
        self.slider.setRange(low, high)
        self.slider.setVisible(last > first)
        self._setting = False

    def _dragged(self, low, high):
        if not self._setting:
            self._wanted = (low, high)
            self._show_ends(low, high)
            self._rest.start()

    def _typed(self, low, high, low_moved):
        if self._setting:
            return
        if low > high:
            low, high = (low, low) if low_moved else (high, high)
        self._wanted = (low, high)
        self._rest.start()

    def _pick(self, year):
        only = (year, year)
        self._wanted = self._limits if (self.low.value(), self.high.value()) == only else only
        self._tell()

    def _tell(self):
        if self._wanted == self._limits:
            self.chosen.emit(None)
        else:
            low, high = self._wanted
            self.chosen.emit({"from": low, "to": high})


def _chosen(choice, years):
    if isinstance(choice, AnyOf):
        return {year for year in choice.values if year is not None}
    if isinstance(choice, Between):
        low = years[0] if choice.low is None else choice.low
        high = years[-1] if choice.high is None else choice.high
        return {year for year in years if low <= year <= high}
    return set(years)
