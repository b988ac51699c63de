"""Maps in a QGIS project: one group and one map theme each, and what the project remembers."""

import json
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsLayerTreeModel,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtGui import QColor

from ..analysis.selection import compare_as_json, filter_as_json
from ..definitions import load_catalogue
from ..errors import N_, UserError
from ..i18n import label, tr
from ..store.store import Store
from .layers import (
    COLOURS,
    MAP,
    MISSING,
    ROLE,
    SYMBOLS,
    describe_layer,
    follow_store,
    freeze,
    layer_specs,
    open_layer,
    refresh_layer,
    store_of,
    style_layer,
)
from .live import set_totals
from .subset import LayerBusy

SCOPE = "skanekarta"
CRS = "EPSG:3006"
WATER = "#eef3f6"
_THEME = "skanekarta/theme"
_MARGIN = 0.05
_STORE_ENTRY = "store"


def open_map(project, view, *, make_active=True):
    """Add a map to a project, or bring the one that is there up to date.

    One layer group named by the map, and one map theme of the same name. An empty project is set up
    first: EPSG:3006, background, title, extent. Opening twice gives one group.

    :param make_active: show this map and hide the plugin's other maps
    :return: the :class:`QgsLayerTreeGroup`
    :raises StoreError: if the store or one of its tables cannot be read
    :raises LayerBusy: when all else is done, if a layer is being edited and keeps its old filter
    """
    catalogue = load_catalogue()
    store = Store.open(view.store, catalogue)
    empty = not project.mapLayers()
    set_totals(project, view)
    group = _group(project, view.description.name)
    is_new = group is None
    if is_new:
        group = _add_group(project, view.description)
    layers = _ensure_layers(project, group, view, catalogue, store)
    if empty:
        _set_up(project, layers[MISSING])
    if is_new:
        group.setItemVisibilityChecked(make_active or not _shown(project))
    problem = _update(project, group, view, store.codelists())
    if make_active:
        show_map(project, view.description.name)
    if problem is not None:
        raise problem
    return group


def update_map(project, view):
    """Show another selection on an open map: totals, renderers, tips, subsets.

    :raises KeyError: if the map is not open
    :raises LayerBusy: when all else is done, if a layer is being edited and keeps its old filter
    """
    group = _group(project, view.description.name)
    if group is None:
        raise KeyError(view.description.name)
    set_totals(project, view)
    codelists = Store.open(view.store, load_catalogue()).codelists()
    problem = _update(project, group, view, codelists)
    if problem is not None:
        raise problem


def is_open(project, map_name):
    """True if the project has this map."""
    return _group(project, map_name) is not None


def open_maps(project):
    """Return the names of the maps that the project has, from top to bottom."""
    return [group.customProperty(MAP) for group in _groups(project.layerTreeRoot())]


def active_map(project):
    """Return the name of the map that is shown, or None."""
    return _shown(project)


def refuse_edited(project):
    """Refuse to let the maps show another store while one of their layers is being edited.

    :raises LayerBusy: if one is
    """
    for layer in project.mapLayers().values():
        if layer.customProperty(MAP) and layer.isEditable():
            raise LayerBusy(
                N_("The layer {layer} is being edited. Save or discard the edits first."),
                layer=layer.name(),
            )


def show_map(project, map_name):
    """Show one map: its layers as its theme has them; the plugin's other maps are hidden.

    The user's own layers stay as they are.

    :raises KeyError: if the map is not open
    """
    root = project.layerTreeRoot()
    group = _group(project, map_name)
    if group is None:
        raise KeyError(map_name)
    themed = _themed(project, group)
    _show_only(root, map_name)
    for node in group.findLayers():
        if themed is not None:
            node.setItemVisibilityChecked(node.layerId() in themed)
    group.setItemVisibilityCheckedParentRecursive(True)
    _record_theme(project, group)
    project.setDirty(True)


