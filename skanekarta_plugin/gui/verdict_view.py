"""What an import will do: numbers, sums a year, columns and sheets left out, problems."""

from qgis.PyQt.QtCore import QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, message, tr
from ..usecases.wording import kronor, number
from .parts import GAP, plain_label

# Nobody reads more; all rejected rows are in the report.
_MOST_PROBLEMS = 1000


class VerdictView(QWidget):
    """Shows a :class:`~..usecases.import_source.Verdict`."""

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.counts = plain_label(wrap=True, bold=True)
        self.left_out = plain_label(wrap=True)
        self.problems = _table(tr("Problems"))
        self.years = _table(tr("Sums a year"))
        self.years.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.no_problems = plain_label(tr("Every cell was understood."))
        layout.addWidget(self.counts)
        layout.addWidget(self.left_out)
        tables = QHBoxLayout()
        tables.setSpacing(GAP)
        tables.addWidget(self.problems, 1)
        tables.addWidget(self.no_problems, 1, Qt.AlignmentFlag.AlignTop)
        tables.addWidget(self.years)
        layout.addLayout(tables, 1)

    def show_verdict(self, verdict):
        """Show what an import will do."""
        self.counts.setText(
            tr(
                "{new} new · {changed} changed · {unchanged} unchanged · {rejected} rejected",
                new=number(len(verdict.new), 0),
                changed=number(len(verdict.changed), 0),
                unchanged=number(len(verdict.unchanged), 0),
                rejected=number(len(verdict.rejected), 0),
            )
        )
        self.left_out.setText("\n".join(_left_out(verdict)))
        self.left_out.setVisible(bool(self.left_out.text()))
        problems = verdict.problems
        self.problems.setVisible(bool(problems))
        self.no_problems.setVisible(not problems)
        _fill(
            self.problems,
            [tr("Cell"), tr("Content"), tr("Reason"), ""],
            [
                (
                    problem.cell,
                    problem.value,
                    message(problem),
                    tr("rejected") if problem.rejects else tr("remark"),
                )
                for problem, _ in problems[:_MOST_PROBLEMS]
            ],
            stretch=2,
        )
        self._show_years(verdict)

    def _show_years(self, verdict):
        has_money = bool(verdict.dataset.money_fields)
        years = sorted(verdict.year_sums.items(), key=lambda pair: (pair[0] is None, pair[0]))
        self.years.setVisible(bool(years))
        header = [tr("Year"), tr("Rows")]
        if has_money:
            header.append(label(verdict.dataset.money_fields[-1]))
        rows = []
        for year, (count, ore) in years:
            shown = (tr("No data") if year is None else str(year), number(count, 0))
            rows.append((*shown, kronor(ore / 100)) if has_money else shown)
        _fill(self.years, header, rows, numbers=True)
        self.years.resizeColumnsToContents()
        frame = 2 * self.years.frameWidth() + self.years.verticalScrollBar().sizeHint().width()
        self.years.setFixedWidth(self.years.horizontalHeader().length() + frame)


def _left_out(verdict):
    """Say what comes from each of several sheets, and which columns and sheets are left out."""
    lines = [
        tr("Not imported from {sheet}: {columns}", sheet=sheet, columns=", ".join(headers))
        for sheet, headers in verdict.unmapped.items()
        if headers
    ]
    if len(verdict.sheet_sums) > 1:
        # A sheet that sums up another would count twice: its rows and kronor give it away.
        lines += [_sheet_line(verdict, sheet) for sheet in verdict.sheet_sums]
    if verdict.skipped:
        lines.append(
            tr(
                "Sheets not imported, since they lack such rows or the columns that identify them: "
                "{sheets}",
                sheets=", ".join(verdict.skipped),
            )
        )
    return lines


def _sheet_line(verdict, sheet):
    count, ore = verdict.sheet_sums[sheet]
    if not verdict.dataset.money_fields:
        return tr("From {sheet}: {count} rows", sheet=sheet, count=number(count, 0))
    return tr(
        "From {sheet}: {count} rows, {amount}",
        sheet=sheet,
        count=number(count, 0),
        amount=kronor(ore / 100),
    )


def _table(name):
    table = QTableView()
    proxy = QSortFilterProxyModel(table)
    proxy.setSourceModel(QStandardItemModel(table))
    table.setModel(proxy)
    table.setAccessibleName(name)
    table.setToolTip(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    return table


def _fill(table, header, rows, *, stretch=None, numbers=False):
    model = table.model().sourceModel()
    model.clear()
    model.setHorizontalHeaderLabels(header)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for row in rows:
        items = [QStandardItem(text) for text in row]
        for item in items:
            item.setToolTip(item.text())
            if numbers:
                item.setTextAlignment(right)
        model.appendRow(items)
    table.resizeColumnsToContents()
    if stretch is not None:
        table.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
