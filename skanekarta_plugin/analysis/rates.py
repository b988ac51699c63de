"""Amounts per inhabitant, year by year."""


def rates_by_place(sums, years, populations, scale):
    """Return the sum of each year's rate by place, and the population years used.

    :param sums: for each place, whole steps by year; :param years: the years, None for none
    :param populations: for each place, inhabitants by year; :param scale: steps in one of the unit
    :return: ``(rates, {year: year of the population})``; a rate is None where none is known
    """
    rates, used = [], {}
    for by_year, known in zip(sums, populations, strict=True):
        rate = 0.0 if known else None
        for year, amount in zip(years, by_year, strict=False):
            if amount and rate is not None:
                inhabitants, from_year = nearest_earlier(known, year)
                rate = None if not inhabitants else rate + amount / scale / inhabitants
                if inhabitants and from_year != year:
                    used[year] = from_year
        rates.append(rate)
    return rates, dict(sorted(used.items()))


def nearest_earlier(by_year, year):
    """Return ``(value, year)`` of this or the nearest earlier year, ``(None, None)`` if none."""
    if year is None:
        return None, None
    earlier = [known for known in by_year if known <= year]
    if not earlier:
        return None, None
    return by_year[max(earlier)], max(earlier)
