"""The dock *Översikt* as a user meets it, against the truth of the workbook."""

import sys

import pytest
from gui_parts import Iface, wait_until
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
)
from workbook_truth import CODES, CORNERS, FILTERS, SOUTH_EAST, grants, keep, ore, truth

from skanekarta_plugin import classFactory
from skanekarta_plugin.analysis.model import AnyOf, Between
from skanekarta_plugin.gui import overview_tab
from skanekarta_plugin.gui.overview_chart import ChartTab
from skanekarta_plugin.gui.overview_figures import FiguresTab
from skanekarta_plugin.gui.overview_tables import ListTab, PivotTab, RecipientsTab
from skanekarta_plugin.usecases.copying import as_text, decimal, harmless, in_kronor


@pytest.fixture
def plugin(started):
    started.iface.window.resize(1400, 1000)
    return started


@pytest.fixture
def opened(plugin, store):
    plugin.session.open_store(store.path)
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    plugin.session.show("regionala_stod")
    return plugin


@pytest.fixture(params=FILTERS)
def filtered(request, opened):
    """A plugin with a filter, and what it takes by the workbook."""
    for field, written in FILTERS[request.param].items():
        opened.session.set_filter(field, written)
    return opened, keep(FILTERS[request.param])


def look(plugin, kind):
    """Open the dock at a tab."""
    dock = plugin.overview_dock
    dock.show()
    tab = dock.tab(kind)
    dock.tabs.setCurrentWidget(tab)
    QApplication.processEvents()
    wait_until(lambda: not tab.stale and not plugin.session.jobs.busy)
    return tab


def digits(text):
    """Return the kronor of a text as whole öre."""
    text = text.split("(")[0].replace("\u00a0", "").replace("kr", "").replace("\u2212", "-")
    return ore(text.strip())


def lines(model):
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# -- key figures


def test_nothing_is_worked_out_while_nobody_looks(opened):
    assert opened.overview_dock.isHidden()
    assert opened.overview_dock.tab(FiguresTab).stale
    opened.session.set_filter("konstomrade", ["Dans"])
    assert opened.overview_dock.tab(FiguresTab).stale
    assert not look(opened, FiguresTab).stale


def test_key_figures_are_those_of_the_workbook(filtered):
    plugin, taken = filtered
    shown = dict(look(plugin, FiguresTab).figures)
    count, mapped, outside, by_code = truth(taken)
    rows = [row for row in grants() if taken(row)]
    amounts = [ore(row["Beviljat belopp"]) for row in rows]
    assert digits(shown["Beviljat belopp"]) == mapped + outside == plugin.session.view.totals.total
    assert shown["Antal"].replace("\u00a0", "") == f"{count}ärenden"
    reached = sum(1 for amount in by_code.values() if amount > 0)
    assert shown["Kommuner som nås"] == f"{reached} av 33"
    assert digits(shown["Störst"]) == max(amounts)
    paid = [amount for amount in amounts if amount]
    mean = sum(paid) / len(paid)
    assert abs(digits(shown["Snitt, där belopp finns"]) - mean) <= 100
    assert f"({len(paid)}ärenden)" in shown["Snitt, där belopp finns"].replace("\u00a0", "")
    assert shown["Antal mottagare"]


def test_divisions_add_up_and_stand_beside_their_inhabitants(filtered):
    plugin, taken = filtered
    tab = look(plugin, FiguresTab)
    _, mapped, outside, by_code = truth(taken)
    table = {row[0]: row for row in lines(tab.model)}
    codes = {name: code for code, name in CODES.items()}
    for corner, names in CORNERS.items():
        name = next(name for name in table if name.casefold() == corner.casefold())
        amount = sum(by_code.get(codes[item], 0) for item in names)
        assert digits(table[name][1]) == amount
        assert table[name][2].replace("\u00a0", " ") == f"{100 * amount / mapped:.1f} %".replace(
            ".", ","
        )
    assert digits(table["På kartan"][1]) == mapped
    assert digits(table["Utanför kartan"][1]) == outside
    assert digits(table["Totalt"][1]) == mapped + outside
    people = {name: row[3] for name, row in table.items() if row[3]}
    # Of 1 377 827 inhabitants 98 447 live in the south-east.
    assert people[next(name for name in people if name.casefold() == "sydost")] == "7,1\u00a0%"
    choice = plugin.session.view.selection.filter.get("ar")
    year = {type(None): 2024, Between: 2022, AnyOf: 2023}[type(choice)]
    assert f"invånarna {year}" in tab.note.text()


