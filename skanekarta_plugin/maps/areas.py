"""The areas as a layer that stands apart from the live map, for prints and exports."""

from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from ..definitions import load_catalogue
from ..i18n import label
from ..store.store import Store
from .labels import label_areas
from .live import area_fields, area_values, set_aliases
from .styles import (
    areas_renderer,
    circle_gap,
    missing_name,
    missing_renderer,
    symbols_renderer,
)


def area_layer(view, name):
    """Return the municipalities with the results of a view as real fields.

    A memory layer, MultiPolygon in EPSG:3006, one row for each municipality: the fields of the
    municipalities (kommunkod, kommun, horn), then varde, antal, summa, per_invanare and the related
    values; money in kronor. It has no style; see :func:`style_areas`.

    :param name: name of the layer
    :raises StoreError: if the store cannot be read
    """
    municipalities = load_catalogue().municipalities
    store = Store.open(view.store, load_catalogue())
    data = store.read(municipalities.name)
    shapes = store.geometries(municipalities.name)
    own = municipalities.stored_fields
    results = area_fields(view)
    values = area_values(view)
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:3006", name, "memory")
    provider = layer.dataProvider()
    provider.addAttributes([QgsField(item.name, QMetaType.Type.QString, "text") for item in own])
    provider.addAttributes([item.as_qgis() for item in results])
    layer.updateFields()
    features = []
    for index, row_id in enumerate(data.ids):
        found = values.get(data.columns[municipalities.identity[0]][index], {})
        feature = QgsFeature(layer.fields())
        feature.setAttributes(
            [data.columns[item.name][index] for item in own]
            + [found.get(item.name) for item in results]
        )
        feature.setGeometry(_geometry(shapes[row_id]))
        features.append(feature)
    provider.addFeatures(features)
    layer.updateExtents()
    for item in own:
        layer.setFieldAlias(layer.fields().indexOf(item.name), label(item))
    set_aliases(layer, view)
    layer.setDisplayExpression(f'"{municipalities.label_field}"')
    return layer


def style_areas(layer, view):
    """Give a layer of areas the look of the map: colours for rates, circles for totals, and names.

    Areas without a value are not drawn; put :func:`missing_layer` below.
    """
    coloured = view.is_coloured
    layer.setRenderer(areas_renderer(view) if coloured else symbols_renderer(view))
    gap = "" if coloured else circle_gap(view)
    label_areas(layer, f'"{load_catalogue().municipalities.label_field}"', gap)


def missing_layer(view):
    """Return the hatched areas of "uppgift saknas" to lie below a layer of areas, for prints."""
    layer = area_layer(view, view.legend.missing_label)
    layer.setRenderer(missing_renderer())
    label_areas(layer, missing_name(load_catalogue().municipalities.label_field))
    return layer


def _geometry(wkb):
    geometry = QgsGeometry()
    if wkb is not None:
        geometry.fromWkb(wkb)
    return geometry
