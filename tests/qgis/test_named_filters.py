"""Filters under a name, the filter switched off for a while, and facets as a whole."""

import json

import pytest
from gui_parts import Iface, wait_until
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication, QInputDialog, QMainWindow, QMessageBox

from skanekarta_plugin import classFactory
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
