"""The store: edits by hand, others on the same file, and failures in the middle of a write."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath, PureWindowsPath

import openpyxl
import pytest
from qgis.core import QgsFeature, QgsVectorLayer

from skanekarta_plugin.errors import StoreError
from skanekarta_plugin.store import geopackage
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.view_map import Explorer

ROOT = Path(__file__).resolve().parents[2]
GRANTS = ["Diarienummer", "År", "Sökande", "Kommun", "Målgrupp", "Beviljat"]
ACTIVITIES = ["Datum", "Titel", "Typ", "Kommun"]
LUND, MALMO = "1281", "1280"


def verdict_of(store, rows, header=GRANTS, dataset="stod"):
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    path = store.path.parent / "rader.xlsx"
    book.save(path)
    return examine(store, dataset, path)


def bring_in(store, rows, header=GRANTS, dataset="stod"):
    carry_out(store, verdict_of(store, rows, header, dataset))


def layer_of(store, table):
    layer = QgsVectorLayer(f"{store.path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


def by_hand(store, table, edit):
    """Change a table as a user does in QGIS: start editing, edit, save."""
    layer = layer_of(store, table)
    assert layer.startEditing()
    edit(layer)
    assert layer.commitChanges(), layer.commitErrors()


def set_by_hand(store, table, row_id, **values):
    def edit(layer):
        for name, value in values.items():
            index = layer.fields().indexOf(name)
            assert layer.changeAttributeValue(row_id, index, value)

    by_hand(store, table, edit)


def add_by_hand(store, table, **values):
    def edit(layer):
        feature = QgsFeature(layer.fields())
        for name, value in values.items():
            feature[name] = value
        assert layer.addFeature(feature)

    by_hand(store, table, edit)


def delete_by_hand(store, table, row_id):
    by_hand(store, table, lambda layer: layer.deleteFeature(row_id))


def ask(store, query, *values):
    connection = sqlite3.connect(store.path)
    rows = connection.execute(query, values).fetchall()
    connection.close()
    return rows


def write_raw(store, query, *values):
    connection = geopackage.connect(store.path)
    with connection:
        connection.execute(query, values)
    connection.close()


def amounts(store):
    explorer = Explorer(store)
    totals = explorer.view(explorer.selection("regionala_stod")).totals
    return {area.name: area.amount for area in totals.areas if area.amount}


# Rows that are removed by hand


def test_a_grant_deleted_in_qgis_takes_its_municipalities_with_it(empty):
    bring_in(
        empty,
        [
            ["A-1", 2023, "Exempel", "Lund", "Barn", 1000],
            ["A-2", 2023, "Exempel", "Malmö; Höör", "Unga", 1000],
        ],
    )
    delete_by_hand(empty, "stod", 2)
    assert ask(empty, "SELECT DISTINCT stod_id FROM stod_kommun") == [(1,)]
    assert ask(empty, "SELECT DISTINCT stod_id FROM stod_malgrupp") == [(1,)]
    assert amounts(empty) == {"Lund": 100_000}
    kept = ask(empty, "SELECT tabell, handelse FROM historik ORDER BY tabell")
    assert kept == [
        ("stod", "borttagen"),
        ("stod_kommun", "borttagen"),
        ("stod_kommun", "borttagen"),
        ("stod_malgrupp", "borttagen"),
    ]
    assert layer_of(empty, "stod_kommun").featureCount() == 1


def test_a_new_grant_never_takes_the_id_of_a_removed_one(empty):
    bring_in(empty, [["A-1", 2023, "Exempel", "Malmö", None, 1000]])
    delete_by_hand(empty, "stod", 1)
    bring_in(empty, [["A-2", 2023, "Exempel", "Lund", None, 1000]])
    assert empty.read("stod").ids == [2]
    assert amounts(empty) == {"Lund": 100_000}


def test_municipalities_without_a_grant_are_left_out_and_never_adopted(empty):
    add_by_hand(empty, "stod_kommun", stod_id=7, kommunkod=MALMO, omfattning="kommun", vikt=1)
    assert empty.read("stod").children["stod_kommun"]["stod_id"] == []
    assert amounts(empty) == {}
    bring_in(empty, [["A-1", 2023, "Exempel", "Lund", None, 1000]])
    assert empty.read("stod").ids == [8]
    assert amounts(empty) == {"Lund": 100_000}


def test_a_row_removed_after_the_examination_stops_the_whole_import(empty):
    bring_in(
        empty,
        [["A-1", 2023, "Ett", "Lund", None, 1000], ["A-2", 2023, "Två", "Lund", None, 1000]],
    )
    verdict = verdict_of(
        empty,
        [
            ["A-1", 2023, "Ett", "Malmö", None, 5000],
            ["A-2", 2023, "Två", "Malmö", None, 5000],
            ["A-3", 2023, "Tre", "Malmö", None, 5000],
        ],
    )
    delete_by_hand(empty, "stod", 2)
    with pytest.raises(StoreError, match="meanwhile"):
        carry_out(empty, verdict)
    assert amounts(empty) == {"Lund": 100_000}
    assert ask(empty, "SELECT count(*) FROM stod_kommun") == [(1,)]
    assert len(empty.batches("stod")) == 1


def test_a_row_added_after_the_examination_stops_the_whole_import(empty):
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Malmö", None, 5000]])
    add_by_hand(empty, "stod", diarienummer="A-1", mottagare="Ett", beviljat_belopp=1.0)
    with pytest.raises(StoreError, match="meanwhile"):
        carry_out(empty, verdict)
    assert empty.counts()["stod"] == 1
    again = verdict_of(empty, [["A-1", 2023, "Ett", "Malmö", None, 5000]])
    assert (len(again.new), len(again.changed)) == (0, 1)


# What is derived from columns that were edited by hand


def test_a_grant_renamed_in_qgis_is_found_by_its_new_name(empty):
    bring_in(empty, [["A-1", 2023, "Gamla Teatern", "Lund", None, 1000]])
    set_by_hand(empty, "stod", 1, mottagare="Östra Operan")
    empty.repair_derived()
    assert ask(empty, "SELECT sok_mottagare FROM stod") == [("östra operan",)]


def test_a_grant_added_in_qgis_is_known_again_by_an_import(empty):
    add_by_hand(
        empty, "stod", diarienummer="B-1", ar=2023, mottagare="Exempel", beviljat_belopp=1000.0
    )
    verdict = verdict_of(empty, [["b-1", 2023, "Exempel", "Lund", None, 2000]])
    assert (len(verdict.new), len(verdict.changed)) == (0, 1)
    carry_out(empty, verdict)
    assert empty.counts()["stod"] == 1
    assert amounts(empty) == {"Lund": 200_000}


def test_a_case_number_corrected_in_qgis_is_known_again_by_an_import(empty):
    rows = [["A-1", 2023, "Ett", "Lund", None, 1], ["A-2", 2023, "Två", "Lund", None, 2]]
    bring_in(empty, rows)
    set_by_hand(empty, "stod", 1, diarienummer="A-9")
    rows[0][0] = "A-9"
    verdict = verdict_of(empty, rows)
    assert (len(verdict.new), len(verdict.changed), len(verdict.unchanged)) == (0, 0, 2)


def test_case_numbers_that_changed_places_are_told_apart(empty):
    rows = [["A-1", 2023, "Ett", "Lund", None, 1], ["A-2", 2023, "Två", "Lund", None, 2]]
    bring_in(empty, rows)
    set_by_hand(empty, "stod", 1, diarienummer="A-2")
    set_by_hand(empty, "stod", 2, diarienummer="A-1")
    rows[0][0], rows[1][0] = rows[1][0], rows[0][0]
    assert len(verdict_of(empty, rows).unchanged) == 2


def test_a_case_number_given_twice_by_hand_belongs_to_the_row_that_had_it(empty):
    bring_in(empty, [["A-1", 2023, "Ett", "Lund", None, 1]])
    for _ in range(2):
        add_by_hand(empty, "stod", diarienummer="A-1", mottagare="Dubbel", beviljat_belopp=1.0)
    empty.repair_derived()
    keys = ask(empty, "SELECT radnyckel FROM stod ORDER BY id")
    assert keys == [("a-1",), ("hand:2",), ("hand:3",)]
    assert len(verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, 1]]).unchanged) == 1
    delete_by_hand(empty, "stod", 1)
    empty.repair_derived()
    assert ask(empty, "SELECT radnyckel FROM stod ORDER BY id") == [("a-1",), ("hand:3",)]


def test_rows_without_identity_keep_what_they_are_known_by(empty):
    bring_in(empty, [[None, 2023, "Utan nummer", "Lund", None, 1]])
    (before,) = ask(empty, "SELECT radnyckel FROM stod")
    add_by_hand(empty, "stod", diarienummer="saknas", mottagare="Hand", beviljat_belopp=1.0)
    set_by_hand(empty, "stod", 1, projekt="Nytt")
    empty.repair_derived()
    assert ask(empty, "SELECT radnyckel FROM stod ORDER BY id") == [before, ("hand:2",)]
    assert before[0].startswith("#")


def test_an_activity_moved_to_another_year_in_qgis_counts_there(empty):
    bring_in(empty, [["2023-05-04", "Möte", "Kommundialog", "Lund"]], ACTIVITIES, "aktiviteter")
    set_by_hand(empty, "aktiviteter", 1, datum="2025-01-02")
    add_by_hand(empty, "aktiviteter", datum="2024-06-01", titel="Hand", typ="Kommundialog")
    empty.repair_derived()
    assert empty.read("aktiviteter").columns["ar"] == [2025, 2024]
    rows = [["2025-01-02", "Möte", "Kommundialog", "Lund"]]
    assert len(verdict_of(empty, rows, ACTIVITIES, "aktiviteter").unchanged) == 1


def test_repairing_leaves_no_trace_in_history_and_counter(empty):
    bring_in(empty, [["A-1", 2023, "Gamla", "Lund", None, 1000]])
    set_by_hand(empty, "stod", 1, mottagare="Nya")
    before = ask(empty, "SELECT count(*) FROM historik"), empty.changes()
    empty.repair_derived()
    assert ask(empty, "SELECT sok_mottagare FROM stod") == [("nya",)]
    assert (ask(empty, "SELECT count(*) FROM historik"), empty.changes()) == before
    set_by_hand(empty, "stod", 1, mottagare="Nyaste")
    assert empty.changes() > before[1]
    assert ask(empty, "SELECT count(*) FROM historik")[0][0] == before[0][0][0] + 1


def test_nothing_is_written_where_nothing_was_changed_since(empty):
    bring_in(empty, [["A-1", 2023, "Gamla", "Lund", None, 1000]])
    before = empty.path.read_bytes()
    empty.repair_derived()
    empty.stored_rows(empty.catalogue.datasets["stod"])
    assert empty.path.read_bytes() == before


def test_what_ships_and_the_example_need_no_repair(store):
    write_raw(store, "UPDATE skanekarta_meta SET varde = '-1' WHERE nyckel = 'harledd'")
    query = "SELECT id, radnyckel FROM {} ORDER BY id"
    before = {name: ask(store, query.format(name)) for name in store.catalogue.datasets}
    store.repair_derived()
    assert {name: ask(store, query.format(name)) for name in store.catalogue.datasets} == before


def test_a_store_that_cannot_be_written_is_read_as_it_is(empty, monkeypatch):
    bring_in(empty, [["A-1", 2023, "Gamla", "Lund", None, 1000]])
    write_raw(empty, "UPDATE stod SET mottagare = 'Nya'")
    monkeypatch.setattr(geopackage, "LOCK_SECONDS", 0.05)
    other = geopackage.connect(empty.path)
    other.execute("BEGIN IMMEDIATE")
    empty.repair_derived()
    assert len(empty.stored_rows(empty.catalogue.datasets["stod"])) == 1
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.setattr(geopackage, "MODE", "ro")
    empty.repair_derived()
    assert len(empty.stored_rows(empty.catalogue.datasets["stod"])) == 1
    assert empty.read("stod").columns["mottagare"] == ["Nya"]


def test_looking_at_a_map_does_not_wait_for_somebody_who_writes(empty):
    bring_in(empty, [["A-1", 2023, "Gamla", "Lund", None, 1000]])
    write_raw(empty, "UPDATE stod SET mottagare = 'Nya'")
    other = geopackage.connect(empty.path)
    other.execute("BEGIN IMMEDIATE")
    begin = time.monotonic()
    assert amounts(empty) == {"Lund": 100_000}
    assert time.monotonic() - begin < geopackage.LOCK_SECONDS / 2
    other.close()


def test_an_import_compared_with_a_store_that_was_locked_is_not_written(empty, monkeypatch):
    add_by_hand(empty, "stod", diarienummer="A-1", mottagare="Ett", beviljat_belopp=1.0)
    monkeypatch.setattr(geopackage, "LOCK_SECONDS", 0.05)
    other = geopackage.connect(empty.path)
    other.execute("BEGIN IMMEDIATE")
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Malmö", None, 5000]])
    other.close()
    with pytest.raises(StoreError, match="meanwhile"):
        carry_out(empty, verdict)
    assert empty.counts()["stod"] == 1


def test_a_store_made_before_there_were_repairs_is_read_and_repaired(empty):
    bring_in(empty, [["A-1", 2023, "Gamla", "Lund", None, 1000]])
    write_raw(empty, "UPDATE stod SET mottagare = 'Nya'")
    write_raw(empty, "DELETE FROM skanekarta_meta WHERE nyckel IN ('harledd', 'tyst')")
    assert amounts(empty) == {"Lund": 100_000}
    assert ask(empty, "SELECT sok_mottagare FROM stod") == [("nya",)]


def test_what_is_read_is_one_moment_of_the_store(empty, monkeypatch):
    from skanekarta_plugin.store import reading as module

    bring_in(empty, [["A-1", 2023, "Ett", "Lund", None, 1000]])
    write_raw(empty, "PRAGMA journal_mode = WAL")
    verdict = verdict_of(empty, [["A-2", 2023, "Två", "Malmö", None, 1000]])
    read_columns = module._columns

    def columns(*arguments):
        found = read_columns(*arguments)
        monkeypatch.undo()
        carry_out(empty, verdict)
        return found

    monkeypatch.setattr(module, "_columns", columns)
    data = empty.read("stod")
    assert data.ids == data.children["stod_kommun"]["stod_id"] == [1]


# Files that went away


def test_a_store_that_was_moved_away_is_missed_and_not_made_anew(empty, catalogue):
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, 1]])
    empty.path.rename(empty.path.with_name("flyttad.gpkg"))
    calls = [
        empty.changes,
        empty.counts,
        lambda: empty.read("stod"),
        lambda: carry_out(empty, verdict),
        lambda: empty.stored_rows(catalogue.datasets["stod"]),
    ]
    for call in calls:
        with pytest.raises(StoreError, match="was not found"):
            call()
        assert not empty.path.exists()


def test_a_folder_that_went_away_is_told_as_well(empty, tmp_path):
    gone = Store(tmp_path / "borta" / "tom.gpkg", empty.catalogue)
    with pytest.raises(StoreError, match="was not found"):
        gone.changes()


@pytest.mark.parametrize("name", ["100 % å?b#c&d.gpkg", "mellan slag.gpkg"])
def test_any_name_will_do_for_a_store(tmp_path, catalogue, name):
    store = Store.create(tmp_path / name, catalogue)
    assert store.changes() == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/a b/å?#%.gpkg"), "file:///a%20b/%C3%A5%3F%23%25.gpkg?mode=rw"),
        (PureWindowsPath(r"C:\a b\c.gpkg"), "file:///C:/a%20b/c.gpkg?mode=rw"),
        (PureWindowsPath(r"\\server\share\c.gpkg"), "file:////server/share/c.gpkg?mode=rw"),
    ],
)
def test_paths_are_quoted_for_sqlite(path, expected):
    assert geopackage.address(path) == expected


# Values that do not fit


def test_a_number_that_no_store_can_hold_is_told_and_nothing_is_written(empty):
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, 1]])
    years = verdict.rows.columns["ar"].values
    years[:] = [10**30] * len(years)
    with pytest.raises(StoreError, match="too large"):
        carry_out(empty, verdict)
    assert empty.counts()["stod"] == 0
    assert empty.batches("stod") == []


@pytest.mark.parametrize("weight", [0, -3, "två"])
def test_a_weight_spoilt_by_hand_counts_as_one(empty, weight):
    bring_in(empty, [["A-1", 2023, "Ett", "Lund; Malmö", None, 1000]])
    write_raw(empty, "UPDATE stod_kommun SET vikt = ? WHERE kommunkod = ?", weight, LUND)
    assert empty.read("stod").children["stod_kommun"]["vikt"] == [1, 1]
    assert amounts(empty) == {"Lund": 50_000, "Malmö": 50_000}


# Others on the same file


def test_two_imports_that_learn_the_same_word_store_it_once(empty):
    one = verdict_of(empty, [["A-1", 2023, "Ett", "Lund", "Rymdfarare", 1]])
    rows = [["A-2", 2023, "Två", "Lund", "rymdfarare; Sjömän", 1]]
    two = verdict_of(empty, rows)
    carry_out(empty, one)
    with pytest.raises(StoreError, match="meanwhile"):
        carry_out(empty, two)
    carry_out(empty, verdict_of(empty, rows))
    learnt = ask(empty, "SELECT varde FROM kodlista WHERE lista = 'malgrupper' ORDER BY id DESC")
    assert learnt[:2] == [("Sjömän",), ("Rymdfarare",)]
    groups = ask(empty, "SELECT malgrupp FROM stod_malgrupp ORDER BY stod_id, id")
    assert groups == [("Rymdfarare",), ("Rymdfarare",), ("Sjömän",)]


# What others see after an import


def test_qgis_and_gdal_count_what_was_imported(empty):
    bring_in(empty, [[f"A-{n}", 2023, "Ett", "Lund; Malmö", None, 1] for n in range(25)])
    rows = [[f"2024-02-{n:02d}", "Möte", "Kommundialog", "Lund"] for n in range(1, 8)]
    bring_in(empty, rows, ACTIVITIES, "aktiviteter")
    wanted = {"stod": 25, "stod_kommun": 50, "aktiviteter": 7, "kommuner": 33}
    assert {name: layer_of(empty, name).featureCount() for name in wanted} == wanted
    for name, count in wanted.items():
        said = subprocess.run(
            ["ogrinfo", "-ro", "-so", str(empty.path), name],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert f"Feature Count: {count}\n" in said


# Run in a process of its own, warmed up once; each writing is a fork of it that may be killed.
# Answers each line "seconds path" with how the fork ended and how long it took.
WRITER = """
import os, select, signal, sys, time
import numpy as np
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.sources.rows import CleanColumn, CleanRows
from skanekarta_plugin.store.store import Batch, Store

