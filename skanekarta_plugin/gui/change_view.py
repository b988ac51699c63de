"""What an import changes, what is gone from the source, and the sums to compare with it."""

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ..i18n import tr
from ..usecases.wording import number
from .parts import GAP, plain_label
from .tables import LinesModel, fit_columns, lines_table


def _page(widget):
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(GAP, GAP, GAP, GAP)
    layout.setSpacing(GAP)
    return layout


class ProblemView(QWidget):
    """Each cell that was not understood, with the reason."""

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = _page(self)
        self.only_rejected = QCheckBox(tr("Only what rejects a row"))
        self.only_rejected.setToolTip(tr("Leave out remarks on rows that are imported"))
        self.model = LinesModel(
            [tr("Cell"), tr("Content"), tr("Reason"), tr("Consequence")],
            lambda line: (
                line.cell,
                line.value,
                line.reason,
                tr("rejected") if line.rejects else tr("remark"),
            ),
        )
        self.table = lines_table(tr("Problems"), self.model, stretch=2)
        layout.addWidget(self.only_rejected)
        layout.addWidget(self.table, 1)
        self._all = self._rejecting = ()
        self.only_rejected.toggled.connect(lambda _: self._show())

    def show_problems(self, all_problems, rejecting):
        """Show problems."""
        self._all, self._rejecting = all_problems, rejecting
        self.only_rejected.setEnabled(0 < len(rejecting) < len(all_problems))
        self.only_rejected.setChecked(self.only_rejected.isChecked() and bool(len(rejecting)))
        self._show()

    def _show(self):
        self.model.show(self._rejecting if self.only_rejected.isChecked() else self._all)
        fit_columns(self.table)


class ChangeView(QWidget):
    """Each field that changes, before and after."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.model = LinesModel(
            [tr("Row"), tr("Field"), tr("Before"), tr("After")],
            lambda line: (line.row, line.field, line.before, line.after),
        )
        self.table = lines_table(tr("Changed"), self.model, stretch=3)
        _page(self).addWidget(self.table)

    def show_changes(self, changes):
        """Show changes."""
        self.model.show(changes)
        fit_columns(self.table)


class VanishedView(QWidget):
    """The rows that the source no longer has, and whether they are removed.

    :ivar changed: emitted when that was chosen otherwise
    """

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = _page(self)
        self.text = plain_label(wrap=True)
        layout.addWidget(self.text)
        self.model = LinesModel((), tuple)
        self.table = lines_table(tr("Gone from the source"), self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        layout.addWidget(self.table, 1)
        self.remove = QCheckBox()
        self.remove.setToolTip(tr("They can be brought back by undoing the import"))
        self.remove.toggled.connect(lambda _: self.changed.emit())
        layout.addWidget(self.remove)

    def show_vanished(self, rows, whole=False, *, replaces=False):
        """Show rows.

        :param whole: a source of this kind is a whole set
        :param replaces: it replaces the stored set: the rows are removed unless the user objects
        """
        text = tr(
            "These rows came with an earlier file of this name, and are not in this one. "
            "They stay, unless you choose to remove them."
        )
        if replaces:
            text = tr("The file replaces the whole set; these rows are not in it, and are removed.")
        elif whole:
            text = tr(
                "The file seems to hold a part of the set only; these rows are not in it. "
                "They stay, unless you choose to remove them."
            )
        self.text.setText(text)
        self.model.show(rows, getattr(rows, "headers", ()))
        fit_columns(self.table)
        count = len(rows)
        self.remove.setChecked(replaces)
        self.remove.setText(
            tr("Also remove the row that is no longer in the file")
            if count == 1
            else tr(
                "Also remove the {count} rows that are no longer in the file",
                count=number(count, 0),
            )
        )


class SumView(QWidget):
    """Rows and kronor, to be compared with the source."""

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = _page(self)
        text = tr("Compare with the sums of the source: “The whole source” is all that it holds.")
        layout.addWidget(plain_label(text, wrap=True))
        self.table = SumTable()
        layout.addWidget(self.table, 1)
        self.show_sums = self.table.show_sums


class SumTable(QWidget):
    """Rows and kronor by year, accepted, rejected and in all."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.model = LinesModel(
            (),
            lambda line: (line.label, line.count, line.amount, ""),
            right=(1, 2),
            strong=lambda line: line.strong,
        )
        self.table = lines_table(tr("Sums"), self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_sums(self, money, lines):
        """Show sums.

        :param money: header of the amounts, "" where there are none
        """
        self.model.show(lines, [tr("Year"), tr("Rows"), money, ""])
        fit_columns(self.table)
        self.table.setColumnHidden(2, not money)
