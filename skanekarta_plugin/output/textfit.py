"""Measures text as QGIS will draw it, and finds the size in which it fits its frame."""

from qgis.core import Qgis, QgsLayoutUtils, QgsTextFormat, QgsTextRenderer
from qgis.PyQt.QtGui import QFont

# Type sizes are rounded to whole pixels: many pixels measure what a PDF, which rounds none, draws.
_DPI = 1200
_SMALLEST = 4.0
_STEP = 0.96
# An image rounds in its own way, and the PDF writer adds a little room between letters.
_SLACK = 0.97


class TextMeasure:
    """Measures texts of a layout; all lengths are millimetres on paper, sizes are points."""

    def __init__(self, layout):
        self._context = QgsLayoutUtils.createRenderContextForLayout(layout, None, _DPI)

    def width(self, text, form):
        """Return the width of a text on one line."""
        return self._mm(QgsTextRenderer.textWidth(self._context, form, [text]))

    def height(self, text, form, width):
        """Return the height of a text wrapped to a width."""
        return self._mm(self._height(self._lines(text, form, width), form))

    def fits(self, text, form, width, height):
        """True if the wrapped text lies inside the frame, with no word wider than it."""
        lines = self._lines(text, form, width)
        widest = QgsTextRenderer.textWidth(self._context, form, lines)
        return (
            self._mm(widest) <= width * _SLACK + 0.01
            and self._mm(self._height(lines, form)) <= height + 0.01
        )

    def fitted(self, text, form, width, height):
        """Return the format, smaller where the text would not fit the frame otherwise."""
        made = QgsTextFormat(form)
        while made.size() > _SMALLEST and not self.fits(text, made, width, height):
            made.setSize(max(_SMALLEST, made.size() * _STEP))
        return made

    def wrapped(self, text, form, width):
        """Return the text with its line breaks, so that no other metrics can move them."""
        return "\n".join(line.strip() for line in self._lines(text, form, width))

    def _lines(self, text, form, width):
        pixels = width * _SLACK * self._context.scaleFactor()
        return QgsTextRenderer.wrappedText(self._context, text, pixels, form)

    def _height(self, lines, form):
        return QgsTextRenderer.textHeight(self._context, form, lines, Qgis.TextLayoutMode.Rect)

    def _mm(self, pixels):
        return pixels / self._context.scaleFactor()


def resized(form, factor, *, colour=None, bold=False):
    """Return a copy of a text format, ``factor`` times as large."""
    made = QgsTextFormat(form)
    made.setSize(form.size() * factor)
    if colour is not None:
        made.setColor(colour)
    if bold:
        font = made.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setStyleName("Semibold")
        made.setFont(font)
        made.setNamedStyle("Semibold")
    return made
