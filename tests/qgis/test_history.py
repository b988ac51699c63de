"""Batches written column by column, their history, undoing them, and the store as it was."""

import json
import math
import shutil
import sqlite3
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skanekarta_plugin.errors import Cancelled, StoreError
from skanekarta_plugin.sources.rows import ABSENT, CleanColumn, CleanRows
from skanekarta_plugin.store import geopackage
from skanekarta_plugin.store.history import versioned
from skanekarta_plugin.store.store import Batch, Store, batch_now

LUND = {"kommunkod": "1281", "omfattning": "kommun", "angivet": "Lund", "vikt": 1}
MALMO = {"kommunkod": "1280", "omfattning": "kommun", "angivet": "Malmö", "vikt": 2}


@pytest.fixture(scope="module")
def template(tmp_path_factory, catalogue):
    return Store.create(tmp_path_factory.mktemp("mall") / "mall.gpkg", catalogue).path


@pytest.fixture
def store(template, tmp_path, catalogue):
    return Store.open(shutil.copy(template, tmp_path / "skanekarta.gpkg"), catalogue)


def column(values):
    """A column of one value for each row; ``...`` where the source says nothing."""
    found, codes = [], []
    for value in values:
        if value is ...:
            codes.append(ABSENT)
            continue
        if value not in found:
            found.append(value)
        codes.append(found.index(value))
    return CleanColumn(found, np.array(codes, dtype=np.int32))


def clean(dataset, rows):
    """Clean rows from dicts: field and child table names, ``key``, ``geometry``."""
    names = {name for row in rows for name in row} - {"key", "geometry"}
    children = {child.name for child in dataset.children}

    def columns(wanted):
        return {name: column([row.get(name, ...) for row in rows]) for name in sorted(wanted)}

    return CleanRows(
        dataset,
        ("Blad1", "Blad2"),
        np.array([number % 2 for number in range(len(rows))], dtype=np.int32),
        np.arange(2, len(rows) + 2),
        columns(names - children),
        columns(names & children),
        keys=[row.get("key") for row in rows],
        geometries=[row.get("geometry") for row in rows] if dataset.geometry else None,
        located=np.array(["geometry" in row for row in rows]) if dataset.geometry else None,
    )


def batch_of(dataset="stod", file="stöd.xlsx", **values):
    return Batch(
        dataset, file, "", "Blad1", "2026-05-03T10:00:00Z", "Ada", 0, 0, 0, 0, {}, False, **values
    )


def bring_in(store, new=(), changed=None, dataset="stod", file="stöd.xlsx", **more):
    """Write one batch of new rows (dicts) and changed ones, ``{row id: dict}``."""
    described = store.catalogue.datasets[dataset]
    changed = changed or {}
    rows = clean(described, [*new, *changed.values()])
    positions = [(row_id, len(new) + number) for number, row_id in enumerate(changed)]
    return store.apply(
        described, batch_of(dataset, file), rows, np.arange(len(new)), positions, **more
    )


def grant(number, **values):
    return {
        "key": f"d{number}",
        "diarienummer": f"D{number}",
        "mottagare": f"Förening {number}",
        "beviljat_belopp": 1000.0,
        "stod_kommun": [LUND],
    } | values


def ask(store, query, *values):
    connection = geopackage.connect(store.path)
    rows = connection.execute(query, values).fetchall()
    connection.close()
    return rows


def by_hand(store, query, *values):
    """Change a row as QGIS does, through the triggers."""
    connection = geopackage.connect(store.path)
    with connection:
        connection.execute(query, values)
    connection.close()


def contents(store):
    """All that a batch may change, by table and row id; R-tree entries included."""
    connection = geopackage.connect(store.path)
    found = {}
    for name, spec in versioned(store.catalogue).items():
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
        found[name] = {row[0]: row for row in rows}
        if spec.geometry:
            rows = connection.execute(f'SELECT * FROM "rtree_{name}_geom" ORDER BY id').fetchall()
            found[f"rtree_{name}"] = {row[0]: row for row in rows}
        counted = connection.execute(
            "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (name,)
        ).fetchone()
        assert counted[0] in (None, len(found[name]))
    connection.close()
    return found


def child_ids(store, table, parent):
    return [row[0] for row in ask(store, f"SELECT id FROM {table} WHERE stod_id = ?", parent)]


def point(x, y):
    from osgeo import ogr

    shape = ogr.Geometry(ogr.wkbPoint)
    shape.AddPoint_2D(x, y)
    return bytes(shape.ExportToWkb(ogr.wkbNDR))


# Writing a batch


