"""Filters under a name, the filter switched off for a while, and facets as a whole."""

import json

import pytest
from gui_parts import Iface, wait_until
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent
from qgis.PyQt.QtWidgets import QApplication, QInputDialog, QMainWindow, QMenu, QMessageBox

from skanekarta_plugin import classFactory
from skanekarta_plugin.analysis.model import Between
from skanekarta_plugin.gui.facet_menu import TitleButton
from skanekarta_plugin.maps.project import SCOPE
from skanekarta_plugin.usecases import named_filters as kept
from skanekarta_plugin.usecases.print_map import print_map

MAP = "regionala_stod"


@pytest.fixture
def opened(qgis_app, qgis_new_project, store):
    window = QMainWindow()
    window.resize(1400, 900)
    window.show()
    plugin = classFactory(Iface(window))
    plugin.initGui()
    plugin.failures, plugin.said = [], []
    plugin.session.failed.connect(plugin.failures.append)
    plugin.session.told.connect(lambda text, _: plugin.said.append(text))
    plugin.session.open_store(store.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    plugin.session.show(MAP)
    assert plugin.failures == []
    yield plugin
    plugin.unload()
    window.deleteLater()


def figures(plugin):
    return [value for _, value in plugin.map_dock.figures.shown()]


def filter_of(plugin):
    return plugin.session.view.selection.filter


def answer(monkeypatch, text, agreed=True):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (text, agreed))


def agree(monkeypatch, button=QMessageBox.StandardButton.Yes):
    monkeypatch.setattr(QMessageBox, "exec", lambda _: button)


def menu(plugin):
    named = plugin.map_dock.choices.named
    named.fill()
    return {action.text(): action for action in named.list.actions() if action.text()}


def choose(session):
    session.set_filter("konstomrade", ["Dans", "Musik"])
    session.set_filter("ar", {"from": 2020, "to": 2022})
    session.choose(measure="beviljat_per_invanare", counting="utanfor", place="sate")


def reopen(plugin, path):
    project = QgsProject.instance()
    assert project.write(str(path))
    project.clear()
    assert project.read(str(path))


def edit_kept(name, change, entry=f"filter_{MAP}"):
    """Change what the project keeps, as another version of the store would make it wrong."""
    project = QgsProject.instance()
    now = json.loads(project.readEntry(SCOPE, entry)[0])
    change(now[name] if name else now)
    project.writeEntry(SCOPE, entry, json.dumps(now))


# -- named filters


def test_a_filter_is_saved_and_chosen_as_one_step(opened, monkeypatch, tmp_path):
    session = opened.session
    choose(session)
    wanted, selection = figures(opened), session.view.selection
    answer(monkeypatch, " Dans & musik ")
    menu(opened)["Spara filtret som…"].trigger()
    assert opened.said[-1] == "Filtret ”Dans & musik” är sparat i projektet."
    session.clear_filter()
    session.choose(measure="antal", counting="dela", place="verksamhet")
    before = figures(opened)
    reopen(opened, tmp_path / "karta.qgz")
    assert figures(opened) == before
    menu(opened)["Dans && musik"].trigger()
    assert (figures(opened), session.view.selection) == (wanted, selection)
    session.undo()
    assert figures(opened) == before
    assert not session.can_undo
    assert opened.failures == []


def test_each_map_has_its_own_filters(opened, monkeypatch):
    answer(monkeypatch, "Allt")
    opened.map_dock.choices.named.save()
    opened.session.show("aktiviteter")
    actions = menu(opened)
    assert "Allt" not in actions
    assert not actions["Inget filter är sparat för den här kartan än"].isEnabled()
    assert not actions["Byt namn"].menu().isEnabled()


def test_a_name_is_replaced_only_if_wanted(opened, monkeypatch):
    answer(monkeypatch, "Dans")
    opened.map_dock.choices.named.save()
    opened.session.set_filter("konstomrade", ["Dans"])
    answer(monkeypatch, "DANS")
    agree(monkeypatch, QMessageBox.StandardButton.Cancel)
    opened.map_dock.choices.named.save()
    assert kept.choices_of(QgsProject.instance(), MAP, "Dans").get("filter_") is None
    agree(monkeypatch)
    opened.map_dock.choices.named.save()
    assert kept.filter_names(QgsProject.instance(), MAP) == ["DANS"]
    assert kept.choices_of(QgsProject.instance(), MAP, "DANS")["filter_"] == {
        "konstomrade": ["Dans"]
    }