def layers_of(project, map_name):
    """Return the layers of a map by their role."""
    return {
        layer.customProperty(ROLE): layer
        for layer in project.mapLayers().values()
        if layer.customProperty(MAP) == map_name and layer.customProperty(ROLE)
    }


def save_selection(project, selection):
    """Keep the selection of a map with the project."""
    kept = {
        "map": selection.map,
        "filter": filter_as_json(selection),
        "measure": selection.measure,
        "place": selection.place,
        "counting": selection.counting,
        "prices": selection.prices,
    }
    if selection.compare is not None:
        kept["compare"] = compare_as_json(selection)
    project.writeEntry(SCOPE, _selection_entry(selection.map), json.dumps(kept, ensure_ascii=False))


def load_selection(project, map_name):
    """Return the kept selection of a map as a plain dict (map, filter, measure, place, counting,
    compare, prices).

    None if there is none that can be read. Nothing in it is checked against the store.
    """
    return _kept_dict(project, _selection_entry(map_name))


def save_paused(project, map_name, filter_):
    """Keep the filter of a map that is off for now; None if it is on."""
    if filter_ is None:
        project.removeEntry(SCOPE, _paused_entry(map_name))
    else:
        text = json.dumps(filter_, ensure_ascii=False)
        project.writeEntry(SCOPE, _paused_entry(map_name), text)


def load_paused(project, map_name):
    """Return the kept filter of a map that is off for now, None if it is on."""
    return _kept_dict(project, _paused_entry(map_name))


def save_filters(project, map_name, filters):
    """Keep the named filters of a map: choices (see :func:`save_selection`) by name."""
    text = json.dumps(filters, ensure_ascii=False)
    project.writeEntry(SCOPE, _filters_entry(map_name), text)
    project.setDirty(True)


def load_filters(project, map_name):
    """Return the kept choices by name; what cannot be read is left out."""
    kept = _kept_dict(project, _filters_entry(map_name)) or {}
    return {name: choices for name, choices in kept.items() if isinstance(choices, dict)}


def store_path(project):
    """Return the path of the store that the project shows, or None.

    The layers tell it, since QGIS keeps their paths right when a project is saved elsewhere; the
    project's own entry stands in where there is no layer.
    """
    for layer in project.mapLayers().values():
        if layer.customProperty(MAP):
            return Path(store_of(layer))
    text, found = project.readEntry(SCOPE, _STORE_ENTRY, "")
    return Path(project.readPath(text)) if found and text else None


def _selection_entry(map_name):
    return f"selection_{map_name}"


def _paused_entry(map_name):
    return f"avstangt_{map_name}"


def _filters_entry(map_name):
    return f"filter_{map_name}"


def _kept_dict(project, entry):
    text, found = project.readEntry(SCOPE, entry, "")
    try:
        kept = json.loads(text) if found and text else None
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None


def _groups(root):
    return [node for node in root.findGroups(True) if node.customProperty(MAP) and node.parent()]


def _group(project, map_name):
    groups = _groups(project.layerTreeRoot())
    return next((node for node in groups if node.customProperty(MAP) == map_name), None)


def _add_group(project, description):
    name = label(description)
    group = QgsLayerTreeGroup(name)
    group.setCustomProperty(MAP, description.name)
    themes = project.mapThemeCollection()
    group.setCustomProperty(_THEME, _free_name(name, themes.mapThemes()))
    project.layerTreeRoot().insertChildNode(_position(project, description.name), group)
    return group


def _free_name(name, taken):
    """Return a theme name that does not replace a theme of the user's."""
    return name if name not in taken else _free_name(name + " (Skånekarta)", taken)


def _position(project, map_name):
    """Return where a group goes: at the top, in the order in which maps are described."""
    order = list(load_catalogue().maps)
    children = project.layerTreeRoot().children()
    before = [
        index
        for index, node in enumerate(children)
        if QgsLayerTree.isGroup(node) and node.customProperty(MAP) in order[: order.index(map_name)]
    ]
    return before[-1] + 1 if before else 0