def test_rows_are_written_with_origin_search_texts_and_parts(store):
    batch_id = bring_in(
        store,
        [
            grant(1, mottagare="Östra  Teatern", ovrigt="Telefon: 1", stod_kommun=[LUND, MALMO]),
            grant(2, stod_malgrupp=[{"malgrupp": "Barn"}]),
        ],
    )
    data = store.read("stod")
    assert data.ids == [1, 2]
    assert data.columns["omgang"] == [batch_id, batch_id]
    assert data.columns["kallblad"] == ["Blad1", "Blad2"]
    assert data.columns["kallrad"] == [2, 3]
    assert data.columns["radnyckel"] == ["d1", "d2"]
    assert data.columns["ovrigt"] == ["Telefon: 1", None]
    assert ask(store, "SELECT sok_mottagare FROM stod") == [("östra teatern",), ("förening 2",)]
    assert data.children["stod_kommun"]["stod_id"] == [1, 1, 2]
    assert data.children["stod_kommun"]["vikt"] == [1, 2, 1]
    assert data.children["stod_malgrupp"]["malgrupp"] == ["Barn"]
    assert store.changes() == 6


def test_only_what_the_source_says_is_updated(store):
    bring_in(store, [grant(1, ovrigt="A", projekt="Gammalt"), grant(2, projekt="Gammalt")])
    batch_id = bring_in(
        store, changed={1: {"projekt": "Nytt"}, 2: {"ovrigt": None, "stod_kommun": [MALMO]}}
    )
    data = store.read("stod")
    assert data.columns["projekt"] == ["Nytt", "Gammalt"]
    assert data.columns["ovrigt"] == ["A", None]
    assert data.columns["mottagare"] == ["Förening 1", "Förening 2"]
    assert data.columns["omgang"] == [batch_id] * 2
    assert data.children["stod_kommun"]["kommunkod"] == ["1281", "1280"]
    assert ask(store, "SELECT sok_projekt FROM stod") == [("nytt",), ("gammalt",)]


def test_parts_that_are_the_same_are_left_alone(store):
    bring_in(store, [grant(1, stod_kommun=[LUND, MALMO])])
    before = contents(store)["stod_kommun"]
    bring_in(store, changed={1: {"projekt": "Nytt", "stod_kommun": [LUND, MALMO]}})
    assert contents(store)["stod_kommun"] == before
    bring_in(store, changed={1: {"stod_kommun": [MALMO, LUND]}})
    assert store.read("stod").children["stod_kommun"]["vikt"] == [2, 1]


def test_removed_rows_take_their_parts_along_and_free_their_keys(store):
    bring_in(store, [grant(1), grant(2)])
    bring_in(store, [grant(1, mottagare="Ny")], removed=[1])
    assert store.read("stod").columns["radnyckel"] == ["d2", "d1"]
    assert store.read("stod").ids == [2, 3]
    assert store.read("stod").children["stod_kommun"]["stod_id"] == [2, 3]


def test_many_rows_are_written_in_slices(store):
    count = 12_345
    rows = [grant(number % 7, key=f"k{number}") for number in range(count)]
    told = []
    bring_in(store, rows, progress=told.append)
    assert store.counts()["stod"] == count
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == 1.0
    assert store.read("stod").children["stod_kommun"]["stod_id"] == store.read("stod").ids
    columns = store.read("stod").columns
    assert columns["radnyckel"] == [f"k{number}" for number in range(count)]
    assert columns["diarienummer"] == [f"D{number % 7}" for number in range(count)]


def test_rows_can_be_chosen_by_lists_and_arrays(store):
    dataset = store.catalogue.datasets["stod"]
    rows = clean(dataset, [grant(number) for number in range(5)])
    store.apply(dataset, batch_of(), rows, [4, 0], [])
    store.apply(dataset, batch_of(), rows, np.array([2]), [(np.int64(1), np.int64(3))])
    assert store.read("stod").columns["diarienummer"] == ["D3", "D0", "D2"]
    assert store.read("stod").columns["radnyckel"] == ["d4", "d0", "d2"]


def test_companions_are_written_in_the_same_batch(store):
    others = store.catalogue.datasets["mottagare"]
    rows = clean(others, [{"key": "förening 1", "namn": "Förening 1", "mottagare_namn": []}])
    batch_id = bring_in(store, [grant(1)], companions=[(others, rows, [0], [])])
    assert store.read("mottagare").columns["omgang"] == [batch_id]
    assert len(store.batches()) == 1
    store.undo(batch_id)
    assert store.counts()["mottagare"] == store.counts()["stod"] == 0