def test_white_spots_are_what_nothing_reaches(filtered):
    plugin, taken = filtered
    tab = look(plugin, FiguresTab)
    by_code = truth(taken)[3]
    missed = [code for code in CODES if by_code.get(code, 0) <= 0]
    shown = [spot for spot in tab.shown.white if spot.codes == (spot.value,)]
    assert sorted(spot.value for spot in shown) == sorted(missed)
    codes = {name: code for code, name in CODES.items()}
    corners = [spot.value.casefold() for spot in tab.shown.white if len(spot.codes) > 1]
    assert corners == [
        corner.casefold()
        for corner, names in sorted(CORNERS.items())
        if all(codes[name] in missed for name in names)
    ]


def test_a_white_spot_is_shown_on_the_map_and_chosen_in_the_filter(opened):
    opened.session.set_filter("konstomrade", ["Dans"])
    opened.session.set_filter("ar", [2023])
    tab = look(opened, FiguresTab)
    asked = []
    opened.overview_dock.zoomWanted.disconnect()
    opened.overview_dock.zoomWanted.connect(asked.append)
    at = next(at for at, spot in enumerate(tab.shown.white) if len(spot.codes) == 1)
    spot = tab.shown.white[at]
    assert not tab.only.isEnabled()
    tab.white.setCurrentRow(at)
    tab.white.itemClicked.emit(tab.white.item(at))
    assert asked == [[spot.value]]
    tab.only.click()
    assert list(opened.session.view.selection.filter["kommunkod"].values) == [spot.value]


def test_municipalities_that_are_not_chosen_are_no_white_spots(opened):
    opened.session.set_filter("horn", [next(iter(_corner_names(opened, "sydost")))])
    tab = look(opened, FiguresTab)
    names = {CODES[code] for spot in tab.shown.white for code in spot.codes}
    assert names <= set(SOUTH_EAST)
    assert tab.shown.looked_at == 5


def _corner_names(plugin, wanted):
    state = next(item for item in plugin.session.view.facets if item.field == "horn")
    return [item.value for item in state.values if (item.value or "").casefold() == wanted]


def test_municipalities_have_an_extent(opened):
    from skanekarta_plugin.gui.zooming import extent_of

    one = extent_of(opened.session, ["1267"])
    both = extent_of(opened.session, ["1267", "1266"])
    assert not one.isEmpty() and both.contains(one) and both.area() > one.area()


def test_an_empty_selection_is_a_quiet_state(opened):
    opened.session.set_filter("projekt", "finns inte någonstans")
    tab = look(opened, FiguresTab)
    assert dict(tab.figures)["Antal"].startswith("0")
    assert sum(1 for spot in tab.shown.white if len(spot.codes) == 1) == 33


@pytest.mark.parametrize("name", ["kommunfakta", "aktiviteter"])
def test_every_map_has_key_figures(opened, name):
    opened.session.show(name)
    tab = look(opened, FiguresTab)
    assert len(tab.figures) >= 2
    assert tab.copied()


def test_key_figures_are_copied_for_a_spreadsheet(opened):
    tab = look(opened, FiguresTab)
    tab.copy.click()
    copied = QApplication.clipboard().text().split("\n")
    total = next(line for line in copied if line.startswith("Totalt\t")).split("\t")[1]
    assert ore(total) == opened.session.view.totals.total


def test_texts_that_look_like_formulas_are_made_harmless():
    assert harmless("=1+1") == "'=1+1"
    assert harmless("@SUM(A1)") == "'@SUM(A1)"
    assert harmless("-5,50") == "-5,50"
    assert harmless("+46 40") == "'+46 40"
    assert harmless("--1") == "'--1"
    assert harmless("a\tb\nc") == "a b c"
    assert as_text([["a", "=b"], ["1", "2"]]) == "a\t'=b\n1\t2\n"
    assert (in_kronor(123450), in_kronor(-5), in_kronor(100)) == ("1234,50", "-0,05", "1")
    assert decimal(12.34, 1) == "12,3"


# -- charts


def chart_of(plugin, field):
    tab = look(plugin, ChartTab)
    tab.facet.setCurrentIndex(tab.facet.findData(field))
    tab.facet.activated.emit(tab.facet.currentIndex())
    return tab


