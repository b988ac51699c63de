"""Answer a user's question: everything that one map shows under one selection."""

from itertools import pairwise

from ..analysis.classes import class_limits, class_of, readable
from ..analysis.index import FacetIndex
from ..analysis.model import Legend, MapClass, MapView
from ..analysis.related import population, related_values
from ..analysis.selection import filter_as_json, make_selection
from ..errors import N_, SelectionError
from ..i18n import language, tr
from ..maps.palette import NEGATIVE_COLOUR, ZERO_COLOUR, colours
from .feedback import Steps
from .wording import NO_BREAK, Wording, number, short_kronor, unit_of

# Circles in the legend of proportional symbols, as shares of the largest value.
_SYMBOL_STEPS = (1.0, 0.3, 0.05)


class Explorer:
    """Views of the maps of one store; rows and indexes are kept until the store changes.

    :param store: an open :class:`~..store.store.Store`
    :param limits: frozen class limits by key, as a project keeps them; new ones are added to it
    :ivar held: True while another explorer reads what is new: this one shows what it has read
    :ivar as_of: of a copy that shows an earlier state, which one; see ``Store.as_of``
    """

    def __init__(self, store, limits=None):
        self.store = store
        self.limits = {} if limits is None else limits
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
        self.store.repair_derived()
        changes = self.store.changes()
        changed = changes != self._changes
        if changed:
            self._data.clear()
            self._indexes.clear()
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
        limits, self.limits = self.limits, {}
        try:
            for number, name in enumerate(map_names):
                steps.reach(number / len(map_names))
                view = self.view(self.selection(name))
                found[name] = {state.field: state for state in view.facets}
            steps.reach(1.0)
        finally:
            self.limits = limits
        return found

    def fitting(self, map_name, choices, *, strict=False):
        """Return the choices that hold for a map: what it does not know goes, the rest stays.

        :param choices: keyword arguments of :meth:`selection`
        :param strict: values of open fields go too, if neither a row nor the register has them
        :return: ``(choices, what goes)``; that are pairs of a facet's field and a value, None for
            the whole choice, or of a keyword and its value
        """
        kept, lost = {}, []
        for name, written in choices.get("filter_", {}).items():
            left, gone = self._fitting_choice(map_name, name, written, strict)
            lost += [(name, value) for value in gone]
            if left:
                kept[name] = left
        fits = {**choices, "filter_": kept} if lost else dict(choices)
        for word in ("measure", "place", "counting"):
            if fits.get(word) and not self._takes(map_name, **{word: fits[word]}):
                lost.append((word, fits.pop(word)))
        return (fits if lost else choices), lost

    def _fitting_choice(self, map_name, name, written, strict):
        facet = self.map(map_name).facet(name)
        gone = []
        if strict and facet is not None and facet.kind == "values" and isinstance(written, list):
            gone = self._nowhere(map_name, facet, written)
        left = [value for value in written if value not in gone] if gone else written
        if not left or self._takes(map_name, filter_={name: left}):
            return left, gone
        if facet is None or not isinstance(left, list):
            return None, [None]
        held = [value for value in left if self._takes(map_name, filter_={name: [value]})]
        gone += [value for value in left if value not in held]
        return held, gone if gone else [None]

    def _nowhere(self, map_name, facet, values):
        """Return those of some values that no row has, nor the list or register of the field."""
        field = self.catalogue.dataset_of(self.map(map_name)).field(facet.field)
        if field.codelist in self.codelists:
            return []
        known = {None, *self.index(map_name).facet_values(facet.field)}
        if field.register:
            known.update(self.register_names(field))
        return [value for value in values if isinstance(value, str) and value not in known]

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

    def _takes(self, map_name, **choices):
        try:
            self.selection(map_name, **choices)
        except SelectionError:
            return False
        return True

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
            )
        return self._indexes[map_name]

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
        return make_selection(
            description,
            self.catalogue.dataset_of(description),
            self.codelists,
            places,
            **choices,
        )

    def view(self, selection):
        """Return the :class:`~..analysis.model.MapView` of a selection."""
        self.refresh()
        description = self.map(selection.map)
        dataset = self.catalogue.dataset_of(description)
        choice = next(item for item in description.choices if item.name == selection.measure)
        index = self.index(selection.map)
        totals = index.totals(selection)
        wording = self.wording(selection)
        return MapView(
            description=description,
            dataset=dataset,
            choice=choice,
            selection=selection,
            totals=totals,
            facets=index.facets(selection),
            related=self._related(description),
            legend=self._legend(description, choice, selection, totals),
            texts=wording.texts(
                totals, self._batches(description, choice.per_inhabitant), self.years(selection.map)
            ),
            store=str(self.store.path),
        )

    def wording(self, selection):
        """Return what writes the sentences about a selection."""
        description = self.map(selection.map)
        return Wording(
            description,
            self.catalogue.dataset_of(description),
            selection,
            next(item for item in description.choices if item.name == selection.measure),
            self.codelists,
            {code: name for code, name, _ in self.municipalities()},
            self.as_of,
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

    def _batches(self, description, with_population):
        """Return the latest batch of each dataset and file that the map shows."""
        shown = [
            description.dataset,
            *(item.dataset for item in (*description.related, *description.layers)),
            self.catalogue.population.dataset if with_population else description.dataset,
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
        """Forget the frozen class limits of a selection, so that the next view sets new ones."""
        self.limits.pop(self._limits_key(selection), None)

    def _limits_key(self, selection):
        """Class limits hold for a map, measure, place and filter, whatever the time chosen."""
        year = self.map(selection.map).year_field
        timeless = {
            name: value for name, value in filter_as_json(selection).items() if name != year
        }
        return repr(
            (
                selection.map,
                selection.measure,
                selection.place,
                selection.counting,
                sorted(timeless.items()),
            )
        )

    def _legend(self, description, choice, selection, totals):
        values = [area.value for area in totals.areas]
        key = self._limits_key(selection)
        if key not in self.limits:
            found = class_limits(values, whole=choice.measure.is_number_of)
            if found:
                self.limits[key] = list(found)
        limits = self.limits.get(key, [])
        zeros = sum(1 for value in values if value == 0)
        missing = sum(1 for value in values if value is None)
        positive = [value for value in values if value and value > 0]
        below = sum(1 for value in values if value and value < 0)
        largest = max((abs(value) for value in values if value), default=0)
        zero = negative = None
        if zeros:
            text = choice.measure.zero.text(language())
            zero = MapClass(0, 0, ZERO_COLOUR, f"{text} ({zeros})", zeros)
        if below:
            text = tr("Below zero ({count})", count=below)
            negative = MapClass(-largest, 0, NEGATIVE_COLOUR, text, below)
        unit = unit_of(choice, selection, self.codelists, self.catalogue.dataset_of(description))
        is_count = choice.measure.is_number_of
        return Legend(
            classes=_classes(description, limits, positive, is_count),
            zero=zero,
            missing_label=tr("No data ({count})", count=missing),
            missing_count=missing,
            largest=largest,
            symbol_sizes=() if choice.is_choropleth else _symbols(largest, unit, is_count),
            negative=negative,
        )


def _classes(description, limits, values, whole):
    if len(limits) < 2:
        return ()
    counts = [0] * (len(limits) - 1)
    for value in values:
        counts[class_of(value, limits)] += 1
    shades = colours(description.palette, len(counts))
    # One number of decimals for the whole legend, as few as tell the limits apart.
    fits = (few for few in range(3) if all(round(limit, few) == limit for limit in limits))
    decimals = next(fits, 2)
    return tuple(
        MapClass(low, high, shade, f"{_between(low, high, decimals, whole)} ({count})", count)
        for (low, high), shade, count in zip(pairwise(limits), shades, counts, strict=True)
    )


def _between(low, high, decimals, whole):
    """Return a class in words; of counts, the lower limit itself belongs to the class below."""
    if low == 0:
        return tr("up to {high}", high=number(high, decimals))
    first = low + 1 if whole else low
    if first == high:
        return number(high, decimals)
    return f"{number(first, decimals)}–{number(high, decimals)}"


def _symbols(largest, unit, is_count):
    sizes = []
    for step in _SYMBOL_STEPS:
        value = readable(largest * step) if largest else 0
        if is_count:
            value = round(value)
        if value and value not in [size for size, _ in sizes]:
            shown = short_kronor(value) if unit == "kr" else f"{number(value)}{NO_BREAK}{unit}"
            sizes.append((value, shown))
    return tuple(sizes)
