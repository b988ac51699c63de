"""The layers of one map: which there are, and how each is made from the store."""

from dataclasses import dataclass

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..errors import N_, StoreError
from ..i18n import label, tr
from .forms import describe_areas, describe_rows
from .labels import label_areas, label_rows
from .live import drop_live_fields, ensure_live_fields, heading_of
from .popup import area_links, area_template, row_links, row_template, set_link_actions
from .styles import (
    areas_renderer,
    circle_gap,
    missing_name,
    missing_renderer,
    points_renderer,
    spread,
    symbols_renderer,
)
from .subset import apply_subset, subset_sql

MAP = "skanekarta/map"
ROLE = "skanekarta/role"
_NAME = "skanekarta/name"
_FROZEN = "skanekarta/fryst"

ROWS = "rader"
SYMBOLS = "symboler"
COLOURS = "farger"
MISSING = "saknas"
TABLE = "tabell"
# From top to bottom.
AREAS = (SYMBOLS, COLOURS, MISSING)


@dataclass(frozen=True)
class LayerSpec:
    """One layer of a map.

    :param role: what the layer is, kept with it; :param dataset: whose table it reads
    :param row_layer: its description, for points
    """

    role: str
    dataset: object
    row_layer: object = None


def layer_specs(description, catalogue):
    """Return the layers of a map from top to bottom."""
    municipalities = catalogue.municipalities
    own = catalogue.dataset_of(description)
    rows = [
        LayerSpec(f"{ROWS}:{item.name}", catalogue.datasets[item.dataset], item)
        for item in description.layers
    ]
    areas = [LayerSpec(role, municipalities) for role in AREAS]
    shown = any(item.filtered and item.dataset == own.name for item in description.layers)
    return rows + areas + ([] if shown else [LayerSpec(TABLE, own)])


def open_layer(spec, map_name, store_path):
    """Return a new layer that reads its table in the store.

    :raises StoreError: if QGIS cannot read the table
    """
    name = label(spec.dataset)
    layer = QgsVectorLayer(_address(store_path, spec.dataset.name), name, "ogr")
    if not layer.isValid():
        raise StoreError(
            N_("QGIS cannot read the table {table} of the store {file}."),
            table=spec.dataset.name,
            file=str(store_path),
        )
    layer.setCustomProperty(MAP, map_name)
    layer.setCustomProperty(ROLE, spec.role)
    return layer


def store_of(layer):
    """Return the path of the file that a layer reads."""
    return QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path", "")


def follow_store(layer, spec, store_path):
    """Point a layer to the store of the view, if that is another file than before."""
    if store_of(layer) != str(store_path):
        layer.setDataSource(_address(store_path, spec.dataset.name), layer.name(), "ogr")


def freeze(layer, frozen):
    """Keep a layer that shows an earlier state from being edited; take that back for the present.

    What the user made read-only stays so.
    """
    if frozen and not layer.readOnly():
        layer.setReadOnly(True)
        layer.setCustomProperty(_FROZEN, True)
    elif not frozen and layer.customProperty(_FROZEN):
        layer.removeCustomProperty(_FROZEN)
        layer.setReadOnly(False)


def describe_layer(layer, spec, view, catalogue, store):
    """Set what does not follow the filter and is not a matter of taste: fields, forms, links."""
    if spec.role in AREAS:
        ensure_live_fields(layer, view)
        describe_areas(layer, spec.dataset, catalogue)
        set_link_actions(layer, area_links(view))
        return
    describe_rows(layer, spec.dataset, catalogue, store)
    set_link_actions(layer, row_links(spec.dataset))
    if spec.row_layer is not None:
        layer.setMapTipTemplate(row_template(spec.dataset, spec.row_layer))


def style_layer(layer, spec, store):
    """Give a new layer the look that does not follow the filter, and that users may change."""
    row_layer = spec.row_layer
    if spec.role == MISSING:
        layer.setRenderer(missing_renderer())
        label_areas(layer, missing_name(spec.dataset.label_field))
    elif spec.role == COLOURS:
        label_areas(layer, f'"{spec.dataset.label_field}"')
    elif row_layer is not None:
        field = spec.dataset.field(row_layer.categories) if row_layer.categories else None
        codelist = store.codelists().get(field.codelist) if field else None
        renderer = points_renderer(row_layer, field, codelist)
        # Rows that are located by the name of a place share its point.
        located = (spec.dataset.geometry or {}).get("placeField")
        layer.setRenderer(spread(renderer) if located else renderer)
        label_rows(layer, spec.dataset.label_field, row_layer.label_below_scale)


def refresh_layer(layer, spec, view, catalogue, codelists):
    """Set what follows the filter: renderers, names, tips, subsets; then repaint and reload.

    :raises LayerBusy: if the layer is being edited; :raises FilterFailed: if the store refuses
    """
    if spec.role in AREAS:
        drop_live_fields(layer, view)
        ensure_live_fields(layer, view)
        layer.setMapTipTemplate(area_template(view, spec.dataset))
        _rename(layer, _area_name(spec.role, view))
        if spec.role == COLOURS:
            layer.setRenderer(areas_renderer(view))
        elif spec.role == SYMBOLS:
            layer.setRenderer(symbols_renderer(view))
            label_areas(layer, f'"{spec.dataset.label_field}"', circle_gap(view))
    try:
        if _follows(spec, view.description):
            sql = subset_sql(view.dataset, view.description, view.selection, codelists)
            apply_subset(layer, sql, _filter_columns(view.dataset) if sql else ())
    finally:
        if not layer.isEditable():
            layer.reload()
        layer.triggerRepaint()


def _filter_columns(dataset):
    searched = [item.search_column for item in dataset.searched_fields]
    return [item.name for item in dataset.stored_fields] + searched


def _follows(spec, description):
    if spec.dataset.name != description.dataset:
        return False
    return spec.role == TABLE or (spec.row_layer is not None and spec.row_layer.filtered)


def _area_name(role, view):
    if role == MISSING:
        return view.legend.missing_label
    measure, unit = heading_of(view), view.texts.unit
    if role == SYMBOLS:
        return tr("{measure}: circles", measure=measure)
    # A count says what it counts already.
    says_unit = view.choice.measure.is_number_of or not view.is_coloured
    says_unit = says_unit and view.comparison is None
    return measure if says_unit or not unit else f"{measure}, {unit}"


def _rename(layer, name):
    """Name a layer by what it shows, unless the user has given it a name."""
    if layer.customProperty(_NAME, layer.name()) in (layer.name(), None) or not layer.name():
        layer.setName(name)
        layer.setCustomProperty(_NAME, name)


def _address(store_path, table):
    parts = {"path": str(store_path), "layerName": table}
    return QgsProviderRegistry.instance().encodeUri("ogr", parts)
