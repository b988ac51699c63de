"""What holds for any file: no row and no krona is lost, twice is once, and undone is as before."""

import shutil
import sqlite3
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skanekarta_plugin.sources.table import Source, SourceTable
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.create_store import create_store
from skanekarta_plugin.usecases.import_source import carry_out, examine

COLUMNS = {
    "Diarienummer": st.sampled_from([None, "-", "KN-1", "kn-1", "KN-2", "KN-3", 4, 5.0]),
    "År": st.sampled_from([2022, "2023", "VT 2024", None, "i fjol"]),
    "Mottagare": st.sampled_from(["Exempelteatern", "Exempel\u00a0teatern", "Ö-dansen", None, " "]),
    "Kommun": st.sampled_from(
        ["Höör", "Höörs kommun", "Lund; Malmö", "Hela Skåne", "Höby", "Paris", None, "Malmo"]
    ),
    "Målgrupp": st.sampled_from(["Barn", "Barn; Unga", "Rymdfarare", None]),
    "Beslut": st.sampled_from(["Beviljat", "Avslag", None, "Kanske"]),
    "Konstområde": st.sampled_from(["Dans", "dans ", "Nytt område", None]),
}
# What is written, and how many öre that is; None where it is no amount at all.
AMOUNTS = st.sampled_from(
    [("1 250 000 kr", 125_000_000), ("500 tkr", 50_000_000), (1000.5, 100_050), (7, 700),
     ("(278 000 kr)", 27_800_000), ("-", 0), (None, 0), ("många", None), ("1,250", None),
     ("0,07 kr", 7), ("1,2 mkr", 120_000_000)]
)  # fmt: skip


@dataclass
class File:
    """A generated file, and what is true of it."""

    source: Source
    rows: int
    ore: int


@st.composite
def files(draw):
    names = draw(st.permutations([*COLUMNS, "Beviljat belopp"]))
    rows, count, ore = [(1, names)], 0, 0
    for number in range(draw(st.integers(1, 8))):
        amount = draw(AMOUNTS)
        row = {name: draw(cells) for name, cells in COLUMNS.items()}
        row["Beviljat belopp"] = amount[0]
        rows.append((number + 2, [row[name] for name in names]))
        if any(cell is not None and str(cell).strip() for cell in row.values()):
            count += 1
            ore += amount[1] or 0
    return File(Source("fil.xlsx", "", (SourceTable.from_rows("Blad1", rows),)), count, ore)


@pytest.fixture(scope="module")
def new_store(tmp_path_factory, catalogue, qgis_app):
    folder = tmp_path_factory.mktemp("stores")
    first = create_store(folder / "tom.gpkg", catalogue).path
    numbers = iter(range(10**6))

    def make():
        path = folder / f"{next(numbers)}.gpkg"
        shutil.copy(first, path)
        return Store.open(path, catalogue)

    return make


def content(store):
    """Return all rows of the store but its log: what a user would call its content."""
    log = ("omgang", "historik", "skanekarta_meta", "svar", "kolumnval")
    connection = sqlite3.connect(store.path)
    names = [
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM gpkg_contents ORDER BY table_name"
        )
        if name not in log
    ]
    found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    connection.close()
    return found


SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(file=files())
def test_no_row_and_no_krona_is_lost(new_store, file):
    if not file.rows:
        return
    verdict = examine(new_store(), "stod", source=file.source)
    assert len(verdict.rows) == file.rows
    assert len(verdict.accepted) + len(verdict.rejected) == file.rows
    parts = (len(verdict.new), len(verdict.changed), len(verdict.unchanged))
    assert len(verdict.accepted) == sum(parts)
    money = "beviljat_belopp"
    assert verdict.sums[money] + verdict.rejected_sums[money] == file.ore
    assert sum(ore for _, ore in verdict.year_sums.values()) == verdict.sums[money]
    rejected = {(problem.cell) for problem, _ in verdict.problems if problem.rejects}
    assert len(rejected) >= len(verdict.rejected), "every rejected row says why"


@SETTINGS
@given(file=files())
def test_twice_is_once(new_store, file):
    if not file.rows:
        return
    store = new_store()
    first = examine(store, "stod", source=file.source)
    carry_out(store, first)
    before = content(store)
    second = examine(store, "stod", source=file.source)
    assert (len(second.new), len(second.changed)) == (0, 0)
    assert len(second.unchanged) == len(first.accepted)
    assert second.vanished == []
    assert carry_out(store, second) is None
    assert content(store) == before


@SETTINGS
@given(first=files(), second=files())
def test_undone_is_as_before(new_store, first, second):
    store = new_store()
    if first.rows:
        carry_out(store, examine(store, "stod", source=first.source))
    before = content(store)
    batch = second.rows and carry_out(
        store, examine(store, "stod", source=second.source), remove_vanished=True
    )
    if batch:
        store.undo(batch)
    assert content(store) == before


@SETTINGS
@given(file=files(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(new_store, file, order):
    """What is accepted and what it sums to does not hang on how the file is sorted.

    Where two rows claim one key, the first one counts: those files are left to the other tests.
    """
    if not file.rows:
        return
    (table,) = file.source.tables
    one = examine(new_store(), "stod", source=file.source)
    doubles = [
        problem
        for problem, _ in one.problems
        if problem.text.startswith(("Another row", "The same"))
    ]
    if doubles:
        return
    rows = [table.row(at) for at in range(1, len(table))]
    order.shuffle(rows)
    shuffled = [(1, table.row(0)), *((at + 2, row) for at, row in enumerate(rows))]
    source = Source("fil.xlsx", "", (SourceTable.from_rows("Blad1", shuffled),))
    other = examine(new_store(), "stod", source=source)
    assert (len(other.new), len(other.rejected)) == (len(one.new), len(one.rejected))
    assert other.sums == one.sums
    assert other.year_sums == one.year_sums
