"""The table of a store's batches: what was imported or undone, and whether it still stands."""

from decimal import Decimal

from qgis.PyQt.QtCore import QAbstractTableModel, QLocale, QModelIndex, Qt

from ..i18n import label, language, tr
from ..usecases.history import IMPORT
from ..usecases.wording import kronor, local_time, number
from .source_list import shown_date

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def shown_time(time):
    """Return a stored time in short local words: ``3 maj 2026 14:02``."""
    return QLocale(language()).toString(local_time(time), "d MMM yyyy HH:mm")


def shown_sum(batch, dataset):
    """Return the accepted kronor of an import; empty where nothing is summed."""
    if dataset is None or not dataset.money_fields:
        return ""
    amount = batch.sums.get(dataset.money_fields[-1].name)
    return "" if amount is None else kronor(Decimal(amount))


class HistoryModel(QAbstractTableModel):
    """Shows :class:`~..store.store.Batch` objects, in the order given."""

    def __init__(self, catalogue, parent=None):
        super().__init__(parent)
        self.catalogue = catalogue
        self.batches = []
        self._by_id = {}
        self._columns = (
            (tr("No."), tr("The number of the import"), lambda batch: str(batch.id)),
            (tr("Time"), tr("When it was done"), lambda batch: shown_time(batch.time)),
            (tr("Dataset"), tr("What the rows of the file are"), self._dataset),
            (tr("File"), tr("The file that was read"), lambda batch: batch.file),
            (tr("Who"), tr("Who did it"), lambda batch: batch.user),
            (tr("New"), tr("Rows added; of an undoing: brought back"), _count("new")),
            (tr("Changed"), tr("Rows changed; of an undoing: as they were"), _count("changed")),
            (tr("Removed"), tr("Rows removed"), _count("removed")),
            (
                tr("Unchanged"),
                tr("Rows that were right already; of an undoing: left as they are"),
                _count("unchanged"),
            ),
            (tr("Rejected"), tr("Rows that could not be imported"), _count("rejected")),
            (
                tr("Sum"),
                tr("Accepted amounts of the file"),
                lambda batch: shown_sum(batch, self.catalogue.datasets.get(batch.dataset)),
            ),
            (tr("Status"), tr("Whether it still holds"), self.state),
        )

    def show(self, batches):
        """Show other batches."""
        self.beginResetModel()
        self.batches = list(batches)
        self._by_id = {batch.id: batch for batch in batches}
        self.endResetModel()

    def batch(self, index):
        """Return the batch of an index, None for none."""
        return self.batches[index.row()] if index.isValid() else None

    def acts_on(self, batch):
        """Return the batch to undo in order to take ``batch`` back, or to do it again."""
        return batch if batch.undone_by is None else self._by_id[batch.undone_by]

    def is_undoing(self, batch):
        """True if a batch took rows back; an undoing that is undone does its import again."""
        undoing = False
        while batch is not None and batch.kind != IMPORT:
            undoing = not undoing
            batch = self._by_id.get(batch.undoes)
        return undoing

    def state(self, batch):
        """Say whether a batch holds, and what it is."""
        said = []
        if batch.kind != IMPORT:
            said.append(
                tr("undoes no. {id}", id=batch.undoes)
                if self.is_undoing(batch)
                else tr("takes back no. {id}", id=batch.undoes)
            )
        if batch.undone_by is not None:
            undone = self._by_id[batch.undone_by]
            said.append(tr("undone {date}", date=shown_date(undone.time)))
        if not said:
            said.append(tr("in force"))
        if batch.example:
            said.append(tr("Example data"))
        return " · ".join(said)

    def _dataset(self, batch):
        dataset = self.catalogue.datasets.get(batch.dataset)
        return label(dataset) if dataset else batch.dataset

    def rowCount(self, parent=None):
        """Return the number of batches."""
        return 0 if parent is not None and parent.isValid() else len(self.batches)

    def columnCount(self, parent=None):
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        """Return the heading of a column, or what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        name, tip, _ = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(section):
            return _RIGHT
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what stands in a cell."""
        batch = self.batch(index)
        if batch is None:
            return None
        heading, _, shown = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(batch)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{heading}: {shown(batch)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(batch)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(index.column()):
            return _RIGHT
        return None

    def is_number(self, column):
        """True for the columns that are read from the right."""
        return column == 0 or 5 <= column <= 10

    def _tip(self, batch):
        if not batch.sheet:
            return batch.file
        return tr("{file}\nSheet: {sheet}", file=batch.file, sheet=batch.sheet)

    def as_text(self, rows=None):
        """Return rows (all by default) with headings, separated by tabs, as Excel pastes them."""
        rows = range(self.rowCount()) if rows is None else rows
        columns = range(self.columnCount())
        lines = [[name for name, _, _ in self._columns]]
        lines += [
            [str(self.index(row, column, QModelIndex()).data() or "") for column in columns]
            for row in rows
        ]
        return "\n".join("\t".join(line) for line in lines)


def _count(name):
    def shown(batch):
        count = getattr(batch, name)
        return number(count, 0) if count else ""

    return shown
