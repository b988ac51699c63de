"""A facet whose values are ticked: search line, rows, and a menu on each row."""

import functools

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTreeView,
    QVBoxLayout,
)

from ..analysis.model import AnyOf, Between
from ..i18n import label, tr
from .facet_editor import FacetEditor
from .facet_menu import FacetTree
from .facet_model import COUNT, NAME, SUM, VALUE, BarDelegate, FacetModel, FoundRows, Row
from .facet_order import ordered

_SHOWN_ROWS = 6
_NEEDS_SEARCH = 8


class FacetList(FacetEditor):
    """The editor of ``values`` and ``place`` facets."""

    def __init__(self, facet, parent=None):
        super().__init__(facet, parent)
        self._is_chosen, self._chosen = False, set()
        self._order_of, self._order, self._everything = None, [], None
        name = label(facet)
        self.model = FacetModel(self)
        self.model.toggled = self._tell
        self.proxy = FoundRows(self)
        self.proxy.setSourceModel(self.model)
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
        tree = FacetTree()
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
        tree.setToolTip(
            tr("Tick values with a click or the space bar; more with a right click or Shift+F10")
        )
        tree.menuWanted.connect(self._menu)
        tree.allWanted.connect(self.mark_all)
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
        self._is_chosen = choice is not None
        wording = session.wording()
        by_value = {item.value: item for item in state.values}
        chosen = _ticked(choice, by_value)
        news, self._chosen = chosen - self._chosen, chosen
        amounts = {
            value: (item.count if item.amount is None else max(0, item.amount))
            for value, item in by_value.items()
        }
        measure = view.choice.measure
        # Bars compare what is counted or summed; of figures that have no sum there is none.
        largest = 0 if measure.is_rate else max(amounts.values(), default=0)
        rows = []
        for value, text in self._ordered(session, by_value, chosen):
            item = by_value.get(value)
            if item is None:
                rows.append(Row(value, text, value in chosen))
                continue
            share = amounts[value] / largest if largest else 0
            rows.append(Row(value, text, value in chosen, item.count, item.amount, share))
        self.model.show(
            rows, functools.partial(wording.amount, view.totals), is_money=view.totals.is_money
        )
        has_sums = measure.aggregate == "sum" or any(
            row.count and wording.amount(view.totals, row.amount) for row in rows
        )
        self.tree.setColumnHidden(SUM, not has_sums)
        self.search.setVisible(self.facet.kind != "range" and len(rows) > _NEEDS_SEARCH)
        self._fit()
        self._bring_into_sight(news)

    def _bring_into_sight(self, values):
        """Scroll to the first of some values, such as one that was chosen on the map."""
        row = next((at for at, row in enumerate(self.model.rows) if row.value in values), None)
        index = self.proxy.mapFromSource(self.model.index(row, NAME)) if row is not None else None
        if index is not None and index.isValid():
            self.tree.scrollTo(index)

    def _ordered(self, session, by_value, chosen):
        """Return values and texts in order; that of thousands is worked out once for all rows."""
        everything = session.unfiltered(session.active).get(self.facet.field)
        others = frozenset(chosen.difference(by_value))
        if self._order_of is None or self._order_of != (id(everything), len(by_value), others):
            self._everything = everything
            self._order_of = id(everything), len(by_value), others
            self._order = ordered(self.facet, session, [*by_value, *others])
        return self._order

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
        self.proxy.search(text)

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
        """Show the menu, for the row at a position if there is one."""
        menu = QMenu(self)
        self.fill_menu(menu, self.tree.indexAt(position))
        menu.exec(self.tree.viewport().mapToGlobal(position))
        menu.deleteLater()

    def fill_menu(self, menu, index=None):
        """Add what can be done with the values.

        :param index: the row that the menu is for; the present row if there is none
        """
        index = index if index is not None and index.isValid() else self.tree.currentIndex()
        searching = bool(self.search.text().strip())
        menu.addAction(
            tr("Select all that are shown") if searching else tr("Select all"), self.mark_all
        )
        menu.addAction(tr("Invert"), self.invert)
        if index.isValid():
            value = index.siblingAtColumn(NAME).data(VALUE)
            text = index.siblingAtColumn(NAME).data().replace("&", "&&")
            menu.addSeparator()
            menu.addAction(tr("Only {name}", name=text), lambda: self.only(value))
            menu.addAction(tr("All but {name}", name=text), lambda: self.all_but(value))
        menu.addSeparator()
        clear = menu.addAction(tr("Clear"), lambda: self.chosen.emit(None))
        clear.setEnabled(self._is_chosen)

    def mark_all(self):
        """Choose all values that the search line leaves, beside those that are chosen."""
        rows = range(self.proxy.rowCount())
        shown = {self.proxy.index(row, NAME).data(VALUE) for row in rows}
        chosen = [row.value for row in self.model.rows if row.checked or row.value in shown]
        self.chosen.emit(chosen or None)

    def invert(self):
        """Choose what is not chosen."""
        self.chosen.emit([row.value for row in self.model.rows if not row.checked] or None)

    def only(self, value):
        """Choose one value and no other."""
        self.chosen.emit([value])

    def all_but(self, value):
        """Choose every value but one."""
        self.chosen.emit([row.value for row in self.model.rows if row.value != value] or None)


def _ticked(choice, values):
    """Return which values a choice ticks."""
    if isinstance(choice, AnyOf):
        return set(choice.values)
    if isinstance(choice, Between):
        return {
            value
            for value in values
            if value is not None
            and (choice.low is None or value >= choice.low)
            and (choice.high is None or value <= choice.high)
        }
    return set()
