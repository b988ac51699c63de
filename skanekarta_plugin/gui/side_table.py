"""The table of municipalities side by side."""

import html

from qgis.PyQt.QtCore import QRectF, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QPalette, QTextDocument
from qgis.PyQt.QtWidgets import QApplication, QHeaderView, QStyle, QStyledItemDelegate

from ..i18n import tr
from ..usecases.side_by_side import Cell
from .tables import LinesModel, lines_table
from .tints import muted

_CELL = Qt.ItemDataRole.UserRole
_ROOM = 4
_NARROWEST = 96


class SideModel(LinesModel):
    """The rows of a :class:`~..usecases.side_by_side.SideBySide`; headings are set in bold."""

    def __init__(self, parent=None):
        super().__init__((), _texts, parent, strong=lambda row: not row.cells)

    def show_municipalities(self, shown):
        """Show a comparison."""
        rows = shown.rows
        self.show([_Padded(row, len(shown.headers)) for row in rows], shown.headers)

    def row_at(self, at):
        """Return the row at a position."""
        return self._lines[at].row

    def position(self, name):
        """Return the position of a row; -1 if there is none of this name."""
        names = [line.row.name for line in self._lines]
        return names.index(name) if name in names else -1

    def flags(self, index):
        """Let headings not be marked: there is nothing to draw of them."""
        is_row = index.isValid() and bool(self._lines[index.row()].cells)
        return super().flags(index) if is_row else Qt.ItemFlag.ItemIsEnabled

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows; its tool tip says where it comes from."""
        row, column = self._lines[index.row()].row, index.column() - 1
        if role == _CELL:
            line = self._lines[index.row()]
            return line.title if column < 0 else row.cells[column] if row.cells else None
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = row.cells[column].tip if row.cells and column >= 0 else row.shown_title
            return f"<qt>{html.escape(tip)}</qt>".replace("\n", "<br>") if tip else ""
        return super().data(index, role)


class _Padded:
    """A row with as many texts as there are columns."""

    def __init__(self, row, columns):
        self.row, self.cells = row, row.cells
        told = [cell.said for cell in row.cells]
        self.title = Cell(row.shown_title, row.shown_unit)
        self.texts = [row.shown_title, *told, *[""] * (columns - 1 - len(told))]


def _texts(line):
    return line.texts


class SideDelegate(QStyledItemDelegate):
    """Draws a value, and quieter below it what is told besides; long words are broken into lines.

    Texts from data are escaped.
    """

    def _document(self, option, index):
        cell = index.data(_CELL)
        palette = option.palette
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_marked else QPalette.ColorRole.Text
        ink = palette.color(role).name()
        grey = ink if is_marked else muted(palette).name()
        parts = []
        if cell is not None:
            shade = ink if cell.is_known else grey
            weight = "bold" if index.data(Qt.ItemDataRole.FontRole).bold() else "normal"
            for said, aside in ((cell.text, cell.aside), *cell.items):
                told = (
                    f'<span style="color:{shade}; font-weight:{weight}">{html.escape(said)}</span>'
                )
                if aside:
                    quiet = f'<span style="color:{grey}">{html.escape(aside)}</span>'
                    told += f"<br><small>{quiet}</small>"
                if said or aside:
                    parts.append(f'<div style="margin-bottom:2px">{told}</div>')
        document = QTextDocument()
        document.setDefaultFont(option.font)
        document.setDocumentMargin(_ROOM)
        document.setHtml("".join(parts))
        return document

    def paint(self, painter, option, index):
        """Draw the ground as any table, then the texts."""
        self.initStyleOption(option, index)
        document = self._document(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        document.setTextWidth(option.rect.width())
        painter.save()
        painter.translate(option.rect.topLeft())
        document.drawContents(painter, QRectF(0, 0, option.rect.width(), option.rect.height()))
        painter.restore()

    def sizeHint(self, option, index):
        """Return the height that a cell needs in its column."""
        self.initStyleOption(option, index)
        document = self._document(option, index)
        table = option.widget
        span = table.columnSpan(index.row(), index.column()) if table else 1
        columns = range(index.column(), index.column() + span)
        width = sum(table.columnWidth(column) for column in columns) if table else _NARROWEST
        document.setTextWidth(width)
        return QSize(width, int(document.size().height()) + 1)


def side_table(model):
    """Return the table that shows a :class:`SideModel`."""
    table = lines_table(tr("Municipalities side by side"), model)
    table.setWordWrap(True)
    table.setItemDelegate(SideDelegate(table))
    header = table.horizontalHeader()
    header.setMinimumSectionSize(_NARROWEST)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setVerticalScrollMode(table.ScrollMode.ScrollPerPixel)
    table.setAlternatingRowColors(False)
    table.setShowGrid(False)
    # Once for all columns, when all have their widths.
    waiting = QTimer(table)
    waiting.setSingleShot(True)
    waiting.timeout.connect(table.resizeRowsToContents)
    header.sectionResized.connect(lambda *_: waiting.start(0))
    model.modelReset.connect(lambda: _span_headings(table, model))
    return table


def _span_headings(table, model):
    table.clearSpans()
    for at in range(model.rowCount()):
        if not model.row_at(at).cells:
            table.setSpan(at, 0, 1, model.columnCount())
    table.resizeRowsToContents()
