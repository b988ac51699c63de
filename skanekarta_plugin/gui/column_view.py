"""The second step of the import: which sheets are read, and which column holds what."""

from pathlib import Path

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..domain.text import fold
from ..i18n import label, tr
from ..sources.mapping import CHOSEN, CONTENT, HEADER, REMEMBERED
from ..usecases.columns import EXTRA, column_troubles
from ..usecases.wording import rows_text
from .choice_table import ChoiceModel, ChoiceTable
from .import_files import dataset_box
from .parts import GAP, plain_label
from .tables import fit_columns


class ColumnModel(ChoiceModel):
    """The columns of a sheet and their fields."""

    COLUMN, EXAMPLES, FIELD, HOW = range(4)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.headers = (
            tr("Column in the file"), tr("Examples"), tr("Field"), tr("Recognised by"),
        )  # fmt: skip
        self.dataset = None
        # Field name by folded header, of all sheets; what was recognised, by sheet and letter.
        self.chosen = {}
        self._how = {
            HEADER: tr("the header"), CONTENT: tr("the content"),
            REMEMBERED: tr("last time"), CHOSEN: tr("your choice"),
        }  # fmt: skip

    def field_of(self, line):
        """Return the field of a column as it stands now."""
        return line.field if line.repeated else self.chosen.get(fold(line.header), line.field)

    def can_choose(self, index):
        """Fields can be chosen if it is known what the rows are."""
        if index.column() != self.FIELD or self.dataset is None:
            return False
        return not self.lines[index.row()].repeated

    def text(self, line, column):
        """Return what a cell shows."""
        if column == self.COLUMN:
            return line.header
        if column == self.EXAMPLES:
            return "  |  ".join(line.examples)
        name = self.field_of(line)
        if column == self.FIELD:
            if line.repeated and not name:
                return tr("not used: same header as another column")
            return self._field_text(name)
        how = line.how if name == line.field else CHOSEN
        return self._how.get(how, "")

    def _field_text(self, name):
        if not name:
            return tr("not used")
        if name == EXTRA:
            return tr("keep as other text")
        field = self.dataset.field(name)
        must = field.required and self.dataset.child_of(name) is None
        return label(field) + (" *" if must else "")

    def value(self, line, column):
        """Return the name of the field."""
        return self.field_of(line) if column == self.FIELD else None

    def is_pending(self, line, column):
        """Columns that are not used are grey."""
        return column == self.FIELD and not self.field_of(line)

    def choose(self, line, column, value):
        """Take a field, for all columns of this header."""
        self.chosen[fold(line.header)] = value

    def choices(self, index):
        """Return the fields."""
        names = ["", EXTRA, *(item.name for item in self.dataset.import_fields)]
        return [(name, self._field_text(name)) for name in names]


