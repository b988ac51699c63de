"""The legend of a map: classes, what stands apart from them, and the sizes of circles."""

from itertools import pairwise

from ..analysis.classes import class_of, readable
from ..analysis.model import Legend, MapClass
from ..analysis.selection import filter_as_json
from ..i18n import language, tr
from ..maps.palette import NEGATIVE_COLOUR, ZERO_COLOUR, colours
from .wording import NO_BREAK, number, short_kronor

# Circles in the legend of proportional symbols, as shares of the largest value.
_SYMBOL_STEPS = (1.0, 0.3, 0.05)


def limits_key(description, selection):
    """Class limits hold for a map, measure, place and filter, whatever the time chosen."""
    year = description.year_field
    timeless = {name: value for name, value in filter_as_json(selection).items() if name != year}
    return repr(
        (
            selection.map,
            selection.measure,
            selection.place,
            selection.counting,
            sorted(timeless.items()),
        )
    )


def legend_of(description, choice, values, limits, unit):
    """Return the :class:`~..analysis.model.Legend` of values.

    :param choice: the measure as it is chosen; :param values: one for each municipality, None where
        there is no data
    :param limits: ascending class limits; fewer than two make no classes
    :param unit: of the values, in words
    """
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
