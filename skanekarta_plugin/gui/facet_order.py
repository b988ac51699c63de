"""In which order the values of a facet stand, and what they are called."""

from qgis.PyQt.QtCore import QCollator, QLocale

from ..i18n import language
from ..usecases.wording import value_label


def ordered(facet, session, values):
    """Return ``(value, text)`` in an order that stays while the user chooses.

    Municipalities by name; closed codelists as described; else those with most rows of the whole
    map first. The missing value is last.
    """
    field, codelist = _field(facet, session)
    places = {code: name for code, name, _ in session.explorer.municipalities()}
    texts = {
        value: value_label(facet, field, value, session.explorer.codelists, places)
        for value in values
    }
    collator = QCollator(QLocale(language()))
    key = _key(facet, session, codelist, places)
    found = sorted(
        texts, key=lambda value: (value is None, key(value), collator.sortKey(texts[value]))
    )
    return [(value, texts[value]) for value in found]


def _field(facet, session):
    municipal = session.catalogue.municipalities
    owner = municipal if facet.via else session.view.dataset
    field = owner.field(facet.field)
    return field, session.explorer.codelists.get(field.codelist)


def _key(facet, session, codelist, places):
    if facet.kind == "range":
        return lambda value: value if value is not None else 0
    if facet.kind == "place" and not facet.via:
        return lambda value: value not in places
    if facet.kind == "single" or (codelist and not codelist.open):
        position = {value: index for index, value in enumerate(codelist.by_value)}
        return lambda value: position.get(value, len(position))
    state = session.unfiltered(session.active).get(facet.field)
    counts = {item.value: item.count for item in state.values} if state else {}
    return lambda value: -counts.get(value, 0)
