"""Colours made of the palette, so that they suit a light and a dark theme."""

from qgis.PyQt.QtGui import QColor, QPalette

# How much of the text's own colour a quieter text keeps: enough to be read easily.
_QUIET = 0.66
_SIGNALS = {"good": ("#1b7837", "#7fd08f"), "old": ("#b35806", "#f1a340")}


def muted(palette):
    """Return the colour of quieter text."""
    text = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    parts = (
        round(_QUIET * one + (1 - _QUIET) * other)
        for one, other in zip(text.getRgb()[:3], ground.getRgb()[:3], strict=True)
    )
    return QColor(*parts)


def signal(palette, state):
    """Return the colour of a state (``good``, ``old``), the quiet one for others."""
    if state not in _SIGNALS:
        return muted(palette)
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return QColor(_SIGNALS[state][is_dark])