def test_a_change_that_was_not_expected_stops_the_batch(store):
    expected = store.changes()
    bring_in(store, [grant(1)])
    with pytest.raises(StoreError, match="meanwhile"):
        bring_in(store, [grant(2)], expected=expected)
    by_hand(store, "UPDATE stod SET mottagare = 'Ny'")
    with pytest.raises(StoreError, match="meanwhile"):
        bring_in(store, [grant(2)], expected=store.changes())
    store.repair_derived()
    bring_in(store, [grant(2)], expected=store.changes())
    assert store.counts()["stod"] == 2


def test_codelist_entries_are_stored_once(store):
    for number in (1, 2):
        bring_in(store, [grant(number)], new_entries={"malgrupper": ["Rymdfarare"]})
    query = "SELECT count(*) FROM kodlista WHERE varde = 'Rymdfarare'"
    assert ask(store, query) == [(1,)]


def triggers(store):
    return ask(store, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")


def test_a_cancelled_batch_leaves_the_store_as_it_was(store):
    bring_in(store, [grant(1)])
    before = contents(store), store.batches(), store.answers(), triggers(store)

    def stop(_fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(store, [grant(2)], answers={("kommun", "Lnud"): "1281"}, progress=stop)
    with pytest.raises(Cancelled):
        store.undo(1, progress=stop)
    assert (contents(store), store.batches(), store.answers(), triggers(store)) == before


def test_triggers_stand_as_before_after_a_batch(store):
    before = triggers(store)
    bring_in(store, [grant(1)])
    assert triggers(store) == before
    by_hand(store, "INSERT INTO stod (mottagare, beviljat_belopp) VALUES ('Hand', 1)")
    assert ask(store, "SELECT tabell, rad, handelse, innehall FROM historik") == [
        ("stod", 2, "tillagd", None)
    ]


# What users answered


def test_answers_are_kept_and_later_ones_hold(store):
    assert store.answers() == {}
    bring_in(store, [grant(1)], answers={("kommun", "Lnud"): "1281", ("kommun", "x"): "1280"})
    bring_in(store, [grant(2)], answers={("kommun", "x"): None, ("typ", "x"): "Möte"})
    assert store.answers() == {
        ("kommun", "Lnud"): "1281",
        ("kommun", "x"): None,
        ("typ", "x"): "Möte",
    }
    assert ask(store, "SELECT DISTINCT tid, anvandare FROM svar") == [
        ("2026-05-03T10:00:00Z", "Ada")
    ]


def test_choices_of_columns_are_remembered_and_later_ones_hold(store):
    assert store.column_choices("stod") == {}
    store.remember_columns("stod", "a|b", {"a": "projekt"})
    store.remember_columns("stod", "a|b", {"a": "mottagare", "b": None})
    store.remember_columns("stod", "å", {})
    store.remember_columns("mottagare", "a|b", {"a": "namn"})
    assert store.column_choices("stod") == {"a|b": {"a": "mottagare", "b": None}, "å": {}}


def test_that_a_store_is_locked_keeps_nobody_from_choosing_columns(store):
    other = geopackage.connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    store.remember_columns("stod", "a|b", {"a": "projekt"})
    other.close()
    assert store.column_choices("stod") == {}


# Versions of the store's format


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2", "earlier version.*import the files again"), ("4", "newer version.*Update"),
     ("x", "newer version")],
)  # fmt: skip
def test_stores_of_other_versions_are_refused(store, version, expected):
    by_hand(store, "UPDATE skanekarta_meta SET varde = ? WHERE nyckel = 'version'", version)
    with pytest.raises(StoreError, match=expected):
        Store.open(store.path, store.catalogue)


# History


# SQLite writes the decimals of numbers beyond all counting (1e-296) to within a last bit only.
ANY_NUMBER = st.floats(-1e30, 1e30).map(lambda number: number if abs(number) > 1e-30 else 0.0)
NUMBERS = [0.1, 0.1 + 0.2, 1 / 3, math.inf, -math.inf, 1e300, 5e-324, 1.7976931348623157e308]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_come_back_to_the_last_bit(store, number):
    bring_in(store, [grant(1, beviljat_belopp=number)])
    batch_id = bring_in(store, changed={1: {"beviljat_belopp": 2.0}})
    by_hand(store, "UPDATE stod SET mottagare = 'Hand'")
    store.undo(batch_id, force=True)
    assert store.read("stod").columns["beviljat_belopp"] == [number]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(ANY_NUMBER, min_size=50, max_size=50))
def test_any_numbers_come_back_to_the_last_bit(template, tmp_path, catalogue, numbers):
    store = Store.open(shutil.copy(template, tmp_path / "tal.gpkg"), catalogue)
    rows = [grant(number, beviljat_belopp=value) for number, value in enumerate(numbers)]
    bring_in(store, rows)
    changed = {number + 1: {"beviljat_belopp": 2.0} for number in range(len(rows))}
    store.undo(bring_in(store, changed=changed))
    assert store.read("stod").columns["beviljat_belopp"] == numbers


