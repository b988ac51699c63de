"""What is compared with what: two periods, values of a facet, or saved filters."""

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..analysis.model import AS_AMOUNT, AS_PERCENT
from ..i18n import tr
from ..usecases import comparison
from .comparison_sides import PeriodSides, SavedSides, ValueSides, box_for, named
from .flow import FlowRow
from .messages import guarded
from .parts import GAP, plain_label, push_button


class ComparisonForm(QWidget):
    """Collects what to compare, and passes it on as one step."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self._map = ""
        self._offered = None
        choices = FlowRow(GAP)
        row = choices.layout()
        self.kind = box_for(tr("What is compared"))
        row.addWidget(named(tr("Compare:"), self.kind))
        self.periods, self.values = PeriodSides(row), ValueSides(row, self._values)
        self.saved = SavedSides(row)
        self.way = box_for(tr("How the difference is shown"))
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
        self.renew = push_button(
            tr("New class limits"),
            tr("Set new class limits from the differences shown now. They are kept while years "
               "change, so that comparisons can be laid side by side."),
            session.renew_classes,
        )  # fmt: skip
        self.kind.activated.connect(lambda _: self._show_kind())
        self.way.activated.connect(lambda _: self._show_as())
        row.addWidget(named(tr("Difference in:"), self.way))
        for button in (self.go, self.swap, self.renew, self.end):
            row.addWidget(button)
        self.note = plain_label(wrap=True, smaller=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(choices)
        layout.addWidget(self.note)
        self._show_kind()

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
        elif told:
            compare = view.selection.compare
            self.saved.set(compare.own_label, compare.label)
        self._show_ways(view)
        self._show_kind()
        for button in (self.swap, self.renew, self.end):
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
