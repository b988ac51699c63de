"""The municipality card: its figures against the workbooks, and the panel that shows it."""

import datetime
import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import openpyxl
import pytest
from gui_parts import find, show_store, wait_until
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle, QgsSettings
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QDate, QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QDesktopServices, QPalette, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QMenu
from workbook_truth import CODES, CORNERS, grants, parts

from skanekarta_plugin.definitions.card import read_card
from skanekarta_plugin.gui.sparkline import Sparkline
from skanekarta_plugin.paths import resource
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.view_map import Explorer

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
CODE_OF = {name: code for code, name in CODES.items()}
DAY = datetime.date(2024, 6, 1)
COSTS = {"kultur": "N09022", "bibliotek": "N09026", "kulturskola": "N09023", "fritid": "N09018"}
HOOR = (404_000, 6_201_000)
# The largest, small ones, and those of which something is missing.
FIVE = ("Malmö", "Höör", "Perstorp", "Osby", "Båstad")


def rows_of(file, sheet=0):
    """Return the rows of a sheet below its title and header."""
    book = openpyxl.load_workbook(EXAMPLE / file)
    return list(book.worksheets[sheet].iter_rows(min_row=3))


def figures():
    """Return values by key figure, name of the municipality and year."""
    found = defaultdict(lambda: defaultdict(dict))
    for name, kpi, year, value, _ in (
        [cell.value for cell in row] for row in rows_of("kommunfakta.xlsx")
    ):
        found[kpi][name][year] = value
    return found


def plain(text):
    """Return a text with blanks that may be broken, and without those in numbers."""
    return text.replace("\u00a0", "")


def swedish_number(value):
    """Return a whole number as it is written, without blanks."""
    return str(round(value)).replace("-", "\u2212")


def card(store, name, day=DAY):
    explorer = Explorer(store)
    explorer.refresh()
    return explorer.cards.card(CODE_OF[name], day)


def line(shown, name):
    return next(item for item in shown.lines if item.name == name)


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", FIVE)
def test_figures_are_those_of_the_workbooks(store, name):
    shown, known = card(store, name), figures()
    assert (shown.name, shown.code) == (name, CODE_OF[name])
    assert name in CORNERS[shown.corner.capitalize()]
    people = known["N01951"][name]
    last = max(people)
    told = line(shown, "invanare")
    assert plain(told.text) == f"{people[last]}" + " invånare"
    assert (told.year, told.details[0]) == (str(last), str(last))
    change = 100 * (people[last] - people[min(people)]) / people[min(people)]
    written = f"{change:+.1f}".replace(".", ",").replace("-", "\u2212")
    assert plain(told.details[1]).startswith(written.removesuffix(",0"))
    # The workbook leaves 2019 to the figures that ship.
    assert {year: value for year, value in told.series if year != 2019} == people
    for item, kpi in COSTS.items():
        check_cost(line(shown, item), known[kpi], name)


