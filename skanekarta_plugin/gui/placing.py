"""Where a panel stands when the user opens it for the first time."""

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, QTimer

_KEY = "skanekarta/placed/{name}"


class FirstPlace(QObject):
    """Puts a panel behind another, as a tab, the first time that it is opened; never again.

    QGIS arranges panels once more after plugins have started, so it is of no use to do so earlier.

    :param dock: the panel; :param beside: the other, in the same area
    """

    def __init__(self, window, dock, beside):
        super().__init__(dock)
        self.window, self.dock, self.beside = window, dock, beside
        self._key = _KEY.format(name=dock.objectName())
        dock.toggleViewAction().toggled.connect(self._toggled)

    def _toggled(self, is_open):
        if is_open and not QgsSettings().value(self._key, False, type=bool):
            # Qt is in the middle of its layout.
            QTimer.singleShot(0, self._place)

    def _place(self):
        if self.dock.isHidden() or self.dock.isFloating() or self.beside.isHidden():
            return
        QgsSettings().setValue(self._key, True)
        self.window.tabifyDockWidget(self.beside, self.dock)
        self.dock.raise_()
