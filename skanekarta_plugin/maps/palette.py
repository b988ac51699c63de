"""Colours of the maps: ColorBrewer by name, viridis, and the two looks apart from any class."""

from qgis.core import QgsColorBrewerColorRamp, QgsGradientColorRamp, QgsGradientStop
from qgis.PyQt.QtGui import QColor

from ..errors import N_, DefinitionError

# Sums below zero: apart from every palette in use.
NEGATIVE_COLOUR = "#c51b7d"
ZERO_COLOUR = "#f2f0eb"
MISSING_COLOUR = "#ffffff"
MISSING_HATCH = "#9a9a9a"
LAND_COLOUR = "#dcdedb"
OTHER_COLOUR = "#8c8c8c"
VIRIDIS = "viridis"

# Nine points of matplotlib's viridis (CC0), from little to much on a light ground: light first.
_VIRIDIS = (
    "#fde725", "#addc30", "#5ec962", "#28ae80", "#21918c",
    "#2c728e", "#3b528b", "#472d7b", "#440154",
)  # fmt: skip
# The darkest end is nearly black, where names and points cannot be seen.
_VIRIDIS_SPAN = (0.03, 0.9)
_FEWEST = 3
_MOST = 9
# Set1 without its grey, which here means "others"; the yellow is darkened to be seen on light land.
_CATEGORIES = (
    "#e41a1c", "#377eb8", "#4daf4a", "#984ea3", "#ff7f00", "#e6b800", "#a65628", "#f781bf",
)  # fmt: skip


def colours(palette, count):
    """Return ``count`` colours from light (little) to dark (much), as ``#rrggbb``.

    The lightest colour of a scheme is left out, so that the first class differs from white, from
    zero and from missing.

    :param palette: name of a ColorBrewer scheme such as ``"Blues"``, or ``"viridis"``
    :param count: number of classes, 0 or more
    :raises DefinitionError: if there is no such palette
    """
    ramp = _viridis() if palette == VIRIDIS else _brewer(palette, count)
    if count < 1:
        return []
    if palette != VIRIDIS and count < _MOST:
        steps = ramp.count()
        picked = [ramp.color(ramp.value(index)) for index in range(steps)][-count:]
        return [colour.name() for colour in (picked if count > 1 else [ramp.color(0.75)])]
    first, last = _VIRIDIS_SPAN if palette == VIRIDIS else (1 / _MOST, 1.0)
    if count == 1:
        return [ramp.color(0.5).name()]
    step = (last - first) / (count - 1)
    return [ramp.color(first + step * index).name() for index in range(count)]


def diverging_colours(palette, count):
    """Return the colours below and above zero, ``count`` each, the strongest first and last.

    The middle of the scheme is left out: zero has a look of its own.

    :param palette: name of a diverging ColorBrewer scheme such as ``"PuOr"``; the colour at its end
        means more
    :raises DefinitionError: if there is no such palette
    """
    if not count:
        return [], []
    steps = 2 * count + 1
    ramp = _brewer_of(palette, steps)
    shades = [ramp.color(index / (steps - 1)).name() for index in range(steps)]
    return shades[:count], shades[count + 1 :]


def category_colours(count):
    """Return ``count`` distinct colours; beyond the eighth all are the grey of "others"."""
    distinct = list(_CATEGORIES[:count])
    return distinct + [OTHER_COLOUR] * (count - len(distinct))


def _brewer_of(palette, steps):
    if palette not in QgsColorBrewerColorRamp.listSchemeNames():
        raise DefinitionError(
            N_("There is no palette “{palette}”. Use a ColorBrewer name or viridis."),
            palette=palette,
        )
    return QgsColorBrewerColorRamp(palette, steps)


def _brewer(palette, count):
    brewer = _brewer_of(palette, min(max(count + 1, _FEWEST), _MOST))
    if count < _MOST:
        return brewer
    return _gradient([brewer.color(brewer.value(index)).name() for index in range(_MOST)])


def _viridis():
    return _gradient(_VIRIDIS)


def _gradient(points):
    last = len(points) - 1
    stops = [
        QgsGradientStop(index / last, QColor(point))
        for index, point in enumerate(points)
        if 0 < index < last
    ]
    return QgsGradientColorRamp(QColor(points[0]), QColor(points[-1]), False, stops)
