"""Sentences and figures: what a map shows, said in the user's language."""

import statistics

from qgis.PyQt.QtCore import QDateTime, QLocale, Qt

from ..analysis.model import (
    MISSING,
    OUTSIDE,
    REGION,
    SEVERAL,
    SHARE,
    UNKNOWN,
    AnyOf,
    Between,
    Texts,
)
from ..i18n import label, language, tr
from ..store.batches import IMPORT

NO_BREAK = "\u00a0"
MINUS = "\u2212"
_LONG_LIST = 6


def local_time(time):
    """Return a stored time (ISO 8601, UTC) as a ``QDateTime`` in local time."""
    return QDateTime.fromString(time, Qt.DateFormat.ISODate).toLocalTime()


def date_in_words(time):
    """Return a stored time as a local date in words: ``3 maj 2026``."""
    return QLocale(language()).toString(local_time(time).date(), "d MMMM yyyy")


def state_before(as_of):
    """Return which earlier state is shown; empty for the present.

    :param as_of: :attr:`~..store.store.Store.as_of`
    """
    if not as_of:
        return ""
    values = {"file": as_of["file"], "date": date_in_words(as_of["time"])}
    # A store may tell that the batch was an undoing.
    if as_of.get("kind", IMPORT) != IMPORT:
        return tr("The state before the undoing of {file} ({date})", **values)
    return tr("The state before the import of {file} ({date})", **values)


def rows_text(count):
    """Return a number of rows in words: ``en rad``, ``412 rader``."""
    return tr("one row") if count == 1 else tr("{count} rows", count=number(count, 0))


def number(value, decimals=None):
    """Return a number as Swedes write it: ``1 234,5`` with non-breaking blanks.

    :param decimals: how many; None for as many as tell something: none above 100, at most one above
        10, at most two below
    """
    if value is None:
        return tr("No data")
    if decimals is None:
        size = abs(value)
        most = 0 if size >= 100 else 1 if size >= 10 else 2
        decimals = next(few for few in range(most + 1) if few == most or round(value, few) == value)
    text = f"{abs(value):,.{decimals}f}"
    text = text.replace(",", NO_BREAK).replace(".", "," if language() == "sv" else ".")
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def kronor(value):
    """Return kronor in full: ``1 234 567 kr``, with öre only where there are any."""
    if value is None:
        return tr("No data")
    decimals = 0 if round(value * 100) % 100 == 0 else 2
    return number(value, decimals) + NO_BREAK + "kr"


def short_kronor(value):
    """Return kronor for a heading: ``38,2 mkr``, ``850 tkr`` or ``900 kr``."""
    size = abs(value or 0)
    if size >= 1e6:
        return number(value / 1e6, 1) + NO_BREAK + tr("mkr")
    if size >= 1e4:
        return number(value / 1e3, 0) + NO_BREAK + tr("tkr")
    return kronor(value)


