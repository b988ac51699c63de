"""The policy documents of all municipalities on a day."""

import datetime

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
)

from ..i18n import tr
from .messages import guarded
from .overview_tables import SheetModel
from .parts import GAP, plain_label, push_button
from .tables import dress_table, fit_columns

_SIZE = (860, 620)
_DOCUMENT = 2


class PolicyDialog(QDialog):
    """A list that can be ordered and copied, with what is worth knowing above it.

    :param day: a ``QDate``; :ivar cardWanted: the user wants the card of a municipality: its code
    """

    cardWanted = pyqtSignal(str)

    def __init__(self, session, day, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("Policy documents of the municipalities"))
        self.resize(*_SIZE)
        self.session = session
        self.codes = ()
        self.day = QDateEdit(day)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(tr("Day of the policy documents"))
        self.day.setToolTip(tr("The day on which the policy documents shall be valid"))
        self.day.dateChanged.connect(lambda _: self.refresh())
        self.told = plain_label(wrap=True)
        self.model = SheetModel(self)
        self.table = QTableView()
        dress_table(self.table, tr("Policy documents of the municipalities"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setToolTip(tr("Enter or a double click shows the card of the municipality"))
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.activated.connect(lambda index: self._activated(index.row()))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.copy_button = push_button(
            tr("Copy"),
            tr("Copy the list, for a spreadsheet"),
            self.copy,
            "/mActionEditCopy.svg",
        )
        self.link_button = push_button(
            tr("Open the document"),
            tr("Open the chosen document in the browser"),
            self.open_link,
            "/mActionLink.svg",
        )
        self._lay_out()
        self.refresh()
        self.table.setFocus()

    def _lay_out(self):
        label = plain_label(tr("Policy documents on"))
        label.setBuddy(self.day)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label)
        head.addWidget(self.day)
        head.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.copy_button, self.link_button):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setToolTip(tr("Close this window"))
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    @guarded
    def refresh(self):
        """Show the documents as they are on the day that is chosen."""
        from ..usecases.policy_sheet import policy_list

        day = self.day.date()
        found = policy_list(
            self.session.explorer, datetime.date(day.year(), day.month(), day.day())
        )
        if found is None:
            return
        self.codes = found.codes
        self.told.setText("\n".join(found.sentences))
        self.model.show(found.sheet)
        fit_columns(self.table)
        self.table.horizontalHeader().setSectionResizeMode(
            _DOCUMENT, QHeaderView.ResizeMode.Stretch
        )
        self._enable()

    def _row(self):
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if len(rows) == 1 else None

    def _enable(self):
        row = self._row()
        self.link_button.setEnabled(row is not None and self.model.link(row) is not None)

    def _activated(self, row):
        self.cardWanted.emit(self.codes[int(self.model.lines[row])])
        self.accept()

    @guarded
    def open_link(self):
        """Open the document of the chosen line in the browser."""
        row = self._row()
        url = None if row is None else self.model.link(row)
        if url is not None:
            QDesktopServices.openUrl(url)

    @guarded
    def copy(self):
        """Put the list on the clipboard, as it is ordered."""
        lines = [int(line) for line in self.model.lines]
        QApplication.clipboard().setText(self.model.sheet.copied(lines))
