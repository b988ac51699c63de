"""What the panel says when a store was changed by somebody else, and when nothing is chosen."""

import sqlite3

import pytest
from gui_parts import show_store, wait_until
from qgis.core import QgsProject

from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.print_map import print_map

MAP = "regionala_stod"
HEADER = "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde"


@pytest.fixture
def opened(started, store):
    show_store(started, store, MAP)
    return started


def figures(plugin):
    return [value for _, value in plugin.map_dock.figures.shown()]


def brought_by_somebody(plugin, tmp_path, number="X-1", year=2023):
    """Import a grant of 1 000 kr to dance in Osby, as another computer would."""
    path = tmp_path / "ny.csv"
    path.write_text(f"{HEADER}\n{number};Påhittad;{year};Osby;1000;Dans\n", encoding="utf-8")
    other = Store.open(plugin.session.present_store.path, plugin.session.catalogue)
    carry_out(other, examine(other, "stod", path))


def stored(plugin):
    """Return what the store holds by SQL alone: grants and öre."""
    with sqlite3.connect(plugin.session.store.path) as database:
        count, amount = database.execute(
            "SELECT count(*), sum(CAST(round(beviljat_belopp * 100) AS INTEGER)) FROM stod"
        ).fetchone()
    return count, amount


def test_a_store_that_somebody_changed_is_read_again_by_a_button(opened, tmp_path):
    note, session = opened.map_dock.stale, opened.session
    before, (count, amount) = figures(opened), stored(opened)
    note.look()
    assert not note.isVisible()
    brought_by_somebody(opened, tmp_path)
    note.look()
    assert note.isVisible()
    assert "har ändrats sedan det lästes" in note.label.text()
    assert figures(opened) == before
    note.again.click()
    wait_until(lambda: not session.jobs.busy)
    assert not note.isVisible()
    totals = session.view.totals
    assert (totals.count, totals.total) == stored(opened) == (count + 1, amount + 100_000)


def test_whoever_chooses_meanwhile_sees_no_old_figure(opened, tmp_path):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    before = session.view.totals
    session.set_filter("konstomrade", ["Musik"])
    brought_by_somebody(opened, tmp_path)
    session.set_filter("konstomrade", ["Dans"])
    now = session.view.totals
    assert (now.count, now.total) == (before.count + 1, before.total + 100_000)
    assert not opened.map_dock.stale.isVisible()
    wait_until(lambda: not session.jobs.busy)
    assert session.view.totals == now


def test_whoever_chooses_meanwhile_is_offered_what_is_new(opened, tmp_path):
    session = opened.session
    brought_by_somebody(opened, tmp_path, "X-1", 2031)
    session.set_filter("konstomrade", ["Dans"])
    wait_until(lambda: not session.jobs.busy)
    # It is filled as soon as it is seen.
    wait_until(lambda: opened.map_dock.editors["ar"].high.maximum() == 2031)
    span = QgsProject.instance().timeSettings().temporalRange()
    assert span.end().date().year() == 2031


def test_an_earlier_state_is_not_called_old(opened, tmp_path):
    session = opened.session
    brought_by_somebody(opened, tmp_path)
    session.refresh()
    wait_until(lambda: not session.jobs.busy)
    session.show_before(session.store.standing_batches()[-1])
    wait_until(lambda: session.earlier is not None)
    brought_by_somebody(opened, tmp_path, "X-2")
    opened.map_dock.stale.look()
    assert not opened.map_dock.stale.isVisible()


def test_an_empty_selection_is_a_quiet_state(opened, tmp_path):
    session, dock = opened.session, opened.map_dock
    session.set_filter("projekt", "finns inte någonstans")
    assert dock.nothing.isVisible() and "Ta bort något" in dock.nothing.text()
    assert dock.chips.shown == [("projekt", "Projekt: ”finns inte någonstans”")]
    totals = session.view.totals
    assert (totals.count, totals.total, totals.mapped, totals.outside) == (0, 0, 0, 0)
    live = [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty("skanekarta/map") == MAP and "summa" in layer.fields().names()
    ]
    for layer in live:
        assert {item["summa"] for item in layer.getFeatures()} == {0}
    assert live
    assert print_map(session.explorer, session.selection, tmp_path / "tom.svg").is_file()
    for name in ("beviljat_per_invanare", "antal", "andel_beviljat", "mottagare"):
        session.choose(measure=name)
        assert dock.nothing.isVisible()
    session.clear_filter()
    assert not dock.nothing.isVisible()
