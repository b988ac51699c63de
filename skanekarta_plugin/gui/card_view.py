"""Shows a municipality card; what comes from data is plain text, or escaped."""

import html

from qgis.PyQt.QtCore import QEvent, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QPalette
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from ..i18n import tr
from ..usecases.card_parts import GOOD, LACKING, OLD
from .parts import GAP, plain_label
from .sparkline import Sparkline
from .tints import muted, signal

_TITLES = 98
# A word that is wider than this (pixels) makes no panel wider.
_WIDEST = 180
_DOTS = {GOOD: "●", OLD: "●", LACKING: "○"}


class CardView(QScrollArea):
    """A card in three columns: what, the value with what is told of it, and a small picture.

    :ivar linkWanted: the user wants to open a web address
    """

    linkWanted = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.card = None
        self._titles = _TITLES
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(lambda: self.show_card(self.card))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_card(self, card):
        """Show a card, or nothing for None."""
        at = self.verticalScrollBar().value() if self.card is not None else 0
        self.card = card
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, GAP // 2, GAP)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        lines = card.lines if card else ()
        self._titles = max(_TITLES, self._widest(line.title for line in lines))
        grid.setColumnMinimumWidth(0, self._titles)
        # Beside a small picture a value has no more room than this column.
        beside = [text for line in lines if line.series for text in (line.text, *line.details)]
        grid.setColumnMinimumWidth(1, self._widest(beside))
        grid.setColumnStretch(1, 1)
        for section in card.sections if card else ():
            self._section(grid, section)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(page)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(page.minimumSizeHint().width() + bar)
        # The same place of the card, so that municipalities can be looked at one after another.
        self.verticalScrollBar().setValue(at)

    def _widest(self, texts):
        """Return how wide the widest word of some texts is, in bold."""
        font = self.font()
        font.setBold(True)
        advance = QFontMetrics(font).horizontalAdvance
        words = (word for text in texts for word in text.split(" "))
        return min(_WIDEST, max(map(advance, words), default=0) + 2)

    def changeEvent(self, event):
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.card is not None:
            # Qt goes through all widgets meanwhile, so that none may be taken away.
            self._later.start()

    def _section(self, grid, section):
        row = grid.rowCount()
        if row > 1:
            grid.setRowMinimumHeight(row, GAP)
            row += 1
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setForegroundRole(QPalette.ColorRole.Mid)
        grid.addWidget(rule, row, 0, 1, 3)
        is_compared = any(line.reference for line in section.lines)
        head = plain_label(section.title, bold=True, wrap=True)
        grid.addWidget(head, row + 1, 0, 1, 2 if is_compared else 3)
        if is_compared:
            # What the dashed line of the small pictures is.
            key = plain_label(tr("– – Skåne"), smaller=True)
            key.setToolTip(tr("The dashed line is the mean of the municipalities"))
            self._quiet(key)
            grid.addWidget(key, row + 1, 2, Qt.AlignmentFlag.AlignRight)
        for line in section.lines:
            self._line(grid, line)

    def _line(self, grid, line):
        row = grid.rowCount()
        title = plain_label(line.title, wrap=True)
        # Its width is that of the column, whatever the words.
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if line.text:
            title.setMaximumWidth(self._titles)
        self._quiet(title)
        title.setToolTip(_tip(line.tip))
        top = Qt.AlignmentFlag.AlignTop
        # Words of two lines let neither the value nor what is told of it move down.
        across = 1 if line.text else 3
        grid.addWidget(title, row, 0, 2 if line.text and line.details else 1, across, top)
        if line.text:
            self._figure(grid, line, row)
        for item in line.items:
            self._item(grid, item)

    def _figure(self, grid, line, row):
        """Add the value, what is told of it, and its small picture."""
        top = Qt.AlignmentFlag.AlignTop
        value = self._value(line)
        value.setToolTip(_tip(line.tip))
        if line.series:
            grid.addWidget(value, row, 1, 1, 1, top)
            grid.addWidget(
                Sparkline(line, muted(self.palette())), row, 2, 2 if line.details else 1, 1, top
            )
        else:
            grid.addWidget(value, row, 1, 1, 2, top)
        if line.details:
            told = self._details(line)
            told.setToolTip(_tip(line.tip))
            grid.addWidget(told, row + 1, 1, 1, 1 if line.series else 2, top)

    def _value(self, line):
        if line.link:
            return self._link(line.text, line.link, bold=True)
        label = plain_label(line.text, wrap=True, bold=line.state != LACKING)
        if line.state == LACKING:
            self._quiet(label)
        return label

    def _details(self, line):
        """Return what is told beside a value; a dot shows a state, and the words say it too."""
        label = plain_label(wrap=True, smaller=True)
        # Beside a small picture there is room for a line for each; else they stand in one.
        between = "<br>" if line.series else " · "
        text = between.join(map(html.escape, line.details))
        label.setTextFormat(Qt.TextFormat.RichText)
        if line.state in _DOTS and line.text:
            colour = signal(self.palette(), line.state).name()
            text = f'<span style="color:{colour}">{_DOTS[line.state]}</span>&nbsp;{text}'
        label.setText(text)
        self._quiet(label)
        return label

    def _item(self, grid, item):
        row = grid.rowCount()
        name = self._link(item.text, item.link) if item.link else plain_label(item.text, wrap=True)
        value = plain_label(item.value)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for widget in (name, value):
            widget.setToolTip(_tip(item.tip))
        grid.addWidget(name, row, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 2, Qt.AlignmentFlag.AlignTop)

    def _link(self, text, address, *, bold=False):
        label = plain_label(wrap=True, bold=bold)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(f'<a href="{html.escape(address)}">{html.escape(text)}</a>')
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label.setAccessibleName(text)
        label.linkActivated.connect(self.linkWanted)
        return label

    def _quiet(self, label):
        palette = QPalette(label.palette())
        palette.setColor(QPalette.ColorRole.WindowText, muted(self.palette()))
        label.setPalette(palette)

    def texts(self):
        """Return the texts of the card in the order of its lines, as they are read."""
        return [label.text() for label in self.widget().findChildren(QLabel)]


def _tip(text):
    """Return a tool tip that is never taken for HTML, and is broken into lines where it is long."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")
