"""Sum a map per municipality into a table that adds up."""

import csv
from pathlib import Path

from ..output.files import deliver, workshop

COLUMNS = ("kommunkod", "kommun", "antal", "summa", "per_invanare")


def summarise(explorer, selection, path):
    """Write a CSV table (UTF-8, comma, decimal point) of a selection.

    One row a municipality, then *utanför kartan* and *totalt*. ``antal`` are rows; ``summa`` is
    kronor with two decimals for money; cells are empty where there is no value or no sum.

    :return: the :class:`~..analysis.model.Totals`
    :raises OutputError: if the file cannot be written
    """
    totals = explorer.view(selection).totals

    def amount(value):
        if value is None:
            return ""
        value = totals.in_unit(value)
        return f"{value:.2f}" if totals.is_money else f"{value:.12g}"

    rows = [
        (
            area.code,
            area.name,
            area.count,
            amount(area.amount),
            "" if area.per_inhabitant is None else f"{area.per_inhabitant:.6f}",
        )
        for area in totals.areas
    ]
    rows.append(("", "utanför kartan", totals.outside_count, amount(totals.outside), ""))
    rows.append(("", "totalt", totals.count, amount(totals.total), ""))
    path = Path(path)
    with workshop() as place:
        made = place / path.name
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
        deliver([made], path.parent)
    return totals
