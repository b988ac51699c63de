"""The tab *Jämför*: what is compared, and a line for each municipality."""

from qgis.PyQt.QtCore import pyqtSignal

from ..i18n import tr
from .comparison_form import ComparisonForm
from .overview_tables import TableTab
from .parts import plain_label


class CompareTab(TableTab):
    """A form, and below it both sides, difference and per cent of each municipality.

    :ivar flashWanted: a line is marked: codes of its municipality
    """

    flashWanted = pyqtSignal(object)
    # One side may be empty.
    needs_rows = False

    def __init__(self, session, parent=None):
        self.name = tr("Both sides of the comparison, municipality by municipality")
        super().__init__(session, parent)
        self.codes = []
        self.form = ComparisonForm(session)
        self.hint = plain_label(
            tr("Choose what to compare, and press Compare. The map then shows what A has more or "
               "less than B, and a table stands here."), wrap=True
        )  # fmt: skip
        self.page.layout().insertWidget(0, self.form)
        self.page.layout().addWidget(self.hint)
        self.page.layout().addStretch(0)
        self.table.setToolTip(
            tr("A marked municipality lights up on the map; a double click zooms to it")
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._flash())
        self.table.activated.connect(self._zoom)

    def fill(self, view):
        """Show a view: the table if it compares, else what to do."""
        from ..usecases.comparison_table import comparison_sheet

        self.form.show_view(view)
        comparing = view.comparison is not None
        for part in (self.table, self.search, self.counted, self.copy, self.note):
            part.setVisible(comparing)
        self.hint.setVisible(not comparing)
        if comparing:
            sheet, self.codes = comparison_sheet(view)
            self.show_sheet(sheet)

    def _code(self, row):
        """Return the municipality of a line; None for the last lines."""
        lines = self.model.lines
        return self.codes[int(lines[row])] if row < len(lines) else None

    def _flash(self):
        codes = [self._code(index.row()) for index in self.table.selectionModel().selectedRows()]
        codes = [code for code in codes if code is not None]
        if codes:
            self.flashWanted.emit(codes)

    def _zoom(self, index):
        code = self._code(index.row())
        if code is not None:
            self.zoomWanted.emit([code])
