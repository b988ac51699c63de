"""Whether a document holds on a day."""

import datetime

VALID, EXPIRED, COMING, MISSING = "valid", "expired", "coming", "missing"


def status_on(day, start, end):
    """Return VALID, EXPIRED or COMING; both days of a document count as its own.

    :param start, end: dates, None where there is none: a document without an end holds on
    """
    if end is not None and end < day:
        return EXPIRED
    if start is not None and start > day:
        return COMING
    return VALID


def a_year_after(day):
    """Return the same day of the next year, the 28th for the 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return datetime.date(day.year + 1, 2, 28)


def expires_within_a_year(day, start, end):
    """True if a document that holds on a day does not hold any more a year later."""
    if end is None or status_on(day, start, end) != VALID:
        return False
    return end <= a_year_after(day)
