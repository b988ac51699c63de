"""History, undoing and the map as it was, through the real dialog, docks and store."""

import pytest
from gui_parts import Iface, wait_until
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QMainWindow

from skanekarta_plugin import classFactory
from skanekarta_plugin.errors import Cancelled, StoreError
from skanekarta_plugin.gui.history_dialog import HistoryDialog
from skanekarta_plugin.maps.project import layers_of, store_path
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases import history
from skanekarta_plugin.usecases.import_source import carry_out, examine

HEADER = "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde\n"


@pytest.fixture
def plugin(qgis_app, qgis_new_project):
    window = QMainWindow()
    window.resize(1400, 900)
    window.show()
    plugin = classFactory(Iface(window))
    plugin.initGui()
    plugin.failures, plugin.told = [], []
    plugin.session.failed.connect(plugin.failures.append)
    plugin.session.told.connect(lambda text, _: plugin.told.append(text))
    yield plugin
    plugin.unload()
    window.deleteLater()


@pytest.fixture
def bring(store, tmp_path):
    """Import rows of grants, given as csv lines, and return the batch's id."""

    def bring(name, *lines):
        path = tmp_path / name
        path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
        return carry_out(store, examine(store, "stod", path))

    return bring


@pytest.fixture
def opened(plugin, store):
    def opened():
        plugin.session.open_store(store.path)
        settle(plugin)
        plugin.session.show("regionala_stod")
        assert plugin.failures == []
        return plugin

    return opened


def settle(plugin):
    wait_until(lambda: not plugin.session.jobs.busy)


def refreshed(plugin):
    plugin.session.refresh()
    settle(plugin)


def dialog_of(plugin):
    plugin.source_dock.history_button.click()
    (dialog,) = plugin.iface.window.findChildren(HistoryDialog)
    return dialog


def mark(dialog, batch_id):
    rows = [row for row, batch in enumerate(dialog.model.batches) if batch.id == batch_id]
    dialog.table.selectRow(rows[0])


def asked(dialog):
    """Press the button that undoes, and return the question."""
    dialog.asking = None
    dialog.undo_button.click()
    wait_until(lambda: dialog.asking is not None or dialog.bar.items())
    assert dialog.asking is not None, dialog.bar.currentItem().text()
    return dialog.asking


def undo(plugin, dialog, *, restore=False):
    """Undo what is marked, and wait until the maps have followed."""
    question = asked(dialog)
    if restore:
        question.restore.setChecked(True)
    before = len(dialog.model.batches)
    question.go.click()
    wait_until(lambda: len(dialog.model.batches) > before or dialog.bar.items())
    assert len(dialog.model.batches) > before, dialog.bar.currentItem().text()
    settle(plugin)
    return question


def figures(plugin):
    return plugin.map_dock.figures.shown()


def contents(plugin, dataset="stod"):
    """Return what the layers of the map show of a dataset, without the ids of batches."""
    found = {}
    for role, layer in layers_of(QgsProject.instance(), "regionala_stod").items():
        names = [name for name in layer.fields().names() if name != "omgang"]
        found[role] = sorted(
            repr([feature[name] for name in names]) for feature in layer.getFeatures()
        )
    return found


def editable():
    """Return the roles of the layers that can be edited."""
    layers = layers_of(QgsProject.instance(), "regionala_stod")
    return sorted(role for role, layer in layers.items() if not layer.readOnly())


def cells(dialog, batch_id):
    rows = [row for row, batch in enumerate(dialog.model.batches) if batch.id == batch_id]
    model = dialog.model
    return {
        model.headerData(column, Qt.Orientation.Horizontal): model.index(rows[0], column).data()
        for column in range(model.columnCount())
    }


