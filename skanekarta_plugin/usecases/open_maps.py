"""Show maps in a QGIS project, and take up again where a saved project left off."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProject

from ..errors import N_, OutputError, SelectionError
from ..maps import project as maps
from ..maps.project import SCOPE, refuse_edited, show_map
from .classes import readable_entries
from .years import offer_years

__all__ = [
    "RestoredState",
    "keep_paused",
    "open_map",
    "refuse_edited",
    "restore",
    "show_map",
    "update_map",
    "write_project",
]

# Limits of earlier versions, lists by key, stand in an entry of their own, which those still read.
_LIMITS_ENTRY, _EARLIER_LIMITS_ENTRY = "klasser", "klassgranser"
_CHOICES = ("filter", "measure", "place", "counting", "prices", "compare")


@dataclass(frozen=True)
class RestoredState:
    """What a project remembers of the plugin.

    :param selections: keyword arguments for ``Explorer.selection`` by map name
    :param paused: names of the maps whose filter is off for now
    :param active: name of the map that is shown; empty if none is
    :param limits: frozen class limits for :class:`~.view_map.Explorer`
    """

    store_path: Path
    selections: dict = field(default_factory=dict)
    active: str = ""
    limits: dict = field(default_factory=dict)
    paused: frozenset = frozenset()


def open_map(project, explorer, selection, *, make_active=True):
    """Add a map to a project, or bring the one that is there up to date.

    :return: the :class:`~..analysis.model.MapView` that is shown
    :raises UserError: if a layer is being edited and keeps its old filter, or the store fails
    """
    view = explorer.view(selection)
    try:
        maps.open_map(project, view, make_active=make_active)
    finally:
        _remember(project, explorer, selection)
    if make_active:
        _offer_years(project, explorer, selection.map)
    return view


def _offer_years(project, explorer, map_name):
    span = explorer.years(map_name)
    if span is not None:
        offer_years(project, *span)


def update_map(project, explorer, selection):
    """Show another selection on a map; it is opened if it is not there.

    :return: the :class:`~..analysis.model.MapView` that is shown
    :raises UserError: if a layer is being edited and keeps its old filter, or the store fails
    """
    if not maps.is_open(project, selection.map):
        return open_map(project, explorer, selection)
    view = explorer.view(selection)
    try:
        maps.update_map(project, view, explorer.codelists)
    finally:
        _remember(project, explorer, selection)
    return view


def _remember(project, explorer, selection):
    maps.save_selection(project, selection)
    project.writeEntry(SCOPE, _LIMITS_ENTRY, json.dumps(explorer.limits))


def restore(project, catalogue):
    """Return what a project remembers, or None if it shows none of the plugin's maps."""
    opened = [name for name in maps.open_maps(project) if name in catalogue.maps]
    path = maps.store_path(project)
    if not opened or path is None:
        return None
    selections, paused = {}, set()
    for name in opened:
        kept = maps.load_selection(project, name) or {}
        filter_ = maps.load_paused(project, name)
        if filter_ is not None:
            kept = {**kept, "filter": filter_}
            paused.add(name)
        selections[name] = as_choices(kept)
    active = maps.active_map(project)
    return RestoredState(
        path,
        selections,
        active if active in opened else "",
        _limits(project),
        frozenset(paused),
    )


def as_choices(kept):
    """Return what a project keeps of a selection as keyword arguments of a selection."""
    choices = {key: kept[key] for key in _CHOICES if kept.get(key)}
    filter_ = choices.pop("filter", {})
    if isinstance(filter_, dict) and filter_:
        choices["filter_"] = filter_
    return choices


def keep_paused(project, map_name, filter_):
    """Keep the filter of a map that is off for now with the project; None if it is on."""
    maps.save_paused(project, map_name, filter_)


def _limits(project):
    found = {}
    for entry in (_EARLIER_LIMITS_ENTRY, _LIMITS_ENTRY):
        text, is_there = project.readEntry(SCOPE, entry, "")
        try:
            found |= readable_entries(json.loads(text) if is_there and text else {})
        except ValueError:
            continue
    return found


def write_project(
    explorer, path, *, filter_=None, measure="", place="", counting="", prices="", compare=None
):
    """Write a project with all maps; a choice applies to each map that knows it.

    In front is the described start map, or the first map that takes all choices.

    :param path: a ``.qgz``; a file of that name is replaced
    :raises SelectionError: if no map knows a choice
    :raises OutputError: if the file cannot be written
    """
    wanted = {
        "filter_": filter_,
        "measure": measure,
        "place": place,
        "counting": counting,
        "prices": prices,
        "compare": compare,
    }
    wanted = {name: value for name, value in wanted.items() if value}
    selections, taken = _selections(explorer, wanted)
    project = QgsProject()
    for selection in selections.values():
        open_map(project, explorer, selection, make_active=False)
    show_map(project, taken[0])
    _offer_years(project, explorer, taken[0])
    if not project.write(str(path)):
        raise OutputError(
            N_("{file} cannot be written. Close it if it is open, or choose another folder."),
            file=str(path),
            details=project.error(),
        )


def _selections(explorer, wanted):
    """Return a selection for each map, and the names of those that take all of what is wanted."""
    selections, taken, refused = {}, [], None
    for name in explorer.catalogue.maps:
        try:
            selections[name] = explorer.selection(name, **wanted)
            taken.append(name)
        except SelectionError as error:
            refused = refused or error
            selections[name] = explorer.selection(name)
    if not taken:
        raise refused
    start = explorer.catalogue.start_map
    return selections, sorted(taken, key=lambda name: name != start)