def test_rename_and_remove(opened, monkeypatch):
    project, named = QgsProject.instance(), opened.map_dock.choices.named
    for name in ("Ett", "Två"):
        answer(monkeypatch, name)
        named.save()
    answer(monkeypatch, "två")
    menu(opened)["Byt namn"].menu().actions()[0].trigger()
    assert [type(error) for error in opened.failures] == [kept.NameTaken]
    answer(monkeypatch, "Tre")
    named.rename("Ett")
    assert kept.filter_names(project, MAP) == ["Tre", "Två"]
    answer(monkeypatch, "tre")
    named.rename("Tre")
    assert kept.filter_names(project, MAP) == ["tre", "Två"]
    agree(monkeypatch, QMessageBox.StandardButton.Cancel)
    named.remove("tre")
    agree(monkeypatch)
    menu(opened)["Ta bort"].menu().actions()[1].trigger()
    assert kept.filter_names(project, MAP) == ["tre"]


def test_no_name_saves_nothing(opened, monkeypatch):
    for text, agreed in (("  ", True), ("Namn", False)):
        answer(monkeypatch, text, agreed)
        opened.map_dock.choices.named.save()
    assert kept.filter_names(QgsProject.instance(), MAP) == []


def test_a_named_filter_says_what_is_gone_and_offers_the_rest(opened, monkeypatch):
    session, note = opened.session, opened.map_dock.note
    choose(session)
    answer(monkeypatch, "Vår")
    opened.map_dock.choices.named.save()

    def spoil(choices):
        choices["filter"]["konstomrade"] = ["Dans", "Slöjd 2"]
        choices["filter"]["mottagare"] = ["Ingen <b>som</b> finns"]
        choices["filter"]["forsvunnet"] = ["x"]
        choices["filter"]["horn"] = ["nordnordväst"]
        choices["measure"] = "borttaget"

    edit_kept("Vår", spoil)
    session.clear_filter()
    before = figures(opened)
    menu(opened)["Vår"].trigger()
    assert opened.failures == []
    assert figures(opened) == before
    assert not note.isHidden()
    for part in (
        "Vår", "Konst- och kulturområde ”Slöjd 2”", "Mottagare ”Ingen <b>som</b> finns”",
        "rubriken ”forsvunnet”", "Hörn ”nordnordväst”", "mått ”borttaget”",
    ):  # fmt: skip
        assert part in note.label.text()
    assert "Dans" not in note.label.text()
    note.rest.click()
    assert note.isHidden()
    assert filter_of(opened)["konstomrade"].values == ("Dans",)
    assert set(filter_of(opened)) == {"konstomrade", "ar"}
    assert session.view.selection.place == "sate"
    session.undo()
    assert figures(opened) == before


def test_what_is_gone_can_be_left_alone(opened, monkeypatch):
    answer(monkeypatch, "Vår")
    opened.session.set_filter("konstomrade", ["Dans"])
    opened.map_dock.choices.named.save()
    edit_kept("Vår", lambda choices: choices.update(filter={"konstomrade": [7, None]}))
    opened.session.apply_filter("Vår")
    before = figures(opened)
    opened.map_dock.note.close_note.click()
    assert opened.map_dock.note.isHidden()
    assert figures(opened) == before


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"Vår": 3}'])
def test_kept_filters_that_cannot_be_read_are_left_out(opened, text):
    QgsProject.instance().writeEntry(SCOPE, f"filter_{MAP}", text)
    assert "Spara filtret som…" in menu(opened)
    assert opened.failures == []


def test_a_project_whose_own_filter_names_what_is_gone_opens_with_a_sentence(opened, tmp_path):
    session = opened.session
    everything = figures(opened)
    session.set_filter("konstomrade", ["Dans"])
    dance = figures(opened)
    session.set_filter("stodform", [session.view.facets[5].values[0].value])
    edit_kept("", lambda now: now["filter"].update(stodform=["Borttagen form"]), f"selection_{MAP}")
    reopen(opened, tmp_path / "karta.qgz")
    note = opened.map_dock.note
    assert opened.failures == []
    assert "Stödform ”Borttagen form”" in note.label.text()
    assert session.is_paused and figures(opened) == everything
    note.rest.click()
    assert figures(opened) == dance
    assert note.isHidden()