def test_the_list_says_what_was_imported(opened, bring, store):
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500,50;Dans", "H-2;X;2024;Lund;många;Dans")
    dialog = dialog_of(opened())
    shown = cells(dialog, batch)
    assert dialog.batch.id == batch, "the newest is marked"
    assert shown["Fil"] == "ny.csv" and shown["Datamängd"] == "Stöd"
    assert (shown["Nya"], shown["Avvisade"], shown["Status"]) == ("1", "1", "gäller")
    assert shown["Summa"].replace("\u00a0", " ") == "1 500,50 kr"
    assert shown["Tid"][-3] == ":" and "20" in shown["Tid"]
    assert [batch.id for batch in dialog.model.batches] == sorted(
        (batch.id for batch in store.batches()), reverse=True
    )
    examples = [cells(dialog, batch.id)["Status"] for batch in store.batches() if batch.example]
    assert examples and set(examples) == {"gäller · Exempeldata"}
    assert dialog.empty.isHidden()
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert copied[0][:2] == ["Nr", "Tid"] and copied[1][3] == "ny.csv"


def test_every_control_has_a_tool_tip_and_a_name(opened, bring):
    bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    bring("senare.csv", "H-1;Hörby spel;2024;Hörby;2500;Dans")
    dialog = dialog_of(opened())
    dialog.table.selectRow(1)
    question = asked(dialog)
    lacking = [
        (type(widget).__name__, widget.text())
        for box in (dialog, question)
        for widget in box.findChildren(QAbstractButton)
        if not widget.inherits("QTableCornerButton")
        and not widget.window().inherits("QgsMessageBar")
        and (not widget.toolTip() or not (widget.accessibleName() or widget.text()))
        and not widget.parent().inherits("QgsMessageBar")
    ]
    assert lacking == []
    assert dialog.table.accessibleName()


def test_undoing_brings_figures_and_rows_back(opened, bring, store):
    plugin = opened()
    before, rows = figures(plugin), contents(plugin)
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans", "H-2;Lund;2024;Lund;700;Musik")
    refreshed(plugin)
    assert figures(plugin) != before
    dialog = dialog_of(plugin)
    question = undo(plugin, dialog)
    assert "Stöd: 2 försvinner" in question.effects.text()
    assert figures(plugin) == before
    assert contents(plugin) == rows
    made = store.batches()[-1]
    assert (made.undoes, dialog.batch.id) == (batch, made.id)
    assert cells(dialog, batch)["Status"].startswith("ångrad ")
    assert cells(dialog, made.id)["Status"] == f"ångrar nr {batch}"
    assert plugin.failures == []


def test_undoing_can_be_undone_from_either_row(opened, bring, store):
    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    after = figures(plugin)
    dialog = dialog_of(plugin)
    undo(plugin, dialog)
    for choose in (lambda: None, lambda: mark(dialog, batch)):
        choose()
        assert dialog.undo_button.text() == "Gör om…"
        question = undo(plugin, dialog)
        assert question.windowTitle() == "Gör om"
        assert figures(plugin) == after
        assert cells(dialog, batch)["Status"] == "gäller"
        assert dialog.undo_button.text() == "Ångra…"
        undo(plugin, dialog)
        assert figures(plugin) != after
    assert plugin.failures == []


@pytest.mark.parametrize("restore", [False, True])
def test_rows_that_were_changed_since(opened, bring, store, restore):
    plugin = opened()
    count, before = store.counts()["stod"], figures(plugin)
    first = bring(
        "forst.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans", "H-2;Lund;2024;Lund;700;Musik"
    )
    bring("sedan.csv", "H-1;Hörby spel;2024;Hörby;2500;Dans")
    refreshed(plugin)
    dialog = dialog_of(plugin)
    mark(dialog, first)
    question = asked(dialog)
    assert question.leave.isChecked() and not question.force
    model = question.later
    line = [model.index(0, column).data() for column in range(model.columnCount())]
    assert model.rowCount() == 1
    assert line[0] == "Hörby spel" and line[2] == "importen av sedan.csv" and line[3]
    assert "1 försvinner" in question.effects.text()
    if restore:
        question.restore.setChecked(True)
        assert "2 försvinner" in question.effects.text()
    known = len(dialog.model.batches)
    question.go.click()
    wait_until(lambda: len(dialog.model.batches) > known)
    settle(plugin)
    assert store.counts()["stod"] == count + (0 if restore else 1)
    assert (figures(plugin) == before) == restore
    assert store.batches()[-1].unchanged == (0 if restore else 1)


