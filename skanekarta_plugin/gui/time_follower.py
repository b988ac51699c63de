"""The years of the filter follow QGIS's temporal controller."""

from qgis.core import Qgis, QgsInterval, QgsProject, QgsTemporalNavigationObject
from qgis.PyQt.QtCore import QObject

from ..usecases.years import years_of
from .messages import guarded


class TimeFollower(QObject):
    """Chooses the years that a map canvas shows, and the former choice when it shows all time.

    :param canvas: the canvas that the temporal controller moves through time
    """

    def __init__(self, session, canvas, parent=None):
        super().__init__(parent)
        self.session = session
        self.canvas = canvas
        self._map = ""
        canvas.temporalRangeChanged.connect(self.follow)
        session.viewChanged.connect(self._shown)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def stop(self):
        """Follow no more."""
        self.canvas.temporalRangeChanged.disconnect(self.follow)
        self.session.viewChanged.disconnect(self._shown)

    def _shown(self, view):
        """Let another map show the time that the canvas shows."""
        if view.description.name != self._map:
            self._map = view.description.name
            self._offer()
            self.follow()

    def _offer(self):
        """Let the temporal controller begin with the years of the map, unless it is at work."""
        controller = self.canvas.temporalController()
        # What moves a canvas through time need not be QGIS's panel.
        if not isinstance(controller, QgsTemporalNavigationObject):
            return
        span = QgsProject.instance().timeSettings().temporalRange()
        idle = controller.navigationMode() == Qgis.TemporalNavigationMode.Disabled
        if idle and not span.isInfinite():
            controller.setTemporalExtents(span)
            controller.setFrameDuration(QgsInterval(1, Qgis.TemporalUnit.Years))

    @guarded
    def follow(self):
        """Choose the years that the canvas shows."""
        if self.session.view is None:
            return
        description = self.session.description
        facet = description.facet(description.year_field)
        if facet is None or facet.kind != "range":
            return
        written = None
        if self.canvas.mapSettings().isTemporal():
            first, last = years_of(self.canvas.temporalRange())
            written = {"from": first, "to": last}
        self.session.follow_time(facet.field, written)
