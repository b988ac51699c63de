"""The docks as a user meets them, against the truth of the workbook."""

import sys
from pathlib import Path

import pytest
from gui_parts import Iface, wait_until
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QToolBar

from skanekarta_plugin import classFactory
from skanekarta_plugin.errors import N_, Cancelled, StoreError
from skanekarta_plugin.gui.import_dialog import ImportDialog
from skanekarta_plugin.gui.messages import Messages, sentence
from skanekarta_plugin.gui.output_dialogs import ExportDialog, PrintDialog, template_name
from skanekarta_plugin.gui.steps import Steps
from skanekarta_plugin.gui.tasks import Jobs

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"


@pytest.fixture
def window(qgis_app, qgis_new_project):
    from qgis.PyQt.QtWidgets import QMainWindow

    window = QMainWindow()
    window.resize(1400, 900)
    window.show()
    yield window
    window.deleteLater()


@pytest.fixture
def plugin(window):
    plugin = classFactory(Iface(window))
    plugin.initGui()
    plugin.failures = []
    plugin.session.failed.connect(plugin.failures.append)
    yield plugin
    plugin.unload()


@pytest.fixture
def opened(plugin, store):
    plugin.session.open_store(store.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    plugin.session.show("regionala_stod")
    assert plugin.failures == []
    return plugin


def editor(plugin, field):
    """Return the editor of a facet, unfolded."""
    QApplication.processEvents()
    plugin.map_dock.groups[field].setCollapsed(False)
    QApplication.processEvents()
    return plugin.map_dock.editors[field]


def tick(plugin, field, text):
    """Tick a value as a click on its box does."""
    tree = editor(plugin, field).tree
    model = tree.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if index.data() == text:
            state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
            other = {Qt.CheckState.Checked: Qt.CheckState.Unchecked}
            wanted = other.get(state, Qt.CheckState.Checked)
            model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
            return
    raise AssertionError(f"no value {text}; {plugin.failures}")


def rows_of(plugin, field):
    model = editor(plugin, field).tree.model()
    return [
        tuple(model.index(row, column).data() for column in range(3))
        for row in range(model.rowCount())
    ]


def figures(plugin):
    return [value for _, value in plugin.map_dock.figures.shown()]


def truth(field, values):
    """Count and sum the grants of the workbook that have a value, with openpyxl alone."""
    import openpyxl

    header = {"konstomrade": "Konstområde"}[field]
    count, total = 0, 0.0
    book = openpyxl.load_workbook(EXAMPLE / "regionala_stod.xlsx", read_only=True)
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        at = next((number for number, row in enumerate(rows) if header in row), None)
        if at is None:
            continue
        column, amount = rows[at].index(header), rows[at].index("Beviljat belopp")
        for row in rows[at + 1 :]:
            if row[column] in values:
                count += 1
                total += kronor(row[amount])
    return count, total


def kronor(cell):
    if cell is None or isinstance(cell, (int, float)):
        return float(cell or 0)
    text = cell.replace("\u00a0", "").replace(" ", "").removesuffix("kr").replace(",", ".")
    return float(text or 0)


def test_first_start_says_what_to_do(plugin):
    dock = plugin.source_dock
    assert dock.pages.currentWidget() is dock.first
    assert [button.text() for button in dock.buttons] == [
        "Öppna exemplet", "Skapa en egen karta…", "Öppna en karta som finns…"
    ]  # fmt: skip
    assert plugin.map_dock.pages.currentWidget() is plugin.map_dock.empty
    assert not any(action.isEnabled() for action in plugin.map_actions.values())


def test_the_example_opens_with_a_progress_bar(plugin, tmp_path):
    seen = []
    plugin.session.jobs.progressed.connect(seen.append)
    plugin.session.open_example(tmp_path / "mapp" / "exempel.gpkg")
    assert not plugin.source_dock.progress.isHidden()
    wait_until(lambda: plugin.session.view is not None)
    assert plugin.source_dock.progress.isHidden()
    assert max(seen) == 100
    assert plugin.session.active == plugin.session.catalogue.start_map
    shown = plugin.source_dock.list.model()
    lines = [
        shown.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(shown.rowCount())
    ]
    assert any("Stöd: 2" in line and "regionala_stod.xlsx" in line for line in lines)
    assert sum("Exempeldata" in line for line in lines) == 6
    assert QgsProject.instance().mapLayers()


def test_cancelling_the_example_leaves_nothing(plugin, tmp_path):
    path = tmp_path / "exempel.gpkg"
    plugin.session.open_example(path)
    plugin.session.jobs.cancel()
    wait_until(lambda: plugin.failures)
    assert isinstance(plugin.failures[0], Cancelled)
    assert not path.exists()
    assert plugin.session.store is None


def test_a_tick_changes_the_figures_as_the_workbook_says(opened):
    # "Danskonst" is another word for the same field.
    count, total = truth("konstomrade", ("Dans", "Danskonst"))
    assert count > 50
    tick(opened, "konstomrade", "Dans")
    shown = figures(opened)[0].replace("\u00a0", " ")
    assert shown.startswith(f"{count} ärenden")
    assert f"{total / 1e6:.1f} mkr".replace(".", ",") in shown
    totals = opened.session.view.totals
    assert totals.total == totals.mapped + totals.outside == round(total * 100)


def test_ticking_again_takes_the_choice_back(opened):
    before = figures(opened)
    tick(opened, "konstomrade", "Dans")
    assert figures(opened) != before
    tick(opened, "konstomrade", "Dans")
    assert figures(opened) == before
    assert opened.session.view.selection.filter == {}


def test_values_of_a_facet_stand_still_while_one_chooses(opened):
    names = [row[0] for row in rows_of(opened, "konstomrade")]
    counts = [row[1] for row in rows_of(opened, "konstomrade")]
    tick(opened, "konstomrade", names[1])
    tick(opened, "beslut", "Avslag")
    assert [row[0] for row in rows_of(opened, "konstomrade")] == names
    assert [row[1] for row in rows_of(opened, "konstomrade")] != counts


def test_only_this_and_all_but_this(opened):
    facet = editor(opened, "konstomrade")
    everything = opened.session.view.totals.count
    facet.only("Dans")
    dance = opened.session.view.totals.count
    facet.all_but("Dans")
    assert 0 < dance < everything
    assert opened.session.view.totals.count == everything - dance


def test_the_search_line_narrows_the_values(opened):
    facet = editor(opened, "kommunkod")
    facet.search.setText("hö")
    names = [row[0] for row in rows_of(opened, "kommunkod")]
    assert names == ["Höganäs", "Hörby", "Höör"]


def test_municipalities_stand_in_swedish_order(opened):
    names = [row[0] for row in rows_of(opened, "kommunkod")][:33]
    assert names[0] == "Bjuv"
    assert names[-4:] == ["Åstorp", "Ängelholm", "Örkelljunga", "Östra Göinge"]


def test_years_by_the_spin_boxes(opened):
    facet = editor(opened, "ar")
    facet.low.setValue(2020)
    wait_until(lambda: opened.session.view.selection.filter)
    facet.high.setValue(2021)
    wait_until(lambda: opened.session.view.selection.filter["ar"].high == 2021)
    assert opened.session.view.selection.filter["ar"].low == 2020
    assert opened.map_dock.chips.shown == [("ar", "År: 2020–2021")]
    facet.histogram.picked.emit(2022)
    assert opened.map_dock.chips.shown == [("ar", "År: 2022")]
    facet.histogram.picked.emit(2022)
    assert opened.map_dock.chips.shown == []


def test_text_is_searched_when_the_line_is_left(opened):
    facet = editor(opened, "projekt")
    facet.line.setText("  musik ")
    facet.line.editingFinished.emit()
    assert opened.session.view.selection.filter["projekt"].text == "musik"
    facet.line.clear()
    facet.line.cleared.emit()
    assert opened.session.view.selection.filter == {}


def test_chips_take_choices_back_one_by_one_or_all(opened):
    tick(opened, "konstomrade", "Dans")
    tick(opened, "beslut", "Beviljat")
    opened.map_dock.chips.removed.emit("konstomrade")
    assert list(opened.session.view.selection.filter) == ["beslut"]
    tick(opened, "konstomrade", "Musik")
    opened.map_dock.chips.removed.emit("")
    assert opened.session.view.selection.filter == {}


def test_undo_and_redo(opened):
    before = figures(opened)
    head = opened.map_dock.choices
    assert not head.undo.isEnabled()
    tick(opened, "konstomrade", "Dans")
    after = figures(opened)
    head.undo.click()
    assert figures(opened) == before
    head.redo.click()
    assert figures(opened) == after


def test_steps_after_undo_replace_what_was_undone():
    steps = Steps()
    for number in range(150):
        steps.add({"n": number})
    steps.undo()
    steps.add({"n": "new"})
    assert (steps.now, steps.can_redo, steps.can_undo) == ({"n": "new"}, False, True)


def test_measure_place_and_counting(opened):
    head = opened.map_dock.choices
    head.per_inhabitant.click()
    assert opened.session.view.selection.measure == "beviljat_per_invanare"
    _pick(head.measure, "antal")
    assert opened.session.view.selection.measure == "antal"
    assert not head.per_inhabitant.isEnabled()
    _pick(head.place, "sate")
    _pick(head.counting, "utanfor")
    selection = opened.session.view.selection
    assert (selection.place, selection.counting) == ("sate", "utanfor")


def _pick(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_what_lies_outside_is_listed_on_demand(opened):
    block = opened.map_dock.figures
    before = len(block.shown())
    block.more.click()
    reasons = opened.session.view.texts.outside
    assert len(block.shown()) == before + len(reasons)
    assert block.more.text() == "dölj"


def test_an_empty_selection_says_so(opened):
    editor(opened, "projekt").chosen.emit("finns inte i någon rad")
    assert not opened.map_dock.nothing.isHidden()
    assert figures(opened)[0].startswith("0")


def test_each_map_keeps_its_own_choices(opened):
    tick(opened, "konstomrade", "Dans")
    chosen = figures(opened)
    opened.map_actions["aktiviteter"].trigger()
    assert opened.map_dock.choices.map.currentData() == "aktiviteter"
    assert set(opened.map_dock.editors) >= {"typ", "natverk"}
    opened.map_actions["regionala_stod"].trigger()
    assert figures(opened) == chosen


def test_a_single_facet_always_has_one_value(opened):
    opened.session.show("kommunfakta")
    box = editor(opened, "nyckeltal").box
    assert box.count() > 3
    assert not opened.map_dock.choices.per_inhabitant.isVisibleTo(opened.map_dock)
    _pick(box, box.itemData(0))
    assert opened.session.view.selection.filter["nyckeltal"].values == (box.itemData(0),)
    opened.session.clear_filter()
    assert opened.session.view.selection.filter["nyckeltal"].values == (box.itemData(0),)


def test_a_saved_project_comes_back_as_it_was(opened, tmp_path):
    tick(opened, "konstomrade", "Dans")
    opened.map_dock.choices.per_inhabitant.click()
    chosen, limits = figures(opened), dict(opened.session.explorer.limits)
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "karta.qgz"))
    project.clear()
    assert opened.source_dock.pages.currentWidget() is opened.source_dock.first
    assert project.read(str(tmp_path / "karta.qgz"))
    assert opened.failures == []
    assert (figures(opened), opened.session.explorer.limits) == (chosen, limits)
    assert opened.session.active == "regionala_stod"
    assert opened.map_dock.choices.per_inhabitant.isChecked()
    assert not project.isDirty()