def test_a_plan_that_others_made_stale_is_refused(opened, bring, store):
    plugin = opened()
    bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    dialog = dialog_of(plugin)
    question = asked(dialog)
    bring("annan.csv", "H-9;Hörby spel;2024;Hörby;1500;Dans")
    count = store.counts()["stod"]
    question.go.click()
    wait_until(lambda: dialog.bar.items())
    assert "någon annan" in dialog.bar.currentItem().text()
    assert store.counts()["stod"] == count


def test_cancelling_an_undoing_changes_nothing(store, bring):
    batch = bring("ny.csv", *(f"H-{n};Spel;2024;Hörby;{n};Dans" for n in range(1, 50)))
    count, changes = store.counts(), store.changes()

    class Stopped:
        def isCanceled(self):
            return True

        def setProgress(self, percent):
            pass

    with pytest.raises(Cancelled):
        history.undo_batch(store, batch, feedback=Stopped())
    assert (store.counts(), store.changes()) == (count, changes)
    with pytest.raises(StoreError):
        history.undo_plan(store, 4711)


def test_a_choice_that_lost_its_rows_is_taken_back(opened, bring, store):
    plugin = opened()
    before = figures(plugin)
    bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Jonglering")
    refreshed(plugin)
    plugin.session.set_filter("konstomrade", ["Jonglering"])
    assert plugin.session.view.totals.count == 1
    undo(plugin, dialog_of(plugin))
    assert figures(plugin) == before
    assert ["togs bort: Konst- och" in text for text in plugin.told] == [True], plugin.told
    assert plugin.failures == []


def show_before(plugin, batch):
    dialog = dialog_of(plugin)
    mark(dialog, batch)
    dialog.before_button.click()
    settle(plugin)
    assert plugin.failures == []


def test_the_map_as_it_was_and_back(opened, bring, store):
    plugin = opened()
    session = plugin.session
    could_be_edited = editable()
    assert could_be_edited
    session.set_filter("konstomrade", ["Dans"])
    before, rows = figures(plugin), contents(plugin)
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500000;Dans")
    refreshed(plugin)
    after, rows_after, limits = figures(plugin), contents(plugin), session.explorer.limits
    frozen = dict(limits)
    assert after != before

    show_before(plugin, batch)
    assert figures(plugin) == before
    assert contents(plugin) == rows
    assert session.explorer.limits is limits
    assert {key: limits[key] for key in frozen} == frozen
    banner = plugin.map_dock.banner
    assert not banner.isHidden()
    assert banner.label.text().startswith("Så var kartan före importen av ny.csv, ")
    assert not plugin.source_dock.import_button.isEnabled()
    assert plugin.source_dock.name.text() == store.path.stem
    assert plugin.source_dock.state.text().startswith("Läget före importen av ny.csv")
    layers = layers_of(QgsProject.instance(), "regionala_stod").values()
    assert all(layer.readOnly() and not layer.isTemporary() for layer in layers)
    assert editable() == []
    copy = store_path(QgsProject.instance())
    assert copy != store.path and copy.exists() and copy.name.isascii()
    session.set_filter("konstomrade", ["Musik"])

    banner.back.click()
    settle(plugin)
    assert plugin.failures == []
    assert figures(plugin) == after
    assert contents(plugin) == rows_after
    assert session.store.path == store_path(QgsProject.instance()) == store.path
    assert banner.isHidden() and plugin.source_dock.state.isHidden()
    assert plugin.source_dock.import_button.isEnabled()
    assert editable() == could_be_edited
    assert not copy.exists()
    session.undo()
    assert session.view.selection.filter == {}


def test_the_present_is_read_anew_if_it_changed_meanwhile(opened, bring):
    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    after = plugin.session.view.totals.count
    show_before(plugin, batch)
    assert plugin.session.view.totals.count == after - 1
    bring("annan.csv", "H-2;Hörby spel;2024;Hörby;1500;Dans")
    plugin.map_dock.banner.back.click()
    settle(plugin)
    assert plugin.session.view.totals.count == after + 1


