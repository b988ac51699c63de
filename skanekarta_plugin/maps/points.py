"""The row layers of a map on their own, for prints that stand apart from the live map."""

from ..definitions import load_catalogue
from ..store.store import Store
from .layers import describe_layer, layer_specs, open_layer, refresh_layer, style_layer


def point_layers(view):
    """Return the layers that show rows as points under the view's selection, uppermost first.

    :raises StoreError: if the store or one of its tables cannot be read
    """
    catalogue = load_catalogue()
    store = Store.open(view.store, catalogue)
    layers = []
    for spec in layer_specs(view.description, catalogue):
        if spec.row_layer is not None:
            layer = open_layer(spec, view.description.name, store.path)
            describe_layer(layer, spec, view, catalogue, store)
            style_layer(layer, spec, store)
            refresh_layer(layer, spec, view, catalogue, store.codelists())
            layers.append(layer)
    return layers