def test_a_project_whose_store_is_gone_says_so(opened, tmp_path, store):
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "karta.qgz"))
    project.clear()
    store.path.unlink()
    project.read(str(tmp_path / "karta.qgz"))
    assert [type(error) for error in opened.failures] == [StoreError]
    assert opened.session.store is None


def test_a_file_that_is_no_store_is_refused_and_the_open_one_stays(opened, tmp_path):
    other = tmp_path / "annan.gpkg"
    other.write_bytes(b"hej")
    before = opened.session.store
    opened.session.open_store(other)
    assert [type(error) for error in opened.failures] == [StoreError]
    assert opened.session.store is before


def test_unload_undoes_everything(window):
    registry = QgsApplication.processingRegistry()
    iface = Iface(window)
    for _ in range(2):
        plugin = classFactory(iface)
        plugin.initGui()
        assert registry.providerById("skanekarta")
        assert len(iface.menu) == 8
        plugin.unload()
        QgsApplication.sendPostedEvents(None, 52)  # deleteLater
        assert registry.providerById("skanekarta") is None
        assert iface.menu == []
        assert [dock for dock in window.children() if dock.objectName().startswith("Skane")] == []
        assert window.findChildren(QToolBar) == []
    QgsProject.instance().clear()


def test_the_plugin_loads_without_its_libraries(window, monkeypatch, tmp_path):
    names = ("pandas", "openpyxl", "matplotlib")
    for name in [*sys.modules]:
        if name.split(".")[0] in (*names, "skanekarta_plugin"):
            monkeypatch.delitem(sys.modules, name)
    for name in names:
        monkeypatch.setitem(sys.modules, name, None)
    import skanekarta_plugin

    plugin = skanekarta_plugin.classFactory(Iface(window))
    plugin.initGui()
    failures = []
    plugin.session.failed.connect(failures.append)
    plugin.session.open_example(tmp_path / "exempel.gpkg")
    wait_until(lambda: failures)
    from skanekarta_plugin.gui.messages import sentence

    text, _ = sentence(failures[0])
    assert "openpyxl saknas" in text and "Installera" in text
    plugin.unload()


