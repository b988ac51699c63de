"""The figures that always add up, and what lies outside the map."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ..i18n import tr
from .parts import GAP, plain_label, tool_button

# The third figure of a view is what lies outside the map.
_OUTSIDE = 2


def figures_grid():
    """Return the layout of figures under each other."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(2)
    return grid


def more_button(toggle):
    """Return the button that unfolds what lies outside the map."""
    button = tool_button(tr("show"), tr("Show what lies outside the map, and why"), toggle)
    button.setCheckable(True)
    button.setMaximumHeight(button.fontMetrics().height() + 2)
    return button


class Figures(QWidget):
    """Total, on the map, outside; *show* lists what lies outside and why."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.grid = figures_grid()
        self.grid.setColumnStretch(1, 1)
        self.more = more_button(self._toggle)
        self.note = plain_label(wrap=True, smaller=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self.grid)
        layout.addWidget(self.note)
        self._rows = []
        self._reasons = []

    def show_view(self, view):
        """Show the figures of a view."""
        texts = view.texts
        self._reasons = []
        used = 0
        for position, (name, value) in enumerate(texts.figures):
            self._show_row(used, name, value, bold=position == 0)
            if position == _OUTSIDE and not view.choice.measure.is_rate:
                self._show_more(used, name)
                for reason, count, amount in texts.outside:
                    used += 1
                    shown = f"{count}, {amount}" if amount else count
                    self._show_row(used, reason, shown, indent=GAP)
                    self._reasons.append(used)
            used += 1
        for row in self._rows[used:]:
            for part in row:
                part.hide()
        self.more.setVisible(bool(self._reasons))
        self._toggle()
        notes = (texts.counting, texts.place, texts.population, texts.prices)
        self.note.setText(" ".join(part for part in notes if part))
        self.note.setVisible(bool(self.note.text()))

    def _show_more(self, row, name):
        """Put the switch into the cell of a name, to its right."""
        wide = self.fontMetrics().horizontalAdvance(name) + self.more.sizeHint().width() + GAP
        self.grid.setColumnMinimumWidth(0, wide)
        self.grid.addWidget(self.more, row, 0, Qt.AlignmentFlag.AlignRight)
        self.more.raise_()

    def _show_row(self, row, name, value, *, bold=False, indent=0):
        """Show a name and a value; labels are used again, so that nothing flickers."""
        if row == len(self._rows):
            left, right = plain_label(), plain_label()
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.grid.addWidget(left, row, 0)
            self.grid.addWidget(right, row, 1)
            self._rows.append((left, right))
        left, right = self._rows[row]
        for part, text in ((left, name), (right, value)):
            font = part.font()
            font.setBold(bold)
            part.setFont(font)
            part.setText(text)
            part.show()
        left.setContentsMargins(indent, 0, 0, 0)
        right.setAccessibleName(f"{name}: {value}")

    def shown(self):
        """Return the shown figures as ``(name, value)``, from top to bottom."""
        return [(left.text(), right.text()) for left, right in self._rows if not left.isHidden()]

    def _toggle(self):
        shown = self.more.isChecked()
        self.more.setText(tr("hide") if shown else tr("show"))
        for row in self._reasons:
            for part in self._rows[row]:
                part.setVisible(shown)
