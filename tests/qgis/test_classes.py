"""Classes: from all years, by several methods, frozen, kept with the project, and true."""

import json
import re
from itertools import pairwise

import pytest
import workbook_truth as truth
from gui_parts import running_plugin, wait_until
from qgis.core import QgsLayoutItemLabel, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLabel

from skanekarta_plugin.gui.classes_dialog import ClassesDialog
from skanekarta_plugin.i18n import tr
from skanekarta_plugin.maps.breaks import jenks_breaks
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.classes import Classing, limits_for, readable_entries
from skanekarta_plugin.usecases.legend import outside_classes
from skanekarta_plugin.usecases.open_maps import restore
from skanekarta_plugin.usecases.print_map import design_map
from skanekarta_plugin.usecases.view_map import Explorer

MAP = "regionala_stod"
RATE = "beviljat_per_invanare"


@pytest.fixture
def explorer(example_path, catalogue):
    return Explorer(Store.open(example_path, catalogue))


def select(explorer, measure=RATE, **filter_):
    return explorer.selection(MAP, measure=measure, filter_=filter_)


def view(explorer, measure=RATE, **filter_):
    return explorer.view(select(explorer, measure, **filter_))


def uppers(found):
    return [item.upper for item in found.legend.classes]


def by_hand(explorer, years):
    """Return the values of each municipality for some years, one question each."""
    fresh = Explorer(explorer.store)
    return [area.value for area in view(fresh, **({"ar": years} if years else {})).totals.areas]


def test_the_values_of_one_year_are_pooled_with_those_of_all_single_years(explorer):
    pool = explorer.classes.pool(select(explorer, ar=[2021]))
    wanted = [value for year in range(2018, 2026) for value in by_hand(explorer, [year])]
    assert pool == wanted
    pairs = explorer.classes.pool(select(explorer, ar={"from": 2019, "to": 2020}))
    wanted = [
        value
        for low in range(2018, 2025)
        for value in by_hand(explorer, {"from": low, "to": low + 1})
    ]
    assert pairs == wanted
    assert explorer.classes.pool(select(explorer)) == by_hand(explorer, None)


def test_limits_do_not_depend_on_the_year_that_was_looked_at_first(explorer, example_path):
    other = Explorer(explorer.store)
    first = uppers(view(explorer, ar=[2018]))
    assert uppers(view(explorer, ar=[2024])) == first
    assert uppers(view(other, ar=[2024])) == first == uppers(view(other, ar=[2018]))
    # No value of any single year lies beyond them.
    for year in range(2018, 2026):
        assert outside_classes(view(other, ar=[year]).legend) == ""
    assert uppers(view(other)) != first
    assert uppers(view(other, ar={"from": 2018, "to": 2025})) == uppers(view(other))


def test_the_latest_figures_have_the_limits_of_all_single_years(explorer):
    """So that the map of the latest figures and that of any year are compared by one legend."""

    def seen(**filter_):
        return explorer.view(explorer.selection("kommunfakta", filter_=filter_))

    years = next(state for state in seen().facets if state.field == "ar")
    known = [item.value for item in years.values if item.count]
    assert len(known) > 3
    pool = explorer.classes.pool(explorer.selection("kommunfakta"))
    values = [area.value for year in known for area in seen(ar=[year]).totals.areas]
    assert sorted(filter(None, pool)) == sorted(filter(None, values))
    limits = uppers(seen())
    assert all(uppers(seen(ar=[year])) == limits for year in known)
    assert limits[-1] >= max(filter(None, values))


def test_limits_of_a_year_hold_all_years_of_the_workbook(explorer):
    by_year = [truth.truth(lambda row, y=year: row["År"] == y)[3] for year in range(2018, 2026)]
    amounts = [amount / 100 for found in by_year for amount in found.values()]
    top = uppers(view(explorer, "beviljat", ar=[2018]))[-1]
    assert max(amounts) <= top <= 2 * max(amounts)
    assert sorted(filter(None, amounts)) == pytest.approx(
        sorted(filter(None, explorer.classes.pool(select(explorer, "beviljat", ar=[2018]))))
    )


@pytest.mark.parametrize("method", ["quantile", "pretty", "jenks", "equal"])
@pytest.mark.parametrize("measure", [RATE, "andel_beviljat"])
def test_each_method_gives_readable_limits_again_and_again(method, measure, explorer):
    pool = explorer.classes.pool(select(explorer, measure, ar=[2021]))
    for count in (3, 5, 7):
        limits = limits_for(pool, Classing(method, count))
        assert limits == limits_for(list(reversed(pool)), Classing(method, count))
        assert all(low < high for low, high in pairwise(limits))
        known = [value for value in pool if value]
        assert limits[-1] >= max(known)
        assert 2 <= len(limits) <= count + 3
        assert all(len(re.sub(r"[.]|^0+|0+$", "", f"{limit:g}")) <= 3 for limit in limits)


def test_natural_groups_are_found_and_are_the_same_for_many_values():
    groups = [10, 11, 12, 100, 101, 102, 1000, 1010]
    assert jenks_breaks(sorted(groups), 3) == [12, 102]
    many = sorted(number % 977 + number / 7 for number in range(5000))
    assert jenks_breaks(many, 5) == jenks_breaks(many, 5)