def by_year(taken):
    found = {}
    for row in grants():
        if taken(row):
            found[row["År"]] = found.get(row["År"], 0) + ore(row["Beviljat belopp"])
    return found


def test_columns_of_the_years_are_those_of_the_workbook(filtered):
    plugin, taken = filtered
    tab = chart_of(plugin, "ar")
    shown = {bar.value: round(bar.size * 100) for bar in tab.chart.bars if bar.chosen}
    assert shown == by_year(taken)
    assert [patch.get_height() for patch in tab.bars] == [bar.size for bar in tab.chart.bars]
    assert "kr" in tab.chart.title and "Beviljat belopp" in tab.chart.title


def test_bars_are_sorted_and_a_click_on_one_sets_the_filter(opened):
    from matplotlib.backend_bases import MouseButton, MouseEvent

    tab = chart_of(opened, "konstomrade")
    sizes = [bar.size for bar in tab.chart.bars if bar.value is not None]
    assert sizes == sorted(sizes, reverse=True)
    value = tab.chart.bars[1].value
    patch = tab.bars[1]
    tab.canvas.draw()
    x, y = tab._axes.transData.transform((patch.get_width() / 2, patch.get_y() + 0.3))
    event = MouseEvent("button_press_event", tab.canvas, x, y, MouseButton.LEFT)
    tab.canvas.callbacks.process("button_press_event", event)
    assert opened.session.view.selection.filter["konstomrade"].values == (value,)
    assert [bar.value for bar in tab.chart.bars if bar.chosen] == [value]
    tab.choose(value)
    assert opened.session.view.selection.filter == {}


@pytest.mark.parametrize("field", ["konstomrade", "ar"])
def test_bars_are_reached_and_chosen_by_keyboard(opened, field):
    tab = chart_of(opened, field)
    opened.overview_dock.window().activateWindow()
    tab.canvas.setFocus()
    QApplication.processEvents()
    bars = tab.chart.bars
    assert tab.canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert tab.canvas.accessibleName() == tab.chart.title
    for _ in range(2):
        QTest.keyClick(tab.canvas, Qt.Key.Key_Down)
    at = tab.keys.at
    assert at in (1, 2)
    assert tab.canvas.accessibleDescription().startswith(f"{bars[at].name}: {bars[at].text}. ")
    assert [patch.get_linewidth() > 0 for patch in tab.bars].index(True) == at
    QTest.keyClick(tab.canvas, Qt.Key.Key_Home)
    assert tab.keys.at == 0
    QTest.keyClick(tab.canvas, Qt.Key.Key_End)
    QTest.keyClick(tab.canvas, Qt.Key.Key_Right)
    assert tab.keys.at == len(bars) - 1
    QTest.keyClick(tab.canvas, Qt.Key.Key_Left)
    value = bars[-2].value
    QTest.keyClick(tab.canvas, Qt.Key.Key_Return)
    assert opened.session.view.selection.filter[field].values == (value,)
    # The chart was drawn anew: the keyboard is at the same bar, and frees it again.
    assert tab.chart.bars[tab.keys.at].value == value
    assert tab.canvas.accessibleDescription().startswith(bars[-2].name)
    QTest.keyClick(tab.canvas, Qt.Key.Key_Return)
    assert opened.session.view.selection.filter == {}


def test_a_chart_of_many_values_is_put_together_in_the_background(opened, monkeypatch):
    tab = chart_of(opened, "mottagare")
    wanted = tab.chart.bars
    monkeypatch.setattr(overview_tab, "AT_ONCE", 0)
    tab.refill()
    assert opened.session.jobs.busy and tab.pages.currentIndex() == 0
    tab.facet.setCurrentIndex(tab.facet.findData("konstomrade"))
    tab.refill()
    tab.facet.setCurrentIndex(tab.facet.findData("mottagare"))
    tab.refill()
    wait_until(lambda: not opened.session.jobs.busy)
    assert tab.pages.currentIndex() == 1
    assert tab.chart.bars == wanted


def test_pivots_of_many_rows_are_put_together_in_the_background(opened, monkeypatch):
    wanted = {kind: lines(look(opened, kind).model) for kind in (RecipientsTab, PivotTab)}
    monkeypatch.setattr(overview_tab, "AT_ONCE", 0)
    for kind, shown in wanted.items():
        tab = opened.overview_dock.tab(kind)
        opened.overview_dock.tabs.setCurrentWidget(tab)
        tab.refill()
        assert opened.session.jobs.busy
        wait_until(lambda: not opened.session.jobs.busy)
        assert lines(tab.model) == shown


