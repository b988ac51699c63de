"""Class limits: how they are set, over all years, and kept until the user renews them."""

import dataclasses
import math
from dataclasses import dataclass
from itertools import pairwise

from ..analysis.classes import (
    CLASSES,
    EQUAL,
    OWN,
    QUANTILE,
    class_limits,
    even_limits,
    read_limits,
)
from ..analysis.model import AnyOf, Between
from ..analysis.prices import CURRENT
from ..analysis.selection import filter_as_json
from ..maps.breaks import JENKS, PRETTY, jenks_breaks, pretty_step

__all__ = ["OWN", "Classes", "Classing", "limits_for", "read_limits", "readable_entries"]

METHODS = (QUANTILE, PRETTY, JENKS, EQUAL, OWN)
FEWEST, MOST = 3, 7
# In place of a number of years: all there are.
_ALL = "alla"


@dataclass(frozen=True)
class Classing:
    """How values are put into classes.

    :param method: one of :data:`METHODS`; :param count: how many classes are asked for
    :param limits: ascending limits; those of the user where the method is ``own``
    """

    method: str = QUANTILE
    count: int = CLASSES
    limits: tuple = ()


def limits_for(values, classing=None, whole=False):
    """Return readable class limits for values that are to be compared, by a method.

    :param values: all numbers that the classes are for, such as those of several maps side by side;
        zero, negative numbers and None are left out
    :param whole: the values are counts
    :return: at least two ascending limits, or an empty tuple where no value is above zero
    """
    classing = classing or Classing()
    known = sorted(float(value) for value in values if value is not None and value > 0)
    if classing.method == OWN and classing.limits:
        return tuple(classing.limits)
    if classing.method == EQUAL:
        return even_limits(known, classing.count, whole)
    if classing.method == PRETTY and known:
        return even_limits(known, classing.count, whole, pretty_step(known, classing.count))
    breaks = jenks_breaks if classing.method == JENKS else None
    return class_limits(known, classing.count, whole, breaks)


