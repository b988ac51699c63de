"""The facet index: integer codes for each facet, so that any filter is a few array operations."""

import numpy as np

from ..domain.text import fold
from .model import (
    MISSING,
    OUTSIDE,
    REGION,
    SEVERAL,
    UNKNOWN,
    AnyOf,
    Area,
    Between,
    Entry,
    FacetState,
    FacetValue,
    OutsideMap,
    Totals,
)
from .sharing import share

REGION_CODE = "12"
# Whole steps in one of the unit: öre in a krona, and ten-thousandths of other decimal numbers.
_ORE = 100
_FINE = 10_000


class _Column:
    """A facet: pairs of (row, code); one pair a row where the field has one value."""

    def __init__(self, rows, codes, values):
        self.rows, self.codes, self.values = rows, codes, values

    def matching_codes(self, choice):
        """Return which codes a choice takes, as booleans; the last code is the missing value."""
        if isinstance(choice, AnyOf):
            wanted = set(choice.values)
            return np.array([value in wanted for value in self.values], dtype=bool)
        if isinstance(choice, Between):
            low = -np.inf if choice.low is None else choice.low
            high = np.inf if choice.high is None else choice.high
            return np.array(
                [value is not None and low <= value <= high for value in self.values], dtype=bool
            )
        words = fold(choice.text)
        return np.array(
            [value is not None and words in fold(value) for value in self.values], dtype=bool
        )


class _Places:
    """The places of the rows under one place rule: entries of (row, place code).

    Codes 0 … n-1 are the municipalities in the order of their codes, then the whole region, a place
    that is not known, and none at all.
    """

    def __init__(self, rows, codes, weights, municipalities, row_count):
        order = np.lexsort((codes, rows))
        rows, codes, weights = rows[order], codes[order], weights[order]
        # A municipality named twice is one entry; so are several unknown places of one row.
        first = np.ones(len(rows), dtype=bool)
        first[1:] = (rows[1:] != rows[:-1]) | (codes[1:] != codes[:-1])
        groups = np.cumsum(first) - 1
        self.rows, self.codes = rows[first], codes[first]
        self.weights = np.bincount(groups, weights, len(self.rows)).astype(np.int64)
        self.several = np.bincount(self.rows, minlength=row_count)[self.rows] > 1
        self.values = [*municipalities, REGION_CODE, UNKNOWN, None]
        self.count = len(municipalities)
        self.shares = {}


