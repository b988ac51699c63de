"""Class limits: readable, frozen by whoever keeps them, independent of any renderer."""

import math

import numpy as np

CLASSES = 5
# On each side of zero.
DIFFERENCE_CLASSES = 3
_PERCENT = (0.0, 25.0, 50.0, 100.0)
_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10)


def class_limits(values, classes=CLASSES, whole=False):
    """Return ascending limits for positive values: quantiles, rounded to readable figures.

    The first limit is the lower end; each class reaches from one limit (excluded) to the next.

    :param whole: the values are counts, so that limits are whole numbers
    :param values: numbers; zero, negative numbers and None are left out
    :return: at least two limits, or an empty tuple where no value is positive
    """
    positive = np.array(sorted(value for value in values if value is not None and value > 0))
    if not len(positive):
        return ()
    quantiles = np.quantile(positive, np.linspace(0, 1, classes + 1)[1:-1])
    top = readable(positive[-1], math.ceil)
    rounded = [readable(quantile) for quantile in quantiles]
    spread = positive[-1] - positive[0]
    if spread > 0 and len(_between(rounded, positive)) < len(set(quantiles)):
        # Values lie close together: rounded to a step of their own spread, classes stay apart.
        step = readable(spread / (classes * 5))
        rounded = [float(f"{round(quantile / step) * step:.12g}") for quantile in quantiles]
        top = float(f"{math.ceil(positive[-1] / step - 1e-9) * step:.12g}")
    if whole:
        rounded, top = [float(round(limit)) for limit in rounded], float(math.ceil(top))
    return (0.0, *_between(rounded, positive), top)


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
    # Through text, so that 3 * 0.1 is 0.3.
    return float(f"{step * scale:.12g}")


def difference_limits(values, *, whole=False, percent=False):
    """Return ascending limits for the size of differences, the same below and above zero.

    :param values: numbers below and above zero; None is left out
    :param percent: they are per cent, whose limits everybody knows unless all are small
    :return: as :func:`class_limits`
    """
    sizes = [abs(value) for value in values if value is not None]
    largest = max(sizes, default=0)
    if percent and largest > _PERCENT[-2]:
        return _PERCENT if largest <= _PERCENT[-1] else (*_PERCENT, readable(largest, math.ceil))
    return class_limits(sizes, DIFFERENCE_CLASSES, whole)


def class_of(value, limits):
    """Return the position of the class that a positive value falls into.

    The lowest class is open downwards and the highest upwards, so that frozen limits lose nothing.
    """
    for position, upper in enumerate(limits[1:]):
        if value <= upper:
            return position
    return len(limits) - 2
