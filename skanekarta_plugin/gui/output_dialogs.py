"""Print and export: collect the choices, call the use case, tell where the files are."""

from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import QStandardPaths, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button


def template_name(template):
    """Return a template's name as a user reads it: ``A4, liggande``."""
    size, _, orientation = template.partition("-")
    words = {"liggande": tr("landscape"), "staende": tr("portrait")}
    return ", ".join(filter(None, (size.upper(), words.get(orientation, orientation))))


class OutputDialog(QDialog):
    """What the dialogs have in common: the map's title, a form, a message bar, buttons.

    :ivar succeeded: emitted with a sentence and the file or folder it is about
    :ivar designed: emitted with a layout to be opened in the layout editor
    """

    succeeded = pyqtSignal(str, object)
    designed = pyqtSignal(object)

    def __init__(self, session, title, parent=None):
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        layout.addWidget(self.bar)
        texts = session.view.texts
        layout.addWidget(plain_label(texts.title, wrap=True, bold=True))
        if texts.state:
            layout.addWidget(plain_label(texts.state, wrap=True))
        layout.addWidget(plain_label(texts.filter, wrap=True))
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(GAP)
        layout.addLayout(self.form)
        layout.addStretch(1)
        self.buttons = QDialogButtonBox()
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(tr("Cancel"))
        cancel.setToolTip(tr("Close without writing anything"))
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)

    def add_sheet(self, templates, name):
        """Ask for the paper and the file of a print.

        :param templates: names of layout templates, the default first
        :param name: of the file that is proposed, without its ending
        """
        self.template = QComboBox()
        self.template.setAccessibleName(tr("Paper"))
        self.template.setToolTip(tr("Size and orientation of the sheet"))
        for template in templates:
            self.template.addItem(template_name(template), template)
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter("PDF (*.pdf);;PNG (*.png);;SVG (*.svg)")
        self.file.setDialogTitle(tr("Where the print is saved"))
        self.file.setToolTip(tr("The ending decides: .pdf, .png or .svg"))
        self.file.lineEdit().setAccessibleName(tr("File"))
        self.file.setFilePath(str(_folder() / f"{name}.pdf"))
        self.form.addRow(tr("Paper"), self.template)
        self.form.addRow(tr("File"), self.file)
        self.add_audience()

    def add_print_button(self, slot):
        """Add the button that writes the file, and return it."""
        button = push_button(tr("Print"), tr("Write the file"), slot)
        button.setDefault(True)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ApplyRole)
        button.setFocus()
        return button

    def add_design_button(self, slot):
        """Add the button that opens the sheet in the layout editor, and return it."""
        button = push_button(
            tr("Open in the layout editor"),
            tr("Put the map into a layout of this project, to change it by hand"),
            slot,
        )
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def open_design(self, build):
        """Put a layout into the project, and open it.

        :param build: function of the project that returns the layout
        """
        project = QgsProject.instance()
        with Waiting():
            layout = build(project)
        manager = project.layoutManager()
        if manager.layoutByName(layout.name()):
            layout.setName(manager.generateUniqueTitle())
        manager.addLayout(layout)
        self.designed.emit(layout)
        self.accept()

    def add_audience(self):
        """Say who the readers are."""
        audience = plain_label(tr("internal"))
        audience.setToolTip(
            tr("Prints and exports for others wait for the check of personal data.")
        )
        self.form.addRow(tr("Readers"), audience)

    def fail(self, error):
        """Show a failure in the dialog."""
        self.messages.fail(error)


class PrintDialog(OutputDialog):
    """Asks for paper and file."""

    def __init__(self, session, parent=None):
        super().__init__(session, tr("Print"), parent)
        from ..usecases.print_map import templates

        self.add_sheet(templates(), session.active)
        self.add_design_button(self.design)
        self.add_print_button(self.print)

    @guarded
    def print(self):
        """Write the print."""
        from ..usecases.print_map import print_map

        with Waiting():
            path = print_map(
                self.session.explorer,
                self.session.selection,
                self.file.filePath(),
                template=self.template.currentData(),
            )
        self.succeeded.emit(tr("The map was printed to {file}.", file=Path(path).name), path)
        self.accept()

    @guarded
    def design(self):
        """Put a layout into the project, and open it."""
        from ..usecases.print_map import design_map

        session, template = self.session, self.template.currentData()
        self.open_design(
            lambda project: design_map(project, session.explorer, session.selection, template)
        )


class OverviewDialog(OutputDialog):
    """Asks for paper and file of the overview."""

    def __init__(self, session, parent=None):
        super().__init__(session, tr("Print the overview"), parent)
        from ..usecases.overview_sheet import templates

        self.add_sheet(templates(), f"{session.active}_{tr('overview_file')}")
        self.add_design_button(self.design)
        self.add_print_button(self.print)

    @guarded
    def print(self):
        """Write the print."""
        from ..usecases.overview_sheet import print_overview

        with Waiting():
            path = print_overview(
                self.session.explorer,
                self.session.selection,
                self.file.filePath(),
                template=self.template.currentData(),
            )
        self.succeeded.emit(tr("The overview was printed to {file}.", file=Path(path).name), path)
        self.accept()

    @guarded
    def design(self):
        """Put a layout into the project, and open it."""
        from ..usecases.overview_sheet import design_overview

        session, template = self.session, self.template.currentData()
        self.open_design(
            lambda project: design_overview(project, session.explorer, session.selection, template)
        )


class ExportDialog(OutputDialog):
    """Asks for folder and formats."""

    def __init__(self, session, parent=None):
        super().__init__(session, tr("Export"), parent)
        from ..usecases.export_layers import formats

        names = {"shp": tr("Shapefile (.zip)"), "gdb": tr("File geodatabase (.gdb.zip)")}
        self.formats = {}
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        for name in formats():
            box = QCheckBox(names.get(name, name))
            box.setToolTip(tr("ArcGIS Online takes this file as it is"))
            box.setChecked(name == formats()[0])
            rows.addWidget(box)
            self.formats[name] = box
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder of the export"))
        self.folder.setToolTip(tr("Folder of the export"))
        self.folder.lineEdit().setAccessibleName(tr("Folder"))
        self.folder.setFilePath(str(_folder()))
        self.form.addRow(tr("Formats"), column)
        self.form.addRow(tr("Folder"), self.folder)
        self.add_audience()
        export = push_button(tr("Export"), tr("Write the files"), self.export)
        export.setDefault(True)
        self.buttons.addButton(export, QDialogButtonBox.ButtonRole.ApplyRole)
        export.setFocus()

    @guarded
    def export(self):
        """Write the files."""
        from ..usecases.export_layers import export_layers

        chosen = [name for name, box in self.formats.items() if box.isChecked()]
        if not chosen:
            self.messages.hint(tr("Choose at least one format."))
            return
        with Waiting():
            paths = export_layers(
                self.session.explorer, self.session.selection, chosen, self.folder.filePath()
            )
        names = ", ".join(Path(path).name for path in paths)
        told = tr("The map was exported: {files}.", files=names)
        self.succeeded.emit(told, Path(paths[0]).parent)
        self.accept()


class Waiting:
    """A waiting cursor while something runs that must run on the main thread."""

    def __enter__(self):
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(self, *_):
        QApplication.restoreOverrideCursor()


def _folder():
    """Return the folder of the project, or the user's documents."""
    home = QgsProject.instance().homePath()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(home or documents)
