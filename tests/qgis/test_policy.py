"""Policy documents on a day: valid, expired, missing; which expire soon, which is oldest."""

import datetime
import sqlite3
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from gui_parts import show_store
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication

from skanekarta_plugin.domain.validity import COMING, EXPIRED, MISSING, VALID, status_on
from skanekarta_plugin.gui.policy_dialog import PolicyDialog
from skanekarta_plugin.usecases.policy import Documents, policy_overview
from skanekarta_plugin.usecases.view_map import Explorer

BOOK = Path(__file__).resolve().parents[2] / "resources" / "example" / "styrdokument.xlsx"
DATASET = "styrdokument"


def in_the_workbook():
    """Return ``(municipality, adopted, from, until)`` of each document."""
    sheet = openpyxl.load_workbook(BOOK).worksheets[0]
    rows = sheet.iter_rows(min_row=3, max_col=5, values_only=True)
    return [(name, *(cell and cell.date() for cell in cells)) for name, _, *cells in rows]


def overview(store, day):
    explorer = Explorer(store)
    explorer.refresh()
    return policy_overview(explorer, store.catalogue.datasets[DATASET], day)


@pytest.mark.parametrize("month", range(1, 13))
def test_in_2024_the_sample_has_16_valid_5_expired_and_12_missing(store, month):
    found = overview(store, datetime.date(2024, month, 1))
    assert found.counts == {VALID: 16, EXPIRED: 5, MISSING: 12}


@pytest.mark.parametrize("day", ["2012-05-01", "2019-12-31", "2020-01-01", "2024-12-31",
                                 "2025-01-01", "2026-11-25", "2031-01-01"])  # fmt: skip
def test_each_municipality_stands_as_the_workbook_says(store, day):
    day = datetime.date.fromisoformat(day)
    known = {}
    for name, _, start, end in in_the_workbook():
        known[name] = MISSING if start > day else EXPIRED if end and end < day else VALID
    found = overview(store, day)
    assert len(found.standings) == 33
    assert {item.name: item.status for item in found.standings if item.document} == known
    others = [item for item in found.standings if item.document is None]
    assert {item.status for item in others} == {MISSING} and len(others) == 12


def test_what_expires_within_a_year_has_no_end_or_is_oldest(store):
    day = datetime.date(2024, 6, 1)
    valid = [row for row in in_the_workbook() if row[2] <= day and (not row[3] or row[3] >= day)]
    found = overview(store, day)
    soon = sorted((row[3], row[0]) for row in valid
                  if row[3] and row[3] <= datetime.date(2025, 6, 1))  # fmt: skip
    assert [(item.document.end, item.name) for item in found.expiring] == soon
    assert soon == [(datetime.date(2024, 12, 31), "Staffanstorp")]
    assert {item.name for item in found.without_end} == {row[0] for row in valid if not row[3]}
    oldest = min(valid, key=lambda row: row[1])
    assert (found.oldest.name, found.oldest.document.adopted) == (oldest[0], oldest[1])
    assert oldest[1].year == 2012


def test_several_documents_of_a_municipality(store):
    # A new one follows the old one in Höör, and a second one holds beside it in Malmö.
    with sqlite3.connect(store.path) as connection:
        copy = (
            "INSERT INTO styrdokument (kommunkod, titel, giltig_fran, giltig_till, radnyckel) "
            "VALUES (?, ?, ?, ?, ?)"
        )
        connection.execute(copy, ("1267", "Påhittad plan", "2027-01-01", "2030-12-31", "p1"))
        connection.execute(copy, ("1280", "Påhittat program", "2024-01-01", None, "p2"))
        connection.execute(copy, ("1273", "Påhittad kommande", "2026-01-01", None, "p3"))
    connection.close()
    explorer = Explorer(store)
    explorer.refresh()
    documents = Documents(explorer, store.catalogue.datasets[DATASET])

    def told(code, day):
        found = documents.standing(code, datetime.date.fromisoformat(day))
        return found.status, found.document and found.document.title, found.others

    assert told("1267", "2026-12-31") == (VALID, "Kulturplan för Höör (exempel)", 0)
    assert told("1267", "2027-01-01") == (VALID, "Påhittad plan", 0)
    assert told("1267", "2031-01-01") == (EXPIRED, "Påhittad plan", 0)
    assert told("1280", "2024-06-01") == (VALID, "Påhittat program", 1)
    assert told("1273", "2025-12-31") == (MISSING, "Påhittad kommande", 0)
    assert told("1273", "2026-01-01") == (VALID, "Påhittad kommande", 0)