def test_a_task_that_fails_is_told_and_takes_nothing_down(qgis_app):
    jobs, told = Jobs(), []

    def fails(_feedback):
        raise KeyError("x")

    jobs.start("…", fails, told.append, told.append)
    wait_until(lambda: told)
    assert isinstance(told[0], KeyError)
    assert not jobs.busy


def test_failures_are_sentences_with_details_behind_a_button(plugin, window):
    bar = QgsMessageBar(window)
    Messages(bar).fail(StoreError(N_("{file} explains the fields."), file="<b>x</b>"))
    item = bar.currentItem()
    assert "&lt;b&gt;x&lt;/b&gt;" in item.text()
    try:
        raise ZeroDivisionError("division")
    except ZeroDivisionError as error:
        text, details = sentence(error)
        Messages(bar).fail(error)
    assert "Traceback" in details and "Traceback" not in text
    buttons = bar.currentItem().findChildren(QAbstractButton)
    assert [button.text() for button in buttons] == ["Detaljer"]


def test_a_dropped_file_opens_the_import(opened):
    wanted = []
    opened.source_dock.importWanted.disconnect()
    opened.source_dock.importWanted.connect(lambda *given: wanted.append(given))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(EXAMPLE / "styrdokument.xlsx"))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    opened.source_dock.dropEvent(event)
    assert wanted == [([str(EXAMPLE / "styrdokument.xlsx")], "")]


