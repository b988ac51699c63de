"""For scripts that scripts/window.sh runs inside a real QGIS: each has a function main(iface)."""

import os
import runpy
import traceback
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QElapsedTimer, QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import active_plugins, iface

PLUGIN = "skanekarta_plugin"


def wait_until(condition, what, limit=60):
    """Let QGIS work until ``condition()`` is true; its value is returned."""
    clock = QElapsedTimer()
    clock.start()
    loop = QEventLoop()
    answer = condition()
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(loop.quit)
    timer.start()
    while not answer:
        if clock.elapsed() > limit * 1000:
            raise TimeoutError(f"waited {limit} s for {what}")
        loop.exec()
        answer = condition()
    return answer


def settle(limit=60):
    """Wait until no task runs and the map is drawn."""
    QApplication.processEvents()
    manager = QgsApplication.taskManager()
    wait_until(lambda: manager.countActiveTasks() == 0, "the tasks", limit)
    iface.mapCanvas().refresh()
    iface.mapCanvas().waitWhileRendering()
    QApplication.processEvents()


def grab(path, widget=None):
    """Save a picture of a widget, or of the whole screen with all that stands on it."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    QApplication.processEvents()
    picture = widget.grab() if widget is not None else QApplication.primaryScreen().grabWindow(0)
    if picture.isNull() or not picture.save(str(path)):
        raise OSError(f"no picture in {path}")


def _fill_screen():
    # There is no window manager to do it.
    width, height = map(int, os.environ["SKANEKARTA_SCREEN"].split("x"))
    window = iface.mainWindow()
    window.move(0, 0)
    window.resize(width, height)
    window.activateWindow()
    wait_until(lambda: (window.width(), window.height()) == (width, height), "the window", 20)


def _finish(verdict):
    Path(os.environ["SKANEKARTA_RESULT"]).write_text(verdict, encoding="utf-8")
    # Neither an unsaved project nor an open edit may ask a question that nobody answers.
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isEditable():
            layer.rollBack()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def _run(script):
    try:
        _fill_screen()
        if PLUGIN not in active_plugins:
            raise RuntimeError(f"{PLUGIN} is not loaded")
        runpy.run_path(script)["main"](iface)
        verdict = "ok"
    except BaseException:
        verdict = traceback.format_exc()
    _finish(verdict)


def start(script):
    """Run the script's main(iface) once QGIS stands; report what became of it, and close QGIS."""
    iface.initializationCompleted.connect(lambda: QTimer.singleShot(0, lambda: _run(script)))
