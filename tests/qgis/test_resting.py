"""Choices made, and projects opened, while the map is being drawn."""

import pytest
from gui_parts import show_store, wait_until
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QThreadPool

SKANE = QgsRectangle(340_000, 6_120_000, 480_000, 6_270_000)


@pytest.fixture
def drawn(started, store):
    """A plugin whose map is drawn on a canvas of its own."""
    canvas = started.iface.canvas
    started.iface.window.setCentralWidget(canvas)
    show_store(started, store, "regionala_stod")
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3006"))
    canvas.setExtent(SKANE)
    show_layers(canvas)
    yield started
    canvas.setLayers([])
    canvas.stopRendering()
    QThreadPool.globalInstance().waitForDone()


def show_layers(canvas):
    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    canvas.setLayers([node.layer() for node in nodes if node.isVisible()])


def test_nothing_is_drawn_while_the_totals_are_written(drawn):
    project, canvas, session = QgsProject.instance(), drawn.iface.canvas, drawn.session
    at_work = []
    threads = QThreadPool.globalInstance()

    def written():
        at_work.append((canvas.isDrawing(), threads.activeThreadCount()))

    for field in ("Dans", "Musik", "Teater", "Dans"):
        canvas.refresh()
        wait_until(canvas.isDrawing)
        project.customVariablesChanged.connect(written)
        session.set_filter("konstomrade", [field])
        project.customVariablesChanged.disconnect(written)
        wait_until(canvas.isDrawing)
    assert at_work == [(False, 0)] * 4
    wait_until(lambda: not canvas.isDrawing())


def test_a_project_is_opened_while_another_is_drawn(drawn, tmp_path):
    project, canvas, session = QgsProject.instance(), drawn.iface.canvas, drawn.session
    session.set_filter("konstomrade", ["Dans"])
    shown = drawn.map_dock.figures.shown()
    path = str(tmp_path / "karta.qgz")
    assert project.write(path)
    for _ in range(5):
        canvas.refresh()
        wait_until(canvas.isDrawing)
        canvas.freeze(True)
        assert project.read(path)
        canvas.freeze(False)
        assert drawn.map_dock.figures.shown() == shown
        show_layers(canvas)
    wait_until(lambda: not canvas.isDrawing())
