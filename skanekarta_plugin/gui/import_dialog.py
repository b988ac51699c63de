"""The import: choose a file, see what it will do, carry it out."""

from pathlib import Path

from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QProgressBar,
    QVBoxLayout,
)

from ..i18n import label, message, tr
from ..usecases.wording import number
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button
from .tasks import Jobs
from .verdict_view import VerdictView


class ImportDialog(QDialog):
    """Examines a file as soon as it is chosen; nothing is written before *Import*.

    :ivar imported: emitted with a sentence when rows were written
    """

    imported = pyqtSignal(str)

    def __init__(self, session, path="", dataset="", parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        self.resize(1040, 640)
        self.store = session.store
        self.verdict = None
        self.writing = False
        self.jobs = Jobs(self)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        layout.addWidget(self.bar)
        layout.addLayout(self._make_form(dataset))
        self.hint = plain_label(
            tr("Choose a file to see what its import will do. Nothing is written yet."),
            wrap=True,
        )
        layout.addWidget(self.hint)
        self.view = VerdictView()
        self.view.hide()
        layout.addWidget(self.view, 1)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.hide()
        layout.addWidget(self.progress)
        layout.addWidget(self._make_buttons())
        layout.addStretch(0)
        self.jobs.progressed.connect(lambda percent: self.progress.setValue(round(percent)))
        self.finished.connect(lambda _: self.jobs.forget())
        if path:
            self.file.setFilePath(path)

    def _make_form(self, dataset):
        form = QFormLayout()
        form.setHorizontalSpacing(GAP)
        self.file = QgsFileWidget()
        self.file.setDialogTitle(tr("Choose a file to import"))
        self.file.setFilter(
            tr("Tables and layers")
            + " (*.xlsx *.xlsm *.csv *.tsv *.txt *.gpkg *.shp *.geojson);;"
            + tr("All files")
            + " (*)"
        )
        self.file.lineEdit().setAccessibleName(tr("File"))
        self.file.setToolTip(tr("An Excel workbook, a CSV file or a GIS layer"))
        self.file.fileChanged.connect(lambda _: self._file_chosen())
        self.dataset = QComboBox()
        self.dataset.setAccessibleName(tr("Dataset"))
        self.dataset.setToolTip(tr("What the rows of the file are"))
        self.dataset.addItem(tr("Recognise from the columns"), "")
        for name, described in self.store.catalogue.datasets.items():
            self.dataset.addItem(label(described), name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(dataset)))
        self.dataset.activated.connect(lambda _: self.examine())
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("Sheet"))
        self.sheet.setToolTip(tr("Import all sheets that hold such rows, or only one"))
        self.sheet.activated.connect(lambda _: self.examine())
        form.addRow(tr("File"), self.file)
        form.addRow(tr("Dataset"), self.dataset)
        form.addRow(tr("Sheet"), self.sheet)
        self._show_sheets(())
        return form

    def _make_buttons(self):
        box = QDialogButtonBox()
        self.report = push_button(
            tr("Save rejected rows…"),
            tr("Save the rejected rows with their reasons as a workbook, to be mended there"),
            self.save_report,
        )
        self.go = push_button(
            tr("Import"), tr("Write these rows; it can be done again"), self.carry_out
        )
        self.go.setDefault(True)
        box.addButton(self.report, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.go, QDialogButtonBox.ButtonRole.ApplyRole)
        self.cancel = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setText(tr("Cancel"))
        self.cancel.setToolTip(tr("Close without importing"))
        box.rejected.connect(self.reject)
        self.report.setEnabled(False)
        self.go.setEnabled(False)
        return box

    def reject(self):
        """Close without importing; what is being written can no longer be called back."""
        if not self.writing:
            super().reject()

    def fail(self, error):
        """Show a failure in the dialog."""
        self._work_ended()
        self.messages.fail(error)

    def _file_chosen(self):
        self._show_sheets(())
        self.examine()

    @guarded
    def examine(self):
        """See in the background what the import of the chosen file will do."""
        path = self.file.filePath()
        if not path or self.jobs.busy:
            return
        from ..usecases.import_source import examine

        store, chosen = self.store, self.dataset.currentData()
        sheet = self.sheet.currentData() or ""
        self.verdict = None
        self._work_started()
        self.jobs.start(
            tr("Reading {file} …", file=Path(path).name),
            lambda feedback: examine(store, chosen or "", path, sheet=sheet, feedback=feedback),
            self._show,
            self._refused,
        )

    @guarded
    def _show(self, verdict):
        self._work_ended()
        self.verdict = verdict
        self.dataset.setCurrentIndex(self.dataset.findData(verdict.dataset.name))
        if not self.sheet.currentData():
            self._show_sheets(table.sheet for table in verdict.source.tables)
        self.bar.clearWidgets()
        self.hint.hide()
        self.view.show()
        self.view.show_verdict(verdict)
        self.report.setEnabled(bool(verdict.rejected))
        self.go.setEnabled(bool(verdict.new or verdict.changed))
        (self.go if self.go.isEnabled() else self.file.lineEdit()).setFocus()

    def _refused(self, error):
        self.view.hide()
        self.hint.show()
        self.fail(error)

    def _show_sheets(self, names):
        self.sheet.clear()
        self.sheet.addItem(tr("All sheets"), "")
        for name in names:
            self.sheet.addItem(name, name)
        self.sheet.setEnabled(self.sheet.count() > 2)

    @guarded
    def carry_out(self):
        """Write in the background what was examined."""
        from ..usecases.import_source import carry_out

        if self.verdict is None or self.jobs.busy:
            return
        store, verdict = self.store, self.verdict
        # One short transaction: to stop in it would save no time, only leave doubt.
        self.writing = True
        self._work_started()
        self.jobs.start(
            tr("Importing {file} …", file=verdict.source.name),
            lambda _: carry_out(store, verdict),
            self._written,
            self.fail,
            can_cancel=False,
        )

    def _written(self, _batch):
        self.writing = False
        verdict = self.verdict
        self.imported.emit(
            tr(
                "{file} was imported: {new} new, {changed} changed, {unchanged} unchanged, "
                "{rejected} rejected.",
                file=verdict.source.name,
                new=number(len(verdict.new), 0),
                changed=number(len(verdict.changed), 0),
                unchanged=number(len(verdict.unchanged), 0),
                rejected=number(len(verdict.rejected), 0),
            )
        )
        self.accept()

    @guarded
    def save_report(self):
        """Ask where, and save the rejected rows."""
        from ..usecases.import_source import write_report

        name = Path(self.verdict.source.name).stem + tr("_rejected") + ".xlsx"
        start = str(Path(self.file.filePath()).with_name(name))
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save rejected rows"), start, tr("Excel workbook") + " (*.xlsx)"
        )
        if path:
            write_report(self.verdict, path, message)
            self.messages.tell(tr("The rejected rows were saved."), path)

    def _work_started(self):
        self.progress.setValue(0)
        self.progress.show()
        self._enable(False)

    def _work_ended(self):
        self.writing = False
        self.progress.hide()
        self._enable(True)

    def _enable(self, enabled):
        for widget in (self.file, self.dataset, self.sheet):
            widget.setEnabled(enabled)
        self.sheet.setEnabled(enabled and self.sheet.count() > 2)
        self.cancel.setEnabled(not self.writing)
        ready = enabled and self.verdict is not None
        self.report.setEnabled(ready and bool(self.verdict.rejected))
        self.go.setEnabled(ready and bool(self.verdict.new or self.verdict.changed))