class FacetIndex:
    """Answers counts and sums of one map under any selection.

    :param description: the map; :param dataset: its dataset
    :param data: the rows, as the store gives them (kronor for money)
    :param municipalities: ``(code, name, {field: value})`` in the order of their codes
    :param population: inhabitants by municipality code and year
    """

    def __init__(self, description, dataset, data, municipalities, population):
        self.description = description
        self.dataset = dataset
        self.municipalities = municipalities
        self.population = population
        self.count = len(data)
        row_of = {row_id: index for index, row_id in enumerate(data.ids)}
        self._row_of = row_of
        self._columns = {
            facet.field: self._column(data, facet.field)
            for facet in description.facets
            if facet.kind != "place"
        }
        self._years = self._column(data, description.year_field)
        self._places = {
            place.name: self._place_entries(data, place.field) for place in description.places
        }
        self._amounts = {
            (measure.aggregate, measure.field): self._numbers(data, measure)
            for measure in description.measures
            if measure.aggregate != "count"
        }

    def _column(self, data, name):
        child = self.dataset.child_of(name)
        if child is None:
            rows, raw = np.arange(self.count), data.columns[name]
        else:
            table = data.children[child.name]
            rows = np.array([self._row_of[key] for key in table[child.parent_key]], dtype=np.int64)
            raw = table[child.value.name]
            without = np.setdiff1d(np.arange(self.count), rows)
            rows, raw = np.r_[rows, without].astype(np.int64), [*raw, *[None] * len(without)]
        values = sorted({value for value in raw if value is not None})
        lookup = {value: code for code, value in enumerate(values)}
        values.append(None)
        missing = len(values) - 1
        codes = np.array([lookup.get(value, missing) for value in raw], dtype=np.int64)
        return _Column(rows, codes, values)

    def _place_entries(self, data, name):
        codes = [code for code, _, _ in self.municipalities]
        lookup = {code: index for index, code in enumerate(codes)}
        region, unknown, missing = (len(codes) + extra for extra in range(3))
        child = self.dataset.child_of(name)
        if child is None:
            rows = np.arange(self.count)
            stated_field = self.dataset.field(name).stated_field
            stated = data.columns[stated_field] if stated_field else [None] * self.count
            entries = [
                lookup.get(code, unknown if code or text else missing)
                for code, text in zip(data.columns[name], stated, strict=True)
            ]
            weights = np.ones(self.count, dtype=np.int64)
        else:
            table = data.children[child.name]
            rows = np.array([self._row_of[key] for key in table[child.parent_key]], dtype=np.int64)
            entries = [
                region if scope == REGION else lookup.get(code, unknown)
                for code, scope in zip(
                    table[child.value.name], table[child.scope_field], strict=True
                )
            ]
            weights = np.array(table[child.weight_field], dtype=np.int64)
            without = np.setdiff1d(np.arange(self.count), rows)
            rows = np.r_[rows, without].astype(np.int64)
            entries += [missing] * len(without)
            weights = np.r_[weights, np.ones(len(without), dtype=np.int64)]
        return _Places(rows, np.array(entries, dtype=np.int64), weights, codes, self.count)

    def _numbers(self, data, measure):
        """Return what is summed as whole steps, so that sums and shares are exact."""
        raw = data.columns[measure.field]
        if measure.aggregate != "sum":
            return np.array([np.nan if value is None else value for value in raw], dtype=float)
        scale = self.scale(measure)
        return np.array([round((value or 0) * scale) for value in raw], dtype=np.int64)

    def scale(self, measure):
        """Return how many whole steps make one of a measure's unit."""
        if measure.aggregate != "sum":
            return 1
        field = self.dataset.field(measure.field)
        return _ORE if field.is_money else _FINE if field.type == "number" else 1

    def _shares(self, places, measure):
        if measure.field not in places.shares:
            places.shares[measure.field] = share(
                self._amounts["sum", measure.field], places.rows, places.codes, places.weights
            )
        return places.shares[measure.field]

    def facet_values(self, name):
        """Return the values that occur in a facet, without the missing one."""
        return self._columns[name].values[:-1]

    def totals(self, selection):
        """Return the :class:`Totals` of a selection."""
        return _Question(self, selection).totals()

    def facets(self, selection):
        """Return the :class:`FacetState` of each facet, each under the choices in the others."""
        question = _Question(self, selection)
        return tuple(
            question.facet(facet) for facet in self.description.facets if facet.kind != "text"
        )

    def entries(self, selection):
        """Return the selected entries, for lists and exports of rows.

        :return: list of :class:`Entry`
        """
        return _Question(self, selection).entries()


