"""The active choices, each with a way to take it back."""

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ..i18n import tr
from ..usecases.wording import NO_BREAK
from .flow import FlowLayout
from .parts import icon

_LEFT_TO_RIGHT = "\u200e"


class Chips(QWidget):
    """One small button for each choice; pressing it takes the choice back.

    :ivar removed: emitted with the name of a facet; with "" for all
    """

    removed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.row = FlowLayout(self)
        self.shown = []

    def show_chips(self, chips, *, off=False):
        """Show ``(facet field, text)`` pairs, greyed while they are off."""
        self.setEnabled(not off)
        if chips == self.shown:
            return
        self.shown = list(chips)
        while self.row.count():
            old = self.row.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for field, text in chips:
            self.row.addWidget(self._chip(field, text))
        if chips:
            clear = QToolButton()
            clear.setText(tr("Clear"))
            clear.setAutoRaise(True)
            clear.setToolTip(tr("Take all choices back"))
            clear.setAccessibleName(tr("Take all choices back"))
            clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            clear.clicked.connect(lambda: self.removed.emit(""))
            self.row.addWidget(clear)
        self.setVisible(bool(chips))

    def _chip(self, field, text):
        chip = QPushButton()
        metrics = chip.fontMetrics()
        width = metrics.averageCharWidth() * 40
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        # The mark keeps the gap between the words and the cross.
        chip.setText(f"{short}{NO_BREAK}{_LEFT_TO_RIGHT}")
        chip.setIcon(icon("/mIconClose.svg"))
        size = round(metrics.height() * 0.7)
        chip.setIconSize(QSize(size, size))
        # The cross stands after the words.
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        tip = tr("Take the choice back: {choice}", choice=text)
        chip.setToolTip(tip)
        chip.setAccessibleName(tip)
        chip.clicked.connect(lambda: self.removed.emit(field))
        return chip
