"""Asks before an import is undone: what goes, what comes back, and what was changed since."""

from qgis.PyQt.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout

from ..errors import N_
from ..i18n import label, tr
from ..usecases.history import IMPORT
from ..usecases.wording import number
from .history_model import shown_time
from .parts import GAP, plain_label, push_button
from .tables import LinesModel, fit_columns, lines_table


class UndoDialog(QDialog):
    """Shows a plan, and lets the user choose what becomes of rows that were changed since.

    :param plan: the :class:`~..store.store.UndoPlan`; :param forced: the plan that also brings back
        rows that were changed since
    :param again: True where an undoing is undone, so that its import is done again
    :ivar force: True if rows that were changed since shall be brought back, too
    """

    def __init__(self, catalogue, plan, forced, again=False, parent=None):
        super().__init__(parent)
        self.catalogue, self.plan, self.forced = catalogue, plan, forced
        self.setWindowTitle(tr("Do again") if again else tr("Undo"))
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        batch = plan.batch
        values = {"file": batch.file, "time": shown_time(batch.time)}
        head = (
            tr("The import of {file}, undone {time}, is done again", **values)
            if again
            else tr("The import of {file}, {time}, is undone", **values)
        )
        layout.addWidget(plain_label(head, wrap=True, bold=True))
        self.effects = plain_label(wrap=True)
        layout.addWidget(self.effects)
        self._add_later(layout)
        layout.addWidget(
            plain_label(
                tr("Nothing is lost: this can be taken back in the history, too."), wrap=True
            )
        )
        layout.addWidget(self._make_buttons(again))
        self._show_effects()
        # A button takes these only where it stands in its dialog.
        self.go.setDefault(True)
        self.go.setFocus()

    def _add_later(self, layout):
        """Add the rows that were changed since, with the choice of what becomes of them."""
        self.later = LinesModel(
            [tr("Row"), tr("Dataset"), tr("Changed by"), tr("Time")], self._line
        )
        self.choice = QButtonGroup(self)
        self.leave = QRadioButton(tr("Leave them as they are"))
        self.leave.setToolTip(tr("What was changed since stays; all else is undone"))
        self.restore = QRadioButton(tr("Bring them back, too"))
        self.restore.setToolTip(
            tr("What was changed since is undone as well; it stays in the history")
        )
        self.leave.setChecked(True)
        changes = self.plan.later
        if not changes:
            return
        text = (
            tr("One row was changed since:")
            if len(changes) == 1
            else tr("{count} rows were changed since:", count=number(len(changes), 0))
        )
        layout.addWidget(plain_label(text, wrap=True))
        self.later.show(changes)
        self.table = lines_table(tr("Rows that were changed since"), self.later, stretch=2)
        fit_columns(self.table)
        layout.addWidget(self.table, 1)
        for button in (self.leave, self.restore):
            button.setAccessibleName(button.text())
            self.choice.addButton(button)
            layout.addWidget(button)
            button.toggled.connect(lambda _: self._show_effects())
        self.resize(680, 420)

    def _make_buttons(self, again):
        box = QDialogButtonBox()
        self.go = push_button(
            tr("Do again") if again else tr("Undo"),
            tr("Change the rows as it says above"),
            self.accept,
        )
        box.addButton(self.go, QDialogButtonBox.ButtonRole.ApplyRole)
        self.cancel = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setText(tr("Cancel"))
        self.cancel.setToolTip(tr("Close without changing anything"))
        box.rejected.connect(self.reject)
        return box

    @property
    def force(self):
        """True if rows that were changed since shall be brought back, too."""
        return self.restore.isChecked()

    @property
    def chosen(self):
        """The plan that the choice leads to."""
        return self.forced if self.force else self.plan

    def _show_effects(self):
        lines = list(self._effects(self.chosen))
        self.effects.setText("\n".join(lines or [tr("No row changes.")]))
        self.go.setEnabled(bool(lines))

    def _effects(self, plan):
        for name, dataset in self.catalogue.datasets.items():
            said = [
                tr(text, count=number(counts[name], 0))
                for text, counts in (
                    (N_("{count} disappear"), plan.taken_away),
                    (N_("{count} come back"), plan.brought_back),
                    (N_("{count} become what they were before"), plan.restored),
                )
                if counts.get(name)
            ]
            if said:
                yield f"{label(dataset)}: {', '.join(said)}"

    def _line(self, change):
        dataset = self.catalogue.datasets[change.dataset]
        return (
            change.label or str(change.id),
            label(dataset),
            _cause(change),
            shown_time(change.time) if change.time else "",
        )


def _cause(change):
    """Return what changed a row."""
    if change.conflict:
        return tr("another row has taken its place; it stays as it is")
    if change.batch is None:
        return tr("an edit by hand")
    if change.batch.kind != IMPORT:
        return tr("the undoing of {file}", file=change.batch.file)
    return tr("the import of {file}", file=change.batch.file)
