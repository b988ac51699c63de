"""Understand a selection: its key figures, its divisions beside their inhabitants, white spots."""

from dataclasses import dataclass, replace

import numpy as np
from qgis.PyQt.QtCore import QCollator, QLocale

from ..analysis.model import Between
from ..analysis.tally import Amounts, add_up
from ..i18n import label, language, tr
from .copying import decimal, in_kronor
from .wording import NO_BREAK, kronor, number


@dataclass(frozen=True)
class DivisionRow:
    """One division of the municipalities, as it is shown and copied.

    :param value: stored value; None for the lines that add up
    :param texts: a text for each column; :param plain: the same for copying
    :param shares: ``(of the measure, of the inhabitants)``, 0 to 1; None where there is none
    :param amount: of a division, in whole steps of the measure, or a number of rows
    """

    value: str | None
    texts: tuple
    plain: tuple
    shares: tuple = (None, None)
    amount: int | None = None


@dataclass(frozen=True)
class WhiteSpot:
    """A municipality or a division that nothing of the selection reaches.

    :param field: the facet whose value it is; :param codes: its municipalities
    :param note: such as that there were cases, but no amount
    """

    field: str
    value: str
    name: str
    codes: tuple
    note: str


@dataclass(frozen=True)
class KeyFigures:
    """The key figures of a view.

    :param figures: ``(name, text)``; :param headers: of the division table
    :param note: what to know about the divisions
    :param looked_at: number of municipalities that the choices leave
    """

    figures: tuple
    headers: tuple
    rows: tuple
    note: str
    white: tuple
    looked_at: int


def in_order(values, text=str):
    """Return values in the order of the user's language, by their texts."""
    collator = QCollator(QLocale(language()))
    collator.setNumericMode(True)
    return sorted(values, key=lambda value: collator.sortKey(text(value)))


def key_figures(explorer, view):
    """Return the :class:`KeyFigures` of a view."""
    index = explorer.index(view.selection.map)
    question = index.ask(view.selection)
    facets = [item for item in view.description.facets if item.kind == "place" and item.via]
    divisions = {facet.field: question.divisions(facet) for facet in facets}
    chosen = question.taken()
    wanted = set(question.wanted_codes())
    figures = _figures(explorer, view, index, chosen)
    headers, rows, note = (), (), ""
    if facets and view.choice.measure.has_sum:
        facet = facets[0]
        headers, rows, note = _division_rows(view, facet, divisions[facet.field])
    return KeyFigures(
        figures, headers, rows, note, _white_spots(view, divisions, wanted), len(wanted)
    )


def _figures(explorer, view, index, chosen):
    totals, measure, description = view.totals, view.choice.measure, view.description
    wording = explorer.wording(view.selection)
    found = []
    if measure.aggregate == "sum":
        total = totals.in_unit(totals.total)
        found.append((label(measure), kronor(total) if totals.is_money else number(total)))
    elif measure.is_rate:
        found += [item for item in view.texts.figures if item[0] != tr("Municipalities reached")]
    found.append((tr("Number"), wording.count(totals.count)))
    if not measure.is_rate:
        found.append(
            (
                tr("Municipalities reached"),
                tr("{count} of {all}", count=totals.mapped_areas, all=len(totals.areas)),
            )
        )
    for item in description.measures:
        if item.aggregate == "distinct":
            # What is found in all, wherever it lies.
            selection = replace(view.selection, measure=item.name)
            found.append((label(item), number(index.totals(selection).total, 0)))
    if measure.aggregate == "sum" and totals.count:
        found += _spread(explorer, view, index, chosen)
    return tuple(found)


def _spread(explorer, view, index, chosen):
    """Return the average and the largest amount of a row: of its part in the selection."""
    rows, inverse = np.unique(chosen.rows, return_inverse=True)
    sums = add_up(inverse, Amounts(chosen.shares).addends, len(rows))
    with_amount = int(np.count_nonzero(sums))
    if not with_amount:
        return []
    totals = view.totals
    shown = kronor if totals.is_money else number
    average = round(totals.total / with_amount)
    largest = int(np.argmax(sums))
    data = explorer.data(view.description.dataset)
    row = int(rows[largest])
    names = (view.dataset.label_field, view.description.year_field)
    named = [data.columns[name][row] for name in names if name in data.columns]
    named = ", ".join(str(part) for part in named if part is not None)
    counted = explorer.wording(view.selection).count(with_amount)
    mean = round(average / totals.scale) if totals.is_money else totals.in_unit(average)
    amount = shown(totals.in_unit(int(sums[largest])))
    return [
        (tr("Average, where there is an amount"), f"{shown(mean)} ({counted})"),
        (tr("Largest"), f"{amount} ({named})" if named else amount),
    ]


