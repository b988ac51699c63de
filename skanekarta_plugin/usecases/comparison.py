"""Compare a selection with another one: periods, values of a facet, or named filters."""

import dataclasses

from ..analysis.comparison import compare


def other_side(selection):
    """Return the selection that a selection is compared with, or None."""
    if selection.compare is None:
        return None
    return dataclasses.replace(selection, filter=selection.compare.filter, compare=None)


def compare_totals(selection, choice, totals, other):
    """Return the :class:`~..analysis.comparison.Comparison` of a selection.

    :param totals: of the selection; :param other: of its :func:`other_side`
    """
    return compare(
        totals,
        other,
        per_inhabitant=choice.per_inhabitant,
        shown_as=selection.compare.shown_as,
    )


def period_before(first, last):
    """Return the first and last year of the period of the same length that ends before another."""
    return first - (last - first) - 1, first - 1


def compare_periods(choices, year_field, own, other, shown_as):
    """Return choices that compare two periods; all else is the same on both sides.

    :param choices: keyword arguments of a selection
    :param own, other: first and last year
    """
    return _compared(
        choices,
        year_field,
        {"from": own[0], "to": own[1]},
        {"from": other[0], "to": other[1]},
        shown_as,
    )


def compare_values(choices, field, own, other, shown_as):
    """Return choices that compare values of a facet; all else is the same on both sides.

    :param own, other: lists of values; empty for all
    """
    return _compared(choices, field, list(own), list(other), shown_as)


def _compared(choices, field, own, other, shown_as):
    filter_ = choices.get("filter_") or {}
    return {
        **choices,
        "filter_": with_choice(filter_, field, own),
        "compare": {"filter": with_choice(filter_, field, other), "as": shown_as},
    }


def compare_named(choices, own, other, shown_as, single=()):
    """Return choices that compare two named filters.

    :param own, other: ``(name, filter)``; the name of the selection as it stands is empty
    :param single: fields of which both sides must show the same value
    """
    shared = {name: value for name, value in own[1].items() if name in single}
    rest = {name: value for name, value in other[1].items() if name not in single}
    compared = {"filter": {**rest, **shared}, "as": shown_as}
    names = {"label": other[0], "ownLabel": own[0]}
    compared.update({word: name for word, name in names.items() if name})
    return {**choices, "filter_": dict(own[1]), "compare": compared}


def swapped(choices):
    """Return choices with both sides of their comparison exchanged."""
    compare_ = choices["compare"]
    names = {"label": compare_.get("ownLabel", ""), "ownLabel": compare_.get("label", "")}
    return {
        **choices,
        "filter_": dict(compare_["filter"]),
        "compare": {
            "filter": dict(choices.get("filter_") or {}),
            "as": compare_.get("as", ""),
            **{word: name for word, name in names.items() if name},
        },
    }


def ended(choices):
    """Return choices without their comparison."""
    return {name: value for name, value in choices.items() if name != "compare"}


def shown_as(choices, way):
    """Return choices whose comparison shows its difference in another way."""
    return {**choices, "compare": {**choices["compare"], "as": way}}


def with_choice(filter_, field, written):
    """Return a filter with another choice in a facet; nothing written takes the choice back."""
    kept = {name: value for name, value in filter_.items() if name != field}
    return {**kept, field: written} if written else kept


def choose(choices, field, written):
    """Return choices with another choice in a facet.

    A facet in which both sides of a comparison are alike stays alike; one that is compared changes
    on the side of the selection itself. Names of the sides go: they no longer say what is chosen.
    """
    filter_ = choices.get("filter_") or {}
    changed = {**choices, "filter_": with_choice(filter_, field, written)}
    compared = choices.get("compare")
    if compared:
        other = compared["filter"]
        # Sides that are alike in all have come to meet: only the selection goes on.
        if other != filter_ and other.get(field) == filter_.get(field):
            other = with_choice(other, field, written)
        changed["compare"] = {"filter": other, "as": compared.get("as", "")}
    return changed


def clear(choices, kept):
    """Return choices whose filter is taken back; of a comparison, what is compared stays.

    :param kept: fields whose choice cannot be taken back
    """
    filter_ = choices.get("filter_") or {}
    compared = choices.get("compare")
    other = compared["filter"] if compared else {}

    def left(side):
        return {
            name: value
            for name, value in side.items()
            if name in kept or (compared and filter_.get(name) != other.get(name))
        }

    cleared = {**choices, "filter_": left(filter_)}
    if compared:
        cleared["compare"] = {"filter": left(other), "as": compared.get("as", "")}
    return cleared