def test_a_number_with_decimals_in_a_column_of_whole_numbers_comes_back(store):
    bring_in(store, [grant(1)])
    by_hand(store, "UPDATE stod_kommun SET vikt = 0.1 + 0.2")
    before = contents(store)
    store.undo(bring_in(store, changed={1: {"stod_kommun": [MALMO]}}))
    assert contents(store) == before


def test_texts_of_any_kind_come_back(store):
    text = "Rad 1\nRad \"2\" 'x' \\ \t 😀 é é \u0007"
    bring_in(store, [grant(1, projekt=text)])
    before = contents(store)
    store.undo(bring_in(store, changed={1: {"projekt": None}}))
    assert contents(store) == before


# Undoing


def test_an_import_is_undone_and_done_again(store):
    bring_in(store, [grant(1), grant(2)])
    before = contents(store)
    batch_id = bring_in(
        store,
        [grant(3, stod_kommun=[LUND, MALMO])],
        {1: {"projekt": "Nytt", "stod_kommun": [MALMO], "stod_malgrupp": [{"malgrupp": "Barn"}]}},
        removed=[2],
        new_entries={"malgrupper": ["Rymdfarare"]},
    )
    after = contents(store)
    plan = store.undo_plan(batch_id)
    assert (plan.taken_away, plan.brought_back, plan.restored, plan.later) == (
        {"stod": 1},
        {"stod": 1},
        {"stod": 1},
        (),
    )
    assert plan.batch == store.batches()[-1]
    undone = store.undo(batch_id, expected=plan.changes)
    assert contents(store) == before
    batch = store.batches()[-1]
    assert batch.id == undone
    assert (batch.kind, batch.undoes, batch.file) == ("angrad", batch_id, "stöd.xlsx")
    assert (batch.new, batch.changed, batch.removed, batch.unchanged) == (1, 1, 1, 0)
    assert [item.undone_by for item in store.batches()] == [None, undone, None]
    assert [item.id for item in store.standing_batches()] == [1]
    again = store.undo(undone)
    assert contents(store) == after
    assert [item.undone_by for item in store.batches()] == [None, None, again, None]
    assert [item.id for item in store.standing_batches()] == [1, batch_id]
    once_more = store.undo(batch_id)
    assert contents(store) == before
    assert [item.undone_by for item in store.batches()] == [None, once_more, again, None, None]


def test_what_is_undone_or_unknown_cannot_be_undone(store):
    batch_id = bring_in(store, [grant(1)])
    store.undo(batch_id)
    for call in (store.undo, store.undo_plan):
        with pytest.raises(StoreError, match="undone already"):
            call(batch_id)
        with pytest.raises(StoreError, match="no such import"):
            call(99)
    assert len(store.batches()) == 2


def test_a_plan_that_is_out_of_date_is_not_carried_out(store):
    batch_id = bring_in(store, [grant(1)])
    plan = store.undo_plan(batch_id)
    by_hand(store, "UPDATE stod SET projekt = 'Hand'")
    with pytest.raises(StoreError, match="meanwhile"):
        store.undo(batch_id, expected=plan.changes)
    assert store.counts()["stod"] == 1


def told(plan):
    return [
        (change.dataset, change.id, change.label, change.batch and change.batch.id)
        for change in plan.later
    ]


def test_rows_changed_since_are_told_and_left(store):
    first = bring_in(store, [grant(number) for number in range(1, 6)])
    second = bring_in(store, changed={1: {"projekt": "Nytt"}}, file="senare.xlsx")
    by_hand(store, "UPDATE stod SET mottagare = 'Hand' WHERE id = 2")
    by_hand(store, "DELETE FROM stod_kommun WHERE stod_id = 3")
    by_hand(
        store,
        "INSERT INTO stod_kommun (stod_id, omfattning, vikt) VALUES (4, 'okand', 1)",
    )
    store.repair_derived()
    now = contents(store)
    plan = store.undo_plan(first)
    assert told(plan) == [
        ("stod", 1, "Förening 1", second),
        ("stod", 2, "Hand", None),
        ("stod", 3, "Förening 3", None),
        ("stod", 4, "Förening 4", None),
    ]
    assert plan.later[0].batch.file == "senare.xlsx"
    assert all(change.time.endswith("Z") and len(change.time) == 20 for change in plan.later)
    assert plan.taken_away == {"stod": 1}
    store.undo(first)
    assert list(contents(store)["stod"]) == [1, 2, 3, 4]
    assert store.batches()[-1].unchanged == 4
    del now["stod"][5]
    now["stod_kommun"] = {key: row for key, row in now["stod_kommun"].items() if row[1] != 5}
    assert contents(store) == now


