"""Small maps: choose by what, which values, the paper and the file."""

from pathlib import Path

from qgis.PyQt.QtCore import QEventLoop, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from .messages import guarded
from .output_dialogs import OutputDialog, Waiting
from .parts import plain_label, push_button

_ROW = Qt.ItemDataRole.UserRole
# Nobody looks through more values than this.
_LISTED = 500
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MultiplesDialog(OutputDialog):
    """Asks for a facet and its values, paper and file."""

    def __init__(self, session, parent=None):
        super().__init__(session, tr("Print small maps"), parent)
        from ..usecases.print_map import templates
        from ..usecases.small_multiples import facets_of

        self.setMinimumWidth(520)
        self.known = 0
        self.facet = QComboBox()
        self.facet.setAccessibleName(tr("One map for each"))
        self.facet.setToolTip(tr("By what the maps are divided"))
        for facet in facets_of(session.description):
            self.facet.addItem(label(facet), facet.field)
        self.facet.activated.connect(lambda _: self.show_values())
        self.form.addRow(tr("One map for each"), self.facet)
        self.form.addRow(tr("Maps"), self._make_values())
        self.add_sheet(templates(), f"{session.active}_{tr('small_maps')}")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.layout().insertWidget(self.layout().indexOf(self.buttons), self.progress)
        self.edit = self.add_design_button(self.design)
        self.go = self.add_print_button(self.print)
        self.show_values()

    def _make_values(self):
        self.values = QTreeWidget()
        self.values.setRootIsDecorated(False)
        self.values.setUniformRowHeights(True)
        self.values.setAccessibleName(tr("Values"))
        self.values.setToolTip(tr("Tick those that get a map of their own"))
        self.values.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.values.setMinimumHeight(14 * self.fontMetrics().height())
        self.values.itemChanged.connect(lambda *_: self._count())
        self.told = plain_label(wrap=True, smaller=True)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(
            push_button(tr("First ones"), tr("Tick as many as a sheet has room for"), self._first)
        )
        below.addWidget(push_button(tr("None"), tr("Untick all"), lambda: self._tick(())))
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.values, 1)
        inside.addLayout(below)
        return column

    @guarded
    def show_values(self):
        """List the values of the facet that is chosen."""
        from ..usecases.small_multiples import value_rows

        session = self.session
        rows = value_rows(session.explorer, session.selection, self.facet.currentData())
        self.known, rows = len(rows), rows[:_LISTED]
        wording = session.wording()
        has_amounts = any(row.text for row in rows)
        self.values.blockSignals(True)
        self.values.clear()
        heads = [self.facet.currentText(), tr("Number")]
        heads += [wording.measure()] if has_amounts else []
        self.values.setColumnCount(len(heads))
        self.values.setHeaderLabels(heads)
        for row in rows:
            texts = [row.name, wording.count(row.count), row.text][: len(heads)]
            item = QTreeWidgetItem(texts)
            item.setData(0, _ROW, row)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, row.name)
            for column in range(1, len(heads)):
                item.setTextAlignment(column, _RIGHT)
            self.values.addTopLevelItem(item)
        header = self.values.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.values.headerItem().setTextAlignment(column, _RIGHT)
        self.values.blockSignals(False)
        self._first()

    def _items(self):
        return [self.values.topLevelItem(at) for at in range(self.values.topLevelItemCount())]

    def _first(self):
        from ..usecases.small_multiples import first_rows

        rows = [item.data(0, _ROW) for item in self._items()]
        facet = self.session.description.facet(self.facet.currentData())
        self._tick(first_rows(facet, rows))

    def _tick(self, rows):
        wanted = {row.value for row in rows}
        self.values.blockSignals(True)
        for item in self._items():
            ticked = item.data(0, _ROW).value in wanted
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.values.blockSignals(False)
        self._count()

    def _count(self):
        from ..usecases.small_multiples import MOST

        count, listed = len(self.chosen()), self.values.topLevelItemCount()
        if not listed:
            text = tr("Nothing matches the choices of the filter. Take one of them back.")
        else:
            text = tr(
                "{count} of {all} chosen; a sheet has room for {most}.",
                count=count, all=self.known, most=MOST,
            )  # fmt: skip
            if listed < self.known:
                text += " " + tr("The {few} largest of {all}.", few=listed, all=self.known)
        self.told.setText(text)
        self.go.setEnabled(0 < count <= MOST)
        self.edit.setEnabled(self.go.isEnabled())

    def chosen(self):
        """Return the stored values that are ticked, in the order of the list."""
        return [
            item.data(0, _ROW).value
            for item in self._items()
            if item.checkState(0) == Qt.CheckState.Checked
        ]

    # As a feedback of the use case. Layouts must be drawn on the main thread: between the maps the
    # window is brought up to date, and the drawing itself is one step.

    def isCanceled(self):
        """Nobody can cancel what takes a second."""
        return False

    def setProgress(self, percent):
        """Show how far it is."""
        self.progress.setValue(round(percent))
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    @guarded
    def print(self):
        """Write the print."""
        from ..usecases.small_multiples import print_small_multiples

        self.go.setEnabled(False)
        self.progress.show()
        try:
            with Waiting():
                path = print_small_multiples(
                    self.session.explorer,
                    self.session.selection,
                    self.facet.currentData(),
                    self.file.filePath(),
                    values=self.chosen(),
                    template=self.template.currentData(),
                    feedback=self,
                )
        finally:
            self.progress.hide()
            self._count()
        self.succeeded.emit(tr("The maps were printed to {file}.", file=Path(path).name), path)
        self.accept()

    @guarded
    def design(self):
        """Put a layout into the project, and open it."""
        from ..usecases.small_multiples import design_small_multiples

        named = {"values": self.chosen(), "template": self.template.currentData()}
        session, field = self.session, self.facet.currentData()
        self.open_design(
            lambda project: design_small_multiples(
                project, session.explorer, session.selection, field, **named
            )
        )
