"""What the charts that matplotlib draws share: texts, fonts and pictures."""

from io import BytesIO

from qgis.PyQt.QtGui import QFontInfo, QImage

_POINT = 72.0


def picture_of(figure):
    """Return a figure as a picture, in twice the size of the screen."""
    made = BytesIO()
    figure.savefig(made, format="png", dpi=2 * figure.dpi)
    return QImage.fromData(made.getvalue())


def plain(text):
    """Return a text in which matplotlib sees no formula."""
    return text.replace("$", r"\$")


def families(font):
    """Return the platform's font where matplotlib has it, and one that it always has."""
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    family = QFontInfo(font).family()
    return [name for name in (family, "DejaVu Sans") if name in known]


def points(font):
    """Return the font's size in matplotlib's points, which are of 100 dots to the inch."""
    return QFontInfo(font).pixelSize() * _POINT / 100