# -- off for a while


def test_the_filter_is_off_and_comes_back(opened):
    session, off = opened.session, opened.map_dock.choices.off
    session.choose(measure="antal", place="sate")
    everything, totals = figures(opened), session.view.totals
    assert not off.isEnabled()
    session.set_filter("konstomrade", ["Dans"])
    dance, chips = figures(opened), opened.map_dock.chips.shown
    off.click()
    assert figures(opened) == everything
    assert session.view.totals == totals
    assert (session.view.selection.measure, session.view.selection.place) == ("antal", "sate")
    assert session.view.texts.filter == "Inget urval"
    assert opened.map_dock.chips.shown == chips
    assert not opened.map_dock.chips.isEnabled()
    assert opened.map_dock.note.label.text() == "Filtret är av: allt visas."
    session.undo()
    assert figures(opened) == dance and not off.isChecked()
    session.redo()
    assert off.isChecked()
    opened.map_dock.note.on.click()
    assert figures(opened) == dance
    assert opened.map_dock.note.isHidden() and opened.map_dock.chips.isEnabled()


def test_the_measure_can_be_changed_while_the_filter_is_off(opened):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    session.pause(True)
    session.choose(measure="antal")
    assert session.is_paused and filter_of(opened) == {}
    session.pause(False)
    assert list(filter_of(opened)) == ["konstomrade"]
    assert session.view.selection.measure == "antal"


def test_choosing_switches_the_filter_on(opened):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    session.pause(True)
    session.set_filter("ar", {"from": 2020, "to": 2022})
    assert not session.is_paused
    assert set(filter_of(opened)) == {"konstomrade", "ar"}


def test_what_must_be_chosen_stays_chosen_while_the_filter_is_off(opened):
    session = opened.session
    session.show("kommunfakta")
    (now,) = filter_of(opened)["nyckeltal"].values
    state = next(item for item in session.view.facets if item.field == "nyckeltal")
    wanted = next(item.value for item in state.values if item.count and item.value != now)
    session.set_filter("nyckeltal", [wanted])
    assert not session.can_pause
    session.set_filter("horn", ["sydost"])
    session.pause(True)
    assert filter_of(opened)["nyckeltal"].values == (wanted,)
    assert list(filter_of(opened)) == ["nyckeltal"]


def test_off_is_saved_with_the_project(opened, tmp_path):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    dance = figures(opened)
    session.pause(True)
    session.show("aktiviteter")
    session.show(MAP)
    everything = figures(opened)
    reopen(opened, tmp_path / "karta.qgz")
    assert session.is_paused and figures(opened) == everything
    assert opened.map_dock.choices.off.isChecked()
    assert not QgsProject.instance().isDirty()
    session.pause(False)
    assert figures(opened) == dance
    reopen(opened, tmp_path / "karta.qgz")
    assert not session.is_paused and figures(opened) == dance


def test_prints_made_meanwhile_say_that_nothing_is_filtered(opened, tmp_path):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    session.pause(True)
    assert session.wording().filter_line() != "Inget urval"
    assert session.explorer.wording(session.selection).filter_line() == "Inget urval"
    assert print_map(session.explorer, session.selection, tmp_path / "a.svg").is_file()


def test_a_filter_that_is_off_is_saved_under_a_name(opened, monkeypatch):
    session = opened.session
    session.set_filter("konstomrade", ["Dans"])
    session.pause(True)
    answer(monkeypatch, "Dans")
    opened.map_dock.choices.named.save()
    session.clear_filter()
    session.apply_filter("Dans")
    assert not session.is_paused
    assert filter_of(opened)["konstomrade"].values == ("Dans",)
    QApplication.processEvents()


# -- facets as a whole


def unfolded(plugin, field):
    QApplication.processEvents()
    plugin.map_dock.groups[field].setCollapsed(False)
    QApplication.processEvents()
    return plugin.map_dock.editors[field]


def actions_of(facet, text=""):
    """Return the actions of a facet's menu, for a row if one is named."""
    index = None
    if text:
        rows = (facet.proxy.index(row, 0) for row in range(facet.proxy.rowCount()))
        index = next(index for index in rows if index.data() == text)
    menu = QMenu()
    facet.fill_menu(menu, *([index] if index else []))
    actions_of.kept = menu
    return {action.text(): action for action in menu.actions() if action.text()}


