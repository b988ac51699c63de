"""What tests of docks and dialogs share: a window to add to, and waiting for tasks."""

from contextlib import contextmanager

from qgis.core import QgsLocator, QgsLocatorContext, QgsLocatorResult
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QElapsedTimer, QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QMainWindow

from skanekarta_plugin import classFactory
from skanekarta_plugin.gui.locator import data_of


def wait_until(condition, limit=60_000):
    """Let Qt work until the condition holds."""
    loop, poll, clock = QEventLoop(), QTimer(), QElapsedTimer()
    poll.timeout.connect(loop.quit)
    poll.start(10)
    clock.start()
    while not condition():
        assert clock.elapsed() < limit
        loop.exec()


def show_store(plugin, store, map_name):
    """Open a store and show one of its maps."""
    plugin.session.open_store(store.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    plugin.session.show(map_name)


def find(plugin, text):
    """Search as the search field does, in its thread; return the results."""
    locator, found, ended = plugin.iface.locator, [], []

    def take(result):
        # What the signal carries lives no longer than the call.
        copy = QgsLocatorResult()
        copy.displayString, copy.description = result.displayString, result.description
        copy.group, copy.groupScore = result.group, result.groupScore
        copy.setUserData(data_of(result))
        found.append(copy)

    locator.foundResult.connect(take)
    locator.finished.connect(lambda: ended.append(True))
    locator.fetchResults(f"sk {text}", QgsLocatorContext())
    wait_until(lambda: ended)
    locator.foundResult.disconnect(take)
    return found


class Iface:
    """The window's parts that a plugin adds to; a typo is an error here, not a mock's shrug."""

    def __init__(self, window):
        self.window = window
        self.bar = QgsMessageBar(window)
        self.menu = []
        self.canvas = QgsMapCanvas(window)
        self.locator = QgsLocator(window)

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addToolBar(self, name):
        return self.window.addToolBar(name)

    def addPluginToMenu(self, name, action):
        self.menu.append((name, action))

    def removePluginMenu(self, name, action):
        self.menu.remove((name, action))

    def openLayoutDesigner(self, layout):
        self.designed = layout

    def mapCanvas(self):
        return self.canvas

    def mapCanvases(self):
        return [self.canvas]

    def registerLocatorFilter(self, locator_filter):
        self.locator.registerFilter(locator_filter)

    def deregisterLocatorFilter(self, locator_filter):
        self.locator.deregisterFilter(locator_filter)


@contextmanager
def running_plugin(store, map_name="regionala_stod"):
    """Give the plugin in a window of its own, at a map of a store; no failure may be left."""
    window = QMainWindow()
    window.resize(1400, 1000)
    window.show()
    plugin = classFactory(Iface(window))
    plugin.initGui()
    plugin.failures = []
    plugin.session.failed.connect(plugin.failures.append)
    plugin.session.open_store(store.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    plugin.session.show(map_name)
    try:
        yield plugin
    finally:
        plugin.unload()
        window.deleteLater()
    assert plugin.failures == []
