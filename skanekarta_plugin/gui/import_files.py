"""The first step of the import: which files or which layer, and what the rows are."""

from pathlib import Path

from qgis.core import QgsMapLayerProxyModel, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from .parts import GAP, plain_label, push_button

_PATH = Qt.ItemDataRole.UserRole


def dataset_box(datasets, *, recognise):
    """Return a box to choose a dataset in; its data are the names.

    :param recognise: offer to recognise it; else nothing is chosen at first
    """
    box = QComboBox()
    box.setAccessibleName(tr("Dataset"))
    box.setToolTip(tr("What the rows of the file are"))
    box.addItem(tr("Recognise from the columns") if recognise else tr("choose …"), "")
    for name, described in datasets.items():
        box.addItem(label(described), name)
    return box


class FilePage(QWidget):
    """Files, or a layer, and the dataset.

    :ivar chooseWanted: emitted when files are to be asked for
    :ivar changed: emitted when other files or another layer were chosen
    :ivar datasetChanged: emitted when another dataset was chosen
    """

    chooseWanted = pyqtSignal()
    changed = pyqtSignal()
    datasetChanged = pyqtSignal()

    def __init__(self, store, parent=None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        text = tr(
            "Choose one file, or several of one kind. You will see what the import does "
            "before anything is written."
        )
        layout.addWidget(plain_label(text, wrap=True))
        self.by_file = QRadioButton(tr("Files"))
        self.by_file.setToolTip(tr("Excel workbooks, CSV files or GIS files"))
        self.by_file.setChecked(True)
        layout.addWidget(self.by_file)
        layout.addLayout(self._make_list(), 1)
        self.by_layer = QRadioButton(tr("A layer that is open in QGIS"))
        self.by_layer.setToolTip(tr("A layer or table of the project, as it looks now"))
        layout.addWidget(self.by_layer)
        self.layer = QgsMapLayerComboBox()
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layer.setAllowEmptyLayer(False)
        self.layer.setAccessibleName(tr("Layer"))
        self.layer.setToolTip(tr("The layers and tables of the project"))
        self.layer.setExceptedLayerList(_own(store))
        row = QHBoxLayout()
        row.setContentsMargins(3 * GAP, 0, 0, 0)
        row.addWidget(self.layer)
        row.addStretch(1)
        layout.addLayout(row)
        form = QFormLayout()
        form.setContentsMargins(0, GAP, 0, 0)
        form.setHorizontalSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.dataset = dataset_box(store.catalogue.datasets, recognise=True)
        form.addRow(tr("The rows are"), self.dataset)
        layout.addLayout(form)
        self.by_layer.setEnabled(self.layer.count() > 0)
        self.layer.setVisible(self.layer.count() > 0)
        self.layer.setMinimumWidth(320)
        if not self.layer.count():
            self.by_layer.setToolTip(tr("No other layer is open in the project"))
        self.by_file.toggled.connect(lambda _: self._show())
        self.by_file.toggled.connect(lambda _: self.changed.emit())
        self.layer.layerChanged.connect(lambda _: self.changed.emit())
        self.dataset.activated.connect(lambda _: self.datasetChanged.emit())
        self._show()

    def _make_list(self):
        row = QHBoxLayout()
        row.setContentsMargins(3 * GAP, 0, 0, 0)
        row.setSpacing(GAP)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Files"))
        self.list.setToolTip(tr("The files that are imported in one go; drop more anywhere here"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.empty = plain_label(tr("Drop files here."), wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        inside = QVBoxLayout(self.list)
        inside.addWidget(self.empty)
        row.addWidget(self.list, 1)
        column = QVBoxLayout()
        self.choose = push_button(
            tr("Choose files…"), tr("Look for files on this computer"), self.chooseWanted.emit
        )
        self.remove = push_button(
            tr("Remove from the list"),
            tr("Leave the marked files out; they stay where they are"),
            self.remove_marked,
        )
        column.addWidget(self.choose)
        column.addWidget(self.remove)
        column.addStretch(1)
        row.addLayout(column)
        self.list.itemSelectionChanged.connect(self._show)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_marked)
        return row

    @property
    def paths(self):
        """The chosen files."""
        return [self.list.item(row).data(_PATH) for row in range(self.list.count())]

    @property
    def chosen_layer(self):
        """The chosen layer; None where files are chosen."""
        return self.layer.currentLayer() if self.by_layer.isChecked() else None

    @property
    def ready(self):
        """True if there is something to read."""
        return self.chosen_layer is not None or (self.by_file.isChecked() and self.list.count() > 0)

    def add(self, paths):
        """Add files to the list."""
        known = set(self.paths)
        for path in dict.fromkeys(map(str, paths)):
            if path in known:
                continue
            item = QListWidgetItem(Path(path).name)
            item.setData(_PATH, path)
            item.setToolTip(path)
            self.list.addItem(item)
        self.by_file.setChecked(True)
        self._show()
        self.changed.emit()

    def clear(self):
        """Empty the list."""
        self.list.clear()
        self._show()
        self.changed.emit()

    def remove_marked(self):
        """Take the marked files out of the list."""
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._show()
        self.changed.emit()

    def _show(self):
        files = self.by_file.isChecked()
        for widget in (self.list, self.choose):
            widget.setEnabled(files)
        self.remove.setEnabled(files and bool(self.list.selectedItems()))
        self.layer.setEnabled(not files)
        self.empty.setVisible(not self.list.count())


def _own(store):
    from ..usecases.layer_source import own_layers

    return own_layers(QgsProject.instance(), store)
