"""The facet index: small codes for each facet, so that any filter is a few array operations."""

from collections import OrderedDict
from functools import cached_property

import numpy as np

from .columns import Column, encode, taken
from .model import OUTSIDE
from .places import REGION_CODE, Places
from .prices import FIXED, PriceIndex, converted
from .question import Question
from .rates import nearest_earlier
from .tally import Amounts, Tally, packed

__all__ = ["REGION_CODE", "FacetIndex", "nearest_earlier"]

# Whole steps in one of the unit: öre in a krona, and ten-thousandths of other decimal numbers.
_ORE = 100
_FINE = 10_000
# Joint codes of facets that are counted together: few enough for the processor's cache.
_JOINT = 2**14
# Choices whose rows are remembered, so that a change of one facet looks at that facet only.
_REMEMBERED = 32


class FacetIndex:
    """Answers counts and sums of one map under any selection.

    Codes are made when a question first needs them.

    :param description: the map; :param dataset: its dataset
    :param data: the rows, as the store gives them (kronor for money)
    :param municipalities: ``(code, name, {field: value})`` in the order of their codes
    :param population: inhabitants by municipality code and year
    :param prices: the :class:`~.prices.PriceIndex`; None for no index
    """

    def __init__(self, description, dataset, data, municipalities, population, prices=None):
        self.description = description
        self.dataset = dataset
        self.municipalities = municipalities
        self.population = population
        self.prices = prices or PriceIndex({})
        self.count = len(data)
        self._data = data
        self._columns = {}
        self._places = {}
        self._amounts = {}
        self._tallies = {}
        self._failing = OrderedDict()
        self._question = None, None

    def scale(self, measure):
        """Return how many whole steps make one of a measure's unit."""
        return self._steps(measure.field) if measure.aggregate == "sum" else 1

    def _steps(self, name):
        field = self.dataset.field(name)
        return _ORE if field.is_money else _FINE if field.type == "number" else 1

    def facet_values(self, name):
        """Return the values that occur in a facet, without the missing one."""
        return self.column(name).values[:-1]

    def totals(self, selection):
        """Return the :class:`Totals` of a selection."""
        return self.ask(selection).totals()

    def values(self, selection):
        """Return what the map would show by municipality; the question at hand is kept."""
        return [area.value for area in Question(self, selection).totals().areas]

    def facets(self, selection):
        """Return the :class:`FacetState` of each facet, each under the choices in the others."""
        question = self.ask(selection)
        return tuple(
            question.facet(facet) for facet in self.description.facets if facet.kind != "text"
        )

    def entries(self, selection):
        """Return the selected entries, for lists and exports of rows.

        :return: list of :class:`Entry`
        """
        return self.ask(selection).entries()

    def ask(self, selection):
        """Return the question of a selection; totals and facets of one share their work."""
        key = (
            selection.measure,
            selection.place,
            selection.counting == OUTSIDE,
            selection.prices,
            tuple(selection.filter.items()),
        )
        if self._question[0] != key:
            self._question = key, Question(self, selection)
        return self._question[1]

    def column(self, name):
        """Return the :class:`Column` of a field."""
        if name not in self._columns:
            child = self.dataset.child_of(name)
            if child is None:
                facet = self.description.facet(name)
                ordered = facet is None or facet.kind != "text"
                self._columns[name] = Column(*encode(self._data.columns[name], ordered))
            else:
                rows, table = self._child_rows(child)
                self._columns[name] = Column.of_pairs(rows, table[child.value.name], self.count)
        return self._columns[name]

    @property
    def year_field(self):
        """Name of the field of the year."""
        return self.description.year_field

    @property
    def years(self):
        """The column of the year; one year a row, by the description."""
        return self.column(self.year_field)

    def places(self, name):
        """Return the :class:`Places` under a place rule."""
        if name not in self._places:
            field = next(item.field for item in self.description.places if item.name == name)
            codes = [code for code, _, _ in self.municipalities]
            child = self.dataset.child_of(field)
            if child is None:
                stated = self.dataset.field(field).stated_field
                columns = self._data.columns
                self._places[name] = Places.of_field(columns[field], columns.get(stated), codes)
            else:
                rows, table = self._child_rows(child)
                words = (child.value.name, child.scope_field, child.weight_field)
                self._places[name] = Places.of_pairs(
                    rows, *(table[word] for word in words), codes, self.count
                )
        return self._places[name]

    def _child_rows(self, child):
        """Return the row of each line of a child table, and its columns."""
        table = self._data.children[child.name]
        keys = np.array(table[child.parent_key], dtype=np.int64)
        first, ids, order = self._ids
        if first is not None:
            return keys - first, table
        return order[np.searchsorted(ids, keys)], table

    @cached_property
    def _ids(self):
        """The first id if the rows' ids follow on each other; else ids in order, and their rows."""
        ids = np.array(self._data.ids, dtype=np.int64)
        if np.all(np.diff(ids) == 1):
            return (int(ids[0]) if len(ids) else 0), None, None
        order = np.argsort(ids, kind="stable")
        return None, ids[order], order

    def numbers(self, name):
        """Return the numbers of a field by row; NaN where there is none."""
        return np.array(self._data.columns[name], dtype=float)

    def amounts(self, name):
        """Return the :class:`Amounts` of a field by row; what is missing adds nothing."""
        if name not in self._amounts:
            steps = self._steps(name)
            numbers = np.nan_to_num(self.numbers(name)) * steps
            if np.abs(numbers).max(initial=0) < 2.0**53:
                whole = np.rint(numbers).astype(np.int64)
            else:
                raw = self._data.columns[name]
                whole = np.array([round((value or 0) * steps) for value in raw], dtype=np.int64)
            self._amounts[name] = Amounts(whole)
        return self._amounts[name]

    def is_fixed(self, selection, measure):
        """True if a measure's amounts are shown in the prices of one year."""
        return selection.prices == FIXED and self.has_prices(measure)

    def has_prices(self, measure):
        """True for sums of money: only they have a price level."""
        return measure.aggregate == "sum" and self.dataset.field(measure.field).is_money

    def fixed_amounts(self, name):
        """Return the :class:`Amounts` of a field in the prices of the index's last year.

        Each row is rounded to whole öre, so that all sums add up. Rows of years without an index
        add nothing; :meth:`without_index` tells them.
        """
        if (name, FIXED) not in self._amounts:
            nominal = self.amounts(name).whole
            whole = np.zeros_like(nominal)
            for code, year in enumerate(self.years.values):
                if year in self.prices:
                    at = np.flatnonzero(self.years.codes == code)
                    whole[at] = converted(nominal[at], self.prices.factor(year))
            self._amounts[name, FIXED] = Amounts(whole)
        return self._amounts[name, FIXED]

    def without_index(self, choice):
        """Return the years, of those that a choice takes, that have rows but no price index.

        :param choice: as in a selection's filter, None for all; :return: years, None for rows
            without a year
        """
        years = self.years
        wanted = [True] * len(years.values) if choice is None else years.matching(choice)
        lacking = [code for code, year in enumerate(years.values) if year not in self.prices]
        found = np.bincount(years.codes, minlength=len(years.values))
        return [years.values[code] for code in lacking if wanted[code] and found[code]]

    def compared(self, measure):
        """Return the :class:`Amounts` of both fields of a measure that compares two.

        Rows that have only one of the amounts say nothing, and add nothing to either.
        """
        names = (measure.field, measure.of)
        if names not in self._amounts:
            known = np.logical_and(*(~np.isnan(self.numbers(name)) for name in names))
            # In steps of the finer of the two, so that one can be divided by the other.
            most = max(map(self._steps, names))
            self._amounts[names] = tuple(
                Amounts(self.amounts(name).whole * known * (most // self._steps(name)))
                for name in names
            )
        return self._amounts[names]

    @cached_property
    def _groups(self):
        """The facets of the rows, some at a time, without the year, which is counted by place."""
        columns = {
            facet.field: (self.column(facet.field).codes, self.column(facet.field).size)
            for facet in self.description.facets
            if facet.kind not in ("place", "text") and facet.field != self.year_field
        }
        groups = packed(columns, _JOINT)
        return {name: group for group in groups for name in group.names}

    def group_of(self, name):
        """Return the :class:`Group` that counts a facet of the rows; None for the year."""
        return self._groups.get(name)

    def tally(self, name):
        """Return what counts a single facet of the rows."""
        if name not in self._tallies:
            column = self.column(name)
            self._tallies[name] = Tally(column.codes, column.size)
        return self._tallies[name]

    def failing(self, name, choice):
        """Return which rows a choice in a facet of the rows leaves out."""
        column = self.column(name)
        return self._remembered(
            (name, choice), lambda: ~taken(column.codes, column.matching(choice))
        )

    def failing_place(self, rule, wanted):
        """Return which rows have none of the wanted places.

        :param rule: name of the place rule; :param wanted: boolean by place code
        """
        return self._remembered((rule, wanted.tobytes()), lambda: self.places(rule).failing(wanted))

    def _remembered(self, key, work):
        if key not in self._failing:
            self._failing[key] = work()
            if len(self._failing) > _REMEMBERED:
                self._failing.popitem(last=False)
        self._failing.move_to_end(key)
        return self._failing[key]
