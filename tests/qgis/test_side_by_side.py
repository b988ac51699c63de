"""Municipalities side by side: figures against the workbooks, and the window that shows them."""

import datetime
import sqlite3
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import openpyxl
import pytest
from workbook_truth import CODES, CORNERS, grants, parts

from skanekarta_plugin.errors import SelectionError
from skanekarta_plugin.i18n import message
from skanekarta_plugin.usecases.side_by_side import PEOPLE, like, likenesses, side_by_side
from skanekarta_plugin.usecases.side_chart import line_chart
from skanekarta_plugin.usecases.view_map import Explorer

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
CODE_OF = {name: code for code, name in CODES.items()}
DAY = datetime.date(2024, 6, 1)
COSTS = {"kultur": "N09022", "bibliotek": "N09026", "kulturskola": "N09023", "fritid": "N09018"}
PEOPLE_FIGURE = "N01951"

pytestmark = pytest.mark.usefixtures("swedish")


def figures():
    """Return values by key figure, name of the municipality and year, as the workbook has them."""
    found = defaultdict(lambda: defaultdict(dict))
    book = openpyxl.load_workbook(EXAMPLE / "kommunfakta.xlsx", read_only=True)
    for name, figure, year, value, _ in book.worksheets[0].iter_rows(min_row=3, values_only=True):
        found[figure][name][year] = value
    return found


def explorer_of(store):
    explorer = Explorer(store)
    explorer.refresh()
    return explorer


def compare(store, *names):
    return side_by_side(explorer_of(store), [CODE_OF[name] for name in names], DAY)


def plain(text):
    return text.replace("\u00a0", "")


def copied_rows(text):
    return [line.split("\t") for line in text.splitlines()]


def change(store, query, *values):
    with sqlite3.connect(store.path) as connection:
        connection.execute(query, values)
    connection.close()


@pytest.mark.parametrize(
    "names",
    [("Höör", "Malmö"), ("Osby", "Perstorp", "Lund", "Ystad", "Kävlinge")],
)
def test_the_costs_are_those_of_the_workbook(store, names):
    shown, known = compare(store, *names), figures()
    assert shown.names == names and shown.headers == ("Vad", *names, "Skåne i medel")
    for name, figure in COSTS.items():
        row, values = shown.row(name), known[figure]
        newest = max(max(values[one]) for one in names)
        assert row.year == str(newest) and row.unit == "kr/inv"
        for one, cell in zip(names, row.cells, strict=False):
            year = max(values[one])
            everyone = [by_year[year] for by_year in values.values() if year in by_year]
            rank = 1 + sum(value > values[one][year] for value in everyone)
            late = f" ({year})" if year != newest else ""
            assert plain(cell.text) == f"{round(values[one][year])}kr/inv{late}"
            assert cell.aside == f"plats {rank} av {len(everyone)}"
            assert f"År: {year}" in cell.tip and "kommunfakta.xlsx" in cell.tip
        mean = fmean(by_year[newest] for by_year in values.values() if newest in by_year)
        assert plain(row.cells[-1].text) == str(round(mean))
    people = shown.row("invanare")
    for one, cell in zip(names, people.cells, strict=False):
        by_year = known[PEOPLE_FIGURE][one]
        assert plain(cell.text) == f"{by_year[max(by_year)]}invånare"
    # A mean of inhabitants says nothing, and the card has none.
    assert people.cells[-1].text == ""


def test_grants_and_copied_figures_are_those_of_the_workbook(store):
    names = ("Höör", "Hörby", "Svedala")
    rows = copied_rows(compare(store, *names).copied())
    assert rows[0] == ["Vad", "Enhet", *names, "Skåne i medel"]
    granted = next(row for row in rows if row[0].startswith("Beviljat"))
    assert granted[1] == "kr"
    for name, copied in zip(names, granted[2:], strict=False):
        ore = sum(dict(parts(row, "verksamhet")).get(CODE_OF[name], 0) for row in grants())
        kronor, rest = divmod(ore, 100)
        assert copied == (f"{kronor},{rest:02d}" if rest else f"{kronor}")
    known = figures()["N09022"]
    culture = next(row for row in rows if row[0].startswith("Kultur 20"))
    year = max(known["Höör"])
    assert [float(cell.replace(",", ".")) for cell in culture[2:5]] == [
        pytest.approx(known[name][year], abs=1e-6) for name in names
    ]


def test_a_figure_that_is_missing_stays_so_and_is_no_zero(store):
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N09022' AND kommunkod = '1267'")
    shown, values = compare(store, "Höör", "Lund"), figures()["N09022"]
    row = shown.row("kultur")
    assert row.cells[0].text == "Uppgift saknas" and not row.cells[0].is_known
    copied = next(line for line in copied_rows(shown.copied()) if line[0].startswith("Kultur 20"))
    assert copied[2] == "Uppgift saknas" and copied[3] != "Uppgift saknas"
    del values["Höör"]
    year = max(values["Lund"])
    mean = fmean(by_year[year] for by_year in values.values() if year in by_year)
    assert plain(row.cells[-1].text) == str(round(mean))
    chart = line_chart(shown, "kultur")
    assert [track.name for track in chart.tracks] == ["Lund", "Skåne i medel"]
    assert "Höör: Uppgift saknas." in chart.note
    lines = copied_rows(chart.copied())
    assert lines[2] == ["År", "Höör", "Lund", "Skåne i medel"]
    assert {line[1] for line in lines[3:] if line[0].isdigit()} == {""}
    assert all(line[2] for line in lines[3:] if line[0].isdigit())


