"""The legend of a map: classes, what stands apart from them, and the sizes of circles."""

from itertools import pairwise

from ..analysis.classes import class_of, readable
from ..analysis.model import Legend, MapClass
from ..i18n import language, tr
from ..maps.palette import NEGATIVE_COLOUR, ZERO_COLOUR, colours
from .wording import NO_BREAK, number, short_kronor

# Circles in the legend of proportional symbols, as shares of the largest value.
_SYMBOL_STEPS = (1.0, 0.3, 0.05)
_MOST_DECIMALS = 6


def legend_of(description, choice, values, limits, unit, narrowed=False):
    """Return the :class:`~..analysis.model.Legend` of values.

    :param choice: the measure as it is chosen; :param values: one for each municipality, None where
        there is no data
    :param limits: ascending class limits; fewer than two make no classes
    :param unit: of the values, in words
    :param narrowed: only some municipalities were chosen, and the others are 0 by that
    """
    zeros = sum(1 for value in values if value == 0)
    missing = sum(1 for value in values if value is None)
    positive = [value for value in values if value and value > 0]
    below = sum(1 for value in values if value and value < 0)
    largest = max((abs(value) for value in values if value), default=0)
    zero = negative = None
    if zeros:
        text = choice.measure.zero.text(language())
        if narrowed:
            text = tr("{nothing}, or not chosen", nothing=text)
        zero = MapClass(0, 0, ZERO_COLOUR, f"{text} ({zeros})", zeros)
    if below:
        text = tr("Below zero ({count})", count=below)
        negative = MapClass(-largest, 0, NEGATIVE_COLOUR, text, below)
    is_count = choice.measure.is_number_of
    under = sum(1 for value in positive if limits and value < limits[0])
    over = sum(1 for value in positive if limits and value > limits[-1])
    return Legend(
        classes=_classes(description, limits, positive, is_count),
        zero=zero,
        missing_label=tr("No data ({count})", count=missing),
        missing_count=missing,
        largest=largest,
        symbol_sizes=() if choice.is_choropleth else _symbols(largest, unit, is_count),
        largest_label=_amount(largest, unit) if largest else "",
        negative=negative,
        under=under,
        over=over,
    )


def outside_classes(legend):
    """Return a sentence about municipalities beyond the frozen limits; empty if there are none.

    :param legend: of a map that colours areas
    """
    parts = []
    if legend.over:
        parts.append(
            tr("1 municipality lies above the highest class")
            if legend.over == 1
            else tr("{count} municipalities lie above the highest class", count=legend.over)
        )
    if legend.under:
        parts.append(
            tr("1 municipality lies below the lowest class")
            if legend.under == 1
            else tr("{count} municipalities lie below the lowest class", count=legend.under)
        )
    return " · ".join(parts)


def _classes(description, limits, values, whole):
    if len(limits) < 2:
        return ()
    counts = [0] * (len(limits) - 1)
    for value in values:
        counts[class_of(value, limits)] += 1
    shades = colours(description.palette, len(counts))
    words = _in_words(limits, values, whole)
    return tuple(
        MapClass(low, high, shade, f"{text} ({count})", count)
        for (low, high), shade, text, count in zip(
            pairwise(limits), shades, words, counts, strict=True
        )
    )


def _in_words(limits, values, whole):
    """Return each class in words; of counts, the lower limit itself belongs to the class below.

    A class that holds values beyond its limit says so, by being open.
    """
    decimals = _decimals(limits)
    first, last = 0, len(limits) - 2
    opens_down = limits[0] == 0 or any(value < limits[0] for value in values)
    opens_up = any(value > limits[-1] for value in values)
    words = []
    for position, (low, high) in enumerate(pairwise(limits)):
        start = low + 1 if whole and position else low
        down, up = opens_down and position == first, opens_up and position == last
        if down and up:
            text = tr("all above zero")
        elif down:
            text = tr("up to {high}", high=number(high, decimals))
        elif up:
            text = tr("over {low}", low=number(low, decimals))
        elif start == high:
            text = number(high, decimals)
        else:
            text = f"{number(start, decimals)}–{number(high, decimals)}"
        words.append(text)
    return words


def limits_as_text(limits, like=()):
    """Return limits as a user writes them: ``0; 10 000; 50 000``.

    :param like: all limits of the legend, which have one number of decimals
    """
    return "; ".join(number(limit, _decimals(like or limits)) for limit in limits)


def _decimals(limits):
    """Return one number of decimals for a whole legend, as few as tell the limits apart."""
    fits = (few for few in range(_MOST_DECIMALS) if all(round(x, few) == x for x in limits))
    return next(fits, _MOST_DECIMALS)


def _symbols(largest, unit, is_count):
    sizes = []
    for step in _SYMBOL_STEPS:
        value = readable(largest * step) if largest else 0
        if is_count:
            value = round(value)
        if value and value not in [size for size, _ in sizes]:
            sizes.append((value, _amount(value, unit)))
    return tuple(sizes)


def _amount(value, unit):
    return short_kronor(value) if unit == "kr" else f"{number(value)}{NO_BREAK}{unit}"
