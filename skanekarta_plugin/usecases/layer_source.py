"""A layer that is open in QGIS, as a source to import."""

from pathlib import Path

from ..maps.layers import MAP
from ..sources.layer import read_layer, snapshot


def layer_source(layer):
    """Return what :func:`~.import_source.examine` takes as ``paths``.

    To be called on the main thread.

    :param layer: a ``QgsVectorLayer``
    :raises SourceError: if the layer has lost its source
    """
    taken = snapshot(layer)
    return lambda progress: read_layer(taken, progress)


def own_layers(project, store):
    """Return the layers of a project that show the store: there is nothing to import from them."""
    return [layer for layer in project.mapLayers().values() if _is_own(layer, store)]


def _is_own(layer, store):
    if layer.customProperty(MAP):
        return True
    path = layer.source().partition("|")[0]
    return bool(path) and Path(path) == store.path
