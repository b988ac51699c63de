"""Reads a filter as users and scripts write it (JSON), and checks it against the map."""

import json

from ..errors import N_, SelectionError
from .model import AnyOf, Between, Contains, Selection
from .prices import CURRENT, FIXED


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
):
    """Return a checked :class:`Selection`; what is left out takes the map's first choice.

    :param codelists: codelists by name, as the store knows them
    :param places: known values of place facets by field name (codes, names of corners)
    :param filter_: dict or JSON text by field name: a list means any of these, ``{"from": 2020,
        "to": 2022}`` a range, a string a text search
    :raises SelectionError: for an unknown field, codelist value, measure, place, counting rule or
        price level
    """
    wanted = _as_dict(filter_)
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
    for facet in description.facets:
        if facet.kind == "single":
            choices.setdefault(facet.field, AnyOf((facet.default,)))
            if len(getattr(choices[facet.field], "values", ())) != 1:
                raise SelectionError(N_("Choose exactly one value of “{name}”."), name=facet.field)
    return Selection(
        description.name,
        choices,
        _named("measure", measure, [choice.name for choice in description.choices]),
        _named("place", place, [item.name for item in description.places]),
        _named("counting rule", counting, list(description.counting)),
        _named("price level", prices, [CURRENT, FIXED]),
    )


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
    """Return the filter of a selection as the dict that :func:`make_selection` reads."""
    written = {}
    for name, choice in selection.filter.items():
        if isinstance(choice, AnyOf):
            written[name] = list(choice.values)
        elif isinstance(choice, Between):
            written[name] = {"from": choice.low, "to": choice.high}
        else:
            written[name] = choice.text
    return written