def _division_rows(view, facet, divisions):
    totals, measure = view.totals, view.choice.measure
    is_sum = measure.aggregate == "sum"
    amounts = [item.amount if is_sum else item.count for item in divisions]
    together = sum(amounts)
    years = set.intersection(*(set(item.inhabitants) for item in divisions)) if divisions else ()
    last = _last_year(view)
    year = max((item for item in years if last is None or item <= last), default=None)
    people = sum(item.inhabitants[year] for item in divisions) if year is not None else 0
    per_head = is_sum and measure.per_inhabitant
    headers = [
        label(facet),
        tr("Amount ({unit})", unit=measure.unit.text(language())) if is_sum else tr("Number"),
        tr("Share"),
        tr("Inhabitants"),
        *([tr("{unit} per inhabitant", unit=measure.unit.text(language()))] if per_head else []),
    ]
    by_value = {item.value: item for item in divisions}
    rows = []
    for value in in_order(by_value):
        item = by_value[value]
        amount = item.amount if is_sum else item.count
        share = amount / together if together > 0 else None
        part = item.inhabitants[year] / people if people else None
        rate = item.per_inhabitant
        rows.append(
            DivisionRow(
                value,
                (value, _shown(view, amount), _per_cent(share), _per_cent(part),
                 *([number(rate)] if per_head else [])),
                (value, _plain(view, amount), _plain_share(share), _plain_share(part),
                 *([decimal(rate, 2)] if per_head else [])),
                (share, part),
                amount,
            )
        )  # fmt: skip
    blank = ("",) * (len(headers) - 2)
    if is_sum:
        lines = (
            (tr("On the map"), totals.mapped),
            (tr("Outside the map"), totals.outside),
            (tr("Total"), totals.total),
        )
        for name, amount in lines:
            rows.append(
                DivisionRow(
                    None, (name, _shown(view, amount), *blank), (name, _plain(view, amount), *blank)
                )
            )
        note = tr("The shares are of what lies on the map.")
    else:
        note = tr("A row that names several municipalities may count in several lines.")
    if year:
        note += " " + tr("Share of the inhabitants of {year}.", year=year)
    return tuple(headers), tuple(rows), note


def _last_year(view):
    """Return the latest year that is chosen; None for no choice."""
    choice = view.selection.filter.get(view.description.year_field)
    if isinstance(choice, Between):
        return choice.high
    known = [year for year in getattr(choice, "values", ()) if year is not None]
    return max(known, default=None)


def _shown(view, amount):
    totals = view.totals
    if view.choice.measure.aggregate != "sum":
        return number(amount, 0)
    value = totals.in_unit(amount)
    return kronor(value).removesuffix(f"{NO_BREAK}kr") if totals.is_money else number(value)


def _plain(view, amount):
    if view.choice.measure.aggregate == "sum" and view.totals.is_money:
        return in_kronor(amount)
    return decimal(view.totals.in_unit(amount))


def _per_cent(share):
    return tr("No data") if share is None else f"{number(100 * share, 1)}{NO_BREAK}%"


def _plain_share(share):
    return "" if share is None else decimal(100 * share, 1)


def _white_spots(view, divisions, wanted):
    """Return what nothing reaches, of the municipalities that the choices leave."""
    is_rate = view.choice.measure.is_rate
    by_code = {area.code: area for area in view.totals.areas}

    def reached(code):
        area = by_code[code]
        return area.value is not None if is_rate else area.count and (area.amount or 0) > 0

    missed = {code for code in by_code if code in wanted and not reached(code)}
    found = []
    for field, items in divisions.items():
        for item in items:
            if set(item.codes) <= missed:
                found.append(WhiteSpot(field, item.value, item.value, item.codes, ""))
    field = next(
        (item.field for item in view.description.facets if item.kind == "place" and not item.via),
        "",
    )
    noun = view.description.noun.text(language())
    for code in in_order(missed, lambda code: by_code[code].name):
        area = by_code[code]
        note = ""
        if area.count and not is_rate:
            note = tr("{count} {noun}, but no amount", count=number(area.count, 0), noun=noun)
        found.append(WhiteSpot(field, code, area.name, (code,), note))
    return tuple(found)
