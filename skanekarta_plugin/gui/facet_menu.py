"""What can be done with all values of a facet at once: a menu by mouse, by key, by button."""

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QTreeView

from ..i18n import tr

_MARGIN = 2


class FacetTree(QTreeView):
    """A list that knows the keys for its menu and for all of its values.

    :ivar menuWanted: emitted with a position in the viewport
    :ivar allWanted: Ctrl+A was pressed
    """

    menuWanted = pyqtSignal(object)
    allWanted = pyqtSignal()

    def contextMenuEvent(self, event):
        """Ask for the menu, at the mouse or at the present row."""
        by_key = event.reason() == event.Reason.Keyboard
        self.menuWanted.emit(self._at_current() if by_key else event.pos())

    def keyPressEvent(self, event):
        """Take Shift+F10, which not all platforms turn into a menu, and Ctrl+A."""
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.allWanted.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == shift:
            self.menuWanted.emit(self._at_current())
        else:
            super().keyPressEvent(event)

    def _at_current(self):
        return self.visualRect(self.currentIndex()).center()


class TitleButton(QToolButton):
    """A small button at the right of a heading, with the menu of the facet below it.

    :param fill: function that adds the actions to a menu
    """

    def __init__(self, group, name, fill):
        super().__init__(group)
        self.setAutoRaise(True)
        self.setText("⋮")
        self.setAccessibleName(tr("Choices in {name}", name=name))
        self.setToolTip(tr("All, none or the others of {name}", name=name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.list = QMenu(self)
        self.list.aboutToShow.connect(lambda: self._fill(fill))
        self.setMenu(self.list)
        side = self.fontMetrics().height() + 4
        self.setFixedSize(side, side)
        group.installEventFilter(self)

    def _fill(self, fill):
        self.list.clear()
        fill(self.list)

    def eventFilter(self, watched, event):
        """Stay at the right end of the heading."""
        if event.type() == QEvent.Type.Resize:
            self.move(watched.width() - self.width() - _MARGIN, 0)
            self.raise_()
        return False
