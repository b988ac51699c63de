"""Filters that the user has named; they are kept with the project, each for its map."""

from ..analysis.selection import filter_as_json
from ..errors import N_, UserError
from ..maps import project as maps
from .open_maps import as_choices


class NameTaken(UserError):
    """Another filter has this name."""


def filter_names(project, map_name):
    """Return the names of the kept filters of a map, in order."""
    return sorted(maps.load_filters(project, map_name), key=str.casefold)


def choices_of(project, map_name, name):
    """Return what a named filter chooses, as keyword arguments of a selection.

    Nothing in it is checked against the store.
    """
    return as_choices(maps.load_filters(project, map_name)[name])


def save_filter(project, name, selection, *, replace=False):
    """Keep a selection (filter, measure, place and counting rule) under a name.

    :raises NameTaken: if there is one of this name, unless it may be replaced
    """
    kept = maps.load_filters(project, selection.map)
    former = _same(kept, name)
    if former is not None and not replace:
        _refuse(former)
    kept.pop(former, None)
    kept[name.strip()] = {
        "filter": filter_as_json(selection),
        "measure": selection.measure,
        "place": selection.place,
        "counting": selection.counting,
        "prices": selection.prices,
    }
    maps.save_filters(project, selection.map, kept)


def rename_filter(project, map_name, name, new):
    """Give a named filter another name.

    :raises NameTaken: if another one has it
    """
    kept = maps.load_filters(project, map_name)
    former = _same(kept, new)
    if former not in (None, name):
        _refuse(former)
    kept[new.strip()] = kept.pop(name)
    maps.save_filters(project, map_name, kept)


def remove_filter(project, map_name, name):
    """Forget a named filter."""
    kept = maps.load_filters(project, map_name)
    kept.pop(name, None)
    maps.save_filters(project, map_name, kept)


def taken_name(project, map_name, name):
    """Return the name of the kept filter that is called so, whatever its capitals; or None."""
    return _same(maps.load_filters(project, map_name), name)


def _same(kept, name):
    wanted = name.strip().casefold()
    return next((known for known in kept if known.casefold() == wanted), None)


def _refuse(name):
    raise NameTaken(N_("There is a filter “{name}” already. Choose another name."), name=name)