def test_rows_changed_since_are_brought_back_by_force(store):
    bring_in(store, [grant(number) for number in range(1, 5)])
    before = contents(store)
    batch_id = bring_in(
        store, changed={number: {"projekt": "Nytt", "stod_kommun": [MALMO]} for number in (1, 2, 3)}
    )
    by_hand(store, "UPDATE stod SET mottagare = 'Hand' WHERE id = 1")
    by_hand(store, "INSERT INTO stod_kommun (stod_id, omfattning, vikt) VALUES (1, 'okand', 1)")
    by_hand(store, "DELETE FROM stod WHERE id = 2")
    by_hand(store, "UPDATE stod_kommun SET stod_id = 4 WHERE stod_id = 3")
    store.repair_derived()
    now = contents(store)
    assert [change.id for change in store.undo_plan(batch_id).later] == [1, 2, 3]
    plan = store.undo_plan(batch_id, force=True)
    assert (plan.brought_back, plan.restored) == ({"stod": 1}, {"stod": 2})
    undone = store.undo(batch_id, force=True)
    assert contents(store) == before
    assert store.batches()[-1].unchanged == 0
    store.undo(undone)
    assert contents(store) == now


def test_a_row_that_a_later_import_brought_back_is_no_obstacle(store):
    first = bring_in(store, [grant(1)])
    second = bring_in(store, changed={1: {"projekt": "Nytt"}})
    assert told(store.undo_plan(first)) == [("stod", 1, "Förening 1", second)]
    store.undo(second)
    assert store.undo_plan(first).later == ()
    store.undo(first)
    assert store.counts()["stod"] == 0


def test_a_row_that_somebody_removed_needs_no_undoing(store):
    batch_id = bring_in(store, [grant(1), grant(2)])
    by_hand(store, "DELETE FROM stod WHERE id = 1")
    plan = store.undo_plan(batch_id)
    assert (plan.taken_away, plan.later) == ({"stod": 1}, ())
    store.undo(batch_id)
    assert store.counts()["stod"] == 0


def test_a_key_that_another_row_has_taken_is_no_failure(store):
    bring_in(store, [grant(1), grant(2)])
    batch_id = bring_in(store, changed={2: {"projekt": "Nytt"}}, removed=[1])
    other = bring_in(store, [grant(1, mottagare="En annan")])
    plan = store.undo_plan(batch_id)
    assert plan.restored == {"stod": 1}
    assert plan.brought_back == {}
    (skipped,) = plan.later
    assert (skipped.id, skipped.label, skipped.conflict) == (1, "Förening 1", True)
    assert skipped.batch.id == other
    for force in (False, True):
        undone = store.undo(batch_id, force=force)
        assert store.read("stod").columns["mottagare"] == ["Förening 2", "En annan"]
        assert store.read("stod").children["stod_kommun"]["stod_id"] == [2, 3]
        assert store.batches()[-1].unchanged == 1
        store.undo(undone)
    store.undo(other)
    store.undo(batch_id)
    assert store.read("stod").ids == [1, 2]


def test_rows_whose_keys_changed_places_come_back(store):
    bring_in(store, [grant(1), grant(2)])
    before = contents(store)
    batch_id = bring_in(store, changed={1: {"projekt": "Nytt"}, 2: {"projekt": "Nytt"}})
    by_hand(store, "UPDATE stod SET diarienummer = 'D' || (3 - id)")
    store.repair_derived()
    assert store.read("stod").columns["radnyckel"] == ["d2", "d1"]
    undone = store.undo(batch_id, force=True)
    assert contents(store) == before
    store.undo(undone)
    assert store.read("stod").columns["radnyckel"] == ["d2", "d1"]


def test_an_entry_of_a_codelist_stays_while_a_row_uses_it(store):
    entries = {"malgrupper": ["Rymdfarare", "Sjömän"]}
    groups = [{"malgrupp": "Rymdfarare"}]
    batch_id = bring_in(store, [grant(1, stod_malgrupp=groups)], new_entries=entries)
    bring_in(store, [grant(2, stod_malgrupp=groups)])
    undone = store.undo(batch_id)
    learnt = store.codelists()["malgrupper"].by_value
    assert "Rymdfarare" in learnt
    assert "Sjömän" not in learnt
    store.undo(undone)
    assert list(store.codelists()["malgrupper"].by_value)[-2:] == [
        "Rymdfarare",
        "Sjömän",
    ]