class Classes:
    """The frozen class limits of an explorer's maps.

    They stand in ``Explorer.limits``, which a project keeps as JSON: under the key of a selection
    ``{"method", "classes", "limits"}``; under the key of a measure its method and number of
    classes, and the user's own limits by number of years. Of projects that were saved earlier, a
    list of limits holds for any number of years.

    :param explorer: the :class:`~.view_map.Explorer`
    """

    def __init__(self, explorer):
        self.explorer = explorer

    def limits(self, selection):
        """Return the limits of a selection; they are set, and frozen, if there are none yet."""
        return self.now(selection).limits

    def now(self, selection):
        """Return the :class:`Classing` of a selection, with its limits; see :meth:`limits`."""
        kept = self.explorer.limits
        entry = kept.get(self._key(selection)) or kept.get(repr(self._timeless(selection)))
        if isinstance(entry, dict):
            return Classing(entry["method"], entry["classes"], tuple(entry["limits"]))
        if entry:
            return Classing(QUANTILE, len(entry) - 1, tuple(entry))
        found = self.proposed(selection, self._wanted(selection))
        if found.limits:
            self._keep(selection, found)
        return found

    def are_own(self, selection):
        """True if the user wrote the limits of a selection."""
        return self.now(selection).method == OWN

    def common(self, selection, values):
        """Return limits for values that are to be compared, by the method of a measure.

        They are not kept.
        """
        return limits_for(values, self._wanted(selection), self._is_count(selection))

    def difference_key(self, selection):
        """Return the key of the frozen limits of a comparison, whatever the years compared."""
        compare = selection.compare
        other = self._timeless(dataclasses.replace(selection, filter=compare.filter))
        return repr(("jämfört", compare.shown_as, self._timeless(selection), other))

    def proposed(self, selection, classing):
        """Return a classing with the limits that its method gives for all years."""
        limits = limits_for(self.pool(selection), classing, self._is_count(selection))
        return dataclasses.replace(classing, limits=limits)

    def set(self, selection, classing):
        """Freeze a classing for a selection; its method holds for the measure from now on."""
        measure = {"method": classing.method, "classes": classing.count}
        own = dict(self.explorer.limits.get(self._measure_key(selection), {}).get("own", {}))
        if classing.method == OWN:
            own[self._years(selection)] = list(classing.limits)
        self.explorer.limits[self._measure_key(selection)] = {**measure, "own": own}
        self._keep(selection, classing)

    def renew(self, selection):
        """Set the limits of a selection anew, by the method of its measure.

        Those of a comparison are set from what is shown, by the next view.
        """
        if selection.compare is not None:
            self.explorer.limits.pop(self.difference_key(selection), None)
            return
        found = self.proposed(selection, self._wanted(selection))
        self._keep(selection, found)

    def pool(self, selection):
        """Return the values that limits are set from: of all periods as long as the chosen one.

        :return: list of numbers, None where there is no data
        """
        index, year = self._index(selection), self._year(selection)
        timeless = {name: item for name, item in selection.filter.items() if name != year}
        length = self._length(selection)
        if length is None:
            filters = [timeless]
        elif not length:
            filters = [selection.filter]
        else:
            first, last = self._span(selection)
            periods = [Between(low, low + length - 1) for low in range(first, last - length + 2)]
            if index.is_fixed(selection, self._measure(selection)):
                periods = [period for period in periods if not index.without_index(period)]
            filters = [{**timeless, year: period} for period in periods]
        return [
            value
            for filter_ in filters
            for value in index.values(dataclasses.replace(selection, filter=filter_))
        ]

    def _keep(self, selection, classing):
        self.explorer.limits[self._key(selection)] = {
            "method": classing.method,
            "classes": classing.count,
            "limits": list(classing.limits),
        }

    def _wanted(self, selection):
        """Return the classing that was chosen for a measure; own limits hold for a length."""
        entry = self.explorer.limits.get(self._measure_key(selection))
        if not isinstance(entry, dict):
            return Classing()
        own = tuple(entry["own"].get(self._years(selection), ()))
        method = QUANTILE if entry["method"] == OWN and not own else entry["method"]
        return Classing(method, entry["classes"], own if method == OWN else ())

    def _timeless(self, selection):
        """Limits hold for a map, measure, place, counting rule and filter, whatever the years."""
        year = self._year(selection)
        filter_ = {name: item for name, item in filter_as_json(selection).items() if name != year}
        return (
            selection.map,
            selection.measure,
            selection.place,
            selection.counting,
            sorted(filter_.items()),
            # Keys of projects that were saved earlier end here.
            *([selection.prices] if selection.prices != CURRENT else []),
        )

    def _key(self, selection):
        return repr((*self._timeless(selection), self._years(selection)))

    def _measure_key(self, selection):
        description = self.explorer.map(selection.map)
        single = [facet.field for facet in description.facets if facet.kind == "single"]
        shown = [(name, selection.filter[name].values[0]) for name in single]
        return repr((selection.map, selection.measure, shown))

    def _years(self, selection):
        length = self._length(selection)
        return _ALL if length is None else str(length)

    def _length(self, selection):
        """Return how many years are chosen; None for all of them.

        A latest figure is one year's, whatever the years chosen.
        """
        choice, span = selection.filter.get(self._year(selection)), self._span(selection)
        if span is not None and self._measure(selection).aggregate == "latest":
            return 1
        if choice is None or span is None:
            return None
        first, last = span
        if isinstance(choice, AnyOf):
            count = sum(1 for year in choice.values if year is not None)
        else:
            low = first if choice.low is None else max(first, choice.low)
            high = last if choice.high is None else min(last, choice.high)
            count = max(0, high - low + 1)
        return None if count > last - first else count

    def _span(self, selection):
        """Return the first and the last year of the rows, None where there is none."""
        year = self._year(selection)
        if self.explorer.map(selection.map).facet(year) is None:
            return None
        years = self._index(selection).facet_values(year)
        return (years[0], years[-1]) if years else None

    def _year(self, selection):
        return self.explorer.map(selection.map).year_field

    def _index(self, selection):
        return self.explorer.index(selection.map)

    def _is_count(self, selection):
        return self._measure(selection).is_number_of

    def _measure(self, selection):
        return self.explorer.map(selection.map).choice(selection.measure).measure


def readable_entries(kept):
    """Return what can be used of the limits that a project keeps; the rest is set anew.

    :param kept: what was read, whoever wrote it
    """
    found = {}
    for key, entry in kept.items() if isinstance(kept, dict) else ():
        if isinstance(entry, list) and _are_limits(entry):
            found[key] = entry
        elif isinstance(entry, dict) and _is_method(entry):
            own = entry.get("own")
            if "limits" in entry:
                if _are_limits(entry["limits"]):
                    found[key] = entry
            elif isinstance(own, dict) and all(map(_are_limits, own.values())):
                found[key] = entry
    return found


def _is_method(entry):
    count = entry.get("classes")
    return entry.get("method") in METHODS and type(count) is int and count >= 1


def _are_limits(limits):
    return (
        isinstance(limits, list)
        and len(limits) > 1
        and all(type(limit) in (int, float) and math.isfinite(limit) for limit in limits)
        and all(low < high for low, high in pairwise(limits))
    )
