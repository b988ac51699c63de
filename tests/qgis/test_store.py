"""The store: edits by hand, others on the same file, and failures in the middle of a write."""

import os
import random
import shutil
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
from skanekarta_plugin.usecases.create_store import create_store
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.view_map import Explorer

ROOT = Path(__file__).resolve().parents[2]
GRANTS = ["Diarienummer", "År", "Sökande", "Kommun", "Målgrupp", "Beviljat"]
ACTIVITIES = ["Datum", "Titel", "Typ", "Kommun"]
LUND, MALMO = "1281", "1280"


@pytest.fixture(scope="module")
def empty_path(tmp_path_factory, catalogue, qgis_app):
    path = tmp_path_factory.mktemp("empty") / "tom.gpkg"
    create_store(path, catalogue)
    return path


@pytest.fixture
def empty(empty_path, tmp_path, catalogue):
    path = tmp_path / "tom.gpkg"
    shutil.copy(empty_path, path)
    return Store.open(path, catalogue)


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
    from skanekarta_plugin.store import store as module

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
    verdict.new[0].values["ar"] = 10**30
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


KILLED = """
import sys
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.sources.cleaning import CleanRow
from skanekarta_plugin.store.store import Batch, Store

catalogue = load_catalogue()
store = Store.open(sys.argv[1], catalogue)
place = {"kommunkod": "1281", "omfattning": "kommun", "angivet": "Lund", "vikt": 1}
rows = [
    CleanRow("Blad1", n, [], {"mottagare": f"M {n}", "beviljat_belopp": 1.0},
             {"stod_kommun": [place, place]}, key=f"k{sys.argv[2]}-{n}")
    for n in range(4000)
]
old = store.read("stod").ids[:4000]
changed = [(n, CleanRow("Blad1", n, [], {"projekt": sys.argv[2]})) for n in old]
batch = Batch("stod", "f", "", "", "t", "", len(rows), len(changed), 0, 0, {}, False)
sys.stdout.write("ready")
sys.stdout.flush()
store.apply(catalogue.datasets["stod"], batch, rows, changed, {"malgrupper": [sys.argv[2]]})
"""


def importing(store, name):
    """Start an import of 4000 rows in a process of its own; return it when it begins to write."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(store.path), name],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout.read(5) == b"ready"
    return process


def state(store):
    counts = store.counts()["stod"]
    places = ask(store, "SELECT count(*) FROM stod_kommun")[0][0]
    batches = len(store.batches("stod"))
    projects = ask(store, "SELECT count(DISTINCT ifnull(projekt, '')) FROM stod WHERE id <= 4000")
    words = sum(word.startswith("ord") for word in store.codelists()["malgrupper"].by_value)
    return counts, places, batches, projects[0][0], words


def test_a_process_killed_while_it_imports_leaves_all_or_nothing(empty):
    with importing(empty, "ord0") as process:
        begin = time.monotonic()
    whole = time.monotonic() - begin
    assert process.returncode == 0
    done = 1
    killed = 0
    chance = random.Random(20)
    for number in range(1, 11):
        with importing(empty, f"ord{number}") as process:
            try:
                process.wait(whole * chance.random())
            except subprocess.TimeoutExpired:
                process.kill()
        killed += process.returncode != 0
        counts, places, batches, projects, words = state(empty)
        assert batches in (done, done + 1)
        done = batches
        assert (counts, places, words) == (4000 * done, 8000 * done, done)
        assert projects == 1
        assert ask(empty, "PRAGMA integrity_check") == [("ok",)]
        assert ask(empty, "SELECT varde FROM skanekarta_meta WHERE nyckel = 'omgang'") == [(None,)]
    assert killed
