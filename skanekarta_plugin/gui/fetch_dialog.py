"""Fetching from open sources: choose a source, see what came, write it."""

import datetime

from qgis.gui import QgsFilterLineEdit, QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..errors import UserError
from ..i18n import label, message, tr
from ..usecases.fetch import fetch, fetch_list
from ..usecases.fetch_choices import figure_choices, filtered, outcome, service_choices
from ..usecases.wording import number
from .job_dialog import JobDialog
from .messages import Messages, guarded
from .parts import GAP, plain_label, push_button

_CODE = Qt.ItemDataRole.UserRole
# Kolada's figures on culture begin to be comparable about here.
_FIRST_YEAR = 2015


class FetchDialog(JobDialog):
    """Asks an open source and shows what came; nothing is written before *Import*.

    :ivar imported: emitted with a sentence when rows were written
    """

    imported = pyqtSignal(str)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.store = session.store
        self.fetched = None
        self.ticked = set()
        self.setWindowTitle(tr("Fetch from open sources"))
        self.resize(820, 640)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.bar = QgsMessageBar()
        self.messages = Messages(self.bar)
        layout.addWidget(self.bar)
        self.page = QWidget()
        layout.addWidget(self.page, 1)
        self._make_page()
        self.outcome = plain_label(wrap=True)
        self.outcome.setAccessibleName(tr("What the import will do"))
        layout.addWidget(self.outcome)
        layout.addLayout(self._make_progress())
        layout.addLayout(self._make_buttons())
        self.jobs.progressed.connect(lambda percent: self.progress.setValue(round(percent)))
        self.finished.connect(lambda _: self.jobs.forget())
        self.source.currentIndexChanged.connect(lambda _: self._show_source())
        self._show_sources()

    def _make_page(self):
        form = QFormLayout(self.page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP)
        self.source = QComboBox()
        self.source.setAccessibleName(tr("Open source"))
        self.source.setToolTip(tr("Where the figures are fetched from"))
        form.addRow(tr("Open source"), self.source)
        self.age = plain_label(wrap=True)
        form.addRow("", self.age)
        self.choice = QWidget()
        inner = QVBoxLayout(self.choice)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        row = QHBoxLayout()
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search by id, title or definition"))
        self.search.setAccessibleName(tr("Search among the key figures"))
        self.search.setToolTip(tr("Shows the key figures that have all these words"))
        self.search.textChanged.connect(lambda _: self._show_figures())
        row.addWidget(self.search, 1)
        self.renew = push_button(
            tr("Fetch the list"),
            tr("Fetch Kolada's own list of key figures on culture and leisure"),
            self.fetch_list,
            "/mActionRefresh.svg",
        )
        row.addWidget(self.renew)
        inner.addLayout(row)
        self.figures = QListWidget()
        self.figures.setAccessibleName(tr("Key figures"))
        self.figures.setToolTip(tr("Tick the key figures that shall be fetched"))
        self.figures.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.figures.itemChanged.connect(self._tick)
        inner.addWidget(self.figures, 1)
        years = QHBoxLayout()
        self.since = QSpinBox()
        self.since.setRange(1993, datetime.date.today().year)
        self.since.setValue(_FIRST_YEAR)
        self.since.setAccessibleName(tr("From year"))
        self.since.setToolTip(tr("Fetch this year and all later ones"))
        years.addWidget(plain_label(tr("From year")))
        years.addWidget(self.since)
        years.addStretch(1)
        self.count = plain_label()
        years.addWidget(self.count)
        inner.addLayout(years)
        form.addRow(self.choice)

    def _make_progress(self):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.doing = plain_label()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(tr("Progress"))
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        self.doing.hide()
        self.progress.hide()
        return row

    def _make_buttons(self):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.cancel = push_button(tr("Cancel"), tr("Close without importing"), self.stop)
        self.ask = push_button(
            tr("Fetch"), tr("Ask the source and see what the import does"), self.fetch
        )
        self.go = push_button(
            tr("Import"), tr("Write these rows; it can be undone"), self.carry_out
        )
        row.addStretch(1)
        self.rows = push_button(
            tr("Show the rows…"),
            tr("See which rows are changed, unknown or rejected, before they are written"),
            self.show_rows,
        )
        row.insertWidget(0, self.rows)
        for button in (self.cancel, self.ask, self.go):
            row.addWidget(button)
        return row

    @property
    def service(self):
        """The chosen open source."""
        return self.source.currentData()

    def fail(self, error):
        """Show a failure in the dialog."""
        self.messages.fail(error)
        self._enable()

    @guarded
    def _show_sources(self):
        self.ages = {}
        for service, age in service_choices(self.store):
            self.ages[service.name] = age
            self.source.addItem(label(service), service)
        self.source.setCurrentIndex(
            max(0, next((i for i in range(self.source.count())
                         if self.source.itemData(i).list is not None), 0))
        )  # fmt: skip
        self._show_source()

    @guarded
    def _show_source(self):
        self.fetched = None
        self.outcome.clear()
        self.age.setText(self.ages[self.service.name])
        self.all_figures = figure_choices(self.store, self.service)
        self.ticked = self.ticked or {c.code for c in self.all_figures if c.chosen}
        self.choice.setVisible(bool(self.all_figures))
        self._show_figures()
        self._enable()

    def _show_figures(self):
        self.figures.blockSignals(True)
        self.figures.clear()
        for choice in filtered(self.all_figures, self.search.text()):
            item = QListWidgetItem(f"{choice.title} ({choice.code})")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = choice.code in self.ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            item.setData(_CODE, choice.code)
            item.setToolTip("\n\n".join(filter(None, (item.text(), choice.definition))))
            self.figures.addItem(item)
        self.figures.blockSignals(False)
        self._tell_count()

    def _tick(self, item):
        code = item.data(_CODE)
        if item.checkState() == Qt.CheckState.Checked:
            self.ticked.add(code)
        else:
            self.ticked.discard(code)
        self.fetched = None
        self.outcome.clear()
        self._tell_count()
        self._enable()

    def _tell_count(self):
        self.count.setText(
            tr("{count} of {all} key figures are ticked",
               count=number(len(self.ticked), 0), all=number(len(self.all_figures), 0))
        )  # fmt: skip

    def _enable(self):
        idle = not self.jobs.busy
        self.page.setEnabled(idle)
        self.ask.setEnabled(idle and (bool(self.ticked) or not self.all_figures))
        writes = self.fetched is not None
        self.go.setEnabled(idle and writes)
        self.rows.setEnabled(idle and writes)
        self.cancel.setText(tr("Stop") if not idle else tr("Cancel"))
        (self.go if writes else self.ask).setDefault(True)

    def _start(self, text, work, done):
        self.bar.clearWidgets()
        self.outcome.clear()
        self.doing.setText(text)
        self.progress.setValue(0)
        self.doing.show()
        self.progress.show()
        self.jobs.start(text, work, lambda found: self._end(done, found), self._failed)
        self._enable()

    def _end(self, done, found):
        self.doing.hide()
        self.progress.hide()
        self.writing = False
        done(found)
        self._enable()

    def _failed(self, error):
        self.doing.hide()
        self.progress.hide()
        self.writing = False
        if isinstance(error, UserError):
            # The bar has room for its beginning only.
            self.outcome.setText(message(error))
        self.fail(error)

    @guarded
    def fetch(self):
        """Ask the chosen source in the background."""
        store, name = self.store, self.service.name
        figures = sorted(self.ticked) if self.all_figures else ()
        years = range(self.since.value(), datetime.date.today().year + 1) if figures else ()
        self.fetched = None
        self._start(
            tr("Fetching from {name} …", name=label(self.service)),
            lambda job: self._look_over(
                store, fetch(store, name, figures=figures, years=tuple(years), feedback=job)
            ),
            self._show_fetched,
        )

    @staticmethod
    def _look_over(store, fetched):
        from ..usecases.review import reviewed

        return fetched, [reviewed(store, verdict) for verdict in fetched.verdicts]

    @guarded
    def _show_fetched(self, found):
        self.fetched, self.reviews = found
        self.outcome.setText("\n".join(outcome(self.fetched)))

    @guarded
    def show_rows(self):
        """Show what the import does, row by row."""
        from .fetch_details import FetchDetails

        details = FetchDetails(self.reviews, self)
        details.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        details.setModal(True)
        details.show()

    @guarded
    def fetch_list(self):
        """Fetch the list of key figures; what can be chosen follows."""
        store, name = self.store, self.service.name

        def work(job):
            fetch_list(store, name, feedback=job).carry_out(store)

        self._start(tr("Fetching from {name} …", name=label(self.service)), work, self._listed)

    @guarded
    def _listed(self, _):
        self.all_figures = figure_choices(self.store, self.service)
        self._show_figures()

    @guarded
    def carry_out(self):
        """Write what came, in the background."""
        store, fetched = self.store, self.fetched
        self.writing = True
        self._start(
            tr("Importing {file} …", file=label(fetched.service)),
            lambda job: fetched.carry_out(store, job),
            self._written,
        )

    @guarded
    def _written(self, _):
        lines = outcome(self.fetched)
        self.imported.emit(tr("{name} was fetched. {result}", name=label(self.fetched.service),
                              result=" ".join(lines[:1])))  # fmt: skip
        self.accept()
