"""A layout that breaks its row like words in a line."""

from qgis.PyQt.QtCore import QEvent, QPoint, QRect, QSize, Qt
from qgis.PyQt.QtWidgets import QLayout, QWidget


class FlowLayout(QLayout):
    """Lays widgets out from left to right, and on to the next row where one is full."""

    def __init__(self, parent=None, spacing=4):
        super().__init__(parent)
        self._items = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item):
        """Take an item in; Qt calls this."""
        self._items.append(item)

    def count(self):
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index):
        """Return an item or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index):
        """Give an item out or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self):
        """It does not ask for more room."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self):
        """The height follows from the width."""
        return True

    def heightForWidth(self, width):
        """Return the height that a width needs, in pixels."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rectangle):
        """Place the items."""
        super().setGeometry(rectangle)
        self._place(rectangle, move=True)

    def sizeHint(self):
        """Return the least size."""
        return self.minimumSize()

    def minimumSize(self):
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rectangle, move):
        left, top, row = rectangle.left(), rectangle.top(), 0
        for item in self._items:
            if item.isEmpty():
                # A hidden widget leaves no gap.
                continue
            size = item.sizeHint().boundedTo(QSize(rectangle.width(), item.sizeHint().height()))
            if left > rectangle.left() and left + size.width() > rectangle.right() + 1:
                left, top, row = rectangle.left(), top + row + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            row = max(row, size.height())
        return top + row - rectangle.top()


class FlowRow(QWidget):
    """A row that breaks, as high as it needs to be at the width that it has.

    A window would otherwise be as high as the row is where it is narrowest.
    """

    def __init__(self, spacing=4, parent=None):
        super().__init__(parent)
        FlowLayout(self, spacing)

    def hasHeightForWidth(self):
        """Its height is set by itself."""
        return False

    def resizeEvent(self, event):
        """Follow a new width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event):
        """Follow widgets that come and go."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self):
        self.setFixedHeight(self.layout().heightForWidth(self.width()))