def check_cost(told, values, name):
    if name not in values:
        assert told.text == "Uppgift saknas" and told.state == "lacking"
        return
    own = values[name]
    year = max(own)
    everyone = [by_year[year] for by_year in values.values() if year in by_year]
    rank = 1 + sum(value > own[year] for value in everyone)
    assert plain(told.text) == f"{swedish_number(own[year])}" + " kr/inv"
    assert told.details[0].startswith(str(year))
    assert plain(told.details[-1]) == f"Skåne i medel {swedish_number(fmean(everyone))}"
    assert told.details[-2].removeprefix(f"{year}: ") == f"plats {rank} av {len(everyone)}"
    assert f"av de {len(everyone)} kommuner" in told.tip
    assert "Källa: Exempeldata (kommunfakta.xlsx" in told.tip and f"År: {year}" in told.tip
    newest = max(max(by_year) for by_year in values.values())
    assert ("saknas" in told.details[0]) == (year < newest)
    assert (year < newest) == (name == "Osby")


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", FIVE)
def test_grants_are_those_of_the_workbook(store, name):
    shown, code = card(store, name), CODE_OF[name]
    by_year, by_recipient, count = Counter(), Counter(), 0
    for row in grants():
        amount = dict(parts(row, "verksamhet")).get(code, 0)
        if amount:
            count += 1
            by_year[row["År"]] += amount
            # One body may have had several names.
            who = row["Organisationsnummer"] or row["Mottagare"].strip()
            by_recipient[who] += amount
    told = line(shown, "beviljat")
    assert plain(told.details[0]) == f"{count} beviljade stöd" and told.year == "2018–2025"
    assert {year: round(value * 100) for year, value in told.series} == {
        year: by_year[year] for year in range(2018, 2026)
    }
    total = sum(by_year.values()) / 100
    assert plain(told.text) == f"{total / 1e6:.1f}mkr".replace(".", ",")
    largest = line(shown, "mottagare").items
    amounts = [round(float(plain(item.value)[:-2].replace(",", ".")) * 100) for item in largest]
    assert amounts == [amount for _, amount in by_recipient.most_common(3)]
    names = {row[0].value: row[1].value for row in rows_of("mottagare.xlsx")}
    assert [item.text for item in largest] == [
        names.get(who, who) for who, _ in by_recipient.most_common(3)
    ]
    last = max(by_year)
    people = figures()["N01951"][name]
    assert last not in people
    rate = by_year[last] / 100 / people[last - 1]
    said = plain(told.details[1])
    assert said.startswith(f"{last}: ") and said.endswith(f"(invånare {last - 1})")
    shown_rate = float(said.split(": ")[1].split("kr")[0].split(" ")[0].replace(",", "."))
    assert shown_rate == pytest.approx(rate, abs=0.5)


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", FIVE)
def test_localities_policy_and_organisation(store, name):
    shown, code = card(store, name), CODE_OF[name]
    with sqlite3.connect(resource("data", "tatorter.gpkg")) as shipped:
        (table,) = shipped.execute("SELECT table_name FROM gpkg_contents").fetchone()
        (count,) = shipped.execute(
            f'SELECT count(*) FROM "{table}" WHERE kommunkod = ?', (code,)
        ).fetchone()
    assert line(shown, "tatorter").text == str(count)
    profile = {row[0].value: row for row in rows_of("kommunfakta.xlsx", 1)}[name]
    assert line(shown, "organisation").text == profile[1].value
    assert line(shown, "organisation").details == (profile[2].value,)
    links = [profile[3].hyperlink.target, profile[4].hyperlink.target]
    documents = {row[0].value: row for row in rows_of("styrdokument.xlsx")}
    told = line(shown, "styrdokument")
    if name in documents:
        title, *_, end, link = documents[name][1:]
        expired = end.value is not None and end.value.date() < DAY
        assert told.text == title.value and told.link == link.hyperlink.target
        assert told.details[0] == ("utgånget" if expired else "gällande")
        assert told.state == ("old" if expired else "good")
        links = [link.hyperlink.target, *links]
    else:
        assert (told.text, told.link, told.state) == ("Saknas", "", "lacking")
    assert [link for _, link in shown.links] == links


@pytest.mark.usefixtures("swedish")
def test_latest_activities_stand_first(store):
    own = []
    for row in rows_of("aktivitetslogg.xlsx"):
        date, title, where = row[0].value, row[2].value, str(row[7].value)
        if isinstance(date, datetime.datetime) and "Höör" in where:
            own.append((date, title))
    own.sort(reverse=True)
    told = line(card(store, "Höör"), "senast")
    assert told.text.startswith(f"{len(own)}")
    assert [item.text for item in told.items] == [title for _, title in own[:3]]
    assert str(own[0][0].year) in told.items[0].value


def remove(store, query, *values):
    with sqlite3.connect(store.path) as connection:
        connection.execute(query, values)
    connection.close()


