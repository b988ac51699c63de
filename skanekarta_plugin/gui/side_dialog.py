"""The window *Jämför kommuner*: two to five municipalities in a table and a chart."""

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..errors import UserError
from ..i18n import message, tr
from ..usecases.side_by_side import PEOPLE, check_number, like, likenesses, side_by_side
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button
from .side_chart import SideChart
from .side_table import SideModel, side_table

_CODE = Qt.ItemDataRole.UserRole
_FIRST = "kultur"


class SideDialog(QDialog):
    """Municipalities are ticked, or found as those that are like the first one.

    :param day: function that returns the ``datetime.date`` on which documents shall hold
    """

    def __init__(self, session, day, parent=None):
        super().__init__(parent)
        self.session, self._day = session, day
        self.codes, self.shown, self._key = [], None, None
        self.setWindowTitle(tr("Compare municipalities"))
        self.resize(1000, 650)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        self.hint = plain_label(wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.hint)
        self.pages.addWidget(self._make_answer())
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addLayout(self._make_choice())
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addWidget(self.bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self._make_buttons())
        session.storeChanged.connect(self._store_changed)
        session.viewChanged.connect(lambda _: self.refresh())

    def _make_choice(self):
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Municipalities"))
        self.list.setToolTip(tr("Tick the municipalities to compare; Space ticks, too"))
        self.list.setFixedWidth(13 * self.fontMetrics().averageCharWidth() + 90)
        self.list.itemChanged.connect(self._ticked)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        self.likes = QVBoxLayout()
        self.likes.setSpacing(4)
        column.addLayout(self.likes)
        return column

    def _make_answer(self):
        self.model = SideModel(self)
        self.table = side_table(self.model)
        self.table.setMinimumHeight(120)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.note = plain_label(wrap=True, smaller=True)
        self.table.installEventFilter(self)
        self.figure = QComboBox()
        self.figure.setAccessibleName(tr("Figure of the chart"))
        self.figure.setToolTip(tr("The figure that is drawn; a click on its row in the table, too"))
        self.figure.currentIndexChanged.connect(lambda _: self._draw())
        self.chart = SideChart()
        above, below = QWidget(), QWidget()
        self._stack(above, self.table, self.note)
        row = QHBoxLayout()
        row.addWidget(self.figure)
        row.addStretch(1)
        self.picture = push_button(
            tr("Copy picture"), tr("Copy the chart as a picture"), self.copy_picture,
            "/mActionSaveMapAsImage.svg",
        )  # fmt: skip
        self.figures = push_button(
            tr("Copy figures"), tr("Copy all figures of the chart, for a spreadsheet"),
            self.copy_figures, "/mActionEditCopy.svg",
        )  # fmt: skip
        row.addWidget(self.picture)
        row.addWidget(self.figures)
        self._stack(below, self.chart)
        below.layout().insertLayout(0, row)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setSizes([300, 280])
        return splitter

    @staticmethod
    def _stack(holder, main, *others):
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(main, 1)
        for other in others:
            layout.addWidget(other)

    def _make_buttons(self):
        box = QDialogButtonBox()
        self.copy_button = push_button(
            tr("Copy table"), tr("Copy the table as figures, for a spreadsheet"),
            self.copy_table, "/mActionEditCopy.svg",
        )  # fmt: skip
        box.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setAccessibleName(tr("Close"))
        close.setToolTip(tr("Close the comparison"))
        box.rejected.connect(self.reject)
        # Return ticks nothing and must not press a button that nobody looks at.
        for button in (*box.buttons(), self.picture, self.figures):
            button.setAutoDefault(False)
        return box

    def fail(self, error):
        """Show a failure in the window."""
        self.messages.fail(error)

    def eventFilter(self, watched, event):
        """Copy the whole table by the keys that copy: one cell of it says little."""
        is_key = watched is self.table and event.type() == QEvent.Type.KeyPress
        if is_key and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
            return True
        return super().eventFilter(watched, event)

    @guarded
    def open_at(self, code):
        """Show the window, beginning with a municipality and those nearest to it in population.

        What was compared before stays, if the municipality is part of it.
        """
        self._fill()
        if code and code not in self.codes:
            self.choose(self._alike(code))
            self.list.setCurrentRow([code for code, _ in self._known()].index(code))
        self.show()
        self.raise_()
        self.activateWindow()
        self.refresh()

    def _alike(self, code):
        try:
            return [code, *like(self.session.explorer, code, PEOPLE, 3)]
        except UserError:
            # The others are to be chosen, then.
            return [code]

    def _known(self):
        return self.session.explorer.cards.municipalities()

    def _fill(self):
        """List the municipalities and the ways in which they can be alike."""
        known = self._known()
        shown = [self.list.item(at).data(_CODE) for at in range(self.list.count())]
        if shown == [code for code, _ in known]:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for code, name in known:
            item = QListWidgetItem(name)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        while self.likes.count():
            self.likes.takeAt(0).widget().deleteLater()
        self.like_buttons = {}
        for by, title in likenesses(self.session.explorer):
            button = push_button(title, title, lambda by=by: self.choose_like(by))
            button.setAutoDefault(False)
            self.like_buttons[by] = button
            self.likes.addWidget(button)
        self.choose([code for code in self.codes if code in dict(known)])

    def choose(self, codes):
        """Choose municipalities; they stand in this order."""
        self.codes = list(codes)
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            item = self.list.item(at)
            ticked = item.data(_CODE) in self.codes
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.refresh()

    @guarded
    def choose_like(self, by):
        """Choose those that are most like the first one; see
        :func:`~..usecases.side_by_side.like`."""
        first = self.codes[0]
        self.choose([first, *like(self.session.explorer, first, by)])

    def _ticked(self, item):
        code = item.data(_CODE)
        if item.checkState() == Qt.CheckState.Checked:
            self.codes.append(code)
        else:
            self.codes.remove(code)
        self.refresh()

    def _store_changed(self):
        if self.session.store is None:
            self.close()
        elif self.list.count():
            self._fill()
            self.refresh()

    @guarded
    def refresh(self):
        """Show the municipalities as the rows are now, if they are looked at."""
        if not self.isVisible() or self.session.store is None:
            return
        cards = self.session.explorer.cards
        key = cards, cards.turn, tuple(self.codes), self._day()
        # A filter changes nothing here.
        if key == self._key:
            return
        self._key = key
        self._offer_likes()
        try:
            check_number(self.codes)
        except UserError as few_or_many:
            self.shown = None
            self.hint.setText(message(few_or_many))
        else:
            self.shown = side_by_side(self.session.explorer, self.codes, self._day())
            self._show()
        self.pages.setCurrentIndex(0 if self.shown is None else 1)
        self.copy_button.setEnabled(self.shown is not None)

    def _offer_likes(self):
        names = dict(self._known())
        name = names.get(self.codes[0]) if self.codes else ""
        for by, button in self.like_buttons.items():
            button.setEnabled(bool(name))
            tip = tr("Tick a municipality first; then those like it are found")
            if name and by == PEOPLE:
                tip = tr("{name} and the four nearest to it in population", name=name)
            elif name:
                tip = tr(
                    "{name} and those of the same part of the region, four at most, the nearest "
                    "in population first",
                    name=name,
                )
            button.setToolTip(tip)

    def _show(self):
        shown = self.shown
        at = self.table.verticalScrollBar().value()
        self.model.show_municipalities(shown)
        self.table.verticalScrollBar().setValue(at)
        self.note.setText(" ".join(filter(None, (shown.note, shown.state))))
        wanted = self.figure.currentData() or _FIRST
        self.figure.blockSignals(True)
        self.figure.clear()
        for row in shown.charted:
            self.figure.addItem(f"{row.section}: {row.title}", row.name)
        self.figure.setCurrentIndex(max(0, self.figure.findData(wanted)))
        self.figure.blockSignals(False)
        self._draw()

    @guarded
    def _draw(self):
        from ..usecases.side_chart import line_chart

        name = self.figure.currentData()
        self.chart.show_chart(line_chart(self.shown, name) if name else None)
        for button in (self.picture, self.figures):
            button.setEnabled(self.chart.canvas is not None)

    def _row_chosen(self, current, _before):
        if current.isValid():
            at = self.figure.findData(self.model.row_at(current.row()).name)
            if at >= 0:
                self.figure.setCurrentIndex(at)

    @guarded
    def copy_table(self):
        """Put the table on the clipboard as figures."""
        if self.shown is not None:
            QApplication.clipboard().setText(self.shown.copied())

    @guarded
    def copy_picture(self):
        """Put the chart on the clipboard as a picture."""
        QApplication.clipboard().setImage(self.chart.image())

    @guarded
    def copy_figures(self):
        """Put the figures of the chart on the clipboard."""
        QApplication.clipboard().setText(self.chart.chart.copied())