COUNT = 1000
catalogue = load_catalogue()
dataset = catalogue.datasets["stod"]
place = {"kommunkod": "1281", "omfattning": "kommun", "angivet": "Lund", "vikt": 1}


def rows_of(name):
    same, each = np.zeros(COUNT, dtype=np.int32), np.arange(COUNT, dtype=np.int32)
    columns = {
        "mottagare": CleanColumn([f"M {n}" for n in range(COUNT)], each),
        "beviljat_belopp": CleanColumn([1.0], same),
        "projekt": CleanColumn([name], same),
    }
    children = {"stod_kommun": CleanColumn([[place, place]], same)}
    keys = [f"{name}-{n}" for n in range(COUNT)]
    return CleanRows(dataset, ("Blad1",), same, each, columns, children, keys=keys)


def write(path, name):
    store = Store.open(path, catalogue)
    rows = rows_of(name)
    changed = [(row_id, n) for n, row_id in enumerate(store.read("stod").ids[:COUNT])]
    batch = Batch("stod", "f", "", "", "t", "", COUNT, len(changed), 0, 0, {}, False)
    yield
    return store.apply(
        dataset, batch, rows, range(COUNT), changed, new_entries={"malgrupper": [name]}
    )


def undo(path):
    store = Store.open(path, catalogue)
    last = store.batches()[-1].id
    yield
    store.undo(last)


