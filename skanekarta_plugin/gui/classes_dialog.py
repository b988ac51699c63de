"""Choose how a map's values are put into classes."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPixmap
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..errors import SelectionError
from ..i18n import message, tr
from ..usecases.classes import FEWEST, METHODS, MOST, OWN, Classing, read_limits
from ..usecases.legend import limits_as_text, outside_classes
from ..usecases.wording import number
from .class_strip import ClassStrip
from .parts import GAP, plain_label, push_button


class ClassesDialog(QDialog):
    """Shows the limits that hold, and what other ones would do. Nothing changes before OK.

    :ivar classing: the :class:`~..usecases.classes.Classing` that OK takes
    """

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session, self.view = session, session.view
        self.classes = session.explorer.classes
        self._is_count = self.view.choice.measure.is_number_of
        self.pool = self.classes.pool(self.view.selection)
        self.classing = self.classes.now(self.view.selection)
        self.setWindowTitle(tr("Classes"))
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        texts = self.view.texts
        layout.addWidget(plain_label(texts.title, wrap=True, bold=True))
        layout.addWidget(
            plain_label(
                tr("Limits come from all years, and stay until you set new ones. Unit: {unit}.",
                   unit=texts.unit),
                wrap=True, smaller=True,
            )
        )  # fmt: skip
        layout.addLayout(self._make_form())
        self.strip = ClassStrip()
        self.strip.show_values(self.pool, [area.value for area in self.view.totals.areas])
        layout.addWidget(self.strip)
        self.counts = QGridLayout()
        self.counts.setHorizontalSpacing(2 * GAP)
        self.counts.setVerticalSpacing(2)
        self.counts.setColumnStretch(1, 1)
        layout.addLayout(self.counts)
        self.note = plain_label(wrap=True)
        layout.addWidget(self.note)
        layout.addStretch(1)
        layout.addWidget(self._make_buttons())
        self._show(self.classing)

    def _make_form(self):
        form = QFormLayout()
        form.setHorizontalSpacing(GAP)
        self.method = QComboBox()
        self.method.setAccessibleName(tr("Method"))
        self.method.setToolTip(tr("How the limits are found"))
        names = _method_names()
        for position, method in enumerate(METHODS):
            name, tip = names[method]
            self.method.addItem(name, method)
            self.method.setItemData(position, tip, Qt.ItemDataRole.ToolTipRole)
        self.method.activated.connect(lambda: self._choose())
        self.count = QSpinBox()
        self.count.setRange(FEWEST, MOST)
        self.count.setAccessibleName(tr("Number of classes"))
        self.count.setToolTip(
            tr("About so many classes; fewer where the values do not tell more apart")
        )
        self.count.valueChanged.connect(lambda: self._choose())
        self.limits = QLineEdit()
        self.limits.setAccessibleName(tr("Limits"))
        self.limits.setToolTip(
            tr(
                "Write limits of your own, such as 0; 10 000; 50 000. The first and the last are "
                "the ends: what lies beyond them belongs to the outermost classes."
            )
        )
        self.limits.textEdited.connect(lambda: self._typed())
        self.renew = push_button(
            tr("Set anew"), tr("Set the limits anew from all years, by this method"), self._choose
        )
        self.renew.setAutoDefault(False)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.limits, 1)
        row.addWidget(self.renew)
        form.addRow(tr("Method"), self.method)
        form.addRow(tr("Number of classes"), self.count)
        form.addRow(tr("Limits"), line)
        return form

    def _make_buttons(self):
        box = QDialogButtonBox()
        self.ok = push_button(tr("OK"), tr("Use these classes on the map"), self.accept)
        box.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(tr("Cancel"))
        cancel.setToolTip(tr("Close and keep the classes as they were"))
        cancel.setAccessibleName(tr("Cancel"))
        box.rejected.connect(self.reject)
        self.ok.setDefault(True)
        return box

    def _choose(self):
        """Propose limits by the chosen method."""
        method = self.method.currentData()
        if method == OWN:
            self._typed()
            self.limits.setFocus()
            return
        wanted = Classing(method, self.count.value())
        self._show(self.classes.proposed(self.view.selection, wanted))

    def _typed(self):
        """Take the limits that stand in the field."""
        try:
            limits = read_limits(self.limits.text(), self._is_count)
        except SelectionError as error:
            self._mark_method(OWN)
            self.note.setText(message(error))
            self.ok.setEnabled(False)
            return
        self._show(Classing(OWN, self.count.value(), limits), typed=True)

    def _mark_method(self, method):
        self.method.setCurrentIndex(self.method.findData(method))
        self.count.setEnabled(method != OWN)
        self.renew.setEnabled(method != OWN)

    def _show(self, classing, typed=False):
        self.classing = classing
        self._mark_method(classing.method)
        self.count.blockSignals(True)
        self.count.setValue(classing.count)
        self.count.blockSignals(False)
        if not typed:
            self.limits.setText(limits_as_text(classing.limits))
            self.limits.setCursorPosition(0)
        legend = self.session.explorer.legend(self.view, classing.limits)
        all_years = self.session.explorer.legend(self.view, classing.limits, self.pool)
        self.strip.show_classes(
            classing.limits,
            [item.colour for item in legend.classes],
            [limits_as_text([limit], classing.limits) for limit in classing.limits],
        )
        self._show_counts(legend, all_years)
        nothing = tr(
            "No municipality has a value above zero: there is nothing to put into classes."
        )
        self.note.setText(outside_classes(legend) if legend.classes else nothing)
        self.ok.setEnabled(bool(classing.limits))

    def _show_counts(self, legend, all_years):
        """Show each class with its number of municipalities, the highest first as in the legend."""
        while self.counts.count():
            widget = self.counts.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        right = Qt.AlignmentFlag.AlignRight
        headings = [tr("Municipalities now")]
        # Where all years are chosen there is one period only.
        headings += [tr("In all periods")] * (len(self.pool) > len(self.view.totals.areas))
        for column, text in enumerate(headings, start=2):
            self.counts.addWidget(plain_label(text, smaller=True), 0, column, right)
        classes = list(zip(legend.classes, all_years.classes, strict=True))
        for row, (item, pooled) in enumerate(reversed(classes), start=1):
            swatch = QLabel()
            pixmap = QPixmap(28, self.fontMetrics().height())
            pixmap.fill(QColor(item.colour))
            swatch.setPixmap(pixmap)
            text = item.label.removesuffix(f" ({item.count})")
            self.counts.addWidget(swatch, row, 0)
            self.counts.addWidget(plain_label(text), row, 1)
            numbers = (item.count, pooled.count)[: len(headings)]
            for column, count in enumerate(numbers, start=2):
                self.counts.addWidget(plain_label(number(count, 0)), row, column, right)

    def accept(self):
        """Freeze the limits, and show the map with them."""
        if self.ok.isEnabled():
            super().accept()
            self.session.set_classes(self.classing)


def _method_names():
    """Return the name and the explanation of each method."""
    return {
        "quantile": (
            tr("Equally many in each class"),
            tr("Quantiles: each class holds about as many municipalities"),
        ),
        "pretty": (tr("Round figures"), tr("Even limits at round figures")),
        "jenks": (
            tr("Natural groups"),
            tr("Jenks: municipalities with values close together come into one class"),
        ),
        "equal": (tr("Equally wide classes"), tr("Classes of one width")),
        "own": (tr("Limits of your own"), tr("The limits that you write")),
    }
