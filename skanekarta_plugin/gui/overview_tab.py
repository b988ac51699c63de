"""What all tabs of the overview have."""

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..i18n import tr
from .messages import guarded
from .parts import GAP, plain_label

# Rows, or values, that are put together while the user waits: it takes no longer than a blink.
AT_ONCE = 5000


class OverviewTab(QWidget):
    """A tab that is filled only while it can be seen, once for each view.

    Tabs make ``self.page`` and ``fill(view)``; a view without rows shows a sentence instead.

    :ivar zoomWanted: the user wants to see municipalities on the map: their codes
    """

    zoomWanted = pyqtSignal(object)
    needs_rows = True

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.stale = True
        self._turn = 0
        self.quiet = plain_label(wrap=True)
        self.page = QWidget()
        self.pages = QStackedWidget()
        silent = QWidget()
        layout = QVBoxLayout(silent)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self.quiet)
        layout.addStretch(1)
        self.pages.addWidget(silent)
        self.pages.addWidget(self.page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def spoil(self):
        """What is shown no longer holds; it is made anew when it is looked at."""
        self.stale = True
        if self.isVisible():
            self.refill()

    def showEvent(self, event):
        """Fill the tab if it is not up to date."""
        super().showEvent(event)
        if self.stale:
            self.refill()

    @guarded
    def refill(self):
        """Show the present view."""
        self.stale = False
        view = self.session.view
        if view is None:
            self.hush(tr("No map is open yet."))
        elif self.needs_rows and not view.totals.count:
            self.hush(tr("Nothing matches these choices. Take one of them back."))
        else:
            self.pages.setCurrentWidget(self.page)
            self.fill(view)

    def put_together(self, view, size, work, show, finish=lambda made: made):
        """Show what ``work()`` makes; of many rows in the background, and stale results dropped.

        :param size: how many rows or values it goes through
        :param work: function that any thread may call; :param show: called with what it returns
        :param finish: what the background then does with it, so that the window need not
        """
        self._turn += 1
        turn = self._turn
        if size <= AT_ONCE:
            show(work())
            return
        text = tr("Putting the figures together …")
        self.hush(text)

        def done(made):
            if turn == self._turn and self.session.view is view and not self.stale:
                self.pages.setCurrentWidget(self.page)
                show(made)

        self.session.jobs.start(text, lambda _: finish(work()), done, self.fail)

    def hush(self, text):
        """Show a sentence instead of figures."""
        self.quiet.setText(text)
        self.pages.setCurrentIndex(0)
