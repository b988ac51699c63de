"""Facets of many values: recipients are found as one types, and several are chosen."""

from gui_parts import show_store
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from workbook_truth import grants, ore

from skanekarta_plugin.gui.facet_model import VALUE
from skanekarta_plugin.usecases.import_source import carry_out, examine

MAP, FIELD = "regionala_stod", "mottagare"
MANY = 5000


def unfolded(plugin):
    QApplication.processEvents()
    plugin.map_dock.groups[FIELD].setCollapsed(False)
    QApplication.processEvents()
    return plugin.map_dock.editors[FIELD]


def shown(facet):
    """Return name, number and sum of the rows in sight."""
    proxy = facet.proxy
    return [
        tuple(proxy.index(row, column).data() for column in range(3))
        for row in range(proxy.rowCount())
    ]


def tick(facet, name):
    row = [item[0] for item in shown(facet)].index(name)
    facet.tree.setCurrentIndex(facet.proxy.index(row, 0))
    QTest.keyClick(facet.tree, Qt.Key.Key_Space)


def test_recipients_are_found_as_one_types(started, store):
    show_store(started, store, MAP)
    facet = unfolded(started)
    assert facet.search.isVisible()
    everything = {name: (count, amount) for name, count, amount in shown(facet)}
    for text, wanted in (("teater", "teater"), ("HÖÖR Exempel", "exempelteatern i höör")):
        facet.search.clear()
        QTest.keyClicks(facet.search, text)
        found = shown(facet)
        assert 0 < len(found) < len(everything)
        assert all(wanted in name.casefold() for name, _, _ in found)
        assert all(everything[name] == (count, amount) for name, count, amount in found)
    facet.search.setText("finns inte någonstans")
    assert shown(facet) == []


def test_several_are_chosen_and_stay_in_sight(started, store):
    show_store(started, store, MAP)
    facet = unfolded(started)
    facet.search.setText("teatern i höör")
    (first,) = [name for name, _, _ in shown(facet)]
    tick(facet, first)
    facet.search.setText("höörs kommun")
    assert [name for name, _, _ in shown(facet)].count(first) == 1
    tick(facet, "Höörs kommun")
    chosen = {first, "Höörs kommun"}
    assert set(started.session.view.selection.filter[FIELD].values) == chosen
    rows = [row for row in grants() if row["Mottagare"] in chosen]
    totals = started.session.view.totals
    assert totals.count >= len(rows) > 0
    assert totals.total >= sum(ore(row["Beviljat belopp"]) for row in rows)
    facet.search.setText("finns inte någonstans")
    assert {name for name, _, _ in shown(facet)} == chosen
    tick(facet, first)
    assert [name for name, _, _ in shown(facet)] == ["Höörs kommun"]


def test_thousands_of_recipients(started, store, tmp_path):
    lines = ["Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde"]
    lines += [f"X-{n};Påhittad nr {n:04d};2024;Osby;{1000 + n};Dans" for n in range(MANY)]
    path = tmp_path / "pahittade.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    carry_out(store, examine(store, "stod", path))
    show_store(started, store, MAP)
    facet = unfolded(started)
    assert facet.proxy.rowCount() > MANY
    assert len(facet.tree.findChildren(QWidget)) < 20
    facet.search.setText("påhittad nr 4321")
    ((name, count, amount),) = shown(facet)
    assert (name, count) == ("Påhittad nr 4321", "1")
    assert amount.startswith("5") and "kr" in amount
    tick(facet, name)
    assert started.session.view.totals.total == 5_321_00
    tips = facet.proxy.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "5\u00a0321" in tips
    facet.search.clear()
    assert facet.proxy.rowCount() > MANY


def test_what_is_chosen_elsewhere_is_scrolled_to(started, store):
    show_store(started, store, MAP)
    tree = started.map_dock.editors["kommunkod"].tree
    QApplication.processEvents()
    last = tree.model().index(tree.model().rowCount() - 2, 0)
    assert not tree.viewport().rect().intersects(tree.visualRect(last))
    code = last.data(VALUE)
    started.session.set_filter("kommunkod", [code])
    assert tree.viewport().rect().contains(tree.visualRect(last).center())