def test_what_somebody_adds_again_under_an_old_id_counts_as_added(store):
    bring_in(store, [grant(1), grant(2)])
    before = contents(store)
    batch_id = bring_in(store, removed=[1])
    undone = store.undo(batch_id)
    later = bring_in(store, changed={1: {"projekt": "Nytt"}})
    store.undo(later)
    store.undo(undone)
    assert store.read("stod").ids == [2]
    store.undo(store.batches()[-1].id)
    assert contents(store) == before


def test_a_batch_of_nothing_can_be_undone(store):
    store.undo(bring_in(store))
    assert store.batches()[-1].unchanged == 0


# Places


def activity(number, **values):
    return {
        "key": f"2026-05-0{number}|möte",
        "datum": f"2026-05-0{number}",
        "ar": 2026,
        "titel": "Möte",
        "typ": "Kommundialog",
    } | values


def near(store, x, y):
    """The ids of activities within a kilometre, found as QGIS finds them."""
    from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer(f"{store.path}|layername=aktiviteter", "aktiviteter", "ogr")
    request = QgsFeatureRequest(QgsRectangle(x - 1000, y - 1000, x + 1000, y + 1000))
    return sorted(feature.id() for feature in layer.getFeatures(request))


def test_places_come_back_and_are_found_by_place(store, qgis_app):
    lund, malmo = (386_000, 6_175_000), (374_000, 6_164_000)
    bring_in(
        store,
        [activity(1, geometry=point(*lund)), activity(2, geometry=point(*lund)), activity(3)],
        dataset="aktiviteter",
    )
    before = contents(store)
    changed = {1: {"geometry": point(*malmo)}, 3: {"geometry": point(*malmo)}, 2: {"plats": "X"}}
    batch_id = bring_in(
        store, [activity(4, geometry=point(*malmo))], changed, dataset="aktiviteter"
    )
    after = contents(store)
    assert (near(store, *lund), near(store, *malmo)) == ([2], [1, 3, 4])
    undone = store.undo(batch_id)
    assert contents(store) == before
    assert (near(store, *lund), near(store, *malmo)) == ([1, 2], [])
    store.undo(undone)
    assert contents(store) == after
    assert (near(store, *lund), near(store, *malmo)) == ([2], [1, 3, 4])
    earlier = store.copy_as_of(batch_id, store.path.with_name("förr.gpkg"))
    assert contents(earlier) == before
    assert (near(earlier, *lund), near(earlier, *malmo)) == ([1, 2], [])


# The store as it was


def test_a_copy_shows_the_store_before_a_batch(store):
    bring_in(store, [grant(1), grant(2)])
    before, batches = contents(store), store.batches()
    second = bring_in(store, [grant(3)], {1: {"projekt": "Nytt"}}, file="andra.xlsx", removed=[2])
    by_hand(store, "UPDATE stod SET mottagare = 'Hand'")
    store.undo(second)
    now = contents(store)
    copy = store.copy_as_of(second, store.path.with_name("förr.gpkg"))
    assert contents(copy) == before
    assert contents(store) == now
    opened = Store.open(copy.path, store.catalogue)
    assert opened.as_of == {
        "batch": second, "file": "andra.xlsx", "time": "2026-05-03T10:00:00Z", "kind": "import",
    }  # fmt: skip
    assert store.as_of is None
    assert opened.batches() == batches
    assert opened.counts() == {name: len(before[name]) for name in store.catalogue.datasets}
    assert ask(copy, "PRAGMA integrity_check") == [("ok",)]
    names = {path.name for path in store.path.parent.iterdir()}
    assert names == {"skanekarta.gpkg", "förr.gpkg"}


def test_a_row_that_had_been_removed_before_is_not_in_a_copy(store):
    bring_in(store, [grant(1), grant(2)])
    removal = bring_in(store, removed=[1])
    before = contents(store)
    batch_id = bring_in(store, [grant(3)])
    store.undo(removal)
    assert store.read("stod").ids == [1, 2, 3]
    assert contents(store.copy_as_of(batch_id, store.path.with_name("förr.gpkg"))) == before


def test_a_copy_of_an_earlier_state_takes_no_changes(store):
    first = bring_in(store, [grant(1)])
    second = bring_in(store, [grant(2)])
    copy = store.copy_as_of(second, store.path.with_name("förr.gpkg"))
    for call in (
        lambda: bring_in(copy, [grant(3)]),
        lambda: copy.undo(first),
        lambda: copy.remember_columns("stod", "a", {}),
    ):
        with pytest.raises(StoreError, match=r"before stöd\.xlsx.*Go back to the present"):
            call()
    assert copy.counts()["stod"] == 1
    again = copy.copy_as_of(first, store.path.with_name("ännu tidigare.gpkg"))
    assert again.counts()["stod"] == 0
    assert again.as_of["batch"] == first