def test_both_ends_belong_to_the_time_of_a_document():
    day = datetime.date(2024, 2, 29)
    assert status_on(day, day, day) == VALID
    assert status_on(day, None, None) == VALID
    assert status_on(day, day + datetime.timedelta(1), None) == COMING
    assert status_on(day, None, day - datetime.timedelta(1)) == EXPIRED


def test_a_store_without_documents(empty):
    found = overview(empty, datetime.date(2024, 6, 1))
    assert found.counts == {VALID: 0, EXPIRED: 0, MISSING: 33}
    assert found.oldest is None and found.expiring == []


def test_the_list_of_all_municipalities(started, store, monkeypatch):
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    show_store(started, store, "kommunfakta")
    dock = started.card_dock
    dock.day.setDate(QDate(2024, 6, 1))
    dock.list_button.click()
    dialog = dock.findChild(PolicyDialog)
    assert dialog.told.text().splitlines() == [
        "16 kommuner har ett gällande dokument, 5 ett utgånget, och 12 saknar dokument.",
        "Går ut inom ett år: Staffanstorp (31 dec. 2024).",
        "Utan slutdatum: Eslöv, Lomma, Simrishamn, Trelleborg, Östra Göinge.",
        "Det äldsta är det i Östra Göinge, antaget 26 apr. 2012.",
    ]
    model = dialog.model
    lines = [[model.index(row, column).data() for column in range(6)] for row in range(33)]
    assert len(lines) == model.rowCount() == 33
    assert [row[0] for row in lines[:3]] == ["Bjuv", "Bromölla", "Burlöv"]
    assert Counter(row[1] for row in lines) == {"gällande": 16, "utgånget": 5, "saknas": 12}
    own = {name: (str(adopted), str(start), str(end or "utan slutdatum"))
           for name, adopted, start, end in in_the_workbook()}  # fmt: skip
    assert {row[0]: tuple(row[3:]) for row in lines if row[2]} == own
    model.sort(3)
    assert model.index(0, 0).data() == "Östra Göinge"
    dialog.table.selectRow(0)
    dialog.link_button.click()
    assert len(visited) == 1 and visited[0].startswith("https://")
    dialog.copy_button.click()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == 34 and copied[1].startswith("Östra Göinge\tgällande")
    dialog.table.selectRow(32)
    assert not dialog.link_button.isEnabled()
    dialog.day.setDate(QDate(2025, 1, 1))
    assert dialog.told.text().startswith("15 kommuner har ett gällande dokument, 6 ett utgånget")
    dialog.table.activated.emit(model.index(0, 0))
    assert not dialog.isVisible() and dock.code == "1256"


def test_a_hostile_title_is_plain_text_in_the_list(started, store):
    nasty = '<img src="file:///x"><b>Påhittad</b>'
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "UPDATE styrdokument SET titel = ?, lank = 'javascript:alert(1)' "
            "WHERE kommunkod = '1278'", (nasty,)
        )  # fmt: skip
    connection.close()
    show_store(started, store, "kommunfakta")
    started.card_dock.list_button.click()
    dialog = started.card_dock.findChild(PolicyDialog)
    cell = dialog.model.index(3, 2)
    assert cell.data() == nasty
    assert "<img" not in cell.data(Qt.ItemDataRole.ToolTipRole)
    dialog.table.selectRow(3)
    assert not dialog.link_button.isEnabled()
    dialog.reject()
