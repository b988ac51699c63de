"""The tabs *Lista*, *Mottagare* and *Pivot*: sheets that can be ordered, searched and copied."""

import functools
import html

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QFont, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QShortcut,
    QTableView,
    QVBoxLayout,
)

from ..i18n import label, tr
from ..usecases.wording import rows_text
from .messages import guarded
from .overview_tab import OverviewTab
from .parts import GAP, plain_label, push_button
from .tables import dress_table, fit_columns

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SheetModel(QAbstractTableModel):
    """Shows a :class:`~..usecases.sheets.Sheet`; a cell is made when it is looked at."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.sheet, self.lines = None, ()
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._words = ""

    def show(self, sheet):
        """Show another sheet, ordered and searched as before."""
        self.beginResetModel()
        self.sheet = sheet
        self._arrange()
        self.endResetModel()

    def search(self, words):
        """Show the lines that hold words."""
        self._words = words.strip()
        self._anew()

    def sort(self, column, order=Qt.SortOrder.AscendingOrder):
        """Order the lines by a column."""
        self._sorted = column, order
        self._anew()

    def _anew(self):
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self):
        if self.sheet is None:
            return
        column, order = self._sorted
        descending = order == Qt.SortOrder.DescendingOrder
        self.lines = self.sheet.arranged(column, descending, self._words)

    @property
    def has_footer(self):
        """True if the last lines add up the others."""
        return bool(self.sheet is not None and self.sheet.footers and not self._words)

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else self._last_line()

    def _last_line(self):
        return len(self.lines) + (len(self.sheet.footers) if self.has_footer else 0)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.columns)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        """Return a header."""
        if orientation == Qt.Orientation.Horizontal and self.sheet is not None:
            column = self.sheet.columns[section]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return column.header
            if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
                return _RIGHT
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows."""
        column = self.sheet.columns[index.column()]
        last = index.row() >= len(self.lines)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if last:
                return self.sheet.footer_text(index.row() - len(self.lines), index.column())
            text = column.text(int(self.lines[index.row()]))
            is_tip = role == Qt.ItemDataRole.ToolTipRole
            # A tool tip takes what looks like HTML for it.
            return f"<qt>{html.escape(text)}</qt>" if is_tip and "<" in text else text
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and last:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def link(self, row):
        """Return the web address of a line; None where there is none that a browser opens."""
        if self.sheet.links is None or row >= len(self.lines):
            return None
        address = self.sheet.links[int(self.lines[row])]
        url = QUrl(str(address or "").strip())
        return url if url.scheme().lower() in ("http", "https") and url.host() else None


class TableTab(OverviewTab):
    """A tab with a sheet, a search line and a button to copy."""

    name = ""

    def __init__(self, session, parent=None):
        super().__init__(session, parent)
        self.model = SheetModel(self)
        self.table = QTableView()
        dress_table(self.table, self.name)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search"))
        self.search.setToolTip(tr("Search in the texts of the table"))
        self.search.setAccessibleName(tr("Search in the texts of the table"))
        self.search.textChanged.connect(self._search)
        self.copy = push_button(
            tr("Copy figures"), tr("Copy the marked lines, or all of them, for a spreadsheet"),
            self._copy, "/mActionEditCopy.svg",
        )  # fmt: skip
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._copy)
        self.counted = plain_label(smaller=True)
        self.note = plain_label(wrap=True, smaller=True)
        above = QHBoxLayout()
        self.add_choices(above)
        above.addWidget(self.search, 1)
        above.addWidget(self.counted)
        above.addWidget(self.copy)
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        self._headers = None

    def add_choices(self, row):
        """Add what the tab lets the user choose."""

    def work(self, view):
        """Return a function that makes the sheet of a view; any thread may call it."""
        raise NotImplementedError

    def fill(self, view):
        """Show a view; many rows are put together in the background, ready to be ordered."""
        self.put_together(
            view,
            view.totals.count,
            self.work(view),
            self.show_sheet,
            lambda sheet: sheet.prepared(),
        )

    def show_sheet(self, sheet):
        """Show a sheet."""
        headers = [column.header for column in sheet.columns]
        if headers != self._headers:
            # Other columns: the order of the former ones means nothing.
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.model.show(sheet)
        if headers != self._headers:
            fit_columns(self.table, 240)
            self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
            self._headers = headers
        self.note.setText(sheet.note)
        self.note.setVisible(bool(sheet.note))
        self._count()

    def _count(self):
        self.counted.setText(rows_text(len(self.model.lines)))

    @guarded
    def _search(self, text):
        if self.model.sheet is not None:
            self.model.search(text)
            self._count()

    def copied(self):
        """Return the marked lines, or all of them, as text for a spreadsheet."""
        marked = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = [self.model.lines[row] for row in marked if row < len(self.model.lines)]
        if marked:
            return self.model.sheet.copied(lines, with_footer=len(marked) > len(lines))
        return self.model.sheet.copied(self.model.lines, with_footer=self.model.has_footer)

    @guarded
    def _copy(self):
        QApplication.clipboard().setText(self.copied())


class ListTab(TableTab):
    """The rows behind the view; a double click opens the link of a row."""

    def __init__(self, session, parent=None):
        self.name = tr("The rows behind the map. A double click opens the link of a row.")
        super().__init__(session, parent)
        self.table.activated.connect(self._open)

    def work(self, view):
        """Return what makes the list."""
        from ..usecases.overview_tables import row_list_work

        return row_list_work(self.session.explorer, view)

    def _open(self, index):
        url = self.model.link(index.row())
        if url is not None:
            QDesktopServices.openUrl(url)


class RecipientsTab(TableTab):
    """The names that are looked up in a register, with sums over the years."""

    def __init__(self, session, parent=None):
        self.name = tr("Recipients, with their sums over the years")
        super().__init__(session, parent)

    def work(self, view):
        """Return what makes the table of recipients."""
        from ..usecases.overview_tables import recipients_work

        return recipients_work(self.session.explorer, view)


class PivotTab(TableTab):
    """Any two facets, with totals."""

    def __init__(self, session, parent=None):
        self.name = tr("Two facets of the selection, with totals")
        self._map = ""
        super().__init__(session, parent)

    def add_choices(self, row):
        """Add the two facets."""
        self.first, self.second = QComboBox(), QComboBox()
        texts = (tr("Lines:"), tr("Columns:"))
        tips = (tr("The facet of the lines"), tr("The facet of the columns"))
        for box, text, tip in zip((self.first, self.second), texts, tips, strict=True):
            box.setToolTip(tip)
            box.setAccessibleName(tip)
            box.activated.connect(lambda _: self.refill())
            name = QLabel(text)
            name.setBuddy(box)
            row.addWidget(name)
            row.addWidget(box)

    def work(self, view):
        """Return what makes the table of the two facets."""
        from ..usecases.overview_tables import pivot_facets, pivot_work

        explorer = self.session.explorer
        if self._map != view.description.name:
            self._map = view.description.name
            offered = functools.partial(pivot_facets, explorer, view)
            for box, facets in ((self.first, offered()), (self.second, offered(columns=True))):
                box.clear()
                for facet in facets:
                    box.addItem(label(facet), facet.field)
            self.first.setCurrentIndex(min(2, self.first.count() - 1))
        return pivot_work(explorer, view, self.first.currentData(), self.second.currentData())
