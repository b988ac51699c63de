"""Class limits: readable, frozen by whoever keeps them, independent of any renderer."""

import math
from itertools import pairwise

import numpy as np

from ..domain.money import parse_number
from ..errors import N_, SelectionError

CLASSES = 5
QUANTILE, EQUAL, OWN = "quantile", "equal", "own"
# More classes than this have colours that nobody tells apart.
MOST_OWN = 9
# On each side of zero.
DIFFERENCE_CLASSES = 3
_PERCENT = (0.0, 25.0, 50.0, 100.0)
_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10)


def class_limits(values, classes=CLASSES, whole=False, breaks=None):
    """Return ascending limits for positive values: quantiles, rounded to readable figures.

    The first limit is the lower end; each class reaches from one limit (excluded) to the next.

    :param whole: the values are counts, so that limits are whole numbers
    :param values: numbers; zero, negative numbers and None are left out
    :param breaks: what stands between the classes before it is rounded, by a function of the
        positive values, ascending, and the number of classes; quantiles by default
    :return: at least two limits, or an empty tuple where no value is positive
    """
    positive = _positive(values)
    if not len(positive):
        return ()
    found = (breaks or _quantiles)(positive.tolist(), classes)
    top = readable(positive[-1], math.ceil)
    rounded = [readable(limit) for limit in found if limit > 0]
    spread = positive[-1] - positive[0]
    if spread > 0 and len(_between(rounded, positive)) < len(set(found)):
        # Values lie close together: rounded to a step of their own spread, classes stay apart.
        step = readable(spread / (classes * 5))
        rounded = [_plain(round(limit / step) * step) for limit in found]
        top = _plain(math.ceil(positive[-1] / step - 1e-9) * step)
    if whole:
        rounded, top = [float(round(limit)) for limit in rounded], float(math.ceil(top))
    return (0.0, *(limit for limit in _between(rounded, positive) if limit < top), top)


def even_limits(values, classes=CLASSES, whole=False, step=None):
    """Return limits as :func:`class_limits` does, at even and readable distances.

    The lowest class is open downwards, so that figures far above zero have classes of their own.

    :param step: the distance; by default one that makes about ``classes`` classes
    """
    positive = _positive(values)
    if not len(positive):
        return ()
    lowest, highest = float(positive[0]), float(positive[-1])
    step = step or readable((highest - lowest or highest) / classes, math.ceil)
    if whole:
        step = max(1, math.ceil(step))
    first = max(1, math.ceil(lowest / step - 1e-9))
    last = max(first, math.ceil(highest / step - 1e-9))
    return (0.0, *(_plain(step * number) for number in range(first, last + 1)))


def read_limits(text, whole=False):
    """Return the class limits that a user typed: ``0; 10 000; 50 000,5``.

    :param whole: limits must be whole numbers, as those of counts
    :raises SelectionError: if they are no numbers, fewer than two, too many, below zero or not
        ascending
    """
    parts = [part for part in text.replace("\n", ";").split(";") if part.strip()]
    found = []
    for part in parts:
        try:
            read = parse_number(part)
        except ValueError:
            read = None
        if read is None:
            raise SelectionError(
                N_("“{written}” is no number. Put semicolons between limits: 0; 10 000; 50 000."),
                written=part.strip(),
            )
        found.append(float(read))
    if not 2 <= len(found) <= MOST_OWN + 1:
        raise SelectionError(
            N_("Write two to {most} limits with semicolons: 0; 10 000; 50 000."), most=MOST_OWN + 1
        )
    if found[0] < 0:
        raise SelectionError(N_("Limits begin at zero or above: what is below zero is set apart."))
    for low, high in pairwise(found):
        if high <= low:
            raise SelectionError(N_("Each limit must be larger than the one before it."))
    if whole and any(limit != round(limit) for limit in found):
        raise SelectionError(N_("Limits of a number of things are whole numbers."))
    return tuple(found)


def _positive(values):
    return np.array(sorted(value for value in values if value is not None and value > 0))


def _quantiles(positive, classes):
    return np.quantile(positive, np.linspace(0, 1, classes + 1)[1:-1]).tolist()


def _plain(number):
    """Return a number without the dust of binary fractions: 3 * 0.1 is 0.3."""
    return float(f"{number:.12g}")


def _between(limits, positive):
    """Return the limits, each once, that have values on both sides."""
    return tuple(
        float(limit) for limit in sorted(set(limits)) if positive[0] <= limit < positive[-1]
    )


def readable(value, rounding=round):
    """Round a positive number to a figure that reads well, such as 1, 1.5, 2.5 or 40 000.

    :param rounding: ``round`` for the nearest, ``math.ceil`` for the next one above
    """
    scale = 10.0 ** math.floor(math.log10(value))
    mantissa = value / scale
    if rounding is math.ceil:
        step = next((step for step in _STEPS if step >= mantissa - 1e-9), 10)
    else:
        step = min(_STEPS, key=lambda candidate: abs(candidate - mantissa))
    return _plain(step * scale)


def difference_limits(values, *, whole=False, percent=False):
    """Return ascending limits for the size of differences, the same below and above zero.

    :param values: numbers below and above zero; None is left out
    :param percent: they are per cent, whose limits everybody knows unless all are small
    :return: as :func:`class_limits`
    """
    sizes = [abs(value) for value in values if value is not None]
    largest = max(sizes, default=0)
    if percent and largest > _PERCENT[-2]:
        top = readable(largest, math.ceil)
        return (*_PERCENT, top) if top > _PERCENT[-1] else _PERCENT
    return class_limits(sizes, DIFFERENCE_CLASSES, whole)


def class_of(value, limits):
    """Return the position of the class that a positive value falls into.

    The lowest class is open downwards and the highest upwards, so that frozen limits lose nothing.
    """
    for position, upper in enumerate(limits[1:]):
        if value <= upper:
            return position
    return len(limits) - 2
