"""A facet whose values are ticked: search line, rows, and a menu on each row."""

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QSortFilterProxyModel, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTreeView,
    QVBoxLayout,
)

from ..analysis.model import AnyOf
from ..i18n import label, tr
from ..usecases.wording import number
from .facet_editor import FacetEditor
from .facet_model import COUNT, NAME, SUM, VALUE, BarDelegate, FacetModel, Row
from .facet_order import ordered

_SHOWN_ROWS = 6
_NEEDS_SEARCH = 8


class FacetList(FacetEditor):
    """The editor of ``values`` and ``place`` facets."""

    def __init__(self, facet, parent=None):
        super().__init__(facet, parent)
        name = label(facet)
        self.model = FacetModel(self)
        self.model.toggled = self._tell
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setFilterKeyColumn(NAME)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search"))
        self.search.setToolTip(tr("Search among the values of {name}", name=name))
        self.search.setAccessibleName(tr("Search among the values of {name}", name=name))
        self.search.textChanged.connect(self._search)
        self.tree = self._make_tree(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.tree)

    def _make_tree(self, name):
        tree = QTreeView()
        tree.setModel(self.proxy)
        tree.setItemDelegate(BarDelegate(tree))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setHeaderHidden(True)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setTabKeyNavigation(False)
        tree.setAccessibleName(name)
        tree.setToolTip(tr("Tick values with a click or the space bar"))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu)
        tree.clicked.connect(self._clicked)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(10)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        metrics = tree.fontMetrics()
        # The same widths in every facet, so that the numbers stand in one column.
        for column, sample in ((COUNT, "0 0000"), (SUM, "0000,0 mkr")):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, metrics.horizontalAdvance(sample) + 8)
        return tree

    def show_state(self, state, session):
        """Show the values under the present choices."""
        view = session.view
        choice = session.remembered.filter.get(self.facet.field)
        chosen = set(choice.values) if isinstance(choice, AnyOf) else set()
        wording = session.wording()
        by_value = {item.value: item for item in state.values}
        order = ordered(self.facet, session, [*by_value, *chosen])
        weights = {
            value: (item.count if item.amount is None else max(0, item.amount))
            for value, item in by_value.items()
        }
        # Bars compare what is counted or summed; of figures that have no sum there is none.
        largest = 0 if view.choice.measure.is_rate else max(weights.values(), default=0)
        rows = []
        for value, text in order:
            item = by_value.get(value)
            row = Row(value, text, shown_count="0", checked=value in chosen)
            if item is not None:
                row.count, row.shown_count = item.count, number(item.count, 0)
                row.shown_sum = wording.amount(view.totals, item.amount) if item.count else ""
                if item.amount is not None and view.totals.is_money:
                    row.ore = item.amount
                row.share = weights[value] / largest if largest else 0
            rows.append(row)
        self.model.show(rows)
        has_sums = any(row.shown_sum for row in rows) or view.choice.measure.aggregate == "sum"
        self.tree.setColumnHidden(SUM, not has_sums)
        self.search.setVisible(len(rows) > _NEEDS_SEARCH)
        self._fit()

    def _fit(self):
        count = max(1, min(len(self.model.rows), _SHOWN_ROWS))
        # What is drawn, not what is hinted: the style may round.
        height = self.tree.visualRect(self.proxy.index(0, NAME)).height()
        if height <= 0:
            height = self.tree.fontMetrics().height() + 8
        self.tree.setFixedHeight(count * height + 2)

    def showEvent(self, event):
        """Fit once more: only now is it known how high a row is."""
        super().showEvent(event)
        self._fit()

    def _search(self, text):
        self.proxy.setFilterFixedString(text.strip())

    def _clicked(self, index):
        """A click anywhere on a row ticks it; one on the box has done so already."""
        if index.column() != NAME:
            self._toggle(index.siblingAtColumn(NAME))

    def _toggle(self, index):
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        flipped = (
            Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
        )
        self.proxy.setData(index, flipped, Qt.ItemDataRole.CheckStateRole)

    def _tell(self):
        self.chosen.emit(self.model.checked() or None)

    def _menu(self, position):
        index = self.tree.indexAt(position)
        if not index.isValid():
            return
        value = index.siblingAtColumn(NAME).data(VALUE)
        text = index.siblingAtColumn(NAME).data()
        menu = QMenu(self)
        menu.addAction(tr("Only {name}", name=text), lambda: self.only(value))
        menu.addAction(tr("All but {name}", name=text), lambda: self.all_but(value))
        menu.addSeparator()
        clear = menu.addAction(tr("No choice here"), lambda: self.chosen.emit(None))
        clear.setEnabled(bool(self.model.checked()))
        menu.exec(self.tree.viewport().mapToGlobal(position))
        menu.deleteLater()

    def only(self, value):
        """Choose one value and no other."""
        self.chosen.emit([value])

    def all_but(self, value):
        """Choose every value but one."""
        self.chosen.emit([row.value for row in self.model.rows if row.value != value] or None)
