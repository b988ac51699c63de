"""The dock *Källor*: the store, its datasets, and the way in for files."""

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from ..usecases.wording import state_before
from .dropping import dropped_files
from .messages import guarded
from .parts import GAP, plain_label, push_button, tool_button
from .source_list import SourceList

# Names, badges and dates are read in full from here on (pixels).
_WIDTH = 230


class SourceDock(QgsDockWidget):
    """Shows what the store holds, or what to do first.

    :ivar exampleWanted: open the example; :ivar newWanted: create a store of one's own;
        :ivar openWanted: open a store; :ivar importWanted: import ``([files], dataset or "")``;
        :ivar fetchWanted: fetch from an open source; :ivar historyWanted: show what was imported
    """

    exampleWanted = pyqtSignal()
    newWanted = pyqtSignal()
    openWanted = pyqtSignal()
    importWanted = pyqtSignal(list, str)
    fetchWanted = pyqtSignal()
    historyWanted = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(tr("Sources"), parent)
        self.setObjectName("SkanekartaSourceDock")
        self.setAcceptDrops(True)
        self.session = session
        self.pages = QStackedWidget()
        self.first = self._make_first()
        self.page = self._make_page()
        self.pages.addWidget(self.first)
        self.pages.addWidget(self.page)
        outer = QWidget()
        outer.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(outer)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._make_progress())
        self.setWidget(outer)
        session.storeChanged.connect(self.show_store)
        session.jobs.started.connect(self._started)
        session.jobs.progressed.connect(lambda percent: self.bar.setValue(round(percent)))
        session.jobs.ended.connect(self._ended)
        self.show_store()

    def _make_first(self):
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        text = tr(
            "Start with the example to see what the maps can do, "
            "or create a map of your own and import your Excel files into it."
        )
        layout.addWidget(plain_label(text, wrap=True))
        self.example_button = push_button(
            tr("Open the example"),
            tr("Opens three maps with invented rows; kept in your documents folder"),
            self.exampleWanted.emit,
        )
        self.new_button = push_button(
            tr("Create a map of your own…"),
            tr("Choose where it is kept; it starts with the municipalities and their population"),
            self.newWanted.emit,
        )
        self.open_button = push_button(
            tr("Open a map that exists…"),
            tr("Open a map (.gpkg) that you or a colleague created"),
            self.openWanted.emit,
        )
        self.buttons = (self.example_button, self.new_button, self.open_button)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        return page

    def _make_page(self):
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        head = QHBoxLayout()
        self.name = plain_label(bold=True)
        head.addWidget(self.name, 1)
        head.addWidget(
            tool_button(
                tr("Open another map"), tr("Open a map that exists…"), self.openWanted.emit,
                "/mActionFileOpen.svg",
            )
        )  # fmt: skip
        head.addWidget(
            tool_button(
                tr("New map"), tr("Create a map of your own…"), self.newWanted.emit,
                "/mActionFileNew.svg",
            )
        )  # fmt: skip
        layout.addLayout(head)
        self.state = plain_label(wrap=True)
        layout.addWidget(self.state)
        self.list = SourceList()
        self.list.activated.connect(lambda _: self._want_import([], self.list.dataset()))
        layout.addWidget(self.list, 1)
        self.import_button = push_button(
            tr("Import…"),
            tr("Import Excel, CSV or GIS files; you can also drop them on this panel"),
            lambda: self._want_import([], ""),
            "/mActionSharingImport.svg",
        )
        self.fetch_button = push_button(
            tr("Fetch…"),
            tr("Fetch key figures, population, localities and boundaries from open sources"),
            self.fetchWanted.emit,
            "/mActionRefresh.svg",
        )
        self.history_button = push_button(
            tr("History…"),
            tr("See what was imported when; undo an import, or see the map as it was before"),
            self.historyWanted.emit,
            "/mActionHistory.svg",
        )
        layout.addWidget(self.import_button)
        layout.addWidget(self.fetch_button)
        layout.addWidget(self.history_button)
        return page

    def _make_progress(self):
        self.progress = QWidget()
        layout = QVBoxLayout(self.progress)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.doing = plain_label(wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("Progress"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.bar, 1)
        row.addWidget(
            push_button(
                tr("Cancel"), tr("Stop the work; nothing is changed"), self.session.jobs.cancel
            )
        )
        layout.addWidget(self.doing)
        layout.addLayout(row)
        self.progress.hide()
        return self.progress

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    @guarded
    def show_store(self):
        """Show the store, or the first steps where there is none."""
        store, present = self.session.store, self.session.present_store
        if store is None:
            self.pages.setCurrentWidget(self.first)
            return
        self.name.setText(present.path.stem)
        self.name.setToolTip(str(present.path))
        self.state.setText(state_before(store.as_of))
        self.state.setVisible(bool(self.state.text()))
        self.list.show_store(store)
        self.pages.setCurrentWidget(self.page)
        self._enable(not self.session.jobs.busy)

    def _started(self, text):
        self.doing.setText(text)
        self.bar.setValue(0)
        self.progress.show()
        self._enable(False)

    def _ended(self):
        self.progress.hide()
        self._enable(True)

    def _enable(self, enabled):
        for button in (*self.buttons, self.history_button):
            button.setEnabled(enabled)
        for button in (self.import_button, self.fetch_button):
            button.setEnabled(enabled and self.session.earlier is None)

    def _want_import(self, paths, dataset):
        """Ask for the import; into an earlier state nothing is imported."""
        if self.import_button.isEnabled():
            self.importWanted.emit(paths, dataset)

    def dragEnterEvent(self, event):
        """Take files of the kinds that can be imported."""
        if self.import_button.isEnabled() and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event):
        """Open the import with the files that were dropped."""
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._want_import(paths, "")
