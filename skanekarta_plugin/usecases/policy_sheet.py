"""The policy documents of all municipalities on a day, as a list and in a few sentences."""

from dataclasses import dataclass, replace

from ..domain.validity import EXPIRED, MISSING, VALID
from ..i18n import label, tr
from .card_parts import web_address
from .card_policy import day_in_words
from .policy import policy_overview
from .sheets import Sheet, TextColumn


@dataclass(frozen=True)
class PolicyList:
    """The list, ready to be shown.

    :param sentences: how many are valid, expired and missing; which expire within a year, which
        have no end date, and which is the oldest
    :param codes: municipality of each line of the sheet
    """

    sheet: Sheet
    sentences: tuple
    codes: tuple


def policy_list(explorer, day):
    """Return the :class:`PolicyList` of the documents that the municipality card shows.

    :param explorer: the :class:`~.view_map.Explorer`; :param day: a ``datetime.date``
    :return: None if the card shows no documents
    """
    lines = [line for section in explorer.catalogue.card.sections for line in section.lines]
    described = next((line for line in lines if line.kind == "documents"), None)
    if described is None:
        return None
    dataset = explorer.catalogue.datasets[described.dataset]
    found = policy_overview(explorer, dataset, day)
    by_code = {item.code: item for item in found.standings}
    standings = tuple(by_code[code] for code, _ in explorer.cards.municipalities())
    found = replace(found, standings=standings)
    documents = [item.document for item in standings]
    words = {VALID: tr("valid"), EXPIRED: tr("expired"), MISSING: tr("missing")}

    def dates(name):
        days = [getattr(item, name) if item else None for item in documents]
        return ["" if one is None else one.isoformat() for one in days]

    ends = [
        tr("no end date") if item and item.end is None else end
        for item, end in zip(documents, dates("end"), strict=True)
    ]
    validity = dataset.validity
    columns = [
        TextColumn(tr("Municipality"), [item.name for item in standings]),
        TextColumn(tr("Status"), [words[item.status] for item in standings]),
        TextColumn(label(described), [item.title if item else "" for item in documents]),
        TextColumn(label(dataset.field(validity.adopted)), dates("adopted")),
        TextColumn(label(dataset.field(validity.start)), dates("start")),
        TextColumn(label(dataset.field(validity.end)), ends),
    ]
    links = [web_address(item.link) if item else "" for item in documents]
    codes = tuple(item.code for item in standings)
    return PolicyList(Sheet(columns, links), tuple(_sentences(found)), codes)


def _sentences(found):
    yield tr(
        "{valid} municipalities have a valid document, {expired} an expired one, and {missing} "
        "none.",
        **found.counts,
    )
    if found.expiring:
        told = [f"{item.name} ({day_in_words(item.document.end)})" for item in found.expiring]
        yield tr("Expire within a year: {names}.", names=", ".join(told))
    if found.without_end:
        names = ", ".join(item.name for item in found.without_end)
        yield tr("No end date: {names}.", names=names)
    oldest = found.oldest
    if oldest is not None and oldest.document.adopted is not None:
        date = day_in_words(oldest.document.adopted)
        yield tr("The oldest is that of {name}, adopted {date}.", name=oldest.name, date=date)
