"""The tab *Nyckeltal*: key figures, divisions beside their inhabitants, white spots."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .overview_tab import OverviewTab
from .parts import GAP, plain_label, push_button
from .tables import LinesModel, dress_table

_SPOT = Qt.ItemDataRole.UserRole + 1
_SHARE = Qt.ItemDataRole.UserRole + 2
_FIRST_SHARE = 2
_BAR = 4


class FiguresTab(OverviewTab):
    """Shows the :class:`~..usecases.overview.KeyFigures` of a view.

    :ivar printWanted: the user wants the overview as a sheet
    """

    printWanted = pyqtSignal()
    # An empty selection is all white spots, which is an answer.
    needs_rows = False

    def __init__(self, session, parent=None):
        super().__init__(session, parent)
        self.figures = []
        self.model = DivisionModel(self)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(self._make_figures(), 3)
        row.addWidget(self._make_divisions(), 5)
        row.addLayout(self._make_white(), 1)
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.addLayout(row, 1)
        layout.addLayout(self._make_foot())

    def _make_figures(self):
        inside = QWidget()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * GAP)
        self.grid.setVerticalSpacing(2)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.grid)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumWidth(285)
        area.setToolTip(tr("The figures of the selection"))
        area.setAccessibleName(tr("Key figures"))
        return area

    def _make_divisions(self):
        self.table = QTableView()
        dress_table(self.table, tr("Divisions of the municipalities beside their inhabitants"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(ShareDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        self.table.setAlternatingRowColors(False)
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 7)
        self.table.horizontalHeader().setMinimumSectionSize(64)
        return self.table

    def _make_foot(self):
        self.note = plain_label(wrap=True, smaller=True)
        self.copy = push_button(
            tr("Copy figures"), tr("Copy the key figures and the table, for a spreadsheet"),
            self._copy, "/mActionEditCopy.svg",
        )  # fmt: skip
        self.only = push_button(
            tr("Filter on these"), tr("Choose what is marked in the filter"), self._filter
        )
        self.print = push_button(
            tr("Print…"), tr("Print the overview on one sheet, for a meeting of the committee"),
            self.printWanted.emit, "/mActionFilePrint.svg",
        )  # fmt: skip
        self._selected()
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.print)
        row.addWidget(self.copy)
        row.addWidget(self.only)
        return row

    def _make_white(self):
        self.white_heading = plain_label(bold=True)
        self.white = QListWidget()
        self.white.setWordWrap(True)
        self.white.setAccessibleName(tr("White spots"))
        self.white.setMinimumWidth(150)
        self.white.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.white.setToolTip(
            tr("What nothing of the selection reaches. Click one to see it on the map.")
        )
        self.white.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.white.itemSelectionChanged.connect(self._selected)
        self.white.itemClicked.connect(lambda item: self._zoom())
        self.white.itemActivated.connect(lambda item: self._zoom())
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addWidget(self.white_heading)
        layout.addWidget(self.white, 1)
        return layout

    def fill(self, view):
        """Show a view."""
        from ..usecases.overview import key_figures

        self.shown = key_figures(self.session.explorer, view)
        self._show_figures(self.shown.figures)
        self.model.show_figures(self.shown)
        self.table.setVisible(bool(self.shown.rows))
        self.note.setText(
            self.shown.note
            or ("" if self.shown.rows else tr("These figures are compared, not summed."))
        )
        header = self.table.horizontalHeader()
        if self.shown.rows:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(_FIRST_SHARE, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(_FIRST_SHARE + 1, QHeaderView.ResizeMode.Stretch)
        self._show_white()

    def _show_figures(self, figures):
        while self.grid.count():
            part = self.grid.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        self.figures = list(figures)
        for row, (name, text) in enumerate(figures):
            left = plain_label(name)
            right = plain_label(text, wrap=True, bold=row == 0)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.setAccessibleName(f"{name}: {text}")
            left.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.grid.addWidget(left, row, 0)
            self.grid.addWidget(right, row, 1)

    def _show_white(self):
        spots = self.shown.white
        missed = sum(1 for spot in spots if spot.codes == (spot.value,))
        self.white_heading.setText(
            tr("White spots: {count} of {all}", count=missed, all=self.shown.looked_at)
        )
        self.white.clear()
        for spot in spots:
            is_division = spot.codes != (spot.value,)
            text = tr("All of {name}", name=spot.name) if is_division else spot.name
            item = QListWidgetItem(f"{text} ({spot.note})" if spot.note else text)
            item.setData(_SPOT, spot)
            if is_division:
                font = QFont(self.white.font())
                font.setBold(True)
                item.setFont(font)
            self.white.addItem(item)
        if not spots:
            item = QListWidgetItem(tr("None: every municipality is reached"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.white.addItem(item)

    def _marked(self):
        return [item.data(_SPOT) for item in self.white.selectedItems() if item.data(_SPOT)]

    def _selected(self):
        marked = self._marked()
        # One facet can hold municipalities or divisions, not both.
        self.only.setEnabled(len({spot.field for spot in marked}) == 1)

    def _zoom(self):
        codes = [code for spot in self._marked() for code in spot.codes]
        if codes:
            self.zoomWanted.emit(list(dict.fromkeys(codes)))

    def _filter(self):
        marked = self._marked()
        if marked:
            self.session.set_filter(marked[0].field, [spot.value for spot in marked])

    def copied(self):
        """Return the figures as text for a spreadsheet."""
        from ..usecases.copying import as_text

        lines = [list(pair) for pair in self.shown.figures]
        if self.shown.rows:
            lines += [[], list(self.shown.headers)]
            lines += [list(row.plain) for row in self.shown.rows]
        lines += [[], [self.white_heading.text()]]
        lines += [[spot.name, spot.note] for spot in self.shown.white]
        return as_text(lines)

    def _copy(self):
        QApplication.clipboard().setText(self.copied())


class DivisionModel(LinesModel):
    """The divisions, then the lines that add up; the last one is set in bold."""

    def __init__(self, parent=None):
        super().__init__((), lambda row: row.texts, parent, strong=self._is_last)
        self._last_row = None

    def _is_last(self, row):
        return row is self._last_row

    def show_figures(self, shown):
        """Show the divisions of some key figures."""
        self._last_row = shown.rows[-1] if shown.rows else None
        self._right = range(1, len(shown.headers))
        self.show(shown.rows, shown.headers)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows, and how long its bar is."""
        if role != _SHARE:
            return super().data(index, role)
        shares, at = self._lines[index.row()].shares, index.column() - _FIRST_SHARE
        return shares[at] if 0 <= at < len(shares) else None


class ShareDelegate(QStyledItemDelegate):
    """Draws a thin bar under a share; that of the inhabitants is grey, to compare with."""

    def paint(self, painter, option, index):
        """Draw the cell, then the bar from its left edge."""
        share = index.data(_SHARE)
        above = QStyleOptionViewItem(option)
        if share is not None:
            above.rect = option.rect.adjusted(0, 0, 0, -_BAR)
        super().paint(painter, above, index)
        if not share or share < 0:
            return
        palette = QApplication.palette()
        of_people = index.column() != _FIRST_SHARE
        role = QPalette.ColorRole.Mid if of_people else QPalette.ColorRole.Highlight
        room = option.rect.adjusted(6, 0, -6, 0)
        width = max(1, round(room.width() * share))
        painter.fillRect(
            room.left(), room.bottom() - _BAR + 1, width, _BAR - 1, palette.brush(role)
        )
