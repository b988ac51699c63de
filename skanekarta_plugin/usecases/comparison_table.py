"""The table of a comparison, and what there is to choose for one."""

import numpy as np

from ..analysis.model import AnyOf, Between
from ..i18n import tr
from .comparison import other_side
from .copying import decimal
from .difference_wording import percent_in_words, signed
from .overview import in_order
from .sheets import NumberColumn, Sheet, TextColumn
from .wording import kronor, value_label

PERIOD, VALUES, SAVED = "period", "values", "saved"


class SignedColumn(NumberColumn):
    """A column of differences: what is more has a plus."""

    def shown(self, value):
        """Return a difference in words."""
        return signed(super().shown(value))


class PercentColumn(NumberColumn):
    """A column of differences in per cent.

    :param pairs: the :class:`~..analysis.comparison.Pair` of each line
    """

    def __init__(self, header, pairs):
        # What is new is more than any per cent.
        numbers = [np.inf if pair.is_new else _number(pair.percent) for pair in pairs]
        super().__init__(header, np.array(numbers, dtype=float))
        self._pairs = pairs

    def text(self, line):
        """Return what a cell shows."""
        return percent_in_words(self._pairs[line])

    def plain(self, line):
        """Return a cell for copying: the number alone."""
        return plain_percent(self._pairs[line])


def plain_percent(pair):
    """Return a difference in per cent for copying; ``new`` where there was nothing."""
    if pair.is_new:
        return tr("new")
    return "" if pair.percent is None else decimal(pair.percent, 1)


def comparison_sheet(view):
    """Return the :class:`~.overview_tables.Sheet` of a comparison, and its codes by line.

    The last lines are what lies on the map, outside it, and the total, exactly; of numbers per
    inhabitant they are the amounts.
    """
    comparison, told, totals = view.comparison, view.texts.compared, view.totals
    per_inhabitant = view.choice.per_inhabitant
    areas = in_order(comparison.areas, lambda area: area.name)
    is_money = totals.is_money and not per_inhabitant
    figures = [area.figure for area in areas]
    unit, points = (f" ({name})" if name else "" for name in (told.unit, told.difference_unit))

    def numbers(name):
        return np.array([_number(getattr(pair, name)) for pair in figures], dtype=float)

    scale = comparison.scale
    names = TextColumn(tr("Municipality"), [area.name for area in areas])
    columns = [
        names,
        NumberColumn(told.own + unit, numbers("a"), is_money, scale),
        NumberColumn(told.other + unit, numbers("b"), is_money, scale),
        SignedColumn(tr("Difference") + points, numbers("difference"), is_money, scale),
        PercentColumn(tr("Per cent"), figures),
    ]
    sums = [
        (tr("On the map"), comparison.mapped),
        (tr("Outside the map"), comparison.outside),
        (tr("Total"), comparison.total),
    ]
    footers = []
    for name, pair in sums:
        if pair.difference is None:
            continue
        cells = (pair.a, pair.b, pair.difference)
        if per_inhabitant:
            # Amounts stand below numbers per inhabitant, so each says its unit.
            own, other, difference = (kronor(cell / totals.scale) for cell in cells)
            cells = (own, other, signed(difference))
        footers.append((name, *cells, percent_in_words(pair)))
    note = " ".join(filter(None, (told.note, _words_of_new(areas))))
    return Sheet(columns, None, footers=tuple(footers), note=note), [area.code for area in areas]


def _words_of_new(areas):
    if any(area.figure.is_new for area in areas):
        return tr("“new”: there is nothing to compare with, so that no per cent can be told.")
    return ""


def _number(value):
    return np.nan if value is None else value


def years_offered(explorer, map_name):
    """Return the years of all rows of a map, ascending."""
    index = explorer.index(map_name)
    field = index.description.year_field
    return list(index.facet_values(field)) if index.description.facet(field) else []


def compared_facets(description):
    """Return the facets whose values can be compared."""
    return [facet for facet in description.facets if facet.kind in ("values", "place")]


def values_offered(view, explorer, facet):
    """Return ``(value, label)`` of a facet that some row has, in order."""
    state = next((item for item in view.facets if item.field == facet.field), None)
    owner = explorer.catalogue.municipalities if facet.via else view.dataset
    field = owner.field(facet.field)
    places = {code: name for code, name, _ in explorer.municipalities()}
    found = [
        (item.value, value_label(facet, field, item.value, explorer.codelists, places))
        for item in (state.values if state else ())
        if item.value is not None
    ]
    return in_order(found, lambda pair: pair[1])


def what_is_compared(selection, description):
    """Return how a comparison could have been chosen: ``(kind, field, own, other)``.

    Sides of a PERIOD are first and last year, of VALUES lists of values; of anything else nothing
    is told. None where nothing is compared.
    """
    other = other_side(selection)
    if other is None:
        return None
    differing = [
        facet.field
        for facet in description.facets
        if selection.filter.get(facet.field) != other.filter.get(facet.field)
    ]
    compare = selection.compare
    if len(differing) == 1 and not (compare.label or compare.own_label):
        (field,) = differing
        sides = [side.filter.get(field) for side in (selection, other)]
        if field == description.year_field:
            spans = [span(side) for side in sides]
            if all(spans):
                return PERIOD, field, *spans
        elif all(side is None or isinstance(side, AnyOf) for side in sides):
            return VALUES, field, *([] if side is None else list(side.values) for side in sides)
    return SAVED, "", None, None


def span(choice):
    """Return first and last year of a choice without gaps, else None."""
    if isinstance(choice, Between) and None not in (choice.low, choice.high):
        return choice.low, choice.high
    if isinstance(choice, AnyOf) and None not in choice.values:
        years = sorted(choice.values)
        if years == list(range(years[0], years[-1] + 1)):
            return years[0], years[-1]
    return None
