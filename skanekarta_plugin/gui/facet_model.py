"""The rows of one facet: box, name with a thin bar, number, sum."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..domain.text import fold
from ..usecases.wording import kronor, number, rows_text

SHARE = Qt.ItemDataRole.UserRole + 1
VALUE = Qt.ItemDataRole.UserRole + 2
NAME, COUNT, SUM = range(3)
_BAR = 3


@dataclass(slots=True)
class Row:
    """One value of a facet; its figures become texts where they are looked at.

    :param amount: in whole steps, None if nothing is summed; :param share: of the largest, 0 to 1
    """

    value: object
    text: str
    checked: bool = False
    count: int = 0
    amount: float | int | None = None
    share: float = 0.0


class FacetModel(QAbstractTableModel):
    """Rows in an order that does not change while the user chooses."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows = []
        self.toggled = None
        self._sum, self._is_money = str, False

    def show(self, rows, shown_sum=str, *, is_money=False):
        """Show rows; where only their numbers differ, the view stays as it is.

        :param shown_sum: function of an amount that returns it as a text
        :param is_money: amounts are öre, and told in full by the tool tip
        """
        self._sum, self._is_money = shown_sum, is_money
        if [(row.value, row.text) for row in rows] == [(row.value, row.text) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, SUM))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 (the signature is Qt's)
        """Return the number of values."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 (the signature is Qt's)
        """Return the number of columns."""
        return 0 if parent.isValid() else SUM + 1

    def flags(self, index):
        """Every row can be chosen, also one without matches: that may be what one looks for."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows."""
        row = self.rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [row.text, rows_text(row.count)]
            told = self._is_money and row.amount is not None
            return ", ".join([*parts, kronor(row.amount / 100)] if told else parts)
        if role == Qt.ItemDataRole.TextAlignmentRole and column != NAME:
            return int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and not row.count:
            palette = QApplication.palette()
            return palette.brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return {SHARE: row.share, VALUE: row.value}.get(role)

    def _text(self, row, column):
        if column == NAME:
            return row.text
        if column == COUNT:
            return number(row.count, 0)
        return self._sum(row.amount) if row.count else ""

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole):
        """Take a click on a box or a press of the space bar."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.rows[index.row()].checked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        if self.toggled is not None:
            self.toggled()
        return True

    def checked(self):
        """Return the chosen values."""
        return [row.value for row in self.rows if row.checked]


class FoundRows(QSortFilterProxyModel):
    """The rows whose name holds the words that are searched for, and those that are chosen."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._words = ()

    def search(self, text):
        """Show the rows with these words."""
        self._words = tuple(fold(text).split())
        self.invalidateFilter()

    def filterAcceptsRow(self, row, _parent):
        """Say whether a row is shown."""
        if not self._words:
            return True
        found = self.sourceModel().rows[row]
        if found.checked:
            return True
        name = fold(found.text)
        return all(word in name for word in self._words)


class BarDelegate(QStyledItemDelegate):
    """Draws the thin bar under the name, in the palette's own colours."""

    def paint(self, painter, option, index):
        """Draw the cell, then the bar."""
        above = QStyleOptionViewItem(option)
        above.rect = option.rect.adjusted(0, 0, 0, -_BAR)
        super().paint(painter, above, index)
        share = index.data(SHARE)
        if index.column() != NAME or not share:
            return
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        style = styled.widget.style() if styled.widget else QApplication.style()
        text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, styled, styled.widget)
        left = text.left() + 3
        width = max(2, round((option.rect.right() - left - 4) * share))
        painter.fillRect(
            left, option.rect.bottom() - _BAR, width, _BAR, QApplication.palette().highlight()
        )

    def sizeHint(self, option, index):
        """Leave room for the bar."""
        size = super().sizeHint(option, index)
        size.setHeight(size.height() + _BAR + 2)
        return size