def test_overlapping_values_say_so(opened):
    assert "inte totalen" in chart_of(opened, "malgrupp").note.text()
    assert "inte totalen" not in chart_of(opened, "stodform").note.text()
    assert "10 största" in chart_of(opened, "mottagare").note.text()


def test_a_chart_is_copied_as_picture_and_as_figures(opened):
    tab = chart_of(opened, "konstomrade")
    tab.picture.click()
    assert not QApplication.clipboard().image().isNull()
    tab.figures.click()
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()[3:]]
    assert sum(ore(amount) for _, amount, _ in copied) == opened.session.view.totals.total


def test_without_matplotlib_the_tab_says_what_is_missing(opened, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.setitem(sys.modules, name, None)
    tab = chart_of(opened, "ar")
    assert tab.pages.currentIndex() == 0
    assert "matplotlib saknas" in tab.quiet.text()


def test_an_empty_selection_has_no_chart(opened):
    opened.session.set_filter("projekt", "finns inte någonstans")
    tab = look(opened, ChartTab)
    assert tab.pages.currentIndex() == 0 and "Inget" in tab.quiet.text()


# -- list, recipients, pivot


def test_the_list_holds_the_rows_of_the_workbook(filtered):
    plugin, taken = filtered
    tab = look(plugin, ListTab)
    rows = [row for row in grants() if taken(row)]
    full = sorted(ore(row["Beviljat belopp"]) for row in rows)
    assert tab.model.rowCount() == len(rows)
    assert sorted(digits(line[4]) for line in lines(tab.model)) == full
    assert sum(digits(line[3]) for line in lines(tab.model)) == sum(full)
    tab.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert [digits(line[4]) for line in lines(tab.model)] == full[::-1]


def test_the_part_of_a_municipality_stands_beside_the_full_amount(opened):
    opened.session.set_filter("kommunkod", ["1267"])
    tab = look(opened, ListTab)
    count, mapped, outside, _ = truth(lambda row: True, only=["1267"])
    shown = lines(tab.model)
    assert len(shown) == count
    assert sum(digits(line[3]) for line in shown) == mapped + outside
    assert any(digits(line[3]) < digits(line[4]) for line in shown)
    assert {line[2] for line in shown} == {"Höör"}


def test_the_list_is_searched_ordered_and_copied(opened):
    opened.session.set_filter("konstomrade", ["Dans"])
    tab = look(opened, ListTab)
    tab.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    places = list(dict.fromkeys(line[2] for line in lines(tab.model) if line[2]))
    assert places.index("Malmö") < places.index("Ystad")
    if "Ängelholm" in places:
        assert places.index("Ystad") < places.index("Ängelholm")
    everything = tab.model.rowCount()
    tab.search.setText("MALMÖ")
    assert 0 < tab.model.rowCount() < everything
    assert all("malmö" in " ".join(line).casefold() for line in lines(tab.model))
    tab.table.selectRow(0)
    tab.copy.click()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == 2
    assert ore(copied[1].split("\t")[4]) == digits(lines(tab.model)[0][4])


def test_many_rows_are_listed_in_the_background_and_stale_ones_dropped(opened, monkeypatch):
    monkeypatch.setattr(overview_tab, "AT_ONCE", 0)
    dock = opened.overview_dock
    dock.show()
    tab = dock.tab(ListTab)
    dock.tabs.setCurrentWidget(tab)
    assert opened.session.jobs.busy and tab.pages.currentIndex() == 0
    opened.session.set_filter("konstomrade", ["Dans"])
    wait_until(lambda: not opened.session.jobs.busy)
    assert tab.pages.currentIndex() == 1
    assert tab.model.rowCount() == opened.session.view.totals.count


def test_only_web_addresses_are_opened(opened, monkeypatch):
    tab = look(opened, ListTab)
    tab.model.sheet.links = ["https://example.org/a", "file:///etc/passwd", None, "javascript:1"]
    assert tab.model.link(0).host() == "example.org"
    assert [tab.model.link(row) for row in (1, 2, 3)] == [None] * 3
    opened_ = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened_.append)
    tab.table.activated.emit(tab.model.index(0, 0))
    tab.table.activated.emit(tab.model.index(1, 0))
    assert [url.host() for url in opened_] == ["example.org"]


