"""QGIS's own search field finds municipalities, recipients and rows."""

import pytest
from gui_parts import find, show_store
from qgis.PyQt.QtGui import QDesktopServices

from skanekarta_plugin.usecases.find import Finder

MAP = "regionala_stod"
ROWS = "Kartans rader"


@pytest.fixture
def opened(started, store):
    show_store(started, store, MAP)
    return started


def test_a_municipality_is_shown_and_chosen(opened):
    result, *others = find(opened, "höör")
    assert others and all(item.groupScore < result.groupScore for item in others)
    assert (result.displayString, result.group) == ("Höör", "Kommuner")
    opened.locator.triggerResult(result)
    assert opened.session.view.selection.filter["kommunkod"].values == ("1267",)
    extent = opened.iface.canvas.extent()
    assert 0 < extent.height() < 60_000
    opened.session.undo()
    assert opened.session.view.selection.filter == {}


def test_a_recipient_is_chosen_also_from_another_map(opened):
    opened.session.show("kommunfakta")
    name = next(iter(opened.session.explorer.data("mottagare").columns["namn"]))
    result = next(item for item in find(opened, name) if item.group == "Mottagare")
    opened.locator.triggerResult(result)
    assert opened.session.active == MAP
    assert opened.session.view.selection.filter["mottagare"].values == (result.displayString,)


def test_a_row_is_filtered_to_and_its_link_opened(opened, monkeypatch):
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    rows = opened.session.explorer.data("stod").columns
    at = next(n for n, link in enumerate(rows["lank"]) if link)
    found = [item for item in find(opened, rows["diarienummer"][at]) if item.group == ROWS]
    (result,) = [item for item in found if str(rows["ar"][at]) in item.description]
    assert result.displayString == rows["mottagare"][at]
    assert rows["diarienummer"][at] in result.description and "kr" in result.description
    opened.locator.triggerResultFromAction(result, 1)
    assert visited == [rows["lank"][at]]
    assert opened.session.view.selection.filter == {}
    opened.locator.triggerResult(result)
    assert opened.session.view.selection.filter["mottagare"].values == (result.displayString,)


def test_rows_by_word_and_year(opened):
    results = [item for item in find(opened, "teater 2021") if item.group == ROWS]
    assert results and all(item.description.startswith("2021") for item in results)


def test_nothing_is_found_without_words_or_once_cancelled(opened):
    finder = Finder.of(opened.session.explorer, MAP)
    assert list(finder.search("  ", lambda: False)) == []
    assert [item.kind for item in finder.search("teater", lambda: True)] == []
    assert find(opened, "qqxxzz") == []


def test_names_are_plain_text(opened):
    finder = Finder.of(opened.session.explorer, MAP)
    finder.municipalities = [("<b>x</b>", "1", ())]
    (found,) = finder.search("<b>x", lambda: False)
    assert "<b>" not in opened.locator._result(found).displayString


def test_without_a_map_nothing_is_found(opened):
    opened.session.forget()
    assert find(opened, "höör") == []
