"""The import in four steps: file, columns, check, done."""

from pathlib import Path

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
)

from ..errors import Cancelled
from ..i18n import message, tr
from ..usecases.wording import number
from .column_view import ColumnPage, choice_file_name
from .dropping import ask_files, dropped_files
from .import_done import DonePage
from .import_files import FilePage
from .job_dialog import JobDialog
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button
from .step_header import StepHeader
from .verdict_view import VerdictView

FILE, COLUMNS, CHECK, DONE = range(4)


class ImportDialog(JobDialog):
    """Examines files as soon as they are chosen; nothing is written before *Import*.

    :param paths: a file or several; :param dataset: what the rows are, "" to recognise it
    :ivar imported: emitted with a sentence when rows were written, or an import was undone
    :ivar mapWanted: emitted with the name of the map that shows what was imported
    """

    imported = pyqtSignal(str)
    mapWanted = pyqtSignal(str)

    def __init__(self, session, paths=(), dataset="", parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        self.setAcceptDrops(True)
        self.resize(1080, 680)
        self.store = session.store
        self.source = self.review = self.batch = None
        self.outdated = False
        self._make(dataset)
        self.jobs.progressed.connect(lambda percent: self.progress.setValue(round(percent)))
        self.jobs.counted.connect(self._counted)
        self.finished.connect(lambda _: self.jobs.forget())
        self._go_to(FILE)
        if paths:
            self.add_files([paths] if isinstance(paths, str | Path) else paths)

    # -- what it is made of

    def _make(self, dataset):
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.steps = StepHeader((tr("File"), tr("Columns"), tr("Check"), tr("Done")))
        self.steps.wanted.connect(self._step_wanted)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        self.pages = QStackedWidget()
        self.files = FilePage(self.store)
        self.columns = ColumnPage(self.store)
        self.view = VerdictView()
        self.end = DonePage()
        for page in (self.files, self.columns, self.view, self.end):
            self.pages.addWidget(page)
        for widget in (self.steps, self.bar):
            layout.addWidget(widget)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._make_progress())
        layout.addLayout(self._make_buttons())
        self.files.dataset.setCurrentIndex(max(0, self.files.dataset.findData(dataset)))
        self.files.chooseWanted.connect(self.choose_files)
        self.files.changed.connect(self._source_changed)
        self.files.datasetChanged.connect(self._dataset_changed)
        self.columns.datasetWanted.connect(self._dataset_wanted)
        self.columns.changed.connect(self._enable)
        self.view.changed.connect(self._enable)
        self.view.questions.refused.connect(self._refuse_name)

    def _make_progress(self):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.doing = plain_label()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setMinimumWidth(320)
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        self.doing.hide()
        self.progress.hide()
        return row

    def _make_buttons(self):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.report = push_button(
            tr("Save rejected rows…"),
            tr("Save the rejected rows with their reasons as a workbook, to be mended there"),
            self.save_report,
        )
        self.save = push_button(
            tr("Save the choice…"),
            tr("Save which columns hold what, for a colleague with the same kind of file"),
            self.save_choices,
        )
        self.load = push_button(
            tr("Load a choice…"),
            tr("Take the columns from a file that was saved here"),
            self.load_choices,
        )
        self.revoke = push_button(
            tr("Undo the import"),
            tr("Bring the rows back to what they were before; the import stays in the history"),
            self.undo,
        )
        self.more = push_button(tr("Import more…"), tr("Choose the next file"), self.import_more)
        self.back = push_button(tr("Back"), tr("Go one step back"), self.go_back)
        self.cancel = push_button(tr("Cancel"), tr("Close without importing"), self.stop)
        self.again = push_button(
            tr("Check again"), tr("See what the import does with your answers"), self.examine
        )
        self.read = push_button(
            tr("Continue"), tr("Read the file and see what its import does"), self.examine
        )
        self.check = push_button(
            tr("Check"), tr("See what the import does with these columns"), self.examine
        )
        self.go = push_button(
            tr("Import"), tr("Write these rows; it can be undone"), self.carry_out
        )
        self.close_button = push_button(tr("Close"), tr("Close the import"), self.accept)
        self.map = push_button(
            tr("Show on the map"), tr("Close the import and show the map of these rows"),
            self.show_map,
        )  # fmt: skip
        left = (self.report, self.save, self.load, self.revoke, self.more)
        right = (self.back, self.cancel, self.again, self.read, self.check, self.go)
        self.buttons = (*left, *right, self.close_button, self.map)
        for button in self.buttons:
            row.addWidget(button)
        row.insertStretch(len(left), 1)
        return row

    # -- where one stands

    @property
    def step(self):
        """The present step."""
        return self.pages.currentIndex()

    @property
    def verdict(self):
        """What the import will do; None while that is not known."""
        return self.review.verdict if self.review else None

    def _go_to(self, step):
        self.pages.setCurrentIndex(step)
        shown = {
            FILE: (self.cancel, self.read),
            COLUMNS: (self.save, self.load, self.back, self.cancel, self.check),
            CHECK: (self.report, self.back, self.cancel, self.again, self.go),
            DONE: (self.report, self.revoke, self.more, self.close_button, self.map),
        }[step]
        for button in self.buttons:
            button.setVisible(button in shown)
        self._enable()
        self._focus()

    def _enable(self):
        """Let be pressed what can be, and name the button of the Enter key."""
        idle = not self.jobs.busy
        self.pages.setEnabled(idle)
        review, verdict, step = self.review, self.verdict, self.step
        dirty = verdict is not None and self.view.questions.dirty
        waiting = dirty or self.outdated
        removes = verdict is not None and self.view.remove_vanished
        ready = verdict is not None and not waiting and (verdict.writes or removes)
        self.read.setEnabled(idle and self.files.ready)
        self.check.setEnabled(idle and review is not None and self.columns.is_complete)
        self.save.setEnabled(idle and review is not None and review.dataset is not None)
        self.load.setEnabled(self.save.isEnabled())
        self.back.setEnabled(idle)
        asked = self.outdated or self.view.questions.count > 0
        self.again.setVisible(step == CHECK and asked)
        self.again.setEnabled(idle and waiting)
        self.go.setEnabled(idle and ready)
        self.go.setToolTip(
            tr("Press Check again first, so that your answers count")
            if dirty
            else tr("Write these rows; it can be undone")
        )
        self.report.setEnabled(idle and verdict is not None and len(verdict.rejected_at) > 0)
        self.revoke.setEnabled(idle and self.batch is not None)
        self.more.setEnabled(idle)
        self.map.setVisible(step == DONE and bool(self._map_name()))
        self.map.setEnabled(idle)
        self.close_button.setEnabled(idle)
        self.cancel.setText(tr("Stop") if self.jobs.busy else tr("Cancel"))
        self.cancel.setVisible(step != DONE or self.jobs.busy)
        self.steps.show_step(step, self._reachable() if idle else ())
        self._default().setDefault(True)

    def _default(self):
        check = self.again if self.again.isEnabled() and self.step == CHECK else self.go
        end = self.map if self.map.isVisibleTo(self) else self.close_button
        return {FILE: self.read, COLUMNS: self.check, CHECK: check, DONE: end}[self.step]

    def _reachable(self):
        if self.step == DONE:
            return ()
        found = [FILE]
        if self.review is not None:
            found.append(COLUMNS)
        if self.verdict is not None and self.step <= CHECK:
            found.append(CHECK)
        return [step for step in found if step != self.step]

    def _focus(self):
        if self.jobs.busy:
            # Not on *Stop*: whoever presses Enter twice does not want to stop what begins.
            self.setFocus()
        elif self._default().isEnabled():
            self._default().setFocus()
        elif self.step == FILE:
            self.files.choose.setFocus()
        elif self.step == COLUMNS:
            known = self.review is not None and self.review.dataset is not None
            (self.columns.table if known else self.columns.dataset).setFocus()
        else:
            self.view.tabs.setFocus()

    def _step_wanted(self, step):
        if step == CHECK and self.step == COLUMNS:
            self.examine()
        elif step != self.step:
            self._go_to(step)

    def go_back(self):
        """Go one step back."""
        self._go_to(max(FILE, self.step - 1))

    def fail(self, error):
        """Show a failure in the dialog."""
        self.messages.fail(error)

    # -- files

    @guarded
    def choose_files(self):
        """Ask for files, and examine them."""
        folder = str(Path(self.files.paths[0]).parent) if self.files.paths else ""
        self.add_files(ask_files(self, folder))

    @guarded
    def add_files(self, paths):
        """Add files to those that are imported in one go, and examine them."""
        if not paths or self.jobs.busy:
            return
        self.files.add(paths)
        self.examine()

    def dragEnterEvent(self, event):
        """Take files that can be imported."""
        if not self.jobs.busy and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event):
        """Add dropped files; after an import they are the next one's."""
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            if self.step == DONE:
                self._forget()
            self.add_files(paths)

    def _source_changed(self):
        """Forget what was read: something else was chosen."""
        self.source = None
        self._dataset_changed()

    def _dataset_changed(self):
        """Forget what was found out of the source."""
        self.review = None
        self.outdated = False
        self.columns.forget()
        self.view.questions.forget()
        self._enable()

    def _forget(self):
        self.files.clear()
        self.batch = None
        self._source_changed()
        self._go_to(FILE)

    # -- reading

    @guarded
    def examine(self):
        """See in the background what the import will do."""
        if self.jobs.busy or not (self.files.ready or self.source is not None):
            return
        from ..usecases.review import review

        store, source = self.store, self.source
        paths = () if source is not None else self._paths()
        dataset = self.files.dataset.currentData() or ""
        named = {"sheets": (), "mapping": None}
        if source is not None:
            dataset = self.columns.dataset.currentData() or dataset
            named["mapping"] = self.columns.mapping
            named["sheets"] = self.columns.ticked if self.columns.ticks_touched else ()
        answers = dict(self.view.questions.answers)
        self._start(
            tr("Reading {file} …", file=self._name()),
            lambda feedback: review(
                store, dataset, paths, source=source, answers=answers, feedback=feedback, **named
            ),
            lambda found: self._show(found, answers),
        )

    def _paths(self):
        from ..usecases.layer_source import layer_source

        layer = self.files.chosen_layer
        return self.files.paths if layer is None else layer_source(layer)

    def _name(self):
        if self.source is not None:
            return self.source.name
        layer = self.files.chosen_layer
        if layer is not None:
            return layer.name()
        return ", ".join(Path(path).name for path in self.files.paths)

    @guarded
    def _show(self, found, answers):
        was_here = self.step == CHECK
        self.outdated = False
        self.source, self.review = found.source, found
        if found.needed is not None:
            self.columns.show_review(found, message(found.needed))
            self._go_to(COLUMNS)
            return
        self.bar.clearWidgets()
        self.columns.show_review(found)
        self.view.show_review(found, answers, stay=was_here)
        self._go_to(CHECK)

    @guarded
    def _dataset_wanted(self, name):
        """Match the columns to another dataset."""
        from ..usecases.review import columns_of

        store, source = self.store, self.source
        self._start(
            tr("Reading {file} …", file=self._name()),
            lambda _: columns_of(store, name, source),
            self._show_columns,
        )

    @guarded
    def _show_columns(self, found):
        self.review = found
        self.view.questions.forget()
        self.columns.show_review(found)
        self._go_to(COLUMNS)

    def _refuse_name(self, name):
        self.messages.hint(tr("“{name}” is not in the register. Choose from the list.", name=name))

    # -- columns

    @guarded
    def save_choices(self):
        """Ask where, and save which columns hold what."""
        from ..usecases.column_choices import save

        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save the choice of columns"),
            str(self._folder() / choice_file_name(self.source.name)),
            tr("Choice of columns") + " (*.json)",
        )
        if path:
            save(path, self.review.dataset.name, self.columns.choices())
            self.messages.tell(tr("The choice of columns was saved."), path)

    @guarded
    def load_choices(self):
        """Ask for a choice of columns, and take it."""
        from ..usecases.column_choices import load

        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Load a choice of columns"),
            str(self._folder()),
            tr("Choice of columns") + " (*.json)",
        )
        if path and not self.columns.load(load(path, self.review.dataset)):
            self.messages.hint(tr("None of the columns in that file is in this one."))

    def _folder(self):
        return Path(self.files.paths[0]).parent if self.files.paths else Path.home()

    # -- writing

    @guarded
    def carry_out(self):
        """Write in the background what was examined."""
        from ..usecases.import_source import carry_out

        if not self.go.isEnabled() or self.jobs.busy:
            return
        store, verdict, remove = self.store, self.verdict, self.view.remove_vanished
        self._start(
            tr("Importing {file} …", file=verdict.source.name),
            lambda feedback: carry_out(store, verdict, remove_vanished=remove, feedback=feedback),
            lambda batch: self._written(batch, remove),
            writing=True,
        )

    @guarded
    def _written(self, batch, removed):
        from ..usecases.review_lists import done

        sentence, detail = done(self.verdict, removed)
        self.batch = batch
        self.end.show_written(sentence, detail, self.review.sums)
        self._go_to(DONE)
        self.imported.emit(sentence)

    @guarded
    def undo(self):
        """Undo the import in the background."""
        from ..usecases.review import undone

        if self.batch is None or self.jobs.busy:
            return
        store, batch, name = self.store, self.batch, self.source.name
        self._start(
            tr("Undoing the import of {file} …", file=name),
            lambda feedback: undone(store, batch, name, feedback),
            self._undone,
            writing=True,
        )

    @guarded
    def _undone(self, said):
        self.batch = None
        self.end.show_undone(*said)
        self._go_to(DONE)
        self.imported.emit(said[0])

    def import_more(self):
        """Begin anew with other files."""
        self._forget()
        QTimer.singleShot(0, self.choose_files)

    def show_map(self):
        """Close, and show the map of what was imported."""
        name = self._map_name()
        self.accept()
        if name:
            self.mapWanted.emit(name)

    def _map_name(self):
        if self.verdict is None:
            return ""
        maps = self.store.catalogue.maps.values()
        wanted = self.verdict.dataset.name
        return next((item.name for item in maps if item.dataset == wanted), "")

    @guarded
    def save_report(self):
        """Ask where, and save the rejected rows."""
        from ..usecases.review import save_rejected

        found = self.review
        name = Path(found.source.name.partition(", ")[0]).stem + tr("_rejected") + ".xlsx"
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save rejected rows"),
            str(self._folder() / name),
            tr("Excel workbook") + " (*.xlsx)",
        )
        if path:
            self._start(
                tr("Saving the rejected rows …"),
                lambda feedback: save_rejected(found, path, feedback),
                lambda _: self.messages.tell(tr("The rejected rows were saved."), path),
            )

    # -- work in the background

    def _start(self, text, function, done, *, writing=False):
        self.bar.clearWidgets()
        self.writing = writing
        middle = Qt.TextElideMode.ElideMiddle
        self.doing.setText(self.doing.fontMetrics().elidedText(text, middle, self.width() // 2))
        self.progress.setFormat("%p %")
        self.progress.setValue(0)
        for widget in (self.doing, self.progress):
            widget.show()
        self.jobs.start(text, function, lambda result: self._ended(done, result), self._failed)
        self._enable()
        self._focus()

    def _stopped(self):
        self.writing = False
        for widget in (self.doing, self.progress):
            widget.hide()
        self._enable()
        self._focus()

    def _ended(self, done, result):
        self._stopped()
        done(result)

    def _failed(self, error):
        # What stands in the store is not what was examined, perhaps.
        self.outdated = self.writing and not isinstance(error, Cancelled)
        self._stopped()
        self.messages.fail(error)

    def _counted(self, done, total):
        self.progress.setFormat(
            tr("{done} of {total} rows", done=number(done, 0), total=number(total, 0))
        )
