"""The line of the card that says which document a municipality has."""

from qgis.PyQt.QtCore import QLocale

from ..domain.validity import EXPIRED, MISSING
from ..i18n import label, language, tr
from .card_parts import GOOD, LACKING, OLD, CardLine, lacking, web_address
from .policy import Documents


class DocumentsLine:
    """Title, status and link of a document on a day.

    :param explorer: the :class:`~.view_map.Explorer`; :param described: the line's description
    :param sources: says where rows come from
    """

    def __init__(self, explorer, described, sources):
        self.described, self.sources = described, sources
        dataset = explorer.catalogue.datasets[described.dataset]
        self._links = explorer.data(dataset.name).columns.get(described.link)
        self._documents = Documents(explorer, dataset)

    def line(self, code, day):
        """Return the :class:`CardLine` of a municipality."""
        described = self.described
        standing = self._documents.standing(code, day)
        document = standing.document
        if document is None:
            text = tr("Missing (no document)") if len(self._documents) else ""
            found = lacking(described, len(self._documents) > 0, text)
            if not len(self._documents):
                return found
            source = self.sources.of_dataset(described.dataset)
            return CardLine(found.name, found.title, text, source=source, state=LACKING)
        details = self._details(standing)
        return CardLine(
            described.name,
            label(described),
            document.title,
            tuple(details),
            year=_span(document),
            source=self.sources.of_row(described.dataset, document.row),
            link=web_address(self._links[document.row]) if self._links else "",
            state={EXPIRED: OLD, MISSING: LACKING}.get(standing.status, GOOD),
            aside=", ".join(details[:2]),
        )

    def _details(self, standing):
        document = standing.document
        if standing.status == MISSING:
            return [tr("missing"), tr("a new one from {date}", date=day_in_words(document.start))]
        if standing.status == EXPIRED:
            return [tr("expired"), tr("held until {date}", date=day_in_words(document.end))]
        if document.end is None:
            until = tr("no end date")
        elif standing.expiring:
            until = tr("expires on {date}", date=day_in_words(document.end))
        else:
            until = tr("until {date}", date=day_in_words(document.end))
        more = [tr("and {count} more", count=standing.others)] if standing.others else []
        adopted = document.adopted
        told = [tr("adopted {date}", date=day_in_words(adopted))] if adopted else []
        return [tr("valid"), until, *told, *more]


def day_in_words(day):
    """Return a date in words: ``3 maj 2026``."""
    return QLocale(language()).toString(day, "d MMM yyyy")


def _span(document):
    start, end = document.start, document.end
    return f"{start.year if start else ''}–{end.year if end else ''}" if start or end else ""
