"""Reads a filter as users and scripts write it (JSON), and checks it against the map."""

import json

from ..errors import N_, SelectionError
from .model import AS_AMOUNT, AS_PERCENT, AnyOf, Between, Compared, Contains, Selection
from .prices import CURRENT, FIXED

_COMPARE_WORDS = {"filter": dict, "label": str, "ownLabel": str, "as": str}


def make_selection(
    description,
    dataset,
    codelists,
    places,
    *,
    filter_=None,
    measure="",
    place="",
    counting="",
    prices="",
    compare=None,
):
    """Return a checked :class:`Selection`; what is left out takes the map's first choice.

    :param codelists: codelists by name, as the store knows them
    :param places: known values of place facets by field name (codes, names of corners)
    :param filter_: dict or JSON text by field name: a list means any of these, ``{"from": 2020,
        "to": 2022}`` a range, a string a text search
    :param compare: dict or JSON text of what the selection is compared with: ``{"filter": {…},
        "as": "amount"}`` or ``"percent"``; a ``label`` of that side and an ``ownLabel`` of the
        selection if they have names
    :raises SelectionError: for an unknown field, codelist value, measure, place, counting rule or
        price level, or a comparison that cannot be read
    """
    choices = _choices(_as_dict(filter_), description, dataset, codelists, places)
    for facet in description.facets:
        if facet.kind == "single":
            choices.setdefault(facet.field, AnyOf((facet.default,)))
            if len(getattr(choices[facet.field], "values", ())) != 1:
                raise SelectionError(N_("Choose exactly one value of “{name}”."), name=facet.field)
    written = _compare_as_dict(compare)
    return Selection(
        description.name,
        choices,
        _named("measure", measure, [choice.name for choice in description.choices]),
        _named("place", place, [item.name for item in description.places]),
        _named("counting rule", counting, list(description.counting)),
        _named("price level", prices, [CURRENT, FIXED]),
        written
        and Compared(
            _same_single(
                _choices(written.get("filter", {}), description, dataset, codelists, places),
                choices,
                description,
            ),
            written.get("label", ""),
            written.get("ownLabel", ""),
            _shown_as(written.get("as") or AS_AMOUNT),
        ),
    )


def _choices(wanted, description, dataset, codelists, places):
    """Return the checked choices of a filter by field."""
    choices = {}
    for name, written in wanted.items():
        facet = description.facet(name)
        if facet is None:
            raise SelectionError(
                N_("The filter names the unknown field “{name}”. Known fields: {known}."),
                name=name,
                known=[facet.field for facet in description.facets],
            )
        choice = _choice(facet, written)
        if choice is not None:
            if isinstance(choice, AnyOf):
                _check_values(facet, choice, dataset, codelists, places)
            choices[name] = choice
    return choices


def _same_single(other, own, description):
    """Return the choices of the other side; both show the same of what has one value only."""
    for facet in description.facets:
        same = own.get(facet.field)
        if facet.kind == "single" and other.setdefault(facet.field, same) != same:
            raise SelectionError(
                N_("Both sides of a comparison must have the same “{name}”."), name=facet.field
            )
    return other


def _compare_as_dict(compare):
    """Return what is written of a comparison; None if nothing is compared."""
    if compare in (None, ""):
        return None
    read = compare
    if isinstance(compare, str):
        try:
            read = json.loads(compare)
        except ValueError:
            read = None
    if (
        not isinstance(read, dict)
        or "filter" not in read
        or not all(isinstance(read[word], _COMPARE_WORDS.get(word, ())) for word in read)
    ):
        raise SelectionError(
            N_(
                "The comparison cannot be read. It looks like "
                '{{"filter": {{"ar": [2022]}}, "as": "percent"}}.'
            )
        )
    return read


def _shown_as(name):
    known = (AS_AMOUNT, AS_PERCENT)
    if name not in known:
        raise SelectionError(
            N_("“{name}” is no way to show a difference. Known: {known}."), name=name, known=known
        )
    return name


def _as_dict(filter_):
    if not filter_:
        return {}
    if isinstance(filter_, dict):
        return filter_
    try:
        read = json.loads(filter_)
    except ValueError as error:
        raise SelectionError(
            N_('The filter is not valid JSON. It looks like {{"ar": [2022, 2023]}}.'),
            details=str(error),
        ) from error
    if not isinstance(read, dict):
        raise SelectionError(
            N_('The filter is not valid JSON. It looks like {{"ar": [2022, 2023]}}.')
        )
    return read


def _choice(facet, written):
    if isinstance(written, str) and facet.kind in ("text", "values"):
        return Contains(written) if written.strip() else None
    if isinstance(written, dict) and facet.kind == "range" and set(written) <= {"from", "to"}:
        low, high = written.get("from"), written.get("to")
        if all(end is None or type(end) is int for end in (low, high)):
            return Between(low, high)
    if isinstance(written, list) and facet.kind != "text":
        kinds = (int, type(None)) if facet.kind == "range" else (str, type(None))
        if all(isinstance(value, kinds) and not isinstance(value, bool) for value in written):
            return AnyOf(tuple(dict.fromkeys(written))) if written else None
    raise SelectionError(
        N_(
            "The filter on “{name}” cannot be read: a list means any of these, "
            "a from–to object a range of years, a text a search."
        ),
        name=facet.field,
    )


def _check_values(facet, choice, dataset, codelists, places):
    if facet.kind == "place":
        known = [*places[facet.field], "12"] if not facet.via else places[facet.field]
    elif facet.kind in ("values", "single"):
        codelist = codelists.get(dataset.field(facet.field).codelist)
        if codelist is None:
            return
        known = list(codelist.by_value)
    else:
        return
    unknown = [value for value in choice.values if value is not None and value not in known]
    if unknown:
        raise SelectionError(
            N_("“{value}” is no value of {name}. Known values: {known}."),
            value=unknown[0],
            name=facet.field,
            known=known,
        )


def _named(what, name, known):
    if not name:
        return known[0]
    if name not in known:
        raise SelectionError(
            N_("“{name}” is no {what} of this map. Known: {known}."),
            name=name,
            what=what,
            known=known,
        )
    return name


def filter_as_json(selection):
    """Return the filter of a selection as the dict that :func:`make_selection` reads.

    :param selection: a :class:`Selection`, or the :class:`~.model.Compared` of one
    """
    written = {}
    for name, choice in selection.filter.items():
        if isinstance(choice, AnyOf):
            written[name] = list(choice.values)
        elif isinstance(choice, Between):
            written[name] = {"from": choice.low, "to": choice.high}
        else:
            written[name] = choice.text
    return written


def compare_as_json(selection):
    """Return what a selection is compared with as the dict that :func:`make_selection` reads.

    None if nothing is compared.
    """
    if selection.compare is None:
        return None
    compare = selection.compare
    written = {"filter": filter_as_json(compare), "as": compare.shown_as}
    if compare.label:
        written["label"] = compare.label
    if compare.own_label:
        written["ownLabel"] = compare.own_label
    return written