def test_where_none_has_the_figure_the_mean_of_the_others_stands(store):
    change(
        store,
        "DELETE FROM nyckeltal WHERE nyckeltal = 'N09022' AND kommunkod IN ('1267', '1281')",
    )
    shown, values = compare(store, "Höör", "Lund"), figures()["N09022"]
    del values["Höör"], values["Lund"]
    year = max(max(by_year) for by_year in values.values())
    mean = fmean(by_year[year] for by_year in values.values() if year in by_year)
    row = shown.row("kultur")
    assert [cell.is_known for cell in row.cells] == [False, False, True]
    assert plain(row.cells[-1].text) == str(round(mean))
    assert row not in shown.charted


def test_the_chart_has_every_year_of_the_workbook(store):
    names = ("Höör", "Osby")
    chart, values = line_chart(compare(store, *names), "kultur"), figures()["N09022"]
    assert chart.title == "Kultur, kr/inv"
    years = sorted({year for name in names for year in values[name]})
    assert list(chart.years) == list(range(years[0], years[-1] + 1))
    for name, track in zip(names, chart.tracks, strict=False):
        assert dict(track.points) == {year: values[name].get(year) for year in chart.years}
    for year, mean in chart.tracks[-1].points:
        everyone = [by_year[year] for by_year in values.values() if year in by_year]
        assert mean == pytest.approx(fmean(everyone))


@pytest.mark.parametrize("count", [0, 1, 6])
def test_fewer_than_two_and_more_than_five_are_refused(store, count):
    with pytest.raises(SelectionError) as refused:
        side_by_side(explorer_of(store), list(CODES)[:count], DAY)
    assert message(refused.value) == f"Välj 2–5 kommuner att jämföra; nu är {count} valda."


def test_the_same_one_twice_is_one(store):
    with pytest.raises(SelectionError):
        compare(store, "Höör", "Höör")


def sizes(name):
    """Return inhabitants in the year of a municipality's latest figure, or the nearest earlier."""
    known = figures()[PEOPLE_FIGURE]
    year = max(known[name])
    return {
        one: by_year[max(known_year for known_year in by_year if known_year <= year)]
        for one, by_year in known.items()
        if min(by_year) <= year
    }


@pytest.mark.parametrize("name", ["Höör", "Malmö", "Perstorp"])
def test_nearest_in_population(store, name):
    people = sizes(name)
    order = sorted((abs(size - people[name]), one) for one, size in people.items() if one != name)
    found = like(explorer_of(store), CODE_OF[name], PEOPLE, 4)
    assert [CODES[code] for code in found] == [one for _, one in order[:4]]


def test_a_gap_takes_the_nearest_earlier_year_and_nobody_without_a_figure(store):
    people = sizes("Höör")
    nearest = like(explorer_of(store), CODE_OF["Höör"], PEOPLE, 1)[0]
    newest = "SELECT max(ar) FROM nyckeltal WHERE nyckeltal = 'N01951'"
    change(
        store,
        f"DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ? AND ar = ({newest})",
        nearest,
    )
    known = figures()[PEOPLE_FIGURE][CODES[nearest]]
    known.pop(max(known))
    people[CODES[nearest]] = known[max(known)]
    order = sorted((abs(people[one] - people["Höör"]), one) for one in people if one != "Höör")
    found = like(explorer_of(store), CODE_OF["Höör"], PEOPLE, 4)
    assert [CODES[code] for code in found] == [one for _, one in order[:4]]
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ?", nearest)
    explorer = explorer_of(store)
    assert nearest not in like(explorer, CODE_OF["Höör"], PEOPLE, 32)
    with pytest.raises(SelectionError) as refused:
        like(explorer, nearest, PEOPLE, 4)
    assert CODES[nearest] in message(refused.value)


@pytest.mark.parametrize("name", ["Höör", "Ystad"])
def test_same_corner(store, name):
    explorer, people = explorer_of(store), sizes(name)
    (by, title) = likenesses(explorer)[1]
    assert (by, title) == ("horn", "Samma hörn")
    corner = next(names for names in CORNERS.values() if name in names)
    order = sorted((abs(people[one] - people[name]), one) for one in corner if one != name)
    found = [CODES[code] for code in like(explorer, CODE_OF[name], by, 4)]
    assert found == [one for _, one in order[:4]]
    # Those whose inhabitants are not known belong to it all the same, as the last.
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ?",
           CODE_OF[order[0][1]])  # fmt: skip
    everyone = [CODES[code] for code in like(explorer_of(store), CODE_OF[name], by, 32)]
    assert everyone == [one for _, one in order[1:]] + [order[0][1]]