def run(seconds, what, path, *names):
    reading, writing = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            step = {"write": write, "undo": undo}[what](path, *names)
            next(step)
            os.write(writing, b"r")
            next(step, None)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    assert os.read(reading, 1) == b"r"
    begun = time.monotonic()
    # The pipe ends when the fork does.
    if seconds is None or select.select([reading], [], [], seconds)[0]:
        os.read(reading, 1)
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), time.monotonic() - begun


for line in sys.stdin:
    seconds, *arguments = line.rstrip().split("|")
    print(*run(float(seconds) if seconds else None, *arguments), flush=True)
"""


@pytest.fixture
def writer():
    """Let a process of its own write; it is killed after some seconds, or never if these are None.

    Returns its exit code, negative if it was killed, and the seconds that it took.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )

    def run(seconds, *arguments):
        line = "|".join(map(str, ("" if seconds is None else seconds, *arguments)))
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        code, took = process.stdout.readline().split()
        return int(code), float(took)

    with process:
        yield run
        process.stdin.close()


def everything(store):
    """All that a batch writes, and the triggers that it lifts meanwhile."""
    connection = geopackage.connect(store.path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    queries = [
        "SELECT * FROM stod",
        "SELECT * FROM stod_kommun",
        "SELECT * FROM kodlista",
        "SELECT tabell, rad, handelse, omgang, innehall FROM historik",
        "SELECT id, slag, angrar FROM omgang",
        "SELECT * FROM skanekarta_meta",
        "SELECT * FROM gpkg_ogr_contents",
        "SELECT name, sql FROM sqlite_master",
    ]
    found = [sorted(map(repr, connection.execute(query))) for query in queries]
    connection.close()
    return found


def kill_at_random(store, writer, count, *arguments):
    """Kill a writing at random moments; each time the store is as before it or as after it."""
    path = store.path
    start = shutil.copy(path, path.with_name("start.gpkg"))
    before = everything(store)
    code, whole = writer(None, arguments[0], path, *arguments[1:])
    assert code == 0
    after = everything(store)
    assert before != after
    chance = random.Random(20)
    killed = 0
    for _ in range(count):
        shutil.copy(start, path)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        code, _took = writer(whole * chance.random(), arguments[0], path, *arguments[1:])
        killed += code == -signal.SIGKILL
        # What was killed after it had written all is as good as what ended by itself.
        assert everything(store) in ([after] if code == 0 else [before, after])
    assert killed


@pytest.fixture
def bare(tmp_path, catalogue):
    return Store.create(tmp_path / "skanekarta.gpkg", catalogue)


def test_a_process_killed_while_it_imports_leaves_all_or_nothing(bare, writer):
    assert writer(None, "write", bare.path, "ord0")[0] == 0
    kill_at_random(bare, writer, 50, "write", "ord1")


def test_a_process_killed_while_it_undoes_leaves_all_or_nothing(bare, writer):
    for name in ("ord0", "ord1"):
        assert writer(None, "write", bare.path, name)[0] == 0
    kill_at_random(bare, writer, 15, "undo")