def test_invert_twice_is_as_before(opened):
    facet = unfolded(opened, "konstomrade")
    everything = opened.session.view.totals.count
    opened.session.set_filter("konstomrade", ["Dans", "Musik"])
    before, some = figures(opened), opened.session.view.totals.count
    actions_of(facet)["Invertera"].trigger()
    assert opened.session.view.totals.count == everything - some
    actions_of(facet)["Invertera"].trigger()
    assert figures(opened) == before
    assert set(filter_of(opened)["konstomrade"].values) == {"Dans", "Musik"}
    opened.session.clear_filter()
    facet.invert()
    assert opened.session.view.totals.count == everything
    facet.invert()
    assert filter_of(opened) == {}


def test_select_all_only_all_but_and_clear(opened):
    facet = unfolded(opened, "konstomrade")
    everything = opened.session.view.totals.count
    actions_of(facet)["Markera alla"].trigger()
    assert all(row.checked for row in facet.model.rows)
    assert opened.session.view.totals.count == everything
    actions_of(facet, "Dans")["Bara Dans"].trigger()
    dance = opened.session.view.totals.count
    actions_of(facet, "Dans")["Alla utom Dans"].trigger()
    assert opened.session.view.totals.count == everything - dance
    actions_of(facet)["Rensa"].trigger()
    assert filter_of(opened) == {}
    assert not actions_of(facet)["Rensa"].isEnabled()


def test_select_all_takes_what_the_search_line_leaves(opened):
    facet = unfolded(opened, "kommunkod")
    facet.only("1280")
    facet.search.setText("hö")
    actions_of(facet)["Markera alla som visas"].trigger()
    names = {row.text for row in facet.model.rows if row.checked}
    assert names == {"Malmö", "Höganäs", "Hörby", "Höör"}


def press(widget, key, modifier):
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
    QApplication.sendEvent(widget, event)


def test_facets_by_keyboard(opened, monkeypatch):
    facet = unfolded(opened, "konstomrade")
    shown = []
    monkeypatch.setattr(QMenu, "exec", lambda menu, _: shown.append(
        [action.text() for action in menu.actions()]))  # fmt: skip
    press(facet.tree, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert all(row.checked for row in facet.model.rows)
    facet.tree.setCurrentIndex(facet.proxy.index(1, 0))
    name = facet.proxy.index(1, 0).data()
    press(facet.tree, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    position = facet.tree.viewport().rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, position)
    QApplication.sendEvent(facet.tree.viewport(), event)
    assert len(shown) == 2
    assert all(f"Bara {name}" in texts and "Invertera" in texts for texts in shown)


def test_each_heading_has_a_menu(opened):
    for field, group in opened.map_dock.groups.items():
        buttons = group.findChildren(TitleButton)
        kind = opened.session.description.facet(field).kind
        assert len(buttons) == (kind not in ("text", "single"))
        for button in buttons:
            unfolded(opened, field)
            button.list.aboutToShow.emit()
            assert button.isVisible() and button.toolTip()
            assert "Invertera" in [action.text() for action in button.list.actions()]


def test_single_years_are_ticked_in_a_list(opened):
    facet = unfolded(opened, "ar")
    assert not facet.list.isVisible()
    facet.single.click()
    years = [row.value for row in facet.list.model.rows]
    assert facet.list.isVisible() and years == sorted(years)
    for year in (2020, 2022):
        facet.list.model.setData(
            facet.list.model.index(years.index(year), 0),
            Qt.CheckState.Checked,
            Qt.ItemDataRole.CheckStateRole,
        )
    assert filter_of(opened)["ar"].values == (2020, 2022)
    assert opened.map_dock.chips.shown == [("ar", "År: 2020, 2022")]
    facet.list.invert()
    facet.list.invert()
    assert filter_of(opened)["ar"].values == (2020, 2022)
    counts = {row.value: row.count for row in facet.list.model.rows}
    assert opened.session.view.totals.count == counts[2020] + counts[2022]
    opened.session.set_filter("ar", {"from": 2019, "to": 2021})
    assert [row.value for row in facet.list.model.rows if row.checked] == [2019, 2020, 2021]
    facet.list.invert()
    facet.list.invert()
    assert filter_of(opened)["ar"] == Between(2019, 2021)
    assert opened.failures == []