def asked_for(monkeypatch, *names):
    """Let the file dialog be answered with files of the example."""
    from qgis.PyQt.QtWidgets import QFileDialog

    paths = [str(EXAMPLE / name) for name in names]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (paths, ""))


def import_dialog(plugin):
    (dialog,) = plugin.iface.window.findChildren(ImportDialog)
    return dialog


def test_four_clicks_import_a_known_file(plugin, empty, monkeypatch):
    plugin.session.open_store(empty.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    asked_for(monkeypatch, "regionala_stod.xlsx")
    plugin.source_dock.import_button.click()
    dialog = import_dialog(plugin)
    wait_until(lambda: not dialog.jobs.busy)
    dialog.go.click()
    wait_until(lambda: not dialog.jobs.busy)
    dialog.map.click()
    wait_until(lambda: plugin.session.active == "regionala_stod")
    count, _ = truth("konstomrade", ("Dans", "Danskonst"))
    wait_until(lambda: not plugin.session.jobs.busy)
    tick(plugin, "konstomrade", "Dans")
    assert figures(plugin)[0].replace("\u00a0", " ").startswith(f"{count} ärenden")
    assert plugin.failures == []


def test_a_file_is_recognised_examined_and_imported(plugin, empty):
    plugin.session.open_store(empty.path)
    wait_until(lambda: plugin.session.view is not None)
    for name, dataset in (
        ("mottagare", "mottagare"), ("regionala_stod", "stod"),
        ("styrdokument", "styrdokument"), ("aktivitetslogg", "aktiviteter"),
    ):  # fmt: skip
        dialog = ImportDialog(plugin.session, str(EXAMPLE / f"{name}.xlsx"))
        wait_until(lambda dialog=dialog: not dialog.jobs.busy)
        assert dialog.verdict.dataset.name == dataset
        expected = len(dialog.verdict.new)
        assert expected > 10 and dialog.go.isEnabled()
        said = []
        dialog.imported.connect(said.append)
        dialog.carry_out()
        wait_until(lambda said=said: said)
        assert f"{name}.xlsx importerades: " in said[0]
        assert plugin.session.store.counts()[dataset] == expected
        dialog.close()


def test_print_and_export_from_their_dialogs(opened, tmp_path):
    tick(opened, "konstomrade", "Dans")
    told = []
    dialog = PrintDialog(opened.session)
    names = [dialog.template.itemText(index) for index in range(dialog.template.count())]
    assert names[0] == "A4, liggande"
    dialog.succeeded.connect(lambda *given: told.append(given))
    dialog.file.setFilePath(str(tmp_path / "karta.png"))
    dialog.print()
    assert (tmp_path / "karta.png").stat().st_size > 10_000
    dialog = ExportDialog(opened.session)
    dialog.succeeded.connect(lambda *given: told.append(given))
    dialog.folder.setFilePath(str(tmp_path))
    dialog.export()
    assert len(told) == 2
    assert list(tmp_path.glob("*.zip"))


def test_a_layout_can_be_opened_for_changes(opened):
    layouts = []
    for _ in range(2):
        dialog = PrintDialog(opened.session)
        dialog.designed.connect(layouts.append)
        dialog.design()
    manager = QgsProject.instance().layoutManager()
    assert [layout.name() for layout in layouts] == [
        layout.name() for layout in manager.printLayouts()
    ]


def test_template_names_are_readable(plugin):
    assert template_name("a3-staende") == "A3, stående"


def test_every_control_has_a_tool_tip_and_a_name(opened):
    lacking = []
    for dock in opened.docks:
        for widget in dock.widget().findChildren((QAbstractButton, QComboBox)):
            inner = widget.objectName().startswith("qt_") or widget.parent().inherits("QLineEdit")
            if inner or widget.parent().inherits("QgsCollapsibleGroupBoxBasic"):
                continue
            if not widget.toolTip() or not (widget.accessibleName() or widget.text()):
                lacking.append((type(widget).__name__, widget.text(), widget.objectName()))
    assert lacking == []