def parts_in_steps(parts, total, step):
    """Round parts to whole steps so that they add up to the rounded total (largest remainder).

    :param parts: whole öre that add up to more or less ``total``; :param step: öre in a step
    :return: number of steps of each part; together they are ``total`` steps
    """
    floors = [part // step for part in parts]
    order = sorted(range(len(parts)), key=lambda at: parts[at] % step, reverse=True)
    for at in order[: max(0, total - sum(floors))]:
        floors[at] += 1
    return floors


class AddedUp:
    """Shows amounts that belong together in the unit of their total, so that they visibly add up.

    :param total: whole öre
    """

    def __init__(self, total):
        size = abs(total)
        if size >= 10**8:
            self.step, self.per_unit, self.decimals, self.unit = 10**7, 10, 1, tr("mkr")
        elif size >= 10**6:
            self.step, self.per_unit, self.decimals, self.unit = 10**5, 1, 0, tr("tkr")
        else:
            self.step, self.per_unit, self.decimals, self.unit = 1, 100, None, "kr"
        self.total = round(total / self.step)

    def split(self, parts, total):
        """Return the steps of each part of ``total`` steps."""
        return parts_in_steps(parts, total, self.step)

    def show(self, steps, ore):
        """Return steps as text; an amount too small for one is told in its own unit."""
        if self.decimals is None or (not steps and ore):
            return short_kronor(ore / 100)
        return number(steps / self.per_unit, self.decimals) + NO_BREAK + self.unit

    def parts(self, parts, steps=None):
        """Return parts as text, and the steps of each.

        :param parts: whole öre; :param steps: what they add up to; the total unless given
        """
        split = self.split(parts, self.total if steps is None else steps)
        return tuple(map(self.show, split, parts)), split


def value_label(facet, field, value, codelists, places):
    """Return a stored value as a user reads it.

    :param places: names by code, for place facets
    """
    if value is None:
        return tr("No data")
    if facet.kind == "place" and not facet.via:
        return places.get(value, tr("All of Skåne"))
    codelist = codelists.get(field.codelist)
    if codelist and value in codelist.by_value:
        return codelist.by_value[value].label.text(language())
    return str(value)


def unit_of(choice, selection, codelists, dataset):
    """Return the unit of a measure choice, such as ``kr per invånare``."""
    measure = choice.measure
    unit = measure.unit.text(language())
    if measure.unit_from:
        chosen = selection.filter[measure.unit_from].values[0]
        entry = codelists[dataset.field(measure.unit_from).codelist].by_value.get(chosen)
        unit = entry.unit if entry else ""
    return tr("{unit} per inhabitant", unit=unit) if choice.per_inhabitant else unit


def years_of(description, selection):
    """Return the chosen years as text: ``2020–2023``, ``2021, 2023`` or nothing."""
    choice = selection.filter.get(description.year_field)
    if isinstance(choice, Between):
        if choice.low is not None and choice.low == choice.high:
            return str(choice.low)
        return f"{choice.low or ''}–{choice.high or ''}"
    if isinstance(choice, AnyOf):
        years = sorted(year for year in choice.values if year is not None)
        missing = [tr("No data")] if years and len(years) < len(choice.values) else []
        if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
            return ", ".join([f"{years[0]}–{years[-1]}", *missing])
        return ", ".join([*map(str, years), *missing])
    return ""


def lost_in_words(description, lost, show_value):
    """Return what a kept filter names and no longer exists, as a list in words.

    :param lost: as :meth:`~.view_map.Explorer.fitting` returns it
    :param show_value: function of a facet and a value that returns the value as users read it
    """
    words = {"measure": tr("measure"), "place": tr("place"), "counting": tr("counting rule")}
    whole = {"compare": tr("the comparison"), "prices": tr("fixed prices")}
    found = []
    for name, value in lost:
        facet = description.facet(name)
        if name in whole and facet is None:
            found.append(whole[name])
        elif name in words and facet is None:
            found.append(tr("{name} “{value}”", name=words[name], value=value))
        elif facet is None:
            found.append(tr("the heading “{name}”", name=name))
        elif value is None:
            found.append(label(facet))
        else:
            shown = show_value(facet, value)
            found.append(tr("{name} “{value}”", name=label(facet), value=shown))
    return "; ".join(found)


class Wording:
    """Writes the sentences of one view.

    :param names: municipality names by code
    :param as_of: :attr:`~..store.store.Store.as_of`
    :param price_year: the year in whose prices amounts are; None for those of each year
    """

    def __init__(
        self, description, dataset, selection, choice, codelists, names, as_of=None, price_year=None
    ):
        self.description = description
        self.dataset = dataset
        self.selection = selection
        self.choice = choice
        self.codelists = codelists
        self.names = names
        self.as_of = as_of
        self.price_year = price_year

    def texts(self, totals, batches, year_span):
        """Return the :class:`~..analysis.model.Texts` of a view.

        :param batches: the latest batch of each dataset that the map shows
        :param year_span: first and last year of all rows, or None
        """
        return Texts(
            title=self.title(year_span),
            measure=self.measure(),
            unit=unit_of(self.choice, self.selection, self.codelists, self.dataset),
            filter=self.filter_line(),
            counting=self._counting(),
            place=self._place(),
            population=self.population(totals.population_years),
            sources=_sources(batches),
            example=tr("Example data") if any(batch.example for batch in batches) else "",
            figures=self._figures(totals),
            exact=self._exact(totals),
            outside=self._outside(totals),
            state=state_before(self.as_of),
            prices=self._prices(),
        )

    def measure(self):
        """Return what is measured; of a map that shows one value of a facet, that value."""
        named = {item.name: item for item in self.description.measures}
        measure = label(named[self.choice.measure.name])
        single = next((facet for facet in self.description.facets if facet.kind == "single"), None)
        if single:
            measure = self._value(single, self.selection.filter[single.field].values[0])
        if self.choice.per_inhabitant:
            measure = tr("{measure} per inhabitant", measure=measure)
        if self.price_year is not None:
            measure = tr("{measure} at {year} prices", measure=measure, year=self.price_year)
        return measure

    def title(self, year_span, name=""):
        """Return the title: the map, the measure and the years.

        :param name: what it is, if that is not the map itself
        """
        measure = self.measure()
        years = self.years(year_span)
        head = f"{name or label(self.description)}: {measure[:1].lower()}{measure[1:]}"
        return f"{head}, {years}" if years else head

    def years(self, year_span):
        """Return the chosen years as text, else those of all rows.

        :param year_span: first and last year of all rows, or None
        """
        years = years_of(self.description, self.selection)
        if not years and year_span:
            # The latest figure is shown, not what came together over the years.
            span = year_span[1:] if self.choice.measure.aggregate == "latest" else year_span
            years = "–".join(map(str, dict.fromkeys(span)))
        return years

    def _value(self, facet, value):
        if facet.via:
            return tr("No data") if value is None else str(value)
        field = self.dataset.field(facet.field)
        return value_label(facet, field, value, self.codelists, self.names)

    def lost(self, lost):
        """Return in words what a kept filter names and no longer exists."""
        return lost_in_words(self.description, lost, self._value)

    def chips(self):
        """Return ``(facet field, text)`` for each active choice."""
        found = []
        for facet in self.description.facets:
            if facet.field not in self.selection.filter:
                continue
            found.append((facet.field, f"{label(facet)}: {self.choice_text(facet)}"))
        return found

    def choice_text(self, facet):
        """Return the active choice in a facet as text: ``Dans, Musik``."""
        choice = self.selection.filter[facet.field]
        if facet.field == self.description.year_field:
            return years_of(self.description, self.selection) or tr("No data")
        if not isinstance(choice, AnyOf):
            return tr("“{words}”", words=choice.text)
        text = ", ".join(self._value(facet, value) for value in choice.values[:_LONG_LIST])
        if len(choice.values) > _LONG_LIST:
            text = tr("{some} and {more} more", some=text, more=len(choice.values) - _LONG_LIST)
        return text

    def filter_line(self):
        """Return the active choices in one line; the title says the single choice already."""
        single = {facet.field for facet in self.description.facets if facet.kind == "single"}
        shown = [text for field, text in self.chips() if field not in single]
        return " · ".join(shown) if shown else tr("No filter")

    def count(self, count):
        """Return a number of rows with the map's noun: ``412 ärenden``."""
        noun = self.description.noun_for(count).text(language())
        return f"{number(count, 0)}{NO_BREAK}{noun}"

    def amount(self, totals, amount):
        """Return an amount of the totals for a heading; empty where there is none, and for counts,
        which are said already."""
        if amount is None or self.choice.measure.aggregate == "count":
            return ""
        value = totals.in_unit(amount)
        if self.choice.measure.aggregate in ("distinct", "share"):
            return f"{number(value)}{NO_BREAK}{self.choice.measure.unit.text(language())}"
        return short_kronor(value) if totals.is_money else number(value)

    def _amounts(self, totals):
        """Return total, mapped, outside, and each reason as text, rounded so that they add up."""
        reasons = [item.amount for item in totals.outside_reasons]
        ore = [totals.total, totals.mapped, totals.outside, *reasons]
        if not totals.is_money or totals.total is None:
            return [self.amount(totals, amount) for amount in ore]
        scale = AddedUp(totals.total)
        mapped, outside = scale.split([totals.mapped, totals.outside], scale.total)
        steps = [scale.total, mapped, outside, *scale.split(reasons, outside)]
        return [scale.show(*pair) for pair in zip(steps, ore, strict=True)]

    def _outside(self, totals):
        amounts = self._amounts(totals)[3:]
        return tuple(
            (outside_reason(item.reason), self.count(item.count), amount)
            for item, amount in zip(totals.outside_reasons, amounts, strict=True)
        )

    def _exact(self, totals):
        """Return the amounts to the öre, for what is read by the row."""
        if not totals.is_money or totals.total is None:
            return ()
        return (
            (tr("Total"), kronor(totals.total / 100)),
            (tr("On the map"), kronor(totals.mapped / 100)),
            (tr("Outside the map"), kronor(totals.outside / 100)),
        )

    def _figures(self, totals):
        if self.choice.measure.is_rate:
            return self._rate_figures(totals)
        amounts = self._amounts(totals)
        total, mapped, outside = (
            ", ".join(filter(None, (self.count(count), amount)))
            for count, amount in zip(
                (totals.count, totals.mapped_count, totals.outside_count), amounts, strict=False
            )
        )
        return (
            (tr("Total"), total),
            (tr("On the map"), mapped),
            (tr("Outside the map"), outside),
            (
                tr("Municipalities reached"),
                tr("{count} of {all}", count=totals.mapped_areas, all=len(totals.areas)),
            ),
        )

    def _rate_figures(self, totals):
        known = sorted((area.value, area.name) for area in totals.areas if area.value is not None)
        if not known:
            return ((tr("Municipalities with a figure"), tr("none")),)
        unit = unit_of(self.choice, self.selection, self.codelists, self.dataset)

        def shown(value, name=""):
            return " ".join(filter(None, (number(value), unit, name and f"({name})")))

        # A share has one of all rows together, too.
        total = self.amount(totals, totals.total)
        return (
            *([(tr("Total"), total)] if total else []),
            (tr("Median"), shown(statistics.median(value for value, _ in known))),
            (tr("Highest"), shown(*known[-1])),
            (tr("Lowest"), shown(*known[0])),
            (
                tr("Municipalities with a figure"),
                tr("{count} of {all}", count=len(known), all=len(totals.areas)),
            ),
        )

    def _counting(self):
        measure = self.choice.measure
        if measure.aggregate == "latest":
            return tr("Each municipality shows its latest figure; figures are not summed.")
        if measure.aggregate == "count":
            if self.selection.counting == OUTSIDE:
                return tr("Rows that name several municipalities are kept outside the map.")
            return tr("Each row counts in every municipality that it names, and once in the total.")
        if measure.aggregate == "share":
            first = tr(
                "Each municipality shows its own share, and the total that of all rows; "
                "rows without both amounts are left out."
            )
            return f"{first} {counting_sentence(self.selection.counting)}"
        if measure.aggregate == "distinct":
            first = tr(
                "Each counts once in every municipality where it occurs, and once in the total."
            )
            outside = tr("Rows that name several municipalities are kept outside the map.")
            return f"{first} {outside}" if self.selection.counting == OUTSIDE else first
        return counting_sentence(self.selection.counting)

    def _place(self):
        if len(self.description.places) < 2:
            return ""
        place = next(item for item in self.description.places if item.name == self.selection.place)
        return tr("The map goes by: {place}.", place=label(place).lower())

    def _prices(self):
        if self.price_year is None:
            return ""
        return tr("Fixed prices, at the level of {year}.", year=self.price_year)

    def population(self, population_years):
        """Return whose population is used, by the years of :class:`Totals`; empty for amounts."""
        if not self.choice.per_inhabitant:
            return ""
        by_source = {}
        for year, used in population_years.items():
            by_source.setdefault(used, []).append(year)
        lacking = by_source.pop(None, [])
        said = [
            tr(
                "For {years} the population of {used} is used.",
                years=", ".join(map(str, years)),
                used=used,
            )
            for used, years in by_source.items()
        ] or [tr("Population of the same year.")]
        years = ", ".join(str(year) for year in lacking if year is not None)
        if years:
            said.append(
                tr("No population is known for {years}: what has amounts then has no data.",
                   years=years)
            )  # fmt: skip
        if None in lacking:
            said.append(tr("Rows without a year have no population, and so no data."))
        return " ".join(said)


def counting_sentence(rule):
    """Return a counting rule as a sentence."""
    return {
        SHARE: tr("Amounts to several municipalities are split equally between them."),
        OUTSIDE: tr("Amounts to several municipalities are kept outside the map."),
    }[rule]


def outside_reason(reason):
    """Return why something lies outside the map."""
    return {
        SEVERAL: tr("several municipalities"),
        REGION: tr("all of Skåne"),
        UNKNOWN: tr("outside Skåne or not recognised"),
        MISSING: tr("no municipality given"),
    }[reason]


def _sources(batches):
    shown = dict.fromkeys(
        batch.credit or tr("{file} (imported {date})", file=batch.file, date=batch.time[:10])
        for batch in batches
    )
    return tr("Sources: {sources}", sources="; ".join(shown)) if shown else ""
