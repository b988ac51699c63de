"""The legend of a comparison: the same readable limits below and above zero."""

from itertools import pairwise

from ..analysis.classes import class_of, difference_limits
from ..analysis.model import Legend, MapClass
from ..i18n import tr
from ..maps.palette import OTHER_COLOUR, ZERO_COLOUR, diverging_colours
from .wording import NO_BREAK, number


def difference_legend(description, choice, comparison, kept, key, narrowed=False):
    """Return the diverging legend of a comparison.

    :param kept: frozen class limits by key; new ones are added; :param key: those of this one
    """
    values = list(comparison.values.values())
    whole = choice.measure.is_number_of and not comparison.in_percent
    if key not in kept:
        found = difference_limits(values, whole=whole, percent=comparison.in_percent)
        if found:
            kept[key] = list(found)
    limits = kept.get(key, [])
    less, more = diverging_colours(description.difference_palette, max(0, len(limits) - 1))
    sign = f"{NO_BREAK}%" if comparison.in_percent else ""
    zeros = sum(1 for value in values if value == 0)
    news = sum(1 for area in comparison.areas if area.figure.is_new) if comparison.in_percent else 0
    missing = sum(1 for value in values if value is None) - news
    less = _side([-value for value in values if value], limits, less[::-1], sign, whole, -1)
    if comparison.in_percent:
        # Nothing but repayments is more than 100 % less.
        less = [item for item in less if item.count or item.upper > -100]
    more = _side([value for value in values if value], limits, more, sign, whole, 1)
    zero = tr("No difference")
    if narrowed:
        zero = tr("{nothing}, or not chosen", nothing=zero)
    return Legend(
        classes=(*reversed(less), *more),
        zero=_one(ZERO_COLOUR, f"{zero} ({zeros})", zeros),
        missing_label=_missing_label(comparison, missing),
        missing_count=missing,
        largest=max((abs(value) for value in values if value), default=0),
        new=_one(
            more[-1].colour if more else OTHER_COLOUR,
            tr("New: 0 to compare with ({count})", count=news),
            news,
        ),
        is_diverging=True,
    )


def _missing_label(comparison, count):
    """Per cent of something below zero mean nothing, though both sides are known."""
    values = comparison.values
    undefined = any(
        values[area.code] is None and area.figure.difference is not None and not area.figure.is_new
        for area in comparison.areas
    )
    if comparison.in_percent and undefined:
        return tr("No per cent can be told ({count})", count=count)
    return tr("No data ({count})", count=count)


def _one(colour, text, count):
    return MapClass(0, 0, colour, text, count) if count else None


def _side(sizes, limits, shades, sign, whole, way):
    """Return the classes of one side of zero, the one next to zero first.

    :param sizes: how far from zero, above it on this side; :param whole: they are numbers of
        something; :param way: 1 for more, -1 for less
    """
    if len(limits) < 2:
        return []
    counts = [0] * (len(limits) - 1)
    for size in sizes:
        if size > 0:
            counts[class_of(size, limits)] += 1
    fits = (few for few in range(3) if all(round(limit, few) == limit for limit in limits))
    decimals = next(fits, 2)
    found = []
    for at, (low, high) in enumerate(pairwise(limits)):
        last = at == len(counts) - 1
        # Of numbers of something, the lower limit itself belongs to the class below.
        first = low + 1 if whole and low and not last else low
        figures = _figures(first, high, decimals, sign, last)
        if low == 0 and last:
            # The only class is open, too.
            words = tr("more") if way > 0 else tr("less")
        elif way > 0:
            words = tr("{figures} more", figures=figures)
        else:
            words = tr("{figures} less", figures=figures)
        ends = (low, high) if way > 0 else (-high, 0.0 - low)
        found.append(MapClass(*ends, shades[at], f"{words} ({counts[at]})", counts[at]))
    return found


def _figures(low, high, decimals, sign, last):
    if low == 0:
        return tr("up to {high}", high=number(high, decimals) + sign)
    if last:
        # The last class is open: limits are kept while the years change.
        return tr("over {low}", low=number(low, decimals) + sign)
    if low == high:
        return number(low, decimals) + sign
    return f"{number(low, decimals)}–{number(high, decimals)}{sign}"