def test_recipients_add_up_to_the_total_of_each_year(filtered):
    plugin, taken = filtered
    tab = look(plugin, RecipientsTab)
    *shown, last = lines(tab.model)
    years = by_year(taken)
    heads = [tab.model.headerData(at, 1) for at in range(tab.model.columnCount())]
    assert digits(last[1]) == sum(years.values()) == sum(digits(line[1]) for line in shown)
    assert {head: digits(sum_) for head, sum_ in zip(heads[3:], last[3:], strict=True)} == {
        str(year): amount for year, amount in years.items()
    }
    assert all(digits(line[1]) == sum(map(digits, line[3:])) for line in shown)


def test_maps_without_a_register_show_no_recipients(opened):
    dock = opened.overview_dock
    at = dock.tabs.indexOf(dock.tab(RecipientsTab))
    assert dock.tabs.isTabVisible(at)
    opened.session.show("aktiviteter")
    assert not dock.tabs.isTabVisible(at)


def table_of(plugin, first, second):
    tab = look(plugin, PivotTab)
    for box, field in ((tab.first, first), (tab.second, second)):
        box.setCurrentIndex(box.findData(field))
        assert box.currentData() == field
    tab.first.activated.emit(0)
    return tab


def test_pivots_add_up_to_the_total(filtered):
    plugin, taken = filtered
    total = plugin.session.view.totals.total
    tab = table_of(plugin, "kommunkod", "ar")
    *shown, last = lines(tab.model)
    assert digits(last[1]) == total == sum(digits(line[1]) for line in shown)
    assert {int(tab.model.headerData(at, 1)): digits(last[at]) for at in range(3, len(last))} == (
        by_year(taken)
    )
    by_code = truth(taken)[3]
    assert {line[0]: digits(line[1]) for line in shown if line[0] in CODES.values()} == {
        CODES[code]: amount for code, amount in by_code.items()
    }
    assert tab.note.text() == ""


def test_overlapping_facets_say_that_lines_do_not_add_up(opened):
    tab = table_of(opened, "malgrupp", "stodform")
    *shown, last = lines(tab.model)
    assert "Målgrupp" in tab.note.text()
    assert digits(last[1]) == opened.session.view.totals.total
    assert sum(digits(line[1]) for line in shown) > digits(last[1])
    # Forms of grants do not overlap: each line adds up, and so does the last.
    assert all(digits(line[1]) == sum(map(digits, line[3:])) for line in [*shown, last])
    assert ore(tab.copied().splitlines()[-1].split("\t")[1]) == digits(last[1])


@pytest.mark.parametrize("name", ["kommunfakta", "aktiviteter"])
def test_every_map_has_every_tab(opened, name):
    opened.session.show(name)
    for kind in (ChartTab, ListTab, PivotTab):
        assert look(opened, kind).pages.currentIndex() == 1
    assert look(opened, ListTab).model.rowCount() == opened.session.view.totals.count


# -- the dock


def test_every_control_has_a_tool_tip_and_a_name(opened):
    dock = opened.overview_dock
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
    for at in range(dock.tabs.count()):
        tab = dock.tabs.widget(at)
        look(opened, type(tab))
        assert dock.tabs.tabToolTip(at)
        found = [part for kind in kinds for part in tab.page.findChildren(kind)]
        assert found
        for part in found:
            if part.isVisibleTo(tab.page) and part.focusPolicy() and not _is_inner(part):
                assert part.toolTip(), part
                assert part.accessibleName() or part.text(), part


def _is_inner(part):
    """True for parts of Qt's own widgets, such as the header of a table or a list that drops."""
    return isinstance(part.parent(), QComboBox | QAbstractItemView | QLineEdit) or (
        part.parent() is not None and isinstance(part.parent().parent(), QComboBox)
    )


def test_the_button_stands_beside_the_others_and_unload_takes_the_dock_away(
    qgis_app, qgis_new_project
):
    window = QMainWindow()
    plugin = classFactory(Iface(window))
    plugin.initGui()
    dock = plugin.overview_dock
    assert dock.toggleViewAction() in plugin.toolbar.actions()
    assert dock.toggleViewAction().toolTip() and not dock.toggleViewAction().icon().isNull()
    plugin.unload()
    assert dock.parent() is None
    window.deleteLater()


def test_forgetting_the_store_empties_the_dock(opened):
    tab = look(opened, FiguresTab)
    opened.session.forget()
    assert tab.pages.currentIndex() == 0
    assert tab.quiet.text()