class _Question:
    """One selection put to the index; what several answers need is computed once."""

    def __init__(self, index, selection):
        self.index = index
        self.selection = selection
        name = selection.measure
        self.choice = next(item for item in index.description.choices if item.name == name)
        self.measure = self.choice.measure
        self.places = index._places[selection.place]
        self.row_masks = {
            facet.field: self._row_mask(facet.field)
            for facet in index.description.facets
            if facet.kind != "place" and facet.field in selection.filter
        }
        self.place_masks = {
            facet.field: self._place_mask(facet)
            for facet in index.description.facets
            if facet.kind == "place" and facet.field in selection.filter
        }
        self.scale = index.scale(self.measure)
        self.is_sum = self.measure.aggregate == "sum"
        if self.is_sum:
            self.shares = index._shares(self.places, self.measure)

    def _row_mask(self, name):
        column = self.index._columns[name]
        taken = column.matching_codes(self.selection.filter[name])
        mask = np.zeros(self.index.count, dtype=bool)
        mask[column.rows[taken[column.codes]]] = True
        return mask

    def _place_mask(self, facet):
        wanted = set(self.selection.filter[facet.field].values)
        values = self._place_values(facet)
        return np.array([value in wanted for value in values], dtype=bool)[self.places.codes]

    def _place_values(self, facet):
        """Return the value of a place facet for each place code."""
        if not facet.via:
            return [None if value == UNKNOWN else value for value in self.places.values]
        return [item[2].get(facet.field) for item in self.index.municipalities] + [None] * 3

    def _selected(self, without=""):
        """Return which entries are selected, leaving one facet's own choice aside."""
        rows = np.ones(self.index.count, dtype=bool)
        for name, mask in self.row_masks.items():
            if name != without:
                rows &= mask
        entries = rows[self.places.rows]
        for name, mask in self.place_masks.items():
            if name != without:
                entries = entries & mask
        return entries

    def _distinct_rows(self, entries):
        return np.unique(self.places.rows[entries])

    def _on_map(self):
        on_map = self.places.codes < self.places.count
        if self.selection.counting == OUTSIDE:
            on_map = on_map & ~self.places.several
        return on_map

    def _sum(self, entries):
        if not self.is_sum:
            return None
        return _plain(self.shares[entries].sum())

    def totals(self):
        """Return the totals of the selection."""
        places = self.places
        chosen = self._selected()
        on_map = chosen & self._on_map()
        codes = places.codes[on_map]
        counts = np.bincount(codes, minlength=places.count)
        amounts, rates, years = self._amounts(on_map, counts)
        rows = len(self._distinct_rows(chosen))
        mapped_rows = len(self._distinct_rows(on_map))
        areas = []
        for position, (code, name, _) in enumerate(self.index.municipalities):
            amount, rate = amounts[position], rates[position]
            value = rate if self.choice.per_inhabitant else amount
            if value is not None and self.scale > 1 and not self.choice.per_inhabitant:
                value = value / self.scale
            areas.append(Area(code, name, int(counts[position]), amount, rate, value))
        if self.measure.aggregate == "count":
            total, mapped = rows, mapped_rows
        else:
            total, mapped = self._sum(chosen), self._sum(on_map)
        outside = None if total is None else total - mapped
        return Totals(
            tuple(areas),
            rows,
            mapped_rows,
            rows - mapped_rows,
            total,
            mapped,
            outside,
            self._reasons(chosen & ~on_map),
            self._is_money,
            self.scale,
            years,
        )

    @property
    def _is_money(self):
        name = self.measure.field
        return bool(name) and self.index.dataset.field(name).is_money

    def _amounts(self, on_map, counts):
        count = self.places.count
        if self.measure.aggregate == "latest":
            latest = self._latest(on_map)
            return latest, [None] * count, {}
        codes = self.places.codes[on_map]
        if self.measure.aggregate == "count":
            values = counts
            parts = np.ones(len(codes), dtype=np.int64)
        else:
            parts = self.shares[on_map]
            values = _exact_bincount(codes, parts, count)
        rates, years = self._per_inhabitant(on_map, codes, parts)
        return [_plain(value) for value in values], rates, years

    def _latest(self, on_map):
        years = self.index._years
        order = np.full(self.index.count, -1)
        order[years.rows] = np.where(years.codes == len(years.values) - 1, -1, years.codes)
        rows, codes = self.places.rows[on_map], self.places.codes[on_map]
        numbers = self.index._amounts["latest", self.measure.field][rows]
        kept = ~np.isnan(numbers)
        rows, codes, numbers = rows[kept], codes[kept], numbers[kept]
        latest = [None] * self.places.count
        for position in np.argsort(order[rows], kind="stable"):
            latest[codes[position]] = _plain(numbers[position])
        return latest

    def _per_inhabitant(self, on_map, codes, parts):
        """Return the sum of each year's rate by municipality, and the population years used."""
        if not self.measure.per_inhabitant:
            return [None] * self.places.count, {}
        years = self.index._years
        # One year a row, by the description: the field of the year has a single value.
        year_codes = np.zeros(self.index.count, dtype=np.int64)
        year_codes[years.rows] = years.codes
        width = len(years.values)
        pairs = codes * width + year_codes[self.places.rows[on_map]]
        sums = _exact_bincount(pairs, parts, self.places.count * width)
        used = {}
        rates = []
        for position, (code, _, _) in enumerate(self.index.municipalities):
            known = self.index.population.get(code, {})
            rate = 0.0 if known else None
            for year, amount in zip(
                years.values, sums[position * width : (position + 1) * width], strict=True
            ):
                if amount and rate is not None:
                    inhabitants, from_year = nearest_earlier(known, year)
                    rate = None if not inhabitants else rate + amount / self.scale / inhabitants
                    if inhabitants and from_year != year:
                        used[year] = from_year
            rates.append(rate)
        return rates, dict(sorted(used.items()))

    def _reasons(self, outside):
        places = self.places
        reasons = []
        kinds = {
            SEVERAL: places.codes < places.count,
            REGION: places.codes == places.count,
            UNKNOWN: places.codes == places.count + 1,
            MISSING: places.codes == places.count + 2,
        }
        for reason, kind in kinds.items():
            entries = outside & kind
            if entries.any():
                reasons.append(
                    OutsideMap(reason, len(self._distinct_rows(entries)), self._sum(entries))
                )
        return tuple(reasons)

    def facet(self, facet):
        """Return the state of one facet under the choices in the other facets."""
        entries = self._selected(without=facet.field)
        if facet.kind == "place":
            values, rows, codes = self._place_pairs(facet, entries)
            amounts = self._pair_sums(values, codes, entries)
        else:
            column = self.index._columns[facet.field]
            chosen = np.zeros(self.index.count, dtype=bool)
            chosen[self.places.rows[entries]] = True
            kept = chosen[column.rows]
            values, rows, codes = column.values, column.rows[kept], column.codes[kept]
            amounts = None
            if self.is_sum:
                by_row = _exact_bincount(
                    self.places.rows[entries], self.shares[entries], self.index.count
                )
                amounts = _exact_bincount(codes, by_row[rows], len(values))
        counts = np.bincount(codes, minlength=len(values))
        return FacetState(
            facet.field,
            tuple(
                FacetValue(
                    value,
                    int(counts[code]),
                    None if amounts is None else _plain(amounts[code]),
                )
                for code, value in enumerate(values)
                if value is not None or counts[code]
            ),
        )

    def _place_pairs(self, facet, entries):
        by_code = self._place_values(facet)
        values = [value for value in dict.fromkeys(by_code) if value is not None] + [None]
        lookup = np.array([values.index(value) for value in by_code])
        self._place_codes = lookup[self.places.codes[entries]]
        pairs = np.unique(self.places.rows[entries] * len(values) + self._place_codes)
        return values, pairs // len(values), pairs % len(values)

    def _pair_sums(self, values, _codes, entries):
        if not self.is_sum:
            return None
        return _exact_bincount(self._place_codes, self.shares[entries], len(values))

    def entries(self):
        """Return the selected entries."""
        places, on_map = self.places, self._on_map()
        reasons = [SEVERAL] * places.count + [REGION, UNKNOWN, MISSING]
        found = []
        for entry in np.flatnonzero(self._selected()):
            code = places.codes[entry]
            found.append(
                Entry(
                    int(places.rows[entry]),
                    places.values[code] if code < places.count else None,
                    _plain(self.shares[entry]) if self.is_sum else None,
                    "" if on_map[entry] else reasons[code],
                    not places.several[entry],
                )
            )
        return found


def _exact_bincount(codes, amounts, length):
    """Sum whole amounts by code. Doubles hold every öre below 2^53, far above all grants of Skåne;
    larger sums are added as integers."""
    if len(amounts) and amounts.dtype == np.int64 and np.abs(amounts).sum() >= 2**53:
        sums = np.zeros(length, dtype=np.int64)
        np.add.at(sums, codes, amounts)
        return sums
    sums = np.bincount(codes, weights=amounts, minlength=length)
    return sums.astype(np.int64) if amounts.dtype == np.int64 else sums


def nearest_earlier(by_year, year):
    """Return ``(value, year)`` of this or the nearest earlier year, ``(None, None)`` if none."""
    if year is None:
        return None, None
    earlier = [known for known in by_year if known <= year]
    if not earlier:
        return None, None
    return by_year[max(earlier)], max(earlier)


def _plain(number):
    value = number.item() if hasattr(number, "item") else number
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