@pytest.mark.usefixtures("swedish")
def test_what_is_missing_is_said(store, empty):
    remove(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = '1260'")
    told = card(store, "Bjuv")
    assert line(told, "invanare").text == "Uppgift saknas"
    assert line(told, "beviljat").details[1].endswith("invånarantal saknas")
    # A store of its own without grants, activities and documents.
    told = card(empty, "Bjuv")
    assert line(told, "invanare").year == "2019"
    for name in ("kultur", "styrdokument", "organisation", "beviljat", "mottagare", "senast"):
        assert line(told, name).text == "Uppgift saknas"
        assert line(told, name).details == ("Inget sådant är importerat än",)
    assert told.links == [] and told.example == ""


@pytest.mark.usefixtures("swedish")
def test_a_municipality_without_grants_or_activities_among_others(store):
    remove(
        store,
        "DELETE FROM stod WHERE id IN (SELECT stod_id FROM stod_kommun WHERE kommunkod = '1275')",
    )
    remove(
        store,
        "DELETE FROM aktiviteter_kommun WHERE kommunkod = '1275'",
    )
    told = card(store, "Perstorp")
    assert line(told, "beviljat").text == "Inget stöd" and not line(told, "beviljat").series
    assert line(told, "senast").text == "Ingen aktivitet"


@pytest.mark.usefixtures("swedish")
def test_per_inhabitant_takes_the_same_or_the_nearest_earlier_year(store):
    last = "SELECT max(ar) FROM stod"
    add = (
        "UPDATE nyckeltal SET ar = ({last}) WHERE nyckeltal = 'N01951' AND kommunkod = '1267' "
        "AND ar = (SELECT max(ar) FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = '1267')"
    )
    remove(store, add.replace("{last}", last))
    assert "invånare 20" not in line(card(store, "Höör"), "beviljat").details[1]
    remove(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND ar > 2017 "
                  "AND kommunkod = '1267'")  # fmt: skip
    assert line(card(store, "Höör"), "beviljat").details[1].endswith("(invånare 2017)")
    remove(store, "UPDATE nyckeltal SET ar = 2030 WHERE nyckeltal = 'N01951' AND ar < 2030 "
                  "AND kommunkod = '1267' AND ar = 2017")  # fmt: skip
    remove(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND ar < 2030 "
                  "AND kommunkod = '1267'")  # fmt: skip
    # A later figure says nothing of an earlier year.
    assert line(card(store, "Höör"), "beviljat").details[1].endswith("invånarantal saknas")


# -- the panel


@pytest.fixture
def opened(started, store):
    canvas = started.iface.canvas
    started.iface.window.setCentralWidget(canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3006"))
    canvas.setExtent(QgsRectangle(330_000, 6_110_000, 500_000, 6_280_000))
    show_store(started, store, "regionala_stod")
    return started


def texts(dock):
    return [item.text() for item in dock.view.widget().findChildren(QLabel)]


def test_the_panel_follows_the_click_and_the_search_field(opened):
    dock = opened.card_dock
    assert dock.isHidden() and dock.windowTitle() == "Kommunkort"
    dock.toggleViewAction().trigger()
    assert "Välj en kommun" in dock.hint.text() and not dock.copy_button.isEnabled()
    opened.pick_action.trigger()
    canvas = opened.iface.canvas
    spot = canvas.getCoordinateTransform().transform(QgsPointXY(*HOOR)).toQPointF().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert dock.heading.text() == "Höör · nordost" and dock.choice.currentText() == "Höör"
    result = next(item for item in find(opened, "malmö") if item.group == "Kommuner")
    opened.locator.triggerResult(result)
    assert dock.heading.text() == "Malmö · sydväst"
    assert any("352" in text for text in texts(dock))
    dock.hide()
    result = next(item for item in find(opened, "osby") if item.group == "Kommuner")
    names = [action.text for action in opened.locator._result(_found(opened, "osby")).actions]
    assert "Visa kommunkort" in names
    opened.locator.triggerResultFromAction(result, 3)
    assert not dock.isHidden() and dock.heading.text() == "Osby · nordost"
    # Only the card was asked for.
    assert opened.session.view.selection.filter["kommunkod"].values == ("1280",)


def _found(plugin, text):
    from skanekarta_plugin.usecases.find import Finder

    finder = Finder.of(plugin.session.explorer, "regionala_stod")
    return next(iter(finder.search(text, lambda: False)))


def test_a_right_click_on_the_map_offers_the_card(opened):
    canvas, menu = opened.iface.canvas, QMenu()
    spot = canvas.getCoordinateTransform().transform(QgsPointXY(*HOOR)).toQPointF().toPoint()
    for at, wanted in ((spot, ["Visa kommunkort för Höör"]), (QPoint(2, 2), [])):
        menu.clear()
        event = QgsMapMouseEvent(
            canvas, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.RightButton
        )
        canvas.contextMenuAboutToShow.emit(menu, event)
        assert [action.text() for action in menu.actions()] == wanted
        for action in menu.actions():
            action.trigger()
    assert not opened.card_dock.isHidden() and opened.card_dock.code == "1267"


def test_a_name_is_chosen_by_keys_and_half_a_name_is_taken_back(opened):
    dock = opened.card_dock
    dock.show()
    assert dock.choice.count() == 33
    names = [dock.choice.itemText(at) for at in range(33)]
    assert names[:3] == ["Bjuv", "Bromölla", "Burlöv"] and names[-1] == "Östra Göinge"
    dock.choice.lineEdit().selectAll()
    QTest.keyClicks(dock.choice.lineEdit(), "Ystad")
    QTest.keyClick(dock.choice.lineEdit(), Qt.Key.Key_Return)
    assert dock.heading.text() == "Ystad · sydost"
    dock.choice.lineEdit().selectAll()
    QTest.keyClicks(dock.choice.lineEdit(), "qqq")
    QTest.keyClick(dock.choice.lineEdit(), Qt.Key.Key_Return)
    assert dock.choice.currentText() == "Ystad" and dock.heading.text() == "Ystad · sydost"


def test_the_day_changes_the_status_of_the_document(opened):
    dock = opened.card_dock
    dock.open_at(CODE_OF["Höör"])
    assert dock.day.date() == QDate.currentDate()
    dock.day.setDate(QDate(2024, 6, 1))
    assert any("gällande" in text for text in texts(dock))
    dock.day.setDate(QDate(2027, 1, 1))
    assert any("utgånget" in text for text in texts(dock))


def test_copy_and_links(opened, monkeypatch):
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    dock = opened.card_dock
    dock.open_at(CODE_OF["Höör"])
    dock.copy_button.click()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Höör\tnordost")
    assert "Exempeldata" in copied[0] and dock.hint.text() == "Exempeldata"
    assert any(row.startswith("Invånare\t16") and "kommunfakta.xlsx" in row for row in copied)
    assert any("Exempelteatern i Höör" in row for row in copied)
    dock.links_button.click()
    assert len(visited) == 3 and all(link.startswith("https://") for link in visited)
    labels = [item for item in dock.view.widget().findChildren(QLabel) if "<a " in item.text()]
    labels[0].linkActivated.emit("file:///etc/passwd")
    assert len(visited) == 3
    assert all(item.focusPolicy() & Qt.FocusPolicy.TabFocus for item in labels)


def test_hostile_names_are_plain_text_and_only_web_addresses_open(opened, store):
    nasty = '<img src="x"><b>Påhittad</b>'
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE styrdokument SET titel = ? WHERE kommunkod = '1267'", (nasty,))
        connection.execute(
            "UPDATE kommunprofil SET kolada = 'javascript:alert(1)', forvaltning = ?, "
            "kommunrapport = 'https://example.org/\"><b>' WHERE kommunkod = '1267'", (nasty,)
        )  # fmt: skip
        connection.execute("UPDATE stod SET mottagare = ?", (nasty,))
    connection.close()
    opened.session.refresh()
    wait_until(lambda: not opened.session.jobs.busy)
    dock = opened.card_dock
    dock.open_at("1267")
    for item in dock.view.widget().findChildren(QLabel):
        if item.textFormat() == Qt.TextFormat.PlainText:
            continue
        assert "<img" not in item.text() and "<b>" not in item.text()
    assert any("&lt;img" in text for text in texts(dock))
    assert all("javascript:" not in text for text in texts(dock))
    assert all("<img" not in item.toolTip() for item in dock.view.widget().findChildren(QLabel))
    assert all(link.startswith("https://") for _, link in dock.view.card.links)


def test_the_panel_follows_the_store(opened, store):
    dock = opened.card_dock
    dock.open_at("1267")
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE kommunprofil SET forvaltning = 'Påhittad förvaltning'")
    connection.close()
    opened.session.refresh()
    wait_until(lambda: not opened.session.jobs.busy)
    assert "Påhittad förvaltning" in texts(dock)
    opened.session.forget()
    assert "Öppna en karta först" in dock.hint.text() and dock.heading.isHidden()
    assert not dock.choice.isEnabled() and not dock.links_button.isEnabled()


def test_every_control_is_named_and_nothing_is_cut_off(opened):
    dock = opened.card_dock
    dock.open_at(CODE_OF["Östra Göinge"])
    for widget in (dock.choice, dock.day, dock.copy_button, dock.links_button):
        assert widget.toolTip() and widget.accessibleName()
    dock.setFloating(True)
    for code in ("1256", "1280", "1273"):
        dock.show_municipality(code)
        # As narrow as it gets.
        dock.resize(1, 900)
        QApplication.processEvents()
        page = dock.view.widget()
        assert page.minimumSizeHint().width() <= dock.view.viewport().width()
        for item in page.findChildren(QLabel):
            assert item.height() >= item.heightForWidth(item.width())
            assert item.toolTip() or item.font().bold()
            document = QTextDocument()
            document.setHtml(item.text())
            widest = max(map(item.fontMetrics().horizontalAdvance, document.toPlainText().split(" ")
                             if item.wordWrap() else [document.toPlainText()]))  # fmt: skip
            assert item.width() >= widest, item.text()
    pictures = page.findChildren(Sparkline)
    assert len(pictures) == 6 and all("2024: " in item.toolTip() for item in pictures)


def test_small_pictures_follow_the_theme(opened):
    dock = opened.card_dock
    dock.open_at("1267")
    palette = QPalette(dock.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#f0f0f0"))
    former = dock.view.widget().findChild(QLabel)
    dock.view.setPalette(palette)
    # Qt goes through its widgets when a theme changes: the old ones stay until it has done so.
    assert former.text() == "Kommunen"

    def darkest():
        colours = [
            item.palette().color(QPalette.ColorRole.WindowText)
            for item in dock.view.widget().findChildren(QLabel)
        ]
        return min(colour.lightness() for colour in colours)

    wait_until(lambda: darkest() > 140)


def test_it_first_opens_as_a_tab_beside_the_filter_and_then_where_the_user_puts_it(started):
    window, dock = started.iface.window, started.card_dock
    QgsSettings().remove("skanekarta/placed")
    assert window.tabifiedDockWidgets(started.map_dock) == []
    dock.toggleViewAction().trigger()
    wait_until(lambda: window.tabifiedDockWidgets(started.map_dock) == [dock])
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    dock.toggleViewAction().trigger()
    dock.toggleViewAction().trigger()
    QApplication.processEvents()
    assert window.tabifiedDockWidgets(started.map_dock) == []
    assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea


@pytest.mark.usefixtures("swedish")
def test_how_culture_is_organised_in_the_33(store):
    explorer = Explorer(store)
    explorer.refresh()
    cards = [explorer.cards.card(code, DAY) for code in CODES]
    found = Counter(line(shown, "organisation").text for shown in cards)
    assert sorted(found.values(), reverse=True) == [15, 7, 4, 3, 2, 1, 1]
    assert found["Kultur och fritid"] == 15


@pytest.mark.usefixtures("swedish")
def test_a_line_is_added_by_its_description_alone(store):
    written = json.loads(resource("definitions", "card.json").read_text(encoding="utf-8"))
    visits = {
        "name": "besok", "kind": "figure", "title": "Biblioteksbesök", "dataset": "nyckeltal",
        "where": {"nyckeltal": "N09807"}, "field": "varde", "compare": True,
    }  # fmt: skip
    written["sections"].append({"name": "mer", "title": "Mer", "lines": [visits]})
    known = store.catalogue
    described = read_card(written, known.datasets, known.codelists, known.maps)
    explorer = Explorer(Store.open(store.path, replace(known, card=described)))
    explorer.refresh()
    values = figures()["N09807"]["Malmö"]
    told = line(explorer.cards.card("1280", DAY), "besok")
    assert told.text.endswith(" antal/inv") and told.year == str(max(values))
    assert told.series[-1] == (max(values), values[max(values)])