def _ensure_layers(project, group, view, catalogue, store):
    """Return the layers by role; what is missing is made."""
    layers = layers_of(project, view.description.name)
    for position, spec in enumerate(layer_specs(view.description, catalogue)):
        layer = layers.get(spec.role)
        if layer is None:
            layer = layers[spec.role] = open_layer(spec, view.description.name, store.path)
            describe_layer(layer, spec, view, catalogue, store)
            style_layer(layer, spec, store)
            project.addMapLayer(layer, False)
        else:
            follow_store(layer, spec, store.path)
            describe_layer(layer, spec, view, catalogue, store)
        if group.findLayer(layer.id()) is None:
            node = group.insertLayer(position, layer)
            node.setExpanded(spec.role in (COLOURS, SYMBOLS) or spec.row_layer is not None)
    return layers


def _update(project, group, view, codelists):
    """Bring the layers of a group up to date; return the first problem, None if there is none."""
    catalogue = load_catalogue()
    name = view.description.name
    layers = layers_of(project, name)
    problem = None
    for spec in layer_specs(view.description, catalogue):
        if spec.role in layers:
            freeze(layers[spec.role], bool(view.texts.state))
            try:
                refresh_layer(layers[spec.role], spec, view, catalogue, codelists)
            except UserError as error:
                problem = problem or error
    # Colours are for rates and differences, circles for totals; the user's other choices stay.
    themed = _themed(project, group)
    wanted = {COLOURS: view.is_coloured, SYMBOLS: not view.is_coloured}
    for role, visible in wanted.items():
        node = group.findLayer(layers[role].id()) if role in layers else None
        if node is not None:
            node.setItemVisibilityChecked(visible)
            node.setExpanded(visible)
    _record_theme(project, group, None if _shown(project) == name else themed, wanted, layers)
    save_selection(project, view.selection)
    project.writeEntry(SCOPE, _STORE_ENTRY, project.writePath(str(view.store)))
    project.setDirty(True)
    return problem


def _shown(project):
    for group in _groups(project.layerTreeRoot()):
        if group.isVisible():
            return group.customProperty(MAP)
    return None


def _show_only(root, map_name):
    for group in _groups(root):
        shown = group.customProperty(MAP) == map_name
        group.setItemVisibilityChecked(shown)
        group.setExpanded(shown)


def _themed(project, group):
    """Return the ids of the layers that a map's theme shows, None if it has no theme yet."""
    themes = project.mapThemeCollection()
    name = group.customProperty(_THEME)
    return set(themes.mapThemeVisibleLayerIds(name)) if themes.hasMapTheme(name) else None


def _record_theme(project, group, themed=None, wanted=None, layers=None):
    """Record the map theme: this map's layers, none of the other maps, the user's as they are now.

    It is taken from a copy of the layer tree, so that a map can be recorded while another is shown.

    :param themed: ids of the layers to show in place of those that are checked now
    """
    copy = project.layerTreeRoot().clone()
    map_name = group.customProperty(MAP)
    _show_only(copy, map_name)
    twin = next(node for node in _groups(copy) if node.customProperty(MAP) == map_name)
    twin.setItemVisibilityCheckedParentRecursive(True)
    if themed is not None:
        for node in twin.findLayers():
            role = node.layer().customProperty(ROLE) if node.layer() else ""
            visible = (wanted or {}).get(role, node.layerId() in themed)
            node.setItemVisibilityChecked(visible)
    themes = project.mapThemeCollection()
    model = QgsLayerTreeModel(copy)
    record = themes.createThemeFromCurrentState(copy, model)
    # The model must go before the tree that it reads.
    del model
    name = group.customProperty(_THEME)
    if themes.hasMapTheme(name):
        themes.update(name, record)
    else:
        themes.insert(name, record)


def _set_up(project, areas):
    """Set up an empty project."""
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    project.setBackgroundColor(QColor(WATER))
    if not project.title():
        project.setTitle(tr("Skånekarta kultur"))
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    extent = areas.extent()
    extent.scale(1 + 2 * _MARGIN)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
