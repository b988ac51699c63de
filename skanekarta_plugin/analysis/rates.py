"""Amounts per inhabitant, year by year."""


def rates_by_place(sums, years, populations, scale):
    """Return the sum of each year's rate by place, and the population years used.

    :param sums: for each place, whole steps by year; :param years: the years, None for none
    :param populations: for each place, inhabitants by year; :param scale: steps in one of the unit
    :return: ``(rates, {year: year of the population})`` of years whose population is another
        year's, or None where a place has none for that year; its rate is None then
    """
    rates, used = [], {}
    for by_year, known in zip(sums, populations, strict=True):
        rate = 0.0 if known else None
        for year, amount in zip(years, by_year, strict=False):
            if not amount:
                continue
            inhabitants, from_year = nearest_earlier(known, year)
            if not inhabitants:
                rate, used[year] = None, None
            elif rate is not None:
                rate += amount / scale / inhabitants
                if from_year != year:
                    used.setdefault(year, from_year)
        rates.append(rate)
    return rates, dict(sorted(used.items(), key=lambda item: (item[0] is None, item[0] or 0)))


def nearest_earlier(by_year, year):
    """Return ``(value, year)`` of this or the nearest earlier year, ``(None, None)`` if none."""
    if year is None:
        return None, None
    earlier = [known for known in by_year if known <= year]
    if not earlier:
        return None, None
    return by_year[max(earlier)], max(earlier)
