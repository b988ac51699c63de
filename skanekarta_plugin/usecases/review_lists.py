"""The parts of a verdict as a user reads them: lists that make each line when it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..domain.money import from_kronor
from ..i18n import label, language, message, tr
from ..sources.block import TOTALS
from ..sources.mapping import EXTRA
from ..store.schema import GEOMETRY_COLUMN
from .wording import kronor, number

_LONG = 120


@dataclass(frozen=True)
class ProblemLine:
    """One problem of a row, in words."""

    cell: str
    value: str
    reason: str
    rejects: bool


class ProblemList(Sequence):
    """The problems of all rows, what rejects them first; :class:`ProblemLine` by index.

    :param hints: what a problem's question suggests, by question key; see :func:`suggested`
    :param only_rejecting: leave remarks out
    """

    def __init__(self, rows, hints=None, only_rejecting=False):
        self._hints = hints or {}
        self._problems = rows.problems
        rejecting = rows.problems.counts(len(rows), only_rejecting=True)
        self._rows, self._numbers = _spread(rejecting)
        if not only_rejecting:
            remarks, numbers = _spread(rows.problems.counts(len(rows)) - rejecting)
            self._rows = np.concatenate([self._rows, remarks])
            self._numbers = np.concatenate([self._numbers, numbers + rejecting[remarks]])
        self._last = (None, ())

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, index):
        position = int(self._rows[index])
        if self._last[0] != position:
            found = sorted(self._problems.of(position), key=lambda problem: not problem.rejects)
            self._last = (position, found)
        problem = self._last[1][int(self._numbers[index])]
        said = reason(problem, self._hints)
        return ProblemLine(problem.cell, problem.value, said, problem.rejects)


def reason(problem, hints):
    """Return what is the matter with a cell, and what may be meant.

    :param hints: see :func:`suggested`
    """
    return " ".join(filter(None, (message(problem), hints.get(problem.question))))


def suggested(verdict, names):
    """Return what is suggested for the words of a problem, as a question, by question key.

    :param names: names of municipalities by code
    """
    return {
        question.key: tr("Did you mean {name}?", name=names.get(value, value))
        for question in verdict.questions
        for value in question.suggestions[:1]
    }


@dataclass(frozen=True)
class ChangeLine:
    """One field of a row that the source says otherwise than the store."""

    row: str
    field: str
    before: str
    after: str


class ChangeList(Sequence):
    """What is changed in all rows; :class:`ChangeLine` by index."""

    def __init__(self, verdict, words):
        self._verdict, self._words = verdict, words
        counts = np.array([len(names) for _, _, names in verdict.changed_at], dtype=np.int64)
        self._rows, self._numbers = _spread(counts)

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, index):
        at, old, names = self._verdict.changed_at[int(self._rows[index])]
        name = names[int(self._numbers[index])]
        rows, stored = self._verdict.rows, self._verdict.stored
        if name in rows.columns:
            before, after = stored.data.columns[name][old], rows.columns[name][at]
        elif name in rows.children:
            before, after = stored.child_rows(name, old), rows.children[name][at]
        else:
            before = stored.shapes.get(stored.data.ids[old])
            after = rows.geometries[at]
        words = self._words
        row = words.row(lambda key: stored.data.columns[key][old])
        texts = words.shown(name, before), words.shown(name, after)
        return ChangeLine(row, words.name(name), *texts)


class VanishedList(Sequence):
    """The stored rows that the source no longer has; a tuple of texts by index.

    :ivar headers: what stands in the tuples
    """

    def __init__(self, verdict, words):
        self._verdict, self._words = verdict, words
        dataset = verdict.dataset
        names = [dataset.label_field, *dataset.identity, dataset.year_field]
        names += [item.name for item in dataset.money_fields[-1:]]
        known = verdict.stored.data.columns
        self._names = [name for name in dict.fromkeys(names) if name and name in known]
        self.headers = tuple(words.name(name) for name in self._names)

    def __len__(self):
        return len(self._verdict.vanished_at)

    def __getitem__(self, index):
        at = self._verdict.vanished_at[index]
        columns = self._verdict.stored.data.columns
        return tuple(self._words.shown(name, columns[name][at]) for name in self._names)


class ValueWords:
    """Stored values of a dataset as a user reads them.

    :param municipalities: names by code; :param codelists: codelists by name
    """

    def __init__(self, dataset, municipalities, codelists):
        self._dataset = dataset
        self._municipalities = municipalities
        self._codelists = codelists

    def name(self, name):
        """Return what a field or a child table is called."""
        if name == GEOMETRY_COLUMN:
            return tr("Place on the map")
        if name == EXTRA:
            return tr("Other text")
        child = self._child(name)
        return label(child.value if child else self._dataset.field(name))

    def row(self, value_of):
        """Return what a row is called: its label and what identifies it.

        :param value_of: function: field name → stored value
        """
        names = dict.fromkeys((self._dataset.label_field, *self._dataset.identity))
        texts = [str(value_of(name)) for name in names if name and value_of(name) is not None]
        return " · ".join(texts) or tr("row without a name")

    def shown(self, name, value):
        """Return a value of a field or a child table in words."""
        if value is None or value == []:
            return tr("empty")
        if name == GEOMETRY_COLUMN:
            return tr("a place")
        child = self._child(name)
        if child:
            return "; ".join(self._part(child, row) for row in value)
        if name == EXTRA:
            return _short(str(value).replace("\n", " · "))
        return self._single(self._dataset.field(name), value)

    def _child(self, name):
        return next((child for child in self._dataset.children if child.name == name), None)

    def _part(self, child, row):
        value = row[child.value.name]
        if value is None:
            return str(row.get(child.stated_field) or tr("No data"))
        return self._single(child.value, value)

    def _single(self, field, value):
        if field.is_municipality:
            return self._municipalities.get(value, str(value))
        if field.codelist:
            entry = self._codelists[field.codelist].by_value.get(value)
            return entry.label.text(language()) if entry else str(value)
        if field.is_money:
            return kronor(value)
        if field.type == "number":
            return number(value)
        return _short(str(value))


def _short(text):
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _spread(counts):
    """Return each position as often as counted, and the repetitions numbered from 0."""
    starts = np.cumsum(counts) - counts
    total = int(counts.sum())
    return np.repeat(np.arange(len(counts)), counts), np.arange(total) - np.repeat(starts, counts)


@dataclass(frozen=True)
class SumLine:
    """Rows and kronor; ``strong`` for those that sum up others."""

    label: str
    count: str
    amount: str
    strong: bool = False


def sum_lines(verdict):
    """Return ``(header of the amounts or "", [SumLine])``: by year, accepted, rejected, in all.

    Rows of totals are no rows of the source: what they sum up stands in it already.
    """
    main = verdict.dataset.money_fields[-1] if verdict.dataset.money_fields else None
    years = sorted(verdict.year_sums.items(), key=lambda pair: (pair[0] is None, pair[0]))
    lines = [
        _sum(tr("Without a year") if year is None else str(year), count, ore, main)
        for year, (count, ore) in years
    ]
    accepted = verdict.sums[main.name] if main else 0
    rejected = verdict.rejected_sums[main.name] if main else 0
    counts = len(verdict.accepted_at), len(verdict.rejected_at)
    totals = verdict.rows.problems.rows_with(TOTALS)
    if totals:
        column = verdict.rows.columns.get(main.name) if main else None
        summed = sum(from_kronor(value) or 0 for value in column.take(totals)) if column else 0
        rejected -= summed
        counts = counts[0], counts[1] - len(totals)
    lines += [
        _sum(tr("Accepted rows"), counts[0], accepted, main, strong=True),
        _sum(tr("Rejected rows"), counts[1], rejected, main),
        _sum(tr("The whole source"), sum(counts), accepted + rejected, main, strong=True),
    ]
    if totals:
        lines.append(_sum(tr("Rows of totals, not counted"), len(totals), summed, main))
    return label(main) if main else "", lines


def _sum(text, count, ore, main, *, strong=False):
    return SumLine(text, number(count, 0), kronor(ore / 100) if main else "", strong)


def heading(verdict):
    """Return the line of counts."""
    return tr(
        "{new} new · {changed} changed · {unchanged} unchanged · {vanished} gone · "
        "{rejected} rejected",
        new=number(len(verdict.new_at), 0),
        changed=number(len(verdict.changed_at), 0),
        unchanged=number(len(verdict.unchanged_at), 0),
        vanished=number(len(verdict.vanished_at), 0),
        rejected=number(len(verdict.rejected_at), 0),
    )


def total(verdict):
    """Return the accepted kronor of the main field in words; "" where there is no money."""
    fields = verdict.dataset.money_fields
    if not fields:
        return ""
    return f"{label(fields[-1])}: {kronor(verdict.sums[fields[-1].name] / 100)}"


def done(verdict, removed):
    """Return what was written, as a sentence, and what is to be said beside it.

    :param removed: True if the rows that are gone from the source were removed
    """
    sentence = tr(
        "{file} was imported: {new} new, {changed} changed, {removed} removed, "
        "{rejected} rejected.",
        file=verdict.source.name,
        new=number(len(verdict.new_at), 0),
        changed=number(len(verdict.changed_at), 0),
        removed=number(len(verdict.vanished_at) if removed else 0, 0),
        rejected=number(len(verdict.rejected_at), 0),
    )
    details = []
    if verdict.dataset.money_fields:
        details.append(
            tr(
                "All rows of the file that are now on the map: {count}, {amount}.",
                count=number(len(verdict.accepted_at), 0),
                amount=total(verdict),
            )
        )
    if len(verdict.rejected_at):
        details.append(
            tr("Save the rejected rows, mend them in Excel, and import that file as well.")
        )
    return sentence, "\n".join(details)


def left_out(verdict):
    """Say what comes from each of several sheets, and what is left out or may surprise."""
    lines = [
        tr("Not imported from {sheet}: {columns}", sheet=sheet, columns=", ".join(headers))
        for sheet, headers in verdict.unmapped.items()
        if headers
    ]
    lines += map(message, verdict.remarks)
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
