"""The history: what was imported when, undoing it, and the map as it was before."""

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from ..usecases.history import IMPORT, list_batches, undo_batch, undo_plan
from .history_model import HistoryModel
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button
from .tables import dress_table, fit_columns
from .tasks import Jobs
from .undo_dialog import UndoDialog


class HistoryDialog(QDialog):
    """Lists the batches of the store, the newest first.

    :ivar undone: emitted with a sentence when rows were changed
    """

    undone = pyqtSignal(str)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.store = session.present_store
        self.asking = None
        self.setWindowTitle(tr("History"))
        self.resize(1280, 480)
        self.jobs = Jobs(self)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        layout.addWidget(self.bar)
        self.empty = plain_label(tr("Nothing was imported yet."), wrap=True)
        layout.addWidget(self.empty)
        self.model = HistoryModel(self.store.catalogue, self)
        self.table = _Table(self.model)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        layout.addWidget(self.table, 1)
        layout.addWidget(self._make_progress())
        layout.addWidget(self._make_buttons())
        self.jobs.progressed.connect(lambda percent: self.progress.setValue(round(percent)))
        self.finished.connect(lambda _: self.jobs.forget())
        self.show_batches()

    def _make_progress(self):
        self.working = QWidget()
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.doing = plain_label()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(tr("Progress"))
        self.stop = push_button(
            tr("Cancel"), tr("Stop the work; nothing is changed"), self.jobs.cancel
        )
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        self.working.hide()
        return self.working

    def _make_buttons(self):
        box = QDialogButtonBox()
        self.undo_button = push_button(tr("Undo…"), "", self.undo, "/mActionUndo.svg")
        self.before_button = push_button(
            tr("Show the map as before…"), "", self.show_before, "/mActionHistory.svg"
        )
        box.addButton(self.undo_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.before_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.close_button = box.addButton(QDialogButtonBox.StandardButton.Close)
        self.close_button.setText(tr("Close"))
        self.close_button.setToolTip(tr("Close the history"))
        box.rejected.connect(self.reject)
        return box

    def reject(self):
        """Close; what is being worked on is stopped first, and then tells that."""
        if self.jobs.busy:
            self.jobs.cancel()
        else:
            super().reject()

    def fail(self, error):
        """Show a failure in the dialog."""
        self._work_ended()
        self.messages.fail(error)

    @guarded
    def show_batches(self, marked=None):
        """Show the batches.

        :param marked: id of the batch to mark; the newest by default
        """
        batches = list_batches(self.store)
        self.model.show(batches)
        self.table.fit()
        self.empty.setVisible(not batches)
        self.table.setVisible(bool(batches))
        rows = [row for row, batch in enumerate(batches) if batch.id == marked]
        if batches:
            self.table.selectRow(rows[0] if rows else 0)
            self.table.setFocus()
        self._enable()

    @property
    def batch(self):
        """The batch that is marked, None for none."""
        return self.model.batch(self.table.currentIndex())

    def _enable(self):
        """Offer what can be done with the batch that is marked."""
        batch = self.batch
        ready = batch is not None and not self.jobs.busy
        again = ready and self.model.is_undoing(self.model.acts_on(batch))
        self.undo_button.setText(tr("Do again…") if again else tr("Undo…"))
        self.undo_button.setAccessibleName(self.undo_button.text().rstrip("…"))
        present = self.session.earlier is None
        self.undo_button.setEnabled(ready and present)
        self.undo_button.setToolTip(
            tr("Go back to the present first")
            if not present
            else tr("See what would come back, then decide")
            if again
            else tr("See what would go and what would come back, then decide")
        )
        is_import = ready and batch.kind == IMPORT
        self.before_button.setEnabled(is_import)
        self.before_button.setToolTip(
            tr("Show the same map with the rows that it had before this import; nothing is changed")
            if is_import
            else tr("Choose an import to see the map as it was before it")
        )
        self.table.setEnabled(not self.jobs.busy)

    @guarded
    def undo(self):
        """Work out in the background what undoing would do, then ask."""
        if self.batch is None or self.jobs.busy:
            return
        store, target = self.store, self.model.acts_on(self.batch)

        def work(feedback):
            plan = undo_plan(store, target.id)
            return plan, undo_plan(store, target.id, force=True) if plan.later else plan

        self._work(tr("Reading what was changed …"), work, self._ask)

    @guarded
    def _ask(self, plans):
        self._work_ended()
        again = self.model.is_undoing(plans[0].batch)
        self.asking = UndoDialog(self.store.catalogue, *plans, again, self)
        self.asking.accepted.connect(self._carry_out)
        self.asking.setModal(True)
        self.asking.show()

    @guarded
    def _carry_out(self):
        store, plan, force = self.store, self.asking.plan, self.asking.force
        again = self.model.is_undoing(plan.batch)

        def work(feedback):
            return undo_batch(store, plan.batch.id, force, plan.changes, feedback)

        file = plan.batch.file
        text = tr("Doing {file} again …", file=file) if again else tr("Undoing {file} …", file=file)
        self._work(text, work, lambda made: self._done(plan.batch, again, made))

    @guarded
    def _done(self, batch, again, made):
        self._work_ended()
        self.show_batches(made)
        text = (
            tr("The import of {file} was done again.", file=batch.file)
            if again
            else tr("The import of {file} was undone.", file=batch.file)
        )
        self.messages.tell(text)
        self.undone.emit(text)

    def show_before(self):
        """Close, and show the map as it was before the batch that is marked."""
        batch = self.batch
        if batch is not None and not self.jobs.busy:
            self.accept()
            self.session.show_before(batch)

    def _work(self, text, work, done):
        self.bar.clearWidgets()
        self.doing.setText(text)
        self.progress.setValue(0)
        self.jobs.start(text, work, done, self.fail)
        self.working.show()
        self._enable()

    def _work_ended(self):
        self.working.hide()
        self._enable()


class _Table(QTableView):
    """The table of batches; what is marked can be copied."""

    def __init__(self, model):
        super().__init__()
        dress_table(self, tr("What was imported, the newest first"))
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def fit(self):
        """Make the columns as wide as they need; the last one takes the room that is left."""
        self.horizontalHeader().setStretchLastSection(True)
        fit_columns(self)

    def keyPressEvent(self, event):
        """Copy the whole table as text by Ctrl+C: it is short, and wanted in Excel."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.model().as_text())
            event.accept()
        else:
            super().keyPressEvent(event)
