"""The municipality card: what is known of one municipality, as it is described in ``card.json``."""

from collections import defaultdict
from dataclasses import dataclass

from ..i18n import label, language, tr
from .card_figures import CountLine, FigureLine, ValueLine
from .card_maps import LargestLine, LatestLine, SumLine
from .card_policy import DocumentsLine
from .copying import as_text

_KINDS = {
    "figure": FigureLine,
    "count": CountLine,
    "value": ValueLine,
    "documents": DocumentsLine,
    "sum": SumLine,
    "largest": LargestLine,
    "latest": LatestLine,
}


@dataclass(frozen=True)
class CardSection:
    """Lines under a heading; see :class:`~.card_parts.CardLine`."""

    title: str
    lines: tuple


@dataclass(frozen=True)
class Card:
    """What is known of one municipality, as plain text and numbers.

    :param corner: in which part of the region it lies; empty if that is not known
    :param state: which earlier state of the store is shown; empty for the present
    :param example: "Exempeldata" where some of it comes from the example, else empty
    """

    code: str
    name: str
    corner: str
    sections: tuple
    state: str = ""
    example: str = ""

    @property
    def lines(self):
        """All lines, from above."""
        return [line for section in self.sections for line in section.lines]

    @property
    def links(self):
        """``(what, address)`` of the lines that lead somewhere, each address once."""
        found = {line.link: line.title for line in self.lines if line.link}
        return [(title, link) for link, title in found.items()]

    def as_text(self):
        """Return the card as tab-separated text: what, value, more, year, source."""
        lines = [(self.name, self.corner, self.example, self.state)]
        for section in self.sections:
            lines.append((section.title,))
            for line in section.lines:
                more = "; ".join(line.details)
                lines.append((line.title, line.text, more, line.year, line.source, line.link))
                for item in line.items:
                    lines.append(("", item.text, item.value, "", "", item.link))
        return as_text(tuple(cell for cell in line) for line in lines)


class Cards:
    """Makes the cards of an explorer; what all of them need is worked out once.

    :param explorer: the :class:`~.view_map.Explorer`
    :ivar turn: grows when what was read before is forgotten
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.turn = 0
        self._sections = None
        self._example = ""

    def forget(self):
        """Forget what was worked out: the rows have changed."""
        self.turn += 1
        self._sections = None

    def municipalities(self):
        """Return ``(code, name)`` in the order of the names."""
        from .overview import in_order

        pairs = {name: code for code, name, _ in self.explorer.municipalities()}
        return [(pairs[name], name) for name in in_order(list(pairs))]

    def card(self, code, day):
        """Return the :class:`Card` of a municipality.

        :param code: its code; :param day: ``datetime.date`` on which documents shall hold
        """
        from .wording import state_before

        name, row = self._known[code]
        sections = tuple(
            CardSection(title, tuple(line.line(code, day) for line in lines))
            for title, lines in self._made
        )
        state = state_before(self.explorer.as_of)
        return Card(code, name, self._corner(row), sections, state, self._example)

    @property
    def _known(self):
        return {code: (name, row) for code, name, row in self.explorer.municipalities()}

    @property
    def _made(self):
        if self._sections is None:
            sources = Sources(self.explorer)
            self._example = tr("Example data") if sources.are_example else ""
            self._sections = [
                (
                    label(section),
                    [_KINDS[line.kind](self.explorer, line, sources) for line in section.lines],
                )
                for section in self.explorer.catalogue.card.sections
            ]
        return self._sections

    def _corner(self, row):
        """Return the first coded value of the row of a municipality, such as its corner."""
        for field in self.explorer.catalogue.municipalities.fields:
            codelist = self.explorer.codelists.get(field.codelist)
            if codelist is not None and row.get(field.name):
                entry = codelist.by_value.get(row[field.name])
                return entry.label.text(language()) if entry else str(row[field.name])
        return ""


class Sources:
    """Finds rows, and says where they come from; what several lines need is worked out once.

    :param explorer: the :class:`~.view_map.Explorer`
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self._batches = {batch.id: batch for batch in explorer.store.batches()}
        self._grouped, self._latest = {}, {}

    def rows(self, dataset, where):
        """Return the rows of a dataset (its name) that have the wanted values, in order."""
        columns = self.explorer.data(dataset).columns
        if not where:
            return range(len(self.explorer.data(dataset)))
        (first, wanted), *others = where.items()
        if (dataset, first) not in self._grouped:
            grouped = self._grouped[dataset, first] = defaultdict(list)
            for row, value in enumerate(columns[first]):
                grouped[value].append(row)
        found = self._grouped[dataset, first].get(wanted, ())
        return [row for row in found if all(columns[name][row] == one for name, one in others)]

    @property
    def are_example(self):
        """True if some of the store comes from the example."""
        return any(
            batch.example
            for batch in self._batches.values()
            if batch.undoes is None and batch.undone_by is None
        )

    def of_row(self, dataset, row, stated=""):
        """Return the source of a row: what it says itself, and the import that brought it."""
        return self._said(self.explorer.data(dataset).columns["omgang"][row], stated)

    def of_dataset(self, dataset):
        """Return the latest import of a dataset; empty if nothing of it was imported."""
        if dataset not in self._latest:
            ids = set(self.explorer.data(dataset).columns["omgang"]) - {None}
            self._latest[dataset] = self._said(max(ids), "") if ids else ""
        return self._latest[dataset]

    def _said(self, batch_id, stated):
        batch = self._batches.get(batch_id)
        if batch is None:
            return stated
        date = batch.time[:10]
        told = tr("{file}, imported {date}", file=batch.credit or batch.file, date=date)
        return f"{stated} ({told})" if stated else told
