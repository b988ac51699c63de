"""Print a map, or open it in the layout designer."""

from qgis.core import QgsProject

from ..maps.areas import area_layer, missing_layer, style_areas
from ..maps.points import point_layers
from ..output import printing
from ..output.gate import INTERNAL

DEFAULT_TEMPLATE = "a4-liggande"
# Free space around Skåne, as a share of its size.
MARGIN = 1.06


def templates():
    """Return the names of the layout templates, the default first."""
    return sorted(printing.templates(), key=lambda name: name != DEFAULT_TEMPLATE)


def print_map(explorer, selection, path, *, template=DEFAULT_TEMPLATE, audience=INTERNAL):
    """Print a map under a selection.

    :param path: the ending decides: ``.pdf``, ``.png`` (300 dpi) or ``.svg``
    :param template: a name in :func:`templates`
    :param audience: see :func:`~..output.gate.check_audience`
    :return: the path of the written file
    :raises OutputError: if audience, template or ending is refused, or the file cannot be written
    """
    view = explorer.view(selection)
    project = QgsProject()
    layers, extent = _layers(project, view)
    return printing.print_map(view, layers, extent, path, template, audience)


def design_map(project, explorer, selection, template=DEFAULT_TEMPLATE):
    """Return a print layout of a map, with layers of its own, for changes by hand.

    The layers stand in the project, but not in its layer tree; the layout is not yet in the
    project's layout manager.

    :raises OutputError: if the template is refused
    """
    view = explorer.view(selection)
    layers, extent = _layers(project, view)
    return printing.build_layout(project, view, layers, extent, template)


def _layers(project, view):
    """Return the layers of a print, the uppermost first, and the extent in EPSG:3006.

    They hold their figures themselves, so that a print does not change with the live map.
    """
    areas = area_layer(view, view.texts.title)
    style_areas(areas, view)
    # Rows as points are those of one side only.
    points = point_layers(view) if view.comparison is None else []
    layers = [*points, areas, missing_layer(view)]
    project.addMapLayers(layers, False)
    extent = areas.extent()
    extent.scale(MARGIN)
    return layers, extent
