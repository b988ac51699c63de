"""Lets map canvases rest while what they draw is changed."""

from qgis.PyQt.QtCore import QThreadPool

# Drawing that is called off ends at the next feature; nobody waits longer than this (ms).
_PATIENCE = 250


def let_rest(canvases):
    """Call off what canvases draw, wait until it has ended, and let them draw anew afterwards.

    Expression fields are read in the threads that draw, and QGIS lets these threads read the
    project's variables. One that is written, or a project that is read, at that moment takes QGIS
    down.

    :param canvases: :class:`QgsMapCanvas` objects
    """
    drawing = [canvas for canvas in canvases if canvas.isDrawing()]
    for canvas in canvases:
        # Also the previews around the map, which are drawn when the map itself is done.
        canvas.stopRendering()
    QThreadPool.globalInstance().waitForDone(_PATIENCE)
    for canvas in drawing:
        # Begins when the window's own thread is done with what it does now.
        canvas.refresh()
