"""The figures of a comparison in the map dock: both sides and the difference, adding up."""

import html

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..i18n import tr
from ..usecases.wording import NO_BREAK
from .banner import Remark
from .figures import figures_grid, more_button
from .parts import GAP, plain_label, push_button

# Total, on the map, outside; what follows are reasons.
_SUMS = 3


class ComparedFigures(QWidget):
    """Says that a comparison is shown, with what, and how it can be ended or changed.

    :ivar changeWanted: the user wants to choose another comparison
    """

    changeWanted = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.remark = Remark(bold=True)
        self.change = push_button(
            tr("Change…"), tr("Choose what is compared, and see the table"), self.changeWanted.emit
        )
        self.end = push_button(
            tr("End the comparison"), tr("Show the selection itself again"),
            session.end_comparison, "/mIconClose.svg",
        )  # fmt: skip
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.end)
        buttons.addWidget(self.change)
        buttons.addStretch(1)
        self.remark.layout().addLayout(buttons)
        self.grid = figures_grid()
        self.more = more_button(self._toggle)
        self.note = plain_label(wrap=True, smaller=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.remark)
        layout.addLayout(self.grid)
        layout.addWidget(self.note)
        self._lines = []
        self.hide()

    def show_view(self, view):
        """Show the comparison of a view; hide if there is none."""
        self.setVisible(view.comparison is not None)
        if view.comparison is None:
            return
        texts, told = view.texts, view.texts.compared
        self.remark.label.setText(tr("{own} compared with {other}", own=told.own, other=told.other))
        self.remark.show()
        self._clear()
        unit = told.unit
        if told.rows and view.totals.is_money:
            # Narrow columns: the unit stands once, but for figures too small for it.
            unit = told.rows[0][1].rpartition(NO_BREAK)[2]
        if told.rows:
            self._add((unit, told.own, told.other, tr("Difference"), ""), header=True)
        for position, (name, *figures, percent) in enumerate(told.rows):
            figures = [text.removesuffix(f"{NO_BREAK}{unit}") for text in figures]
            self._add((name, *figures, percent), bold=position == 0, indent=position >= _SUMS)
        if len(told.rows) > _SUMS:
            self.grid.addWidget(self.more, _SUMS, 0, Qt.AlignmentFlag.AlignRight)
            wide = self._lines[_SUMS][0].sizeHint().width() + self.more.sizeHint().width() + GAP
            self.grid.setColumnMinimumWidth(0, wide)
            self.more.raise_()
        self.more.setVisible(len(told.rows) > _SUMS)
        self._toggle()
        notes = (told.note, texts.counting, texts.place, texts.population)
        self.note.setText(" ".join(part for part in notes if part))
        self.note.setVisible(bool(self.note.text()))

    def _clear(self):
        for parts in self._lines:
            for part in parts:
                part.hide()
                part.deleteLater()
        self._lines = []

    def _add(self, texts, *, header=False, bold=False, indent=False):
        parts = []
        for column, text in enumerate(texts):
            part = plain_label(text, bold=bold, smaller=header)
            if column:
                part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if not header:
                    part.setAccessibleName(f"{texts[0]}: {text}")
            elif indent:
                part.setContentsMargins(GAP, 0, 0, 0)
            if header or indent:
                # Names of filters may be long, and so may reasons.
                wide = part.fontMetrics().averageCharWidth() * (15 if column else 22)
                part.setText(part.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide))
                # A name may look like HTML.
                part.setToolTip(html.escape(text))
            self.grid.addWidget(part, len(self._lines), column)
            part.show()
            parts.append(part)
        self.grid.setColumnStretch(0, 1)
        self._lines.append(parts)

    def shown(self):
        """Return the shown lines as texts, from top to bottom."""
        return [
            tuple(part.text() for part in parts) for parts in self._lines if not parts[0].isHidden()
        ]

    def _toggle(self):
        shown = self.more.isChecked()
        self.more.setText(tr("hide") if shown else tr("show"))
        for parts in self._lines[_SUMS + 1 :]:
            for part in parts:
                part.setVisible(shown)
