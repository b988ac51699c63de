"""Values of other datasets for each municipality: population, policy document, links."""

from .model import RelatedValue


def population(related, dataset, data):
    """Return inhabitants by municipality code and year.

    :param related: the description of the population; :param dataset: its dataset
    :param data: the rows of the dataset
    """
    found = {}
    for index in _matching(related, data):
        code = data.columns[dataset.municipality_field][index]
        year = data.columns[related.latest][index]
        value = data.columns[related.field][index]
        if code is not None and year is not None and value is not None:
            found.setdefault(code, {})[year] = value
    return found


def related_values(related, dataset, data, codelists, language):
    """Return a :class:`RelatedValue` by municipality code.

    Of several rows of a municipality the latest counts, where the description says by which field.

    :param codelists: codelists by name; :param language: ``"sv"`` or ``"en"``
    """
    field = dataset.field(related.field)
    codelist = codelists.get(field.codelist)
    latest = {}
    for index in _matching(related, data):
        code = data.columns[dataset.municipality_field][index]
        order = (data.columns[related.latest][index] or 0) if related.latest else 0
        if isinstance(order, int):
            order = str(order)
        value = data.columns[related.field][index]
        if code is None or value is None or order < latest.get(code, ("", None))[0]:
            continue
        latest[code] = (order, _value(related, field, codelist, data, index, language))
    return {code: value for code, (_, value) in latest.items()}


def _value(related, field, codelist, data, index, language):
    raw = data.columns[related.field][index]
    if field.is_link:
        return RelatedValue(field.label.text(language), link=raw)
    text = str(raw)
    if codelist and raw in codelist.by_value:
        text = codelist.by_value[raw].label.text(language)
    number = float(raw) if isinstance(raw, (int, float)) else None
    link = (data.columns[related.link][index] or "") if related.link else ""
    return RelatedValue(text, number, link)


def _matching(related, data):
    for index in range(len(data)):
        if all(data.columns[name][index] == value for name, value in related.where.items()):
            yield index