def test_a_method_holds_for_the_measure_and_own_limits_for_their_number_of_years(explorer):
    one = select(explorer, ar=[2021])
    explorer.classes.set(one, Classing("jenks", 4))
    explorer.classes.renew(one)
    other = select(explorer, ar=[2021], konstomrade=["Dans"])
    assert explorer.classes.now(other).method == "jenks"
    assert explorer.classes.now(select(explorer, "sokt_per_invanare")).method == "quantile"
    explorer.classes.set(one, Classing("own", 5, (0, 5, 10, 40)))
    assert uppers(view(explorer, ar=[2019])) == [5, 10, 40]
    # Another field by the same limits, so that two maps can be compared.
    assert uppers(view(explorer, ar=[2019], konstomrade=["Musik"])) == [5, 10, 40]
    assert uppers(view(explorer, konstomrade=["Musik"])) != [5, 10, 40]


def test_values_beyond_the_limits_are_told_and_the_legend_stays_true(explorer):
    one = select(explorer, ar=[2021])
    values = [area.value for area in view(explorer, ar=[2021]).totals.areas]
    explorer.classes.set(one, Classing("own", 5, (2, 5, 10)))
    legend = explorer.view(one).legend
    over = sum(1 for value in values if value and value > 10)
    under = sum(1 for value in values if value and 0 < value < 2)
    assert (legend.over, legend.under) == (over, under)
    assert over > 1
    assert tr("{count} municipalities lie above the highest class", count=over) in outside_classes(
        legend
    )
    lowest, highest = legend.classes
    assert highest.label == f"{tr('over {low}', low='5')} ({highest.count})"
    assert lowest.label.startswith(tr("up to {high}", high="5") if under else "2–5")
    assert sum(item.count for item in legend.classes) == sum(1 for value in values if value)
    explorer.classes.set(one, Classing("own", 5, (0, 5, 10_000)))
    legend = explorer.view(one).legend
    assert outside_classes(legend) == ""
    assert legend.classes[-1].label.startswith("5–10")


def test_limits_of_counts_say_which_counts_they_hold(explorer):
    legend = explorer.legend(view(explorer, "antal"), (2, 4, 5), [1, 2, 3, 4, 5, 9, 0, None])
    assert [item.label for item in legend.classes] == [
        f"{tr('up to {high}', high='4')} (4)",
        f"{tr('over {low}', low='4')} (2)",
    ]
    legend = explorer.legend(view(explorer, "antal"), (2, 4, 5), [2, 3, 5])
    assert [item.label for item in legend.classes] == ["2–4 (2)", "5 (1)"]


