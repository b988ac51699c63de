"""The municipalities' policy documents on a day: valid, expired or missing."""

import datetime
from collections import Counter
from dataclasses import dataclass

from ..domain.validity import COMING, EXPIRED, MISSING, VALID, expires_within_a_year, status_on


@dataclass(frozen=True)
class Document:
    """One document.

    :param start, end, adopted: dates, None where the source says none
    :param link: address, empty for none; :param row: its row in the dataset
    """

    title: str
    start: datetime.date | None
    end: datetime.date | None
    adopted: datetime.date | None
    link: str
    row: int

    @property
    def since(self):
        """How old it is: when it was adopted, or else when it began to hold."""
        return self.adopted or self.start or datetime.date.max


@dataclass(frozen=True)
class Standing:
    """What a municipality has on a day.

    :param status: VALID, EXPIRED or MISSING; a document that will hold later counts as missing
    :param document: the valid one, else the one that expired last, else the first to come; None
    :param others: number of further valid documents
    :param expiring: True if it expires within a year
    """

    code: str
    name: str
    status: str
    document: Document | None = None
    others: int = 0
    expiring: bool = False


@dataclass(frozen=True)
class PolicyOverview:
    """The documents of all municipalities on a day.

    :param standings: a :class:`Standing` for each municipality, in the order of their codes
    """

    day: datetime.date
    standings: tuple

    @property
    def counts(self):
        """Number of municipalities by status."""
        found = Counter(item.status for item in self.standings)
        return {status: found[status] for status in (VALID, EXPIRED, MISSING)}

    @property
    def expiring(self):
        """Those whose document expires within a year, the first to expire first."""
        found = [item for item in self.standings if item.expiring]
        return sorted(found, key=lambda item: (item.document.end, item.code))

    @property
    def without_end(self):
        """Those whose valid document has no end."""
        return [item for item in self._valid if item.document.end is None]

    @property
    def oldest(self):
        """The one whose valid document was adopted first; None if none is valid."""
        return min(self._valid, key=lambda item: (item.document.since, item.code), default=None)

    @property
    def _valid(self):
        return [item for item in self.standings if item.status == VALID]


class Documents:
    """The documents of a store by municipality, read once.

    :param explorer: the :class:`~.view_map.Explorer`; :param dataset: one with a ``validity``
    """

    def __init__(self, explorer, dataset):
        self._municipalities = explorer.municipalities()
        self._names = {code: name for code, name, _ in self._municipalities}
        columns = explorer.data(dataset.name).columns
        validity = dataset.validity
        link = next((item.name for item in dataset.fields if item.is_link), None)
        self._by_code = {}
        for row, code in enumerate(columns[dataset.municipality_field]):
            start, end, adopted = (
                _date(columns[name][row])
                for name in (validity.start, validity.end, validity.adopted)
            )
            address = (columns[link][row] or "") if link else ""
            title = columns[dataset.label_field][row]
            found = Document(title, start, end, adopted, address, row)
            self._by_code.setdefault(code, []).append(found)

    def __len__(self):
        return sum(map(len, self._by_code.values()))

    def standing(self, code, day):
        """Return the :class:`Standing` of a municipality on a day."""
        name, by_status = self._names[code], {}
        for item in self._by_code.get(code, ()):
            by_status.setdefault(status_on(day, item.start, item.end), []).append(item)
        if VALID in by_status:
            valid = by_status[VALID]
            newest = max(valid, key=lambda item: (item.start or datetime.date.min, item.title))
            expiring = expires_within_a_year(day, newest.start, newest.end)
            return Standing(code, name, VALID, newest, len(valid) - 1, expiring)
        if EXPIRED in by_status:
            last = max(by_status[EXPIRED], key=lambda item: (item.end, item.title))
            return Standing(code, name, EXPIRED, last)
        coming = min(by_status.get(COMING, ()), key=lambda item: item.start, default=None)
        return Standing(code, name, MISSING, coming)

    def overview(self, day):
        """Return the :class:`PolicyOverview` of a day."""
        codes = [code for code, _, _ in self._municipalities]
        return PolicyOverview(day, tuple(self.standing(code, day) for code in codes))


def policy_overview(explorer, dataset, day):
    """Return the :class:`PolicyOverview` of a dataset's documents on a day.

    :param explorer: the :class:`~.view_map.Explorer`; :param dataset: one with a ``validity``
    :param day: a ``datetime.date``
    """
    return Documents(explorer, dataset).overview(day)


def _date(text):
    """Return a stored date, None for none or for what is no date."""
    try:
        return datetime.date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None
