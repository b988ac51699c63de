"""What all editors of facets have."""

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget


class FacetEditor(QWidget):
    """The editor of one facet; it is filled only while it can be seen.

    :ivar chosen: emitted with a choice as a filter's JSON has it; None for no choice
    :ivar appeared: emitted when the editor comes into sight
    """

    chosen = pyqtSignal(object)
    appeared = pyqtSignal()

    def __init__(self, facet, parent=None):
        super().__init__(parent)
        self.facet = facet

    def showEvent(self, event):
        """Ask to be filled."""
        super().showEvent(event)
        self.appeared.emit()
