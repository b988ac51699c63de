"""Offers the card of a municipality where the user points at it on the map."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..i18n import tr
from .messages import guarded
from .parts import icon
from .zooming import municipality_at


class CardOffer(QObject):
    """Adds an entry to the menu that a right click on the map opens.

    :param canvas: the map; :ivar cardWanted: the user wants the card of a municipality (its code)
    """

    cardWanted = pyqtSignal(str)

    def __init__(self, session, canvas, parent=None):
        super().__init__(parent)
        self.session, self.canvas = session, canvas
        canvas.contextMenuAboutToShow.connect(self._offer)

    def stop(self):
        """Leave the menu alone."""
        self.canvas.contextMenuAboutToShow.disconnect(self._offer)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    @guarded
    def _offer(self, menu, event):
        if self.session.view is None:
            return
        crs = self.canvas.mapSettings().destinationCrs()
        code = municipality_at(self.session, event.mapPoint(), crs)
        if code is None:
            return
        names = dict(self.session.explorer.cards.municipalities())
        action = menu.addAction(
            icon("/mActionIdentify.svg"), tr("Show the card of {name}", name=names[code])
        )
        action.triggered.connect(lambda: self.cardWanted.emit(code))
