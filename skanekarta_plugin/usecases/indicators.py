"""Key figures of a municipality: value, change, rank, means, Skåne and the country."""

from dataclasses import dataclass

from ..analysis.indicators import change, in_kronor, mean, rank
from ..analysis.related import population
from ..errors import N_, SelectionError

__all__ = ["FigureName", "Indicator", "Indicators"]


@dataclass(frozen=True)
class FigureName:
    """A key figure that the store has values of.

    :param label: its :class:`~..definitions.model.Label`
    :param years: years that have a value, growing
    """

    code: str
    label: object
    unit: str
    years: tuple


@dataclass(frozen=True)
class Indicator:
    """A key figure of one municipality. What is not known is None.

    :param year: the year that is meant; :param value: None with a ``status`` where it is unknown
    :param source: what the row gives as its source; :param credit: whom to name
    :param fetched: when it was imported, ISO 8601 in UTC
    :param since: the earlier year; :param change: the difference to it, in the figure's unit
    :param change_percent: likewise in per cent; None where the figure was 0
    :param rank: place among ``ranked`` municipalities, the largest value first; equal ones share it
    :param mean: unweighted mean of the municipalities; :param weighted: by inhabitants of the year
        or the nearest earlier one
    :param group: the municipality's group (its corner); :param group_mean: unweighted mean of it
    :param region: what the source gives for Skåne; :param country: for the country
    :param ore: whole öre in all, calculated: per inhabitant times the population of
        ``population_year``; only of figures in kronor per inhabitant
    """

    figure: FigureName
    municipality: str
    year: int | None
    value: float | None
    status: str = ""
    source: str = ""
    credit: str = ""
    fetched: str = ""
    since: int | None = None
    change: float | None = None
    change_percent: float | None = None
    rank: int | None = None
    ranked: int = 0
    mean: float | None = None
    weighted: float | None = None
    group: str = ""
    group_mean: float | None = None
    region: float | None = None
    country: float | None = None
    ore: int | None = None
    population_year: int | None = None


class Indicators:
    """All key figures of a store, read once; answers take no further reading.

    :param store: a :class:`~..store.store.Store`
    :param groups: name of a group by municipality code; if not given, the corners
    """

    def __init__(self, store, groups=None):
        catalogue = store.catalogue
        self._described = described = catalogue.indicators
        dataset = catalogue.datasets[described.dataset]
        data = store.read(dataset.name)
        field = dataset.municipality_field
        self._values, self._rows = _by_figure(data, described, field)
        areas = store.read(described.areas)
        self._areas, _ = _by_figure(areas, described, described.area)
        self._batches = {batch.id: batch for batch in store.batches()}
        related = catalogue.population
        people = catalogue.datasets[related.dataset]
        same = people.name == dataset.name
        self._inhabitants = population(related, people, data if same else store.read(people.name))
        self._names = store.municipality_names()
        self._groups = _corners(store) if groups is None else groups
        entries = store.codelists()[dataset.field(described.figure).codelist].by_value
        self._entries = entries

    @property
    def figures(self):
        """The :class:`FigureName` of each key figure that has a value, in the codelist's order."""
        known = [code for code in self._entries if self._values.get(code)]
        return [self.figure(code) for code in known]

    def figure(self, code):
        """Return the :class:`FigureName` of an id.

        :raises SelectionError: if there is no such key figure
        """
        if code not in self._entries:
            raise SelectionError(
                N_("There is no key figure “{code}”. Choose one of the list."), code=code
            )
        entry = self._entries[code]
        return FigureName(code, entry.label, entry.unit, tuple(sorted(self._values.get(code, ()))))

    def series(self, figure, municipality):
        """Return the known values by year, growing; years that are unknown are left out."""
        by_year = self._values.get(figure, {})
        return {
            year: by_year[year][municipality]
            for year in sorted(by_year)
            if municipality in by_year[year]
        }

    def of(self, figure, municipality, *, year=None, since=None):
        """Return the :class:`Indicator` of a municipality.

        :param figure: id of the key figure
        :param year: the latest year for which the municipality has a value, if not given
        :param since: the earlier year to compare with; the latest known one before, if not given
        :raises SelectionError: if there is no such key figure or municipality
        """
        named = self.figure(figure)
        if municipality not in self._names:
            raise SelectionError(
                N_("There is no municipality “{code}” in the store."), code=municipality
            )
        series = self.series(figure, municipality)
        year = max(series, default=None) if year is None else year
        if year is None:
            return Indicator(named, municipality, None, None)
        if since is None:
            since = max((known for known in series if known < year), default=None)
        values = self._values.get(figure, {}).get(year, {})
        place, ranked = rank(values, municipality)
        difference, percent = change(series, since, year)
        group = self._groups.get(municipality) or ""
        alike = {code: v for code, v in values.items() if group and self._groups.get(code) == group}
        areas = self._areas.get(figure, {}).get(year, {})
        value = values.get(municipality)
        ore, of_year = None, None
        if named.unit == self._described.per_inhabitant:
            ore, of_year = in_kronor(value, self._inhabitants.get(municipality, {}), year)
        weights = {code: self._people(code, year) for code in values}
        status, source, batch = self._rows.get((figure, year, municipality), ("", "", None))
        batch = self._batches.get(batch)
        return Indicator(
            named,
            municipality,
            year,
            value,
            status=status,
            source=source,
            credit=batch.credit if batch else "",
            fetched=batch.time if batch else "",
            since=since,
            change=difference,
            change_percent=percent,
            rank=place,
            ranked=ranked,
            mean=mean(values),
            weighted=mean(values, weights),
            group=group,
            group_mean=mean(alike),
            region=areas.get(self._described.region),
            country=areas.get(self._described.country),
            ore=ore,
            population_year=of_year,
        )

    def _people(self, code, year):
        by_year = self._inhabitants.get(code, {})
        earlier = [known for known in by_year if known <= year]
        return by_year[max(earlier)] if earlier else None


def _by_figure(data, described, area):
    """Return values by figure, year and area, and ``(status, source, batch)`` of each row."""
    names = (described.figure, described.year, area, described.value)
    more = (described.status, described.source, "omgang")
    values, rows = {}, {}
    cells = (data.columns[name] for name in (*names, *more))
    for figure, year, where, value, status, source, batch in zip(*cells, strict=True):
        by_year = values.setdefault(figure, {})
        rows[figure, year, where] = (status or "", source or "", batch)
        if value is not None:
            by_year.setdefault(year, {})[where] = value
    return values, rows


def _corners(store):
    """Return the group of each municipality by the coded field that its dataset has."""
    dataset = store.catalogue.municipalities
    field = next((item.name for item in dataset.fields if item.codelist), None)
    columns = store.read(dataset.name).columns
    groups = columns[field] if field else [None] * len(columns[dataset.municipality_field])
    return dict(zip(columns[dataset.municipality_field], groups, strict=True))
