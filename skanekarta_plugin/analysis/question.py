"""The answers to one selection: totals, facets and entries."""

import numpy as np

from .model import (
    MISSING,
    REGION,
    SEVERAL,
    UNKNOWN,
    Area,
    Division,
    Entry,
    FacetState,
    FacetValue,
    OutsideMap,
    Totals,
)
from .passing import Passing
from .pivot import Chosen, members, place_members
from .rates import rates_by_place

_NONE = (None, None, None)


class Question:
    """A selection put to an index.

    :param index: the :class:`~.index.FacetIndex`
    """

    def __init__(self, index, selection):
        self.index = index
        self.choice = index.description.choice(selection.measure)
        self.measure = self.choice.measure
        self.scale = index.scale(self.measure)
        self.is_sum = self.measure.aggregate == "sum"
        self.is_fixed = index.is_fixed(selection, self.measure)
        amounts = index.fixed_amounts if self.is_fixed else index.amounts
        self.amounts = amounts(self.measure.field) if self.is_sum else None
        self.passing = Passing(index, selection)
        self.places = self.passing.places
        self.chosen = self.passing.wanted()
        self.on_map = self.chosen & self.passing.on_map

    def totals(self):
        """Return the totals of the selection."""
        passing, count = self.passing, self.places.count
        rows = passing.row_count(self.chosen)
        mapped_rows = passing.row_count(self.on_map, passing.shares_out)
        counts = self._shown(passing.by_place())[:count].sum(axis=1).tolist()
        figures = {
            "sum": self._sums,
            "share": self._portions,
            "distinct": self._distinct,
            "latest": self._latest,
        }.get(self.measure.aggregate)
        amounts, sums = figures() if figures else (counts, (rows, mapped_rows, rows - mapped_rows))
        rates, years = self._rates()
        areas = []
        for position, (code, name, _) in enumerate(self.index.municipalities):
            amount, rate = amounts[position], rates[position]
            value = rate if self.choice.per_inhabitant else amount
            if value is not None and self.scale > 1 and not self.choice.per_inhabitant:
                value = value / self.scale
            areas.append(Area(code, name, counts[position], amount, rate, value))
        return Totals(
            tuple(areas),
            rows,
            mapped_rows,
            rows - mapped_rows,
            *sums,
            self._reasons(),
            self.is_sum and self.index.dataset.field(self.measure.field).is_money,
            self.scale,
            years,
        )

    def _shown(self, by_place):
        """Return what counts on the map by place, zero where a place is not chosen."""
        shown = self.passing.mapped(*by_place)
        return np.where(self.on_map.reshape(-1, *[1] * (shown.ndim - 1)), shown, 0)

    # Each returns the amounts by municipality; and of the total, on the map and outside it.

    def _sums(self):
        by_place = self.passing.by_place(self.amounts)
        shown = self._shown(by_place).sum(axis=1)
        total, mapped = int(sum(by_place)[self.chosen].sum()), int(shown.sum())
        return shown[: self.places.count].tolist(), (total, mapped, total - mapped)

    def _portions(self):
        """How many per cent one sum is of the other; what lies outside has no place in that."""
        parts, whole = map(self.passing.by_place, self.index.compared(self.measure))
        shown = [self._shown(part).sum(axis=1) for part in (parts, whole)]
        total = [sum(part)[self.chosen].sum() for part in (parts, whole)]
        by_place = [_per_cent(*pair) for pair in zip(*shown, strict=True)][: self.places.count]
        return by_place, (_per_cent(*total), _per_cent(*(part.sum() for part in shown)), None)

    def _distinct(self):
        """How many different values there are; outside are those that occur nowhere on the map."""
        column = self.index.column(self.measure.field)
        single, shared = (part[:, :-1] for part in self.passing.occurring(column))
        mapped = single | shared if self.passing.shares_out else single
        by_place = np.where(self.on_map, mapped.sum(axis=1), 0)[: self.places.count]
        total = int((single | shared)[self.chosen].any(axis=0).sum())
        on_it = int(mapped[self.on_map].any(axis=0).sum())
        return by_place.tolist(), (total, on_it, total - on_it)

    def _latest(self):
        """The latest known number."""
        places, years = self.places, self.index.years
        chosen, on_map = self.passing.entries()
        entries = np.flatnonzero(chosen & on_map)
        numbers = self.index.numbers(self.measure.field)[places.rows[entries]]
        known = ~np.isnan(numbers)
        entries, numbers = entries[known], numbers[known]
        order = np.where(years.codes >= len(years.values) - 1, -1, years.codes.astype(np.int64))
        in_time = np.argsort(order[places.rows[entries]], kind="stable")
        latest = np.full(places.count, np.nan)
        # Of several numbers for one place the last remains.
        latest[places.codes[entries[in_time]]] = numbers[in_time]
        return [None if np.isnan(number) else _plain(number) for number in latest], _NONE

    def _rates(self):
        if not self.measure.per_inhabitant:
            return [None] * self.places.count, {}
        sums = self._shown(self.passing.by_place(self.amounts))[: self.places.count].tolist()
        populations = [
            self.index.population.get(code, {}) for code, _, _ in self.index.municipalities
        ]
        return rates_by_place(sums, self.index.years.values, populations, self.scale)

    def _reasons(self):
        """Return what lies outside the map, for each reason."""
        passing, count = self.passing, self.places.count
        found = []
        if not passing.shares_out:
            rows = passing.row_count(self.on_map) - passing.row_count(self.on_map, False)
            amount = passing.by_place(self.amounts)[1][self.on_map].sum()
            found.append((SEVERAL, rows, amount))
        for code, reason in enumerate((REGION, UNKNOWN, MISSING), start=count):
            if self.chosen[code]:
                rows, amount = (
                    sum(passing.by_place(of))[code].sum() for of in (None, self.amounts)
                )
                found.append((reason, rows, amount))
        return tuple(
            OutsideMap(reason, int(rows), int(amount) if self.is_sum else None)
            for reason, rows, amount in found
            if rows
        )

    def facet(self, facet):
        """Return the state of one facet under the choices in the other facets."""
        if facet.kind == "place":
            values, counts, amounts = self._place_facet(facet)
        else:
            column = self.index.column(facet.field)
            values, counts = column.values, column.by_value(self.passing.by_code(facet.field))
            if self.is_sum:
                amounts = column.by_value(self.passing.by_code(facet.field, self.amounts))
        counts = counts.tolist()
        amounts = amounts.tolist() if self.is_sum else [None] * len(counts)
        if self.is_fixed and facet.field == self.index.year_field:
            # Years that the choice leaves out need no index, and have no amount without one.
            prices = self.index.prices
            amounts = [
                amount if value in prices else None
                for value, amount in zip(values, amounts, strict=True)
            ]
        return FacetState(
            facet.field,
            tuple(
                FacetValue(value, count, amount)
                for value, count, amount in zip(values, counts, amounts, strict=True)
                if value is not None or count
            ),
        )

    def _place_facet(self, facet):
        by_code = self.passing.place_values(facet)
        values = [value for value in dict.fromkeys(by_code) if value is not None] + [None]
        position = {value: at for at, value in enumerate(values)}
        member = np.array([position[value] for value in by_code])
        wanted = self.passing.wanted(without=facet.field)

        def by_value(by_place):
            found = np.zeros(len(values), dtype=np.int64)
            np.add.at(found, member[wanted], sum(by_place).sum(axis=1)[wanted])
            return found

        counts = by_value(self.passing.by_place())
        # A row whose places have a value in common counts once in it.
        for at in np.flatnonzero(np.bincount(member) > 1):
            counts[at] = self.passing.row_count(wanted & (member == at))
        amounts = by_value(self.passing.by_place(self.amounts)) if self.is_sum else None
        return values, counts, amounts

    def taken(self):
        """Return the selected entries as :class:`~.pivot.Chosen` arrays."""
        places = self.places
        at = np.flatnonzero(self.passing.entries()[0])
        shares = places.all_shares(self.amounts)[at] if self.is_sum else None
        return Chosen(places.rows[at], places.codes[at], shares)

    def members(self, name, chosen):
        """Return which of the selected entries have which values of a facet, or of a field."""
        facet = self.index.description.facet(name)
        if facet is not None and facet.kind == "place":
            return place_members(self.passing.place_values(facet), chosen)
        return members(self.index.column(name), chosen)

    def divisions(self, facet):
        """Return what each division of the municipalities has on the map, under all choices.

        :return: a :class:`~.model.Division` for each value that is chosen
        """
        count = self.places.count
        by_code = self.passing.place_values(facet)
        found = []
        for value in dict.fromkeys(by_code[:count]):
            inside = np.array([item == value for item in by_code]) & self.on_map
            if value is not None and inside.any():
                found.append(self._division(value, inside))
        return tuple(found)

    def together(self):
        """Return what all municipalities that are chosen have on the map, as one division.

        :return: a :class:`~.model.Division` with an empty value
        """
        return self._division("", self.on_map)

    def _division(self, value, inside):
        """Return what some places have on the map together.

        :param inside: boolean by place code
        """
        codes = [self.places.values[at] for at in np.flatnonzero(inside[: self.places.count])]
        people = _added([self.index.population.get(code, {}) for code in codes])
        amount = rate = None
        if self.is_sum:
            sums = self._shown(self.passing.by_place(self.amounts))[inside].sum(axis=0)
            amount = int(sums.sum())
            (rate,), _ = rates_by_place(
                [sums.tolist()], self.index.years.values, [people], self.scale
            )
        rows = self.passing.row_count(inside, self.passing.shares_out)
        return Division(value, tuple(codes), rows, amount, rate, people)

    def wanted_codes(self):
        """Return the codes of the municipalities that the choices in places leave."""
        return [self.places.values[at] for at in np.flatnonzero(self.chosen[: self.places.count])]

    def entries(self):
        """Return the selected entries."""
        places = self.places
        chosen, on_map = self.passing.entries()
        reasons = [SEVERAL] * places.count + [REGION, UNKNOWN, MISSING]
        shares = places.all_shares(self.amounts) if self.is_sum else None
        found = []
        for entry in np.flatnonzero(chosen).tolist():
            code = places.codes[entry]
            found.append(
                Entry(
                    int(places.rows[entry]),
                    places.values[code] if code < places.count else None,
                    None if shares is None else int(shares[entry]),
                    "" if on_map[entry] else reasons[code],
                    not places.is_shared[entry],
                )
            )
        return found


def _added(populations):
    """Return inhabitants by year of several places together, of years known for all of them."""
    years = set.intersection(*map(set, populations)) if populations else ()
    return {year: sum(known[year] for known in populations) for year in sorted(years)}


def _per_cent(part, whole):
    return _plain(100 * int(part) / int(whole)) if whole else None


def _plain(number):
    value = number.item() if hasattr(number, "item") else number
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
