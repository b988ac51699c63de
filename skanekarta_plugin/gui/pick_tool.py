"""Choose municipalities by clicking on the map."""

from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction

from ..analysis.model import AnyOf
from ..i18n import tr
from .messages import guarded
from .parts import icon
from .zooming import municipality_at


def place_facet(description):
    """Return the facet in which municipalities themselves are chosen, None if a map has none."""
    return next(
        (item for item in description.facets if item.kind == "place" and not item.via), None
    )


class PickTool(QgsMapTool):
    """A click chooses one municipality; with Ctrl or Shift it adds or takes away.

    A click beside the land takes the choice back, Esc leaves for the tool that was there before.

    :ivar picked: a municipality was clicked on: its code
    """

    picked = pyqtSignal(str)

    def __init__(self, canvas, session):
        super().__init__(canvas)
        self.session = session
        self._former = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def flags(self):
        """Let QGIS offer its own menu on a right click."""
        return QgsMapTool.Flag.ShowContextMenu

    def take_over(self):
        """Become the tool of the canvas."""
        former = self.canvas().mapTool()
        if former is not self:
            self._former = former
            self.canvas().setMapTool(self)

    def leave(self):
        """Give the canvas back to the tool that was there before."""
        canvas = self.canvas()
        if canvas.mapTool() is not self:
            return
        canvas.unsetMapTool(self)
        if self._former is not None and not sip.isdeleted(self._former):
            canvas.setMapTool(self._former)

    @guarded
    def canvasReleaseEvent(self, event):
        """Choose what was clicked on."""
        session = self.session
        facet = place_facet(session.description) if session.view is not None else None
        if event.button() != Qt.MouseButton.LeftButton or facet is None:
            return
        crs = self.canvas().mapSettings().destinationCrs()
        code = municipality_at(session, self.toMapCoordinates(event.pos()), crs)
        adding = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        session.set_filter(facet.field, self._picked(facet, code, bool(adding)))
        if code:
            self.picked.emit(code)

    def _picked(self, facet, code, adding):
        choice = self.session.remembered.filter.get(facet.field)
        now = list(choice.values) if isinstance(choice, AnyOf) else []
        if not adding:
            return [code] if code else None
        if code is None:
            return now or None
        return ([value for value in now if value != code] if code in now else [*now, code]) or None

    def keyPressEvent(self, event):
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.leave()


def pick_action(tool, parent):
    """Return the action that switches a tool on and off."""
    action = QAction(
        icon("/mActionMapIdentification.svg"), tr("Choose municipality on the map"), parent
    )
    action.setCheckable(True)
    action.setEnabled(False)
    action.setToolTip(
        tr(
            "Choose municipality on the map: a click chooses one, Ctrl or Shift adds or takes "
            "away, a click beside the land takes the choice back, Esc leaves"
        )
    )
    action.triggered.connect(lambda on: tool.take_over() if on else tool.leave())
    tool.setAction(action)
    return action
