"""How a real QGIS answers with 100 000 grants; see bench_import.py.

- How long the window does not answer while a workbook of so many rows is imported.
- How long after a change of the filter its figures stand, and how long after these the map; against
  the time that QGIS needs to draw the same map again without any change.
"""

import json
import os
import statistics
import time
from pathlib import Path

import in_window
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
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


def drawn(canvas, work):
    """Return the seconds that some work takes, and those after it until the map is drawn."""
    start = time.perf_counter()
    work()
    done = time.perf_counter()
    loop = QEventLoop()
    canvas.mapCanvasRefreshed.connect(loop.quit)
    loop.exec()
    canvas.mapCanvasRefreshed.disconnect(loop.quit)
    return done - start, time.perf_counter() - done


def filter_changes(iface, session):
    """Return medians and the longest of single changes of the filter, in ms."""
    canvas = iface.mapCanvas()
    values = [item.value for item in facet(session, "konstomrade").values if item.count]
    groups = [item.value for item in facet(session, "malgrupp").values if item.count]
    wanted = [("ar", {"from": 2019, "to": 2019 + n}) for n in range(5)]
    wanted += [(field, [value]) for field, found in
               (("konstomrade", values), ("malgrupp", groups)) for value in found]  # fmt: skip
    wanted += [("kommunkod", ["1267"]), ("konstomrade", None), ("malgrupp", None), ("ar", None)]
    taken = [drawn(canvas, lambda step=step: session.set_filter(*step)) for step in wanted]
    again = [drawn(canvas, canvas.refreshAllLayers)[1] for _ in range(10)]
    figures, maps = zip(*taken, strict=True)
    return {
        "figures_ms": statistics.median(figures) * 1000,
        "figures_longest_ms": max(figures) * 1000,
        "map_ms": statistics.median(maps) * 1000,
        "map_longest_ms": max(maps) * 1000,
        "redraw_ms": statistics.median(again) * 1000,
        "changes": len(taken),
    }


def facet(session, field):
    return next(item for item in session.view.facets if item.field == field)


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
    in_window.settle()
    found |= filter_changes(iface, session)
    found["longest_ms"] = max(examined.longest, written.longest)
    if problems:
        raise problems[0]
    path = Path(os.environ["SKANEKARTA_BENCH_RESULT"])
    path.write_text(json.dumps(found), encoding="utf-8")
