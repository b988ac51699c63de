"""Facets of which one value is chosen, and facets that are searched."""

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy

from ..analysis.model import Contains
from ..i18n import label, tr
from .facet_editor import FacetEditor
from .facet_order import ordered


class FacetSingle(FacetEditor):
    """The editor of ``single`` facets: always exactly one value."""

    def __init__(self, facet, parent=None):
        super().__init__(facet, parent)
        self.box = QComboBox()
        self.box.setAccessibleName(label(facet))
        self.box.setToolTip(tr("Choose what the map shows"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(lambda index: self.chosen.emit([self.box.itemData(index)]))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def show_state(self, state, session):
        """Show the values, and which is chosen."""
        (now,) = session.remembered.filter[self.facet.field].values
        values = [item.value for item in state.values if item.count or item.value == now]
        rows = ordered(self.facet, session, dict.fromkeys([*values, now]))
        shown = [(self.box.itemData(index), self.box.itemText(index)) for index in self._indexes()]
        if rows != shown:
            self.box.clear()
            for value, text in rows:
                self.box.addItem(text, value)
        self.box.setCurrentIndex([value for value, _ in rows].index(now))

    def _indexes(self):
        return range(self.box.count())


class FacetText(FacetEditor):
    """The editor of ``text`` facets: searches when Enter is pressed or the line is left."""

    def __init__(self, facet, parent=None):
        super().__init__(facet, parent)
        self._now = ""
        self.line = QgsFilterLineEdit()
        self.line.setShowSearchIcon(True)
        self.line.setPlaceholderText(tr("Words to search for, then Enter"))
        self.line.setAccessibleName(label(facet))
        self.line.setToolTip(
            tr("Rows whose {name} holds these words; capitals do not matter", name=label(facet))
        )
        self.line.editingFinished.connect(self._tell)
        self.line.cleared.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)

    def show_state(self, _state, session):
        """Show the words that are searched for."""
        choice = session.remembered.filter.get(self.facet.field)
        self._now = choice.text if isinstance(choice, Contains) else ""
        if self.line.text().strip() != self._now:
            self.line.setText(self._now)

    def _tell(self):
        text = self.line.text().strip()
        if text != self._now:
            self._now = text
            self.chosen.emit(text or None)
