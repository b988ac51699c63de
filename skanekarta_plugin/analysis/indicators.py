"""A key figure of a municipality beside those of the others."""

from .rates import nearest_earlier


def rank(values, code):
    """Return ``(place, how many are ranked)``, the largest value first; equal ones share a place.

    :param values: known values by municipality code
    :return: ``(None, count)`` where the municipality has no value
    """
    if code not in values:
        return None, len(values)
    return 1 + sum(value > values[code] for value in values.values()), len(values)


def mean(values, weights=None):
    """Return the mean of known values, None of none.

    :param values: by municipality code
    :param weights: by municipality code, for a weighted mean; those without one are left out
    """
    if weights is None:
        weights = dict.fromkeys(values, 1)
    known = [code for code in values if weights.get(code)]
    whole = sum(weights[code] for code in known)
    return sum(values[code] * weights[code] for code in known) / whole if whole else None


def change(series, since, year):
    """Return ``(difference, per cent)`` between two years; None for what is not known.

    :param series: known values by year
    """
    if since not in series or year not in series:
        return None, None
    difference = series[year] - series[since]
    return difference, 100 * difference / series[since] if series[since] else None


def in_kronor(per_inhabitant, inhabitants, year):
    """Return ``(whole öre, year of the population)`` of kronor per inhabitant.

    :param inhabitants: by year; that of the same year or the nearest earlier one is taken
    :return: ``(None, None)`` where there is none
    """
    count, from_year = nearest_earlier(inhabitants, year)
    if per_inhabitant is None or count is None:
        return None, None
    return round(round(per_inhabitant * 100) * count), from_year
