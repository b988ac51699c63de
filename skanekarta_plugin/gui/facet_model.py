"""The rows of one facet: box, name with a thin bar, number, sum."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..i18n import tr
from ..usecases.wording import kronor

SHARE = Qt.ItemDataRole.UserRole + 1
VALUE = Qt.ItemDataRole.UserRole + 2
NAME, COUNT, SUM = range(3)
_BAR = 3


@dataclass
class Row:
    """One value of a facet, as it is shown.

    :param share: of the largest value, 0 to 1
    :param ore: the sum in whole öre, told in full by the tool tip; None if it is no money
    """

    value: object
    text: str
    count: int = 0
    shown_count: str = ""
    shown_sum: str = ""
    ore: int | None = None
    share: float = 0.0
    checked: bool = False


class FacetModel(QAbstractTableModel):
    """Rows in an order that does not change while the user chooses."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows = []
        self.toggled = None

    def show(self, rows):
        """Show rows; where only their numbers differ, the view stays as it is."""
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
            return (row.text, row.shown_count, row.shown_sum)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [row.text, tr("{count} rows", count=row.shown_count)]
            return ", ".join(parts if row.ore is None else [*parts, kronor(row.ore / 100)])
        if role == Qt.ItemDataRole.TextAlignmentRole and column != NAME:
            return int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and not row.count:
            palette = QApplication.palette()
            return palette.brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return {SHARE: row.share, VALUE: row.value}.get(role)

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
