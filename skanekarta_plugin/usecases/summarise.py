"""Sum a map per municipality into a table that adds up."""

import csv
from pathlib import Path

from ..analysis.comparison import Pair
from ..output.files import deliver, workshop

COLUMNS = ("kommunkod", "kommun", "antal", "summa", "per_invanare")
# What a comparison adds; per cent are those of what the map shows.
COMPARED_COLUMNS = (
    "jamfort_antal", "jamfort_summa", "jamfort_per_invanare", "skillnad", "skillnad_per_invanare",
    "procent",
)  # fmt: skip


def summarise(explorer, selection, path):
    """Write a CSV table (UTF-8, comma, decimal point) of a selection.

    One row a municipality, then *utanför kartan* and *totalt*. ``antal`` are rows; ``summa`` is
    kronor with two decimals for money; cells are empty where there is no value or no sum. What the
    selection is compared with stands beside it, and the differences.

    :return: the :class:`~..analysis.model.Totals` of the selection
    :raises OutputError: if the file cannot be written
    """
    view = explorer.view(selection)
    totals, comparison = view.totals, view.comparison

    def amount(value):
        if value is None:
            return ""
        value = totals.in_unit(value)
        return f"{value:.2f}" if totals.is_money else f"{value:.12g}"

    def decimal(value):
        return "" if value is None else f"{value:.6f}"

    rows = [
        (area.code, area.name, area.count, amount(area.amount), decimal(area.per_inhabitant))
        for area in totals.areas
    ]
    rows.append(("", "utanför kartan", totals.outside_count, amount(totals.outside), ""))
    rows.append(("", "totalt", totals.count, amount(totals.total), ""))
    if comparison is not None:
        other = comparison.other
        beside = [
            (
                b.count, amount(b.amount), decimal(b.per_inhabitant),
                amount(Pair(a.amount, b.amount).difference),
                decimal(Pair(a.per_inhabitant, b.per_inhabitant).difference),
                decimal(area.figure.percent),
            )
            for a, b, area in zip(totals.areas, other.areas, comparison.areas, strict=True)
        ]  # fmt: skip
        for count, pair in (
            (other.outside_count, comparison.outside),
            (other.count, comparison.total),
        ):
            beside.append(
                (count, amount(pair.b), "", amount(pair.difference), "", decimal(pair.percent))
            )
        rows = [row + more for row, more in zip(rows, beside, strict=True)]
    path = Path(path)
    with workshop() as place:
        made = place / path.name
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS + (COMPARED_COLUMNS if comparison is not None else ()))
            writer.writerows(rows)
        deliver([made], path.parent)
    return totals
