"""The years of a map as the range of time of a project, for QGIS's temporal controller."""

from qgis.core import Qgis, QgsDateTimeRange
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ..maps.project import SCOPE

_ENTRY = "tidsspann"


def offer_years(project, first, last):
    """Give a project the range of some years, one year a step; a range of the user's own stays."""
    settings = project.timeSettings()
    kept, _ = project.readEntry(SCOPE, _ENTRY, "")
    now = settings.temporalRange()
    if not now.isInfinite() and _text(now) != kept:
        return
    wanted = year_range(first, last)
    if now == wanted:
        return
    settings.setTemporalRange(wanted)
    settings.setTimeStep(1)
    settings.setTimeStepUnit(Qgis.TemporalUnit.Years)
    project.writeEntry(SCOPE, _ENTRY, _text(wanted))


def year_range(first, last):
    """Return the time from the first day of a year to the last day of another."""
    return QgsDateTimeRange(
        QDateTime(QDate(first, 1, 1), QTime(0, 0, 0)),
        QDateTime(QDate(last, 12, 31), QTime(23, 59, 59)),
    )


def years_of(span):
    """Return ``(first, last)`` year of a range of time; None for an end that is open.

    A range that ends as a year begins does not reach into that year.
    """
    begin, end = span.begin(), span.end()
    first = begin.date().year() if begin.isValid() else None
    last = end.date().year() if end.isValid() else None
    if last is not None and last != first and end == QDateTime(QDate(last, 1, 1), QTime(0, 0, 0)):
        last -= 1
    return first, last


def _text(span):
    return f"{span.begin().toString('yyyy-MM-dd')}/{span.end().toString('yyyy-MM-dd')}"