def test_a_step_further_back_still_leads_to_the_present(opened, bring, store):
    plugin = opened()
    first = bring("ett.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    second = bring("två.csv", "H-2;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    after = figures(plugin)
    show_before(plugin, second)
    one_back = store_path(QgsProject.instance())
    show_before(plugin, first)
    assert not one_back.exists()
    dialog = dialog_of(plugin)
    assert not dialog.undo_button.isEnabled()
    assert dialog.undo_button.toolTip() == "Gå tillbaka till nu först"
    dialog.close()
    plugin.map_dock.banner.back.click()
    settle(plugin)
    assert figures(plugin) == after
    assert plugin.session.store.path == store.path


def test_a_project_saved_meanwhile_reopens_in_the_present(opened, bring, store, tmp_path):
    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    after, rows, could_be_edited = figures(plugin), contents(plugin), editable()
    show_before(plugin, batch)
    project, path = QgsProject.instance(), tmp_path / "karta.qgs"
    assert project.write(str(path))
    assert "fore_omgang" not in path.read_text(encoding="utf-8")
    copy = store_path(project)
    project.clear()
    assert not copy.exists()
    assert project.read(str(path))
    assert plugin.failures == []
    assert figures(plugin) == after
    assert contents(plugin) == rows
    assert plugin.map_dock.banner.isHidden()
    assert editable() == could_be_edited


def test_unloading_meanwhile_leaves_the_project_in_the_present(opened, bring, store):
    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    show_before(plugin, batch)
    copy = store_path(QgsProject.instance())
    plugin.unload()
    assert store_path(QgsProject.instance()) == store.path
    assert not copy.exists()
    plugin.initGui()


def test_edits_are_saved_first(opened, bring):
    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    layer = layers_of(QgsProject.instance(), "regionala_stod")[editable()[0]]
    assert layer.startEditing()
    dialog = dialog_of(plugin)
    mark(dialog, batch)
    dialog.before_button.click()
    settle(plugin)
    assert "redigeras" in str(plugin.iface.bar.currentItem().text())
    assert plugin.session.earlier is None
    layer.rollBack()


def test_prints_and_exports_name_the_state(opened, bring, tmp_path):
    from skanekarta_plugin.usecases.export_layers import export_layers
    from skanekarta_plugin.usecases.print_map import design_map

    plugin = opened()
    batch = bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    refreshed(plugin)
    assert plugin.session.view.texts.state == ""
    show_before(plugin, batch)
    session = plugin.session
    state = session.view.texts.state
    assert state.startswith("Läget före importen av ny.csv (")
    project = QgsProject()
    layout = design_map(project, session.explorer, session.selection)
    assert state in layout.itemById("subtitle").text().replace("\n", " ")
    files = export_layers(session.explorer, session.selection, ["shp"], tmp_path / "ut")
    assert files
    (readme,) = (tmp_path / "ut").glob("*.txt")
    assert state in readme.read_text(encoding="utf-8-sig")
    tables = [path.read_text(encoding="utf-8-sig") for path in (tmp_path / "ut").glob("*.csv")]
    assert any(f"{state}. Inget urval" in table for table in tables)


def test_a_store_is_read_in_the_background_and_the_old_one_stays_until_then(opened, bring, store):
    plugin = opened()
    before, explorer = figures(plugin), plugin.session.explorer
    bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    plugin.session.refresh()
    assert plugin.session.explorer is explorer
    plugin.session.set_filter("konstomrade", ["Dans"])
    plugin.session.set_filter("konstomrade", None)
    assert figures(plugin) == before, "nothing new is read meanwhile"
    settle(plugin)
    assert plugin.session.explorer is not explorer
    assert figures(plugin) != before
    assert Store.open(store.path, store.catalogue).counts()["stod"] == int(
        plugin.session.view.totals.count
    )
    assert plugin.session.can_undo


def test_reading_that_is_cancelled_leaves_what_was_shown(opened, bring):
    plugin = opened()
    before = figures(plugin)
    bring("ny.csv", "H-1;Hörby spel;2024;Hörby;1500;Dans")
    plugin.session.refresh()
    plugin.session.jobs.cancel()
    settle(plugin)
    assert [type(error) for error in plugin.failures] in ([Cancelled], [])
    if plugin.failures:
        assert figures(plugin) == before
