"""Tables of many lines, each of which is made only when it is looked at."""

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# So many lines are looked at to find out how wide a column is.
_MEASURED = 25
_WIDEST = 360


class LinesModel(QAbstractTableModel):
    """Shows a sequence of lines.

    :param headers: the header of each column
    :param cells: function: line → a text for each column
    :param right: columns of numbers
    :param strong: function: line → True if it is set in bold
    """

    def __init__(self, headers, cells, parent=None, right=(), strong=None):
        super().__init__(parent)
        self._headers, self._cells = list(headers), cells
        self._right, self._strong = right, strong
        self._lines = ()
        self._last = (-1, ())

    def show(self, lines, headers=None):
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self._last = (-1, ())
        if headers is not None:
            self._headers = list(headers)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        """Return a header."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._headers[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                return int(_RIGHT if section in self._right else left)
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = index.row()
            if self._last[0] != row:
                self._last = (row, self._cells(self._lines[row]))
            return self._last[1][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return int(_RIGHT)
        if role == Qt.ItemDataRole.FontRole and self._strong:
            font = QFont()
            font.setBold(self._strong(self._lines[index.row()]))
            return font
        return None


def lines_table(name, model, stretch=None):
    """Return a table that shows a model, to be read and copied from.

    :param name: for screen readers and the tool tip
    :param stretch: the column that takes the room that is left
    """
    table = QTableView()
    dress_table(table, name)
    model.setParent(table)
    table.setModel(model)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    if stretch is not None:
        table.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return table


def dress_table(table, name):
    """Give a table the look that all tables of the dialogs have."""
    table.setAccessibleName(name)
    table.setToolTip(name)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setCornerButtonEnabled(False)
    for corner in table.findChildren(QAbstractButton):
        corner.setToolTip(name)
        corner.setAccessibleName(name)
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(_MEASURED)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)


def fit_columns(table, widest=_WIDEST):
    """Make each column as wide as its first lines need."""
    table.resizeColumnsToContents()
    header = table.horizontalHeader()
    for column in range(header.count()):
        if header.sectionResizeMode(column) == QHeaderView.ResizeMode.Interactive:
            table.setColumnWidth(column, min(widest, table.columnWidth(column) + 12))
