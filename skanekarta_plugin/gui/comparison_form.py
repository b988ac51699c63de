"""What is compared with what: two periods, values of a facet, or saved filters."""

from qgis.core import QgsProject
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..analysis.model import AS_AMOUNT, AS_PERCENT
from ..i18n import label, tr
from ..usecases import comparison
from .flow import FlowLayout
from .messages import guarded
from .parts import GAP, plain_label, push_button

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
        group = _named(text, *widgets)
        self.groups.append(group)
        self.row.addWidget(group)

    def setVisible(self, visible):
        """Show or hide what is chosen with."""
        for group in self.groups:
            group.setVisible(visible)


def _named(text, *widgets):
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


def _box(tip, combo=QComboBox):
    box = combo()
    box.setToolTip(tip)
    box.setAccessibleName(tip)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class PeriodSides(_Sides):
    """Two periods of years."""

    def __init__(self, row):
        super().__init__(row)
        self.own = _box(tr("First year of A")), _box(tr("Last year of A"))
        self.other = _box(tr("First year of B")), _box(tr("Last year of B"))
        for text, pair in ((tr("A:"), self.own), (tr("compared with B:"), self.other)):
            self.add(text, pair[0], QLabel("–"), pair[1])
        self.before = push_button(
            tr("Equally long before"),
            tr("Let B be the period of the same length just before A"),
            self._before,
        )
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
        self.facet = _box(tr("Whose values are compared"))
        self.facet.activated.connect(lambda _: self._fill())
        self.own, self.other = (
            _box(tip, QgsCheckableComboBox) for tip in (tr("Values of A"), tr("Values of B"))
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
        self.own, self.other = _box(tr("Saved filter of A")), _box(tr("Saved filter of B"))
        self.add(tr("A:"), self.own)
        self.add(tr("compared with B:"), self.other)

    def offer(self, names):
        """Offer the names of saved filters; what was chosen stays."""
        for box, items in ((self.own, [_NOW, *names]), (self.other, names)):
            chosen = box.currentData()
            box.clear()
            for name in items:
                box.addItem(name or tr("The selection now"), name)
            box.setCurrentIndex(max(0, box.findData(chosen)))

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


class ComparisonForm(QWidget):
    """Collects what to compare, and passes it on as one step."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self._map = ""
        self._offered = None
        choices = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        choices.setSizePolicy(policy)
        row = FlowLayout(choices, GAP)
        self.kind = _box(tr("What is compared"))
        row.addWidget(_named(tr("Compare:"), self.kind))
        self.periods, self.values = PeriodSides(row), ValueSides(row, self._values)
        self.saved = SavedSides(row)
        self.way = _box(tr("How the difference is shown"))
        self.go = push_button(
            tr("Compare"), tr("Show the difference on the map and in the table"), self._go,
            "/mActionRefresh.svg",
        )  # fmt: skip
        self.swap = push_button(
            tr("Swap A and B"), tr("Look at the difference from the other side"), self._swap
        )
        self.end = push_button(
            tr("End the comparison"), tr("Show the selection itself again"),
            session.end_comparison, "/mIconClose.svg",
        )  # fmt: skip
        self.kind.activated.connect(lambda _: self._show_kind())
        self.way.activated.connect(lambda _: self._show_as())
        row.addWidget(_named(tr("Difference in:"), self.way))
        for button in (self.go, self.swap, self.end):
            row.addWidget(button)
        self.note = plain_label(wrap=True, smaller=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(choices)
        layout.addWidget(self.note)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def show_view(self, view):
        """Offer what can be compared on a map, and show what is compared."""
        from ..usecases.comparison_table import (
            PERIOD,
            SAVED,
            VALUES,
            compared_facets,
            what_is_compared,
            years_offered,
        )
        from ..usecases.named_filters import filter_names

        names = filter_names(QgsProject.instance(), view.description.name)
        years = years_offered(self.session.explorer, view.description.name)
        facets = compared_facets(view.description)
        kinds = [(PERIOD, tr("Period"))] if len(years) > 1 else []
        kinds += [(VALUES, tr("Field"))] if facets else []
        kinds += [(SAVED, tr("Saved filters"))] if names else []
        told = what_is_compared(view.selection, view.description)
        offered = view.description.name, tuple(years)
        if self._offered != offered:
            self._offered = offered
            self.periods.offer(years, self._chosen_years(view))
            self.values.offer(facets)
        self.saved.offer(names)
        chosen = told[0] if told else self.kind.currentData()
        self.kind.clear()
        for kind, text in kinds:
            self.kind.addItem(text, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        if told and told[0] == PERIOD:
            self.periods.set(*told[2:])
        elif told and told[0] == VALUES:
            self.values.set(*told[1:])
        self._show_ways(view)
        self._show_kind()
        for button in (self.swap, self.end):
            button.setEnabled(told is not None)

    def _chosen_years(self, view):
        from ..usecases.comparison_table import span

        return span(view.selection.filter.get(view.description.year_field))

    def _show_ways(self, view):
        from ..usecases.difference_wording import points_of

        wording = self.session.explorer.wording(view.selection)
        self.way.clear()
        self.way.addItem(points_of(wording) or tr("numbers"), AS_AMOUNT)
        self.way.addItem(tr("per cent"), AS_PERCENT)
        compare = view.selection.compare
        self.way.setCurrentIndex(self.way.findData(compare.shown_as if compare else AS_AMOUNT))

    def _show_kind(self):
        for side in self._sides().values():
            side.setVisible(side is self._side())
        self.note.hide()

    def _sides(self):
        from ..usecases.comparison_table import PERIOD, SAVED, VALUES

        return {PERIOD: self.periods, VALUES: self.values, SAVED: self.saved}

    def _side(self):
        return self._sides().get(self.kind.currentData())

    def _values(self, field):
        from ..usecases.comparison_table import values_offered

        facet = self.session.description.facet(field) if field else None
        return values_offered(self.session.view, self.session.explorer, facet) if facet else []

    @guarded
    def _go(self):
        side = self._side()
        choices = side and side.choices(self.session, self.way.currentData())
        self.note.setVisible(choices is None)
        if choices is None:
            self.note.setText(tr("Choose something for A or B first."))
        else:
            self.session.take(choices)

    @guarded
    def _swap(self):
        if self.session.view.comparison is not None:
            self.session.take(comparison.swapped(self.session.choices))

    @guarded
    def _show_as(self):
        if self.session.view.comparison is not None:
            way = self.way.currentData()
            self.session.take(comparison.shown_as(self.session.choices, way))