def test_a_print_has_the_frozen_classes_and_shows_the_open_one(explorer):
    one = select(explorer, ar=[2021])
    explorer.classes.set(one, Classing("own", 5, (0, 5, 10)))
    legend = explorer.view(one).legend
    project = QgsProject()
    layout = design_map(project, explorer, one)
    texts = [item.text() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    for item in legend.classes:
        assert item.label.removesuffix(f" ({item.count})") in texts
    assert tr("over {low}", low="5") in texts
    assert not any(text.endswith("–10") for text in texts)


@pytest.mark.parametrize("places", [{"kommunkod": ["1267"]}, {"projekt": "finns inte alls"}])
def test_a_single_municipality_and_nothing_at_all_have_a_sensible_legend(places, explorer):
    found = view(explorer, **places)
    legend = found.legend
    assert outside_classes(legend) == ""
    counted = sum(item.count for item in legend.classes)
    zero = legend.zero.count if legend.zero else 0
    assert counted + zero + legend.missing_count == 33
    assert counted == (1 if "kommunkod" in places else 0)
    assert (legend.classes == ()) == ("projekt" in places)


def test_a_year_without_population_is_no_data_and_not_zero(explorer):
    explorer.refresh()
    explorer.index(MAP).population["1267"] = {2030: 17000}
    found = view(explorer, kommunkod=["1267"])
    hoor = next(area for area in found.totals.areas if area.code == "1267")
    assert hoor.amount > 0
    assert hoor.value is None
    assert found.legend.missing_count == 1
    assert found.legend.classes == ()
    years = ", ".join(str(year) for year, used in found.totals.population_years.items() if not used)
    assert years.startswith("2018")
    told = tr("No population is known for {years}: what has amounts then has no data.", years=years)
    assert found.texts.population == f"{tr('Population of the same year.')} {told}"


def test_what_a_project_keeps_is_read_whoever_wrote_it():
    good = {"a": [0, 10, 20], "b": {"method": "jenks", "classes": 4, "limits": [0, 5.5]}}
    measure = {"c": {"method": "own", "classes": 5, "own": {"1": [0, 1]}}}
    bad = {
        "d": [5],
        "e": [3, 2],
        "f": "0; 1",
        "g": {"method": "magic", "classes": 4, "limits": [0, 1]},
        "h": {"method": "own", "classes": 5, "own": {"1": ["x"]}},
        "i": [0, float("nan")],
        "j": {"method": "jenks", "classes": 4, "limits": None},
        "k": {"method": "jenks", "classes": 4},
    }
    assert readable_entries({**good, **measure, **bad}) == {**good, **measure}
    assert readable_entries([1, 2]) == {}


# -- the window


@pytest.fixture
def plugin(qgis_app, qgis_new_project, store):
    with running_plugin(store, MAP) as plugin:
        plugin.session.choose(measure=RATE)
        plugin.session.set_filter("ar", [2021])
        assert plugin.failures == []
        yield plugin


def layer_labels(plugin):
    from skanekarta_plugin.maps.layers import COLOURS
    from skanekarta_plugin.maps.project import layers_of

    layer = layers_of(QgsProject.instance(), MAP)[COLOURS]
    return [item.label() for item in layer.renderer().ranges()]


def test_the_dialog_proposes_and_only_ok_changes_the_map(plugin):
    before = layer_labels(plugin), dict(plugin.session.explorer.limits)
    dialog = ClassesDialog(plugin.session, plugin.map_dock.window())
    dialog.show()
    dialog.method.setCurrentIndex(dialog.method.findData("jenks"))
    dialog.method.activated.emit(dialog.method.currentIndex())
    dialog.count.setValue(4)
    assert dialog.classing.method == "jenks"
    dialog.reject()
    assert (layer_labels(plugin), dict(plugin.session.explorer.limits)) == before
    dialog = ClassesDialog(plugin.session, plugin.map_dock.window())
    dialog.show()
    dialog.limits.setFocus()
    dialog.limits.selectAll()
    QTest.keyClicks(dialog.limits, "0; 10; 5")
    assert not dialog.ok.isEnabled()
    assert dialog.note.text() == tr("Each limit must be larger than the one before it.")
    dialog.limits.selectAll()
    QTest.keyClicks(dialog.limits, "0; 5; 10")
    assert dialog.ok.isEnabled()
    assert dialog.method.currentData() == "own"
    shown = [item.text() for item in dialog.findChildren(QLabel)]
    assert any(text.startswith(tr("over {low}", low="5")) for text in shown)
    QTest.keyClick(dialog.limits, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert plugin.failures == []
    assert any(text.startswith(tr("over {low}", low="5")) for text in layer_labels(plugin))


def test_the_dock_says_what_lies_beyond_and_its_link_sets_new_classes(plugin):
    note = plugin.map_dock.class_note
    assert note.isHidden()
    plugin.session.set_classes(Classing("own", 5, (0, 1, 2)))
    QApplication.processEvents()
    assert note.isVisible()
    assert outside_classes(plugin.session.view.legend) in note.accessibleName()
    assert tr("Change the classes") in note.text()
    plugin.session.set_classes(Classing("quantile", 5, (0, 1, 2)))
    assert note.isVisible()
    assert tr("Set new classes") in note.text()
    note.linkActivated.emit("#")
    assert note.isHidden()
    assert outside_classes(plugin.session.view.legend) == ""
    plugin.session.choose(measure="beviljat")
    assert not plugin.map_dock.classes.isEnabled()
    assert note.isHidden()


def test_classes_survive_saving_and_reopening(plugin, tmp_path, catalogue):
    plugin.session.set_classes(Classing("own", 5, (0, 3, 9, 27)))
    project = QgsProject.instance()
    path = tmp_path / "karta.qgz"
    assert project.write(str(path))
    project.clear()
    assert plugin.session.view is None
    assert project.read(str(path))
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    assert plugin.failures == []
    assert [item.upper for item in plugin.session.view.legend.classes] == [3, 9, 27]
    plugin.session.set_filter("ar", [2019])
    assert [item.upper for item in plugin.session.view.legend.classes] == [3, 9, 27]


def test_limits_of_a_project_of_an_earlier_version_hold(plugin, catalogue):
    from skanekarta_plugin.maps.project import SCOPE

    project = QgsProject.instance()
    selection = plugin.session.selection
    old = repr((MAP, RATE, selection.place, selection.counting, []))
    project.removeEntry(SCOPE, "klasser")
    project.writeEntry(SCOPE, "klassgranser", json.dumps({old: [0.0, 7.0, 70.0]}))
    state = restore(project, catalogue)
    explorer = Explorer(plugin.session.store, state.limits)
    for years in ([2021], [2018], {"from": 2019, "to": 2022}):
        found = explorer.view(explorer.selection(MAP, measure=RATE, filter_={"ar": years}))
        assert uppers(found) == [7, 70]
    explorer.renew_classes(selection)
    assert uppers(explorer.view(selection)) != [7, 70]


def test_every_control_of_the_dialog_has_a_tip_and_a_name(plugin):
    from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSpinBox

    dialog = ClassesDialog(plugin.session, plugin.map_dock.window())
    for kind in (QAbstractButton, QComboBox, QSpinBox):
        for widget in dialog.findChildren(kind):
            assert widget.toolTip()
            assert widget.accessibleName()
    assert isinstance(dialog.limits, QLineEdit)
    assert dialog.limits.accessibleName()
