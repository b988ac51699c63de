"""Says that the store was changed since it was read, and offers to read it again."""

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication

from ..i18n import tr
from .banner import Remark
from .parts import push_button

# So often it is looked whether somebody changed the store, while the panel is in sight (ms).
_EVERY = 15_000


class StaleNote(Remark):
    """Stands above the figures while they are older than the store.

    It looks when QGIS comes to the front, when the user has chosen something, and now and then.
    """

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.label.setText(
            tr("The store has been changed since it was read. The figures show it as it was then.")
        )
        self.again = push_button(
            tr("Read again"),
            tr("Read the store and show what it holds now; the choices stay"),
            session.refresh,
            "/mActionRefresh.svg",
        )
        self.layout().addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        session.viewChanged.connect(self.look)
        session.storeChanged.connect(self.look)
        session.jobs.ended.connect(self.look)
        QApplication.instance().applicationStateChanged.connect(self._came_back)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._now_and_then)
        self._timer.start()

    def _came_back(self, state):
        if state == Qt.ApplicationState.ApplicationActive:
            self._now_and_then()

    def _now_and_then(self):
        page = self.parentWidget()
        if page is not None and page.isVisible():
            self.look()

    def look(self, _view=None):
        """Show the note if the store was changed since it was read, else hide it."""
        self.setVisible(self.session.is_stale)