def test_a_copy_is_refused_where_it_cannot_be(store, tmp_path):
    batch_id = bring_in(store, [grant(1)])
    taken = tmp_path / "finns.gpkg"
    taken.write_bytes(b"x")
    for path, expected in (
        (taken, "exists already"),
        (tmp_path / "kopia.txt", "ending .gpkg"),
        (tmp_path / "saknas" / "kopia.gpkg", "cannot be created"),
    ):
        with pytest.raises(StoreError, match=expected):
            store.copy_as_of(batch_id, path)
    with pytest.raises(StoreError, match="no such import"):
        store.copy_as_of(99, tmp_path / "kopia.gpkg")
    assert taken.read_bytes() == b"x"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["finns.gpkg", "skanekarta.gpkg"]


def test_keys_that_went_to_other_rows_are_where_they_were_in_a_copy(store):
    bring_in(store, [grant(1)])
    by_hand(
        store,
        "INSERT INTO stod (diarienummer, mottagare, beviljat_belopp) VALUES ('D1', 'Hand', 1)",
    )
    store.repair_derived()
    before = contents(store)
    batch_id = bring_in(store, removed=[1])
    by_hand(store, "UPDATE stod SET projekt = 'x' WHERE id = 99")
    by_hand(store, "INSERT INTO stod (mottagare, beviljat_belopp) VALUES ('Till', 1)")
    store.repair_derived()
    assert store.read("stod").columns["radnyckel"] == ["d1", "hand:3"]
    assert contents(store.copy_as_of(batch_id, store.path.with_name("förr.gpkg"))) == before


# All of it, for small stores and any order of events

PLACES = st.lists(st.sampled_from([LUND, MALMO]), max_size=2)
GROUPS = st.lists(st.sampled_from([{"malgrupp": "Barn"}, {"malgrupp": "Unga"}]), max_size=2)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "mottagare": st.sampled_from(["Å", "B b", "C"]),
        "projekt": st.sampled_from([None, "Dans", "Teater  X"]),
        "beviljat_belopp": st.sampled_from([0.1 + 0.2, 1.0, math.inf]),
        "ovrigt": st.sampled_from([None, "a: 1"]),
        "stod_kommun": PLACES,
        "stod_malgrupp": GROUPS,
    },
)
# Rows are named by small numbers, which are taken as places among those that are there.
PICK = st.integers(0, 5)
IMPORT = st.tuples(
    st.just("import"),
    st.dictionaries(st.integers(1, 5), SAID, max_size=3),
    st.dictionaries(PICK, SAID, max_size=2),
    st.lists(PICK, max_size=2),
    st.sets(st.sampled_from(["Rymdfarare", "Sjömän"])),
)
HAND = st.tuples(
    st.just("hand"),
    st.sampled_from(["change", "remove", "part changed", "part removed", "part added", "added"]),
    PICK,
)
UNDO = st.tuples(st.just("undo"), PICK, st.booleans())
EVENTS = st.lists(st.one_of(IMPORT, HAND, UNDO), min_size=1, max_size=7)


def play(store, event, mark):
    """Let one event happen; return the id of its batch, None for an edit by hand."""
    rows = store.read("stod")
    if event[0] == "undo":
        open_ones = [batch.id for batch in store.batches() if batch.undone_by is None]
        if not open_ones:
            return None
        return store.undo(open_ones[event[1] % len(open_ones)], force=event[2])
    if event[0] == "hand":
        edit(store, event[1], rows.ids, event[2], mark)
        store.repair_derived()
        return None
    _, new, changed, removed, words = event
    taken = set(rows.columns["radnyckel"])
    removed = sorted({rows.ids[pick] for pick in removed if pick < len(rows)})
    freed = {
        key for key, row_id in zip(rows.columns["radnyckel"], rows.ids, strict=True)
        if row_id in removed
    }  # fmt: skip
    changed = {
        rows.ids[pick]: said
        for pick, said in changed.items()
        if pick < len(rows) and rows.ids[pick] not in removed
    }
    new = [grant(number) | said for number, said in new.items()]
    new = [row for row in new if row["key"] not in taken - freed]
    entries = {"malgrupper": sorted(words)}
    return bring_in(store, new, changed, removed=removed, new_entries=entries)


