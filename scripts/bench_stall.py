"""How long a real QGIS does not answer while a large workbook is imported; see bench_import.py."""

import json
import os
import time
from pathlib import Path

import in_window
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.utils import plugins

# A timer of so many milliseconds is late by as much as the window did not answer.
TICK = 5
IDLE_S = 3


class Watch:
    """Measures the longest gap between two ticks in the window's own thread, in ms."""

    def __init__(self):
        self.longest = 0.0
        self._last = None
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    def _tick(self):
        now = time.perf_counter()
        if self._last is not None:
            self.longest = max(self.longest, (now - self._last) * 1000 - TICK)
        self._last = now

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, *_):
        self._timer.stop()


def main(iface):
    plugin = plugins[in_window.PLUGIN]
    session = plugin.session
    problems = []
    session.failed.connect(problems.append)
    iface.newProject(False)
    session.create(os.environ["SKANEKARTA_BENCH_STORE"])
    in_window.wait_until(lambda: session.view is not None or problems, "the store")
    in_window.settle()
    started = time.perf_counter()
    with Watch() as idle:
        in_window.wait_until(lambda: time.perf_counter() - started > IDLE_S, "nothing")
    found = {"idle_ms": idle.longest}
    from skanekarta_plugin.gui.import_dialog import ImportDialog

    with Watch() as opened:
        dialog = ImportDialog(session, (), "stod", iface.mainWindow())
        dialog.imported.connect(plugin._imported)
        dialog.setModal(True)
        dialog.show()
        in_window.settle()
    found["opened_ms"] = opened.longest
    started = time.perf_counter()
    with Watch() as examined:
        dialog.add_files([os.environ["SKANEKARTA_BENCH_WORKBOOK"]])
        in_window.wait_until(lambda: dialog.verdict is not None and not dialog.jobs.busy, "verdict")
    found["examined_ms"] = examined.longest
    with Watch() as written:
        dialog.carry_out()
        in_window.wait_until(lambda: dialog.batch is not None, "the import")
    found["written_ms"] = written.longest
    found["seconds"] = time.perf_counter() - started
    manager, canvas = QgsApplication.taskManager(), iface.mapCanvas()
    with Watch() as shown:
        in_window.wait_until(
            lambda: not manager.countActiveTasks() and not canvas.isDrawing(), "the map"
        )
    found["shown_ms"] = shown.longest
    dialog.accept()
    found["longest_ms"] = max(examined.longest, written.longest)
    if problems:
        raise problems[0]
    path = Path(os.environ["SKANEKARTA_BENCH_RESULT"])
    path.write_text(json.dumps(found), encoding="utf-8")
