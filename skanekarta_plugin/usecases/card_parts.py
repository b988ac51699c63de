"""What the lines of a municipality card are made of."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..i18n import label, tr
from .wording import number

# How a line stands; the face may colour it.
PLAIN, GOOD, OLD, LACKING = "plain", "good", "old", "lacking"


@dataclass(frozen=True)
class CardItem:
    """One of several things that a line names.

    :param tip: where it comes from; :param link: web address, empty for none
    """

    text: str
    value: str = ""
    tip: str = ""
    link: str = ""


@dataclass(frozen=True)
class CardLine:
    """One line of a card, as plain text.

    :param name: of its description; :param text: the value in full
    :param details: what is told beside the value, in the order of weight
    :param year: of the value; :param source: where it comes from
    :param link: web address, empty for none
    :param series: ``(year, value)`` in the order of years, value None where it is not known
    :param reference: the same for the region, to compare with; empty where that says nothing
    :param bars: True where the values of the series are amounts of their years
    :param shown: the values of the series in words, by year
    :param note: what the reader must know of how it was worked out
    :param aside: which of the details tells most where municipalities stand side by side
    :param plain: the value as a spreadsheet takes it, in the unit; empty where it is not a number
    :param state: PLAIN, GOOD, OLD or LACKING
    """

    name: str
    title: str
    text: str
    details: tuple = ()
    year: str = ""
    source: str = ""
    link: str = ""
    series: tuple = ()
    reference: tuple = ()
    bars: bool = False
    shown: tuple = ()
    state: str = PLAIN
    items: tuple = ()
    note: str = ""
    aside: str = ""
    plain: str = ""
    unit: str = ""

    @property
    def tip(self):
        """What a tool tip says: the year, the source and the note, line by line."""
        parts = []
        if self.year:
            parts.append(tr("Year: {year}", year=self.year))
        if self.source:
            parts.append(tr("Source: {source}", source=self.source))
        if self.note:
            parts.append(self.note)
        return "\n".join([self.title, *parts])


def lacking(described, has_rows, text=""):
    """Return the line of what is not known.

    :param has_rows: True if the store has any rows of this kind
    :param text: what is said if so; "No data" if empty
    """
    if has_rows:
        return CardLine(described.name, label(described), text or tr("No data"), state=LACKING)
    details = (tr("Nothing of this kind is imported yet"),)
    return CardLine(described.name, label(described), tr("No data"), details, state=LACKING)


def web_address(text):
    """Return a web address that may be opened; empty for anything else."""
    try:
        parts = urlsplit(str(text or "").strip())
        host = parts.hostname
    except ValueError:
        return ""
    return str(text).strip() if parts.scheme.lower() in ("http", "https") and host else ""


def site(address):
    """Return the name of the site of a web address, as people call it."""
    host = urlsplit(address).hostname or ""
    return host.removeprefix("www.")


def with_unit(value, unit, decimals=None):
    """Return a number with its unit."""
    # The unit may stand below the number where there is little room.
    return f"{number(value, decimals)} {unit}".strip()
