"""Answer a user's question: everything that one map shows under one selection."""

from contextlib import contextmanager
from dataclasses import replace

from ..analysis.index import FacetIndex
from ..analysis.model import MapView
from ..analysis.related import population, related_values
from ..analysis.selection import make_selection
from ..errors import N_, SelectionError
from ..i18n import language
from .card import Cards
from .classes import Classes
from .comparison import compare_totals, other_side
from .difference_legend import difference_legend
from .difference_wording import compared_texts
from .feedback import Steps
from .fitting import fitting
from .legend import legend_of
from .prices import Prices
from .wording import Wording, unit_of


class Explorer:
    """Views of the maps of one store; rows and indexes are kept until the store changes.

    :param store: an open :class:`~..store.store.Store`
    :param limits: frozen class limits by key, as a project keeps them; new ones are added to it
    :ivar classes: the :class:`~.classes.Classes` of its maps; :ivar prices: their
        :class:`~.prices.Prices`; :ivar cards: the :class:`~.card.Cards` of its municipalities
    :ivar held: True while another explorer reads what is new: this one shows what it has read
    :ivar as_of: of a copy that shows an earlier state, which one; see ``Store.as_of``
    """

    def __init__(self, store, limits=None):
        self.store = store
        self.limits = {} if limits is None else limits
        self.classes = Classes(self)
        self.prices = Prices(self)
        self.cards = Cards(self)
        self.held = False
        self.as_of = store.as_of
        self._changes = None
        self._data = {}
        self._indexes = {}

    @property
    def catalogue(self):
        """The descriptions."""
        return self.store.catalogue

    def map(self, name):
        """Return the description of a map.

        :raises SelectionError: if there is none of this name
        """
        if name not in self.catalogue.maps:
            raise SelectionError(
                N_("“{name}” is no map. Known maps: {known}."),
                name=name,
                known=list(self.catalogue.maps),
            )
        return self.catalogue.maps[name]

    def refresh(self):
        """Forget what was read if somebody changed the store since; return True if so."""
        if self.held and self._changes is not None:
            return False
        changes = self.store.repair_derived()
        changed = changes != self._changes
        if changed:
            self._data.clear()
            self._indexes.clear()
            self.cards.forget()
            self._changes = changes
            self.codelists = self.store.codelists()
        return changed

    @property
    def is_current(self):
        """True if nobody changed the store since it was read."""
        return self._changes is not None and self.store.changes() == self._changes

    def read_ahead(self, map_names, feedback=None):
        """Read all that views of some maps need, so that they are quick. Any thread may call it.

        :return: the facets of each map without a filter, ``{map: {field: FacetState}}``
        :raises Cancelled: if the feedback says so
        """
        steps, found = Steps(feedback), {}
        # What nobody has looked at sets no class limits.
        with self._unfrozen():
            for number, name in enumerate(map_names):
                steps.reach(number / len(map_names))
                view = self.view(self.selection(name))
                found[name] = {state.field: state for state in view.facets}
            steps.reach(1.0)
        return found

    @contextmanager
    def _unfrozen(self):
        """Neither ask nor set frozen class limits for a while."""
        limits, self.limits = self.limits, {}
        try:
            yield
        finally:
            self.limits = limits

    def together(self, selections, steps=None):
        """Return views of several selections that share one legend, so that they can be compared.

        Class limits and circles are made of all their areas together; frozen limits are neither
        asked nor set. The legend counts areas of all the views.

        :param selections: of one map and one measure, at least one; what they are compared with is
            left out
        :param steps: the :class:`~.feedback.Steps` of this part of a job
        :raises Cancelled: if the user wants to stop
        """
        steps, views = steps or Steps(None), []
        selections = [replace(selection, compare=None) for selection in selections]
        with self._unfrozen():
            for number, selection in enumerate(selections):
                steps.reach(number / len(selections))
                views.append(self.view(replace(selection, compare=None)))
        areas = [area for view in views for area in view.totals.areas]
        limits = self.classes.common(selections[0], [area.value for area in areas])
        legend = self._legend(selections[0], areas, limits)
        return [replace(view, legend=legend) for view in views]

    def apart(self, selection, name=""):
        """Return a view with class limits of its own, which are not kept, for a sheet of its own.

        :param name: what the sheet is, if that is not the map itself
        """
        (view,) = self.together([selection])
        span = self.years(selection.map)
        title = self.wording(selection).title(span, name)
        return replace(view, texts=replace(view.texts, title=title))

    def fitting(self, map_name, choices, *, strict=False):
        """Return the choices that hold for a map; see :func:`~.fitting.fitting`."""
        return fitting(self, map_name, choices, strict)

    def register_names(self, field):
        """Return the names in the register of a field, each with its former names and spellings."""
        described = self.catalogue.datasets[field.register["dataset"]]
        data = self.data(described.name)
        former = {}
        for child in described.children:
            columns = data.children[child.name]
            pairs = zip(columns[child.parent_key], columns[child.value.name], strict=True)
            for parent, name in pairs:
                former.setdefault(parent, []).append(name)
        names = data.columns[described.register["name"]]
        return {
            name: former.get(row_id, [])
            for row_id, name in zip(data.ids, names, strict=True)
            if name
        }

    def data(self, dataset_name):
        """Return all rows of a dataset."""
        if dataset_name not in self._data:
            self._data[dataset_name] = self.store.read(dataset_name)
        return self._data[dataset_name]

    def municipalities(self):
        """Return ``(code, name, {field: value})`` in the order of the codes."""
        described = self.catalogue.municipalities
        code, name = described.municipality_field, described.label_field
        data = self.data(described.name)
        names = list(data.columns)
        rows = [
            dict(zip(names, values, strict=True))
            for values in zip(*data.columns.values(), strict=True)
        ]
        return sorted(((row[code], row[name], row) for row in rows), key=lambda item: item[0])

    def index(self, map_name):
        """Return the facet index of a map."""
        if map_name not in self._indexes:
            description = self.map(map_name)
            related = self.catalogue.population
            self._indexes[map_name] = FacetIndex(
                description,
                self.catalogue.dataset_of(description),
                self.data(description.dataset),
                self.municipalities(),
                population(
                    related, self.catalogue.datasets[related.dataset], self.data(related.dataset)
                ),
                self.prices.index,
            )
        return self._indexes[map_name]

    def choice(self, selection):
        """Return the measure of a selection as it is called, with the year of fixed prices."""
        choice = self.map(selection.map).choice(selection.measure)
        year = self.prices.year(selection)
        if year is None:
            return choice
        return replace(choice, measure=choice.measure.at_prices_of(year))

    def selection(self, map_name, **choices):
        """Return a checked selection; see :func:`~..analysis.selection.make_selection`."""
        self.refresh()
        description = self.map(map_name)
        municipalities = self.municipalities()
        places = {
            facet.field: (
                list(dict.fromkeys(row.get(facet.field) for _, _, row in municipalities))
                if facet.via
                else [code for code, _, _ in municipalities]
            )
            for facet in description.facets
            if facet.kind == "place"
        }
        selection = make_selection(
            description,
            self.catalogue.dataset_of(description),
            self.codelists,
            places,
            **choices,
        )
        for side in filter(None, (selection, other_side(selection))):
            self.prices.check(side)
        return selection

    def view(self, selection):
        """Return the :class:`~..analysis.model.MapView` of a selection."""
        self.refresh()
        description = self.map(selection.map)
        dataset = self.catalogue.dataset_of(description)
        choice = self.choice(selection)
        index = self.index(selection.map)
        # First: the index keeps the last question for the facets.
        against = other_side(selection)
        other = index.totals(against) if against else None
        totals = index.totals(selection)
        wording = self.wording(selection)
        span = self.years(selection.map)
        texts = wording.texts(totals, self._batches(description, choice, selection), span)
        comparison = None
        if against:
            comparison = compare_totals(selection, choice, totals, other)
            years = wording.years(span)
            used = [*other.population_years.items(), *totals.population_years.items()]
            # Where one side lacks the population of a year, that is what the reader must know.
            used.sort(key=lambda item: (item[0] or 0, item[1] is None))
            texts = compared_texts(
                texts, comparison, wording, self.wording(against), years, dict(used)
            )
            key = self.classes.difference_key(selection)
            narrowed = any(_narrowed(description, side) for side in (selection, against))
            legend = difference_legend(description, choice, comparison, self.limits, key, narrowed)
        else:
            legend = self._legend(selection, totals.areas, self.classes.limits(selection))
        return MapView(
            description=description,
            dataset=dataset,
            choice=choice,
            selection=selection,
            totals=totals,
            facets=index.facets(selection),
            related=self._related(description),
            legend=legend,
            texts=texts,
            store=str(self.store.path),
            comparison=comparison,
        )

    def wording(self, selection):
        """Return what writes the sentences about a selection."""
        description = self.map(selection.map)
        return Wording(
            description,
            self.catalogue.dataset_of(description),
            selection,
            self.choice(selection),
            self.codelists,
            {code: name for code, name, _ in self.municipalities()},
            self.as_of,
            self.prices.year(selection),
        )

    def _related(self, description):
        found = {}
        for related in (self.catalogue.population, *description.related):
            found[related.name] = related_values(
                related,
                self.catalogue.datasets[related.dataset],
                self.data(related.dataset),
                self.codelists,
                language(),
            )
        return found

    def _batches(self, description, choice, selection):
        """Return the latest batch of each dataset and file that the map shows."""
        of_choice = [self.catalogue.population.dataset] if choice.per_inhabitant else []
        if self.prices.year(selection) is not None:
            of_choice.append(self.catalogue.prices.dataset)
        shown = [
            description.dataset,
            *(item.dataset for item in (*description.related, *description.layers)),
            *of_choice,
            self.catalogue.municipalities.name,
        ]
        latest = {}
        for batch in self.store.standing_batches():
            if batch.dataset in shown:
                latest[batch.dataset, batch.file] = batch
        return sorted(latest.values(), key=lambda batch: shown.index(batch.dataset))

    def years(self, map_name):
        """Return the first and the last year that a map has rows of; None if it has no years."""
        index = self.index(map_name)
        name = index.description.year_field
        years = index.facet_values(name) if index.description.facet(name) else []
        return (years[0], years[-1]) if years else None

    def renew_classes(self, selection):
        """Set the frozen class limits of a selection anew, from all years."""
        self.refresh()
        self.classes.renew(selection)

    def legend(self, view, limits, values=None):
        """Return the legend that a view would have with other class limits.

        :param values: other values than those of the view
        """
        if values is None:
            values = [area.value for area in view.totals.areas]
        unit = unit_of(view.choice, view.selection, self.codelists, view.dataset)
        narrowed = _narrowed(view.description, view.selection)
        return legend_of(view.description, view.choice, values, limits, unit, narrowed)

    def _legend(self, selection, areas, limits):
        description, choice = self.map(selection.map), self.choice(selection)
        unit = unit_of(choice, selection, self.codelists, self.catalogue.dataset_of(description))
        values = [area.value for area in areas]
        narrowed = _narrowed(description, selection)
        return legend_of(description, choice, values, limits, unit, narrowed)


def _narrowed(description, selection):
    """True if a selection takes some municipalities only."""
    places = {facet.field for facet in description.facets if facet.kind == "place"}
    return not places.isdisjoint(selection.filter)
