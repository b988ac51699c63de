"""Years and dates as people write them."""

import datetime
import re

from .text import fold, says_nothing, tidy

_MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
_YEAR = re.compile(
    r"(?:(?:vt|ht|vår(?:en)?|höst(?:en)?)\s*)?((?:19|20|21)\d\d)(?:\s*[/\u2013-]\s*(?:\d\d|\d{4}))?\Z"
)
# "HT-2023", "2023 VT", "maj 2023", "2023.0" as text.
_NAMED_YEAR = re.compile(
    rf"(?:(?:vt|ht|vår|höst|(?:{'|'.join(_MONTHS)})[a-z]*\.?)[ -]((?:19|20|21)\d\d)|"
    r"((?:19|20|21)\d\d)(?:[ -](?:vt|ht|vår|höst)|\.0))\Z"
)
_SWEDISH = re.compile(r"(\d{1,2})\.?\s+([a-zå]+)\.?\s+(\d{4})\Z")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?: [\d:.+]+)?\Z")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./ ](\d{4})\Z")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\Z")


def parse_year(value):
    """Return a year as int, or None for an empty cell.

    Of a period such as ``"2022/2023"`` or ``"HT 2022"`` the first year counts, of a date its year.

    :raises ValueError: if there is no year in it
    """
    if value is None:
        return None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.year
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = fold(value)
    if says_nothing(text):
        return None
    match = _YEAR.match(text) or _NAMED_YEAR.match(text)
    if match:
        return int(match.group(1) or match.group(2))
    return parse_date(text).year


def parse_date(value):
    """Return a ``datetime.date``, or None for an empty cell.

    Understood: dates from Excel, ``"2023-05-04"``, ``"20230504"``, ``"2023/05/04"`` (so GDAL writes
    dates), ``"4 maj 2023"``, ``"4/5 2023"``.

    :raises ValueError: if the text is no date
    """
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = tidy(value).casefold()
    if says_nothing(text):
        return None
    match = _ISO.match(text) or _SLASHED.match(text)
    if match:
        return datetime.date(*(int(part) for part in match.groups()[:3]))
    match = _SWEDISH.match(text)
    if match and match.group(2)[:3] in _MONTHS:
        month = _MONTHS.index(match.group(2)[:3]) + 1
        return datetime.date(int(match.group(3)), month, int(match.group(1)))
    match = _NUMERIC.match(text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        return datetime.date(year, month, day)
    raise ValueError(text)
