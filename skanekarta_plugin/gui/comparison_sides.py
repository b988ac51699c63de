"""The three ways to choose the two sides of a comparison."""

from qgis.core import QgsProject
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ..i18n import label, tr
from ..usecases import comparison
from .parts import push_button

# The selection as it stands, among the saved filters.
_NOW = ""


class _Sides:
    """Base of the three ways to choose two sides: small groups in one row that breaks.

    :param row: the layout that the groups go to
    """

    def __init__(self, row):
        self.row = row
        self.groups = []

    def add(self, text, *widgets):
        """Add widgets that stay together, with a name."""
        group = named(text, *widgets)
        self.groups.append(group)
        self.row.addWidget(group)

    def setVisible(self, visible):
        """Show or hide what is chosen with."""
        for group in self.groups:
            group.setVisible(visible)


def named(text, *widgets):
    """Return a group of widgets in a row, with a name for the first one."""
    group = QWidget()
    inside = QHBoxLayout(group)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(4)
    name = QLabel(text)
    name.setBuddy(widgets[0])
    inside.addWidget(name)
    for widget in widgets:
        inside.addWidget(widget)
    return group


def box_for(tip, combo=QComboBox):
    """Return a box of choices as wide as they need, with a tool tip and a name for readers."""
    box = combo()
    box.setToolTip(tip)
    box.setAccessibleName(tip)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class PeriodSides(_Sides):
    """Two periods of years."""

    def __init__(self, row):
        super().__init__(row)
        self.own = box_for(tr("First year of A")), box_for(tr("Last year of A"))
        self.other = box_for(tr("First year of B")), box_for(tr("Last year of B"))
        for text, pair in ((tr("A:"), self.own), (tr("compared with B:"), self.other)):
            self.add(text, pair[0], QLabel("–"), pair[1])
        self.before = push_button(
            tr("Equally long before"),
            tr("Let B be the period of the same length just before A"),
            self._before,
        )
        for box in self.own:
            box.activated.connect(lambda _: self._allow())
        self.groups.append(self.before)
        self.row.addWidget(self.before)

    def offer(self, years, own):
        """Offer years; at first the chosen ones, or the latest, and the period before."""
        if not years:
            return
        for box in (*self.own, *self.other):
            box.clear()
            for year in years:
                box.addItem(str(year), year)
        self.set(own or (years[-1], years[-1]), None)
        self._before()

    def set(self, own, other):
        """Show two periods."""
        for pair, span in ((self.own, own), (self.other, other)):
            for box, year in zip(pair, span or (), strict=False):
                box.setCurrentIndex(self._nearest(box, year))
        self._allow()

    def _allow(self):
        """Offer the period before only where there are rows that far back."""
        own, first = self._span(self.own), self.other[0].itemData(0)
        there = own is not None and comparison.period_before(*own)[0] >= first
        self.before.setEnabled(there)
        self.before.setToolTip(
            tr("Let B be the period of the same length just before A")
            if there
            else tr("There are no rows so far back")
        )

    def _nearest(self, box, year):
        at = box.findData(year)
        return at if at >= 0 else (0 if box.count() and year < box.itemData(0) else box.count() - 1)

    def _before(self):
        own = self._span(self.own)
        if own is not None:
            self.set(None, comparison.period_before(*own))

    def _span(self, pair):
        first, last = (box.currentData() for box in pair)
        return None if first is None else (min(first, last), max(first, last))

    def choices(self, session, way):
        """Return the choices of this comparison; None if one side is missing."""
        own, other = self._span(self.own), self._span(self.other)
        field = session.description.year_field
        return own and comparison.compare_periods(session.choices, field, own, other, way)


class ValueSides(_Sides):
    """Values of one facet."""

    def __init__(self, row, offer):
        super().__init__(row)
        self.offer_values = offer
        self.facet = box_for(tr("Whose values are compared"))
        self.facet.activated.connect(lambda _: self._fill())
        self.own, self.other = (
            box_for(tip, QgsCheckableComboBox) for tip in (tr("Values of A"), tr("Values of B"))
        )
        for box in (self.own, self.other):
            box.setDefaultText(tr("all"))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(18)
        self.add(tr("Field:"), self.facet)
        self.add(tr("A:"), self.own)
        self.add(tr("compared with B:"), self.other)

    def offer(self, facets):
        """Offer facets; a field of the rows at first, rather than a place."""
        self.facet.clear()
        for facet in facets:
            self.facet.addItem(label(facet), facet.field)
        kinds = [facet.kind for facet in facets]
        self.facet.setCurrentIndex(kinds.index("values") if "values" in kinds else 0)
        self._fill()

    def _fill(self):
        for box in (self.own, self.other):
            box.clear()
            for value, text in self.offer_values(self.facet.currentData()):
                box.addItemWithCheckState(text, Qt.CheckState.Unchecked, value)

    def set(self, field, own, other):
        """Show two choices in a facet."""
        self.facet.setCurrentIndex(self.facet.findData(field))
        self._fill()
        for box, values in ((self.own, own), (self.other, other)):
            for at in range(box.count()):
                if box.itemData(at) in values:
                    box.setItemCheckState(at, Qt.CheckState.Checked)

    def choices(self, session, way):
        """Return the choices of this comparison; None if one side is missing."""
        field = self.facet.currentData()
        sides = [list(box.checkedItemsData()) for box in (self.own, self.other)]
        if field is None or not any(sides):
            return None
        return comparison.compare_values(session.choices, field, *sides, way)


class SavedSides(_Sides):
    """Saved filters, and the selection as it stands."""

    def __init__(self, row):
        super().__init__(row)
        self.own, self.other = box_for(tr("Saved filter of A")), box_for(tr("Saved filter of B"))
        self.add(tr("A:"), self.own)
        self.add(tr("compared with B:"), self.other)

    def offer(self, names):
        """Offer the names of saved filters; what was chosen stays.

        Measure, place and counting rule are those of the map: both sides must have the same.
        """
        for box, items in ((self.own, [_NOW, *names]), (self.other, names)):
            chosen = box.currentData()
            box.clear()
            for name in items:
                box.addItem(name or tr("The selection now"), name)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def set(self, own, other):
        """Show two names, as far as they are still kept."""
        for box, name in ((self.own, own), (self.other, other)):
            box.setCurrentIndex(max(0, box.findData(name)))

    def choices(self, session, way):
        """Return the choices of this comparison; None if one side is missing."""
        from ..usecases.named_filters import choices_of

        if self.other.currentData() is None:
            return None
        project, now = QgsProject.instance(), session.choices

        def side(name):
            kept = now if name == _NOW else choices_of(project, session.active, name)
            return name, kept.get("filter_", {})

        single = [facet.field for facet in session.description.facets if facet.kind == "single"]
        sides = side(self.own.currentData()), side(self.other.currentData())
        return comparison.compare_named(now, *sides, way, single)