def edit(store, kind, ids, pick, mark):
    if kind == "added":
        query = "INSERT INTO stod (mottagare, beviljat_belopp) VALUES (?, 1.5)"
        by_hand(store, query, f"Hand {mark}")
        return
    if pick >= len(ids):
        return
    row_id = ids[pick]
    queries = {
        "change": ("UPDATE stod SET mottagare = ? WHERE id = ?", f"Hand {mark}", row_id),
        "remove": ("DELETE FROM stod WHERE id = ?", row_id),
        "part changed": ("UPDATE stod_kommun SET angivet = ? WHERE stod_id = ?", mark, row_id),
        "part removed": ("DELETE FROM stod_malgrupp WHERE stod_id = ?", row_id),
        "part added": ("INSERT INTO stod_malgrupp (stod_id, malgrupp) VALUES (?, 'X')", row_id),
    }
    by_hand(store, *queries[kind])


def by_unit(found):
    """The rows with all that belongs to them, by row id."""
    units = {row_id: [row] for row_id, row in found["stod"].items()}
    for table in ("stod_kommun", "stod_malgrupp"):
        for row in found[table].values():
            units[row[1]].append((table, row))
    return units


@pytest.fixture
def paths(tmp_path):
    return SimpleNamespace(store=tmp_path / "x.gpkg", copy=tmp_path / "copy.gpkg")


ANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ANY
@given(events=EVENTS, chosen=st.integers(0, 6), force=st.booleans())
def test_undoing_any_batch_after_anything(template, paths, catalogue, events, chosen, force):
    store = Store.open(shutil.copy(template, paths.store), catalogue)
    states, marks = [contents(store)], []
    for mark, event in enumerate(events):
        batch_id = play(store, event, mark)
        states.append(contents(store))
        marks.append(batch_id)
    undone = {batch.id for batch in store.batches() if batch.undone_by is not None}
    found = [mark for mark, batch_id in enumerate(marks) if batch_id and batch_id not in undone]
    if not found:
        return
    mark = found[chosen % len(found)]
    before, after, now = (by_unit(states[number]) for number in (mark, mark + 1, -1))

    paths.copy.unlink(missing_ok=True)
    assert contents(store.copy_as_of(marks[mark], paths.copy)) == states[mark]
    assert contents(store) == states[-1]

    plan = store.undo_plan(marks[mark], force=force)
    skipped = {change.id for change in plan.later if change.conflict or not force}
    forced = {change.id for change in plan.later} - skipped
    new_id = store.undo(marks[mark], force=force, expected=plan.changes)
    result = by_unit(contents(store))
    for row_id in {*before, *after, *now}:
        was, left, is_now = (units.get(row_id) for units in (before, after, now))
        if row_id in skipped or was == left:
            expected = is_now
        elif left == is_now or row_id in forced or was == is_now:
            expected = was
        else:
            expected = is_now
            assert row_id in skipped
        assert result.get(row_id) == expected
    assert result.keys() <= {*before, *now}
    if states[mark + 1] == states[-1]:
        assert contents(store) == states[mark]
        assert not plan.later
        store.undo(new_id)
        assert contents(store) == states[-1]
    assert ask(store, "PRAGMA integrity_check") == [("ok",)]
    assert ask(store, "SELECT varde FROM skanekarta_meta WHERE nyckel = 'omgang'") == [(None,)]


def test_markers_tell_how_far_each_table_had_come(store):
    bring_in(store, [grant(1)])
    bring_in(store, [grant(2)], {1: {"projekt": "Nytt"}})
    ((text,),) = ask(store, "SELECT marken FROM omgang WHERE id = 2")
    found = json.loads(text)
    assert found["fore"].keys() == {"historik", *versioned(store.catalogue)}
    assert (found["fore"]["stod"], found["efter"]["stod"]) == (1, 2)
    assert (found["fore"]["historik"], found["efter"]["historik"]) == (0, 1)


def test_a_batch_of_now_counts_what_it_removes(catalogue):
    source = SimpleNamespace(name="a.xlsx", sha256="x")
    dataset = catalogue.datasets["stod"]
    batch = batch_now(dataset, source, ["Blad1"], (1, 2, 3, 4), {}, False, "", removed=5)
    assert (batch.new, batch.changed, batch.unchanged, batch.rejected) == (1, 2, 3, 4)
    assert (batch.removed, batch.kind, batch.undoes) == (5, "import", None)


def test_sqlite_itself_sees_no_difference_between_a_map_and_its_copy(store):
    batch_id = bring_in(store, [grant(1)])
    copy = store.copy_as_of(batch_id, store.path.with_name("förr.gpkg"))
    query = "SELECT name, sql FROM sqlite_master ORDER BY name"
    with sqlite3.connect(store.path) as one, sqlite3.connect(copy.path) as other:
        assert one.execute(query).fetchall() == other.execute(query).fetchall()
    one.close()
    other.close()