class ColumnPage(QWidget):
    """Sheets and columns.

    :ivar datasetWanted: emitted with the name of a dataset when another was chosen
    :ivar changed: emitted when something was chosen
    """

    datasetWanted = pyqtSignal(str)
    changed = pyqtSignal()

    def __init__(self, store, parent=None):
        super().__init__(parent)
        self._datasets = store.catalogue.datasets
        self._review = None
        self._bare = set()
        self.ticks_touched = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.reason = plain_label(wrap=True)
        layout.addWidget(self.reason)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.dataset = dataset_box(self._datasets, recognise=False)
        self.dataset.activated.connect(
            lambda _: self.datasetWanted.emit(self.dataset.currentData())
        )
        form.addRow(tr("The rows are"), self.dataset)
        layout.addLayout(form)
        self.parts = QSplitter()
        self.parts.setChildrenCollapsible(False)
        self.sheet_list = QListWidget()
        self.sheet_list.setAccessibleName(tr("Sheets"))
        self.sheet_list.setToolTip(tr("The sheets that are imported are ticked"))
        self.sheet_list.setSpacing(2)
        self.sheet_list.currentRowChanged.connect(lambda _: self._show_sheet())
        self.sheet_list.itemChanged.connect(lambda _: self._ticked())
        self.model = ColumnModel()
        self.table = ChoiceTable(tr("Columns and their fields"), self.model)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(ColumnModel.EXAMPLES, header.ResizeMode.Stretch)
        self.no_headers = QCheckBox(tr("No headers"))
        self.no_headers.setToolTip(tr("The first row of the sheet is a row like the others"))
        self.no_headers.toggled.connect(self._set_bare)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.sheet_list, 1)
        column.addWidget(self.no_headers)
        self.parts.addWidget(left)
        self.parts.addWidget(self.table)
        self.parts.setStretchFactor(1, 1)
        layout.addWidget(self.parts, 1)
        self.troubles = plain_label(wrap=True)
        layout.addWidget(self.troubles)
        self.model.answered.connect(self._chosen)

    @property
    def sheets(self):
        """The :class:`~..usecases.columns.SheetColumns` of all sheets, as they are taken now."""
        found = self._review.sheets if self._review else ()
        return [sheet.bare if sheet.sheet in self._bare else sheet for sheet in found]

    @property
    def mapping(self):
        """The choice of columns, header → field name; None if nothing was chosen here."""
        return self.choices() if self.model.chosen or self._bare else None

    def choices(self):
        """Return header → field name of all sheets, as it stands."""
        headers, found = {}, {}
        for sheet in self.sheets:
            for line in sheet.lines:
                if not line.repeated:
                    key = fold(line.header)
                    headers.setdefault(key, line.header)
                    found[key] = self.model.field_of(line) or found.get(key, "")
        return {headers[key]: name for key, name in found.items()}

    @property
    def ticked(self):
        """Names of the ticked sheets."""
        items = (self.sheet_list.item(row) for row in range(self.sheet_list.count()))
        ticks = [item.checkState() == Qt.CheckState.Checked for item in items]
        return tuple(s.sheet for s, ticked in zip(self.sheets, ticks, strict=True) if ticked)

    @property
    def is_complete(self):
        """True if a ticked sheet has what must be there, and none has a field twice."""
        if self.model.dataset is None:
            return False
        ticked = [sheet for sheet in self.sheets if sheet.sheet in self.ticked]
        found = [self._troubles_of(sheet) for sheet in ticked]
        return not any(twice for twice, _ in found) and any(not missing for _, missing in found)

    def forget(self):
        """Drop what was chosen: another source is imported."""
        self._review = None
        self.model.chosen = {}
        self.ticks_touched = False
        self.dataset.setCurrentIndex(0)

    def show_review(self, found, reason=""):
        """Show the columns of a review; what was chosen for the same source stays.

        :param reason: why somebody must choose
        """
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        old = self._review
        if old and old.source is found.source and old.dataset is found.dataset:
            self._review = found
            self.changed.emit()
            return
        if old is None or old.source is not found.source:
            self.ticks_touched = False
        ticked = self.ticked if self.ticks_touched else None
        self._review = found
        self._bare = {sheet.sheet for sheet in found.sheets if sheet.is_bare}
        self.model.dataset = found.dataset
        self.model.chosen = {}
        name = found.dataset.name if found.dataset else ""
        self.dataset.setCurrentIndex(self.dataset.findData(name))
        self._show_sheets(ticked)
        self._show_sheet()

    def load(self, choices):
        """Take a choice of columns; return how many of the columns it names are here."""
        known = {fold(line.header) for sheet in self.sheets for line in sheet.lines}
        chosen = {fold(header): name for header, name in choices.items() if fold(header) in known}
        self.model.chosen |= chosen
        self.model.tell()
        return len(chosen)

    def _show_sheets(self, ticked):
        self.sheet_list.blockSignals(True)
        self.sheet_list.clear()
        for sheet in self.sheets:
            item = QListWidgetItem(_sheet_text(sheet))
            item.setToolTip(item.text())
            wanted = sheet.taken if ticked is None else sheet.sheet in ticked
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.sheet_list.addItem(item)
        first = next((at for at, sheet in enumerate(self.sheets) if sheet.taken), 0)
        self.sheet_list.setCurrentRow(first)
        self.sheet_list.blockSignals(False)
        width = self.sheet_list.sizeHintForColumn(0) + 4 * GAP
        self.parts.setSizes([min(320, max(180, width)), 700])

    def _set_bare(self, bare):
        row = self.sheet_list.currentRow()
        name = self._review.sheets[row].sheet
        if bare == (name in self._bare):
            return
        self._bare ^= {name}
        # A tick is something else.
        self.sheet_list.blockSignals(True)
        self.sheet_list.item(row).setText(_sheet_text(self.sheets[row]))
        self.sheet_list.blockSignals(False)
        self._show_sheet()

    def _show_sheet(self):
        row, sheets = self.sheet_list.currentRow(), self.sheets
        known = 0 <= row < len(sheets)
        self.model.show(sheets[row].lines if known else ())
        self.no_headers.setVisible(known and self._review.sheets[row].bare is not None)
        self.no_headers.setChecked(known and sheets[row].sheet in self._bare)
        fit_columns(self.table, 280)
        self.table.setColumnWidth(
            ColumnModel.FIELD, max(220, self.table.columnWidth(ColumnModel.FIELD))
        )
        self._tell()

    def _ticked(self):
        self.ticks_touched = True
        self._tell()

    def _chosen(self):
        self._tell()

    def _troubles_of(self, sheet):
        return column_troubles(self.model.dataset, map(self.model.field_of, sheet.lines))

    def _tell(self):
        self.troubles.setText(" ".join(self._sentences()))
        self.changed.emit()

    def _sentences(self):
        row = self.sheet_list.currentRow()
        if self.model.dataset is None:
            return [tr("Choose what the rows are.")]
        if not 0 <= row < len(self.sheets):
            return []
        twice, missing = self._troubles_of(self.sheets[row])
        said = [
            tr("“{field}” is taken by several columns; choose one.", field=label(item))
            for item in twice
        ]
        if missing:
            names = ", ".join(label(item) for item in missing)
            text = tr("No column is chosen for what must be there (*): {fields}.", fields=names)
            said.append(text)
        if not self.ticked:
            said.append(tr("Tick at least one sheet."))
        return said or [tr("* must be there.")]


def _sheet_text(sheet):
    count = rows_text(sheet.rows)
    headers = tr("no headers")
    if sheet.header_row:
        headers = tr("headers in row {row}", row=sheet.header_row)
    hidden = [tr("hidden sheet")] if sheet.hidden else []
    return f"{sheet.sheet}\n" + ", ".join([count, headers, *hidden])


def choice_file_name(source_name):
    """Return what a file with a choice of columns is called at first."""
    return Path(source_name.partition(", ")[0]).stem + tr("_columns") + ".json"
