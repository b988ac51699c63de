"""The dialog *Hämta*, the map of key figures and the algorithm, against a local server."""

import pytest
from gui_parts import running_plugin, wait_until
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget
from service_parts import Answer, kolada, page, row, serving

from skanekarta_plugin.gui.fetch_details import FetchDetails
from skanekarta_plugin.gui.fetch_dialog import FetchDialog
from skanekarta_plugin.gui.import_dialog import ImportDialog
from skanekarta_plugin.processing.provider import SkanekartaProvider
from skanekarta_plugin.usecases.fetch import services
from skanekarta_plugin.usecases.view_map import Explorer

LISTED = [
    {"id": "N09999", "title": "Påhittade besök, antal/inv", "operating_area": "Kultur och fritid",
     "description": "Besök som ingen gjort."},
    {"id": "N09022", "title": "Nettokostnad kulturverksamhet, kr/inv",
     "operating_area": "Kultur och fritid", "description": "Netto."},
]  # fmt: skip


@pytest.fixture
def server(monkeypatch):
    with serving() as service:
        for name in services():
            monkeypatch.setenv(f"SKANEKARTA_{name.upper()}", service.address)
        yield service


@pytest.fixture
def plugin(store, qgis_app, qgis_new_project):
    with running_plugin(store, "kommunfakta") as plugin:
        yield plugin


@pytest.fixture
def dialog(plugin):
    plugin.source_dock.fetch_button.click()
    (found,) = plugin.iface.mainWindow().findChildren(FetchDialog)
    yield found
    if not sip.isdeleted(found):
        found.reject()


def idle(dialog):
    wait_until(lambda: not dialog.jobs.busy)


def shown(dialog):
    return [dialog.figures.item(at).text() for at in range(dialog.figures.count())]


def values(store, code, years=()):
    columns = store.read("nyckeltal").columns
    cells = zip(columns["nyckeltal"], columns["ar"], columns["varde"], strict=True)
    return [value for figure, year, value in cells if figure == code and year in (years or [year])]


def test_a_figure_is_found_by_its_definition_fetched_and_shown_on_the_map(
    plugin, dialog, server, store
):
    server.answer = lambda path, query: page(LISTED)
    dialog.renew.click()
    idle(dialog)
    dialog.search.setText("ingen gjort")
    assert shown(dialog) == ["Påhittade besök, antal/inv (N09999)"]
    for code in set(dialog.ticked):
        dialog.ticked.discard(code)
    dialog.figures.item(0).setCheckState(Qt.CheckState.Checked)
    kolada(server, lambda f, a, y: row(f, a, y, 4.5))
    dialog.ask.click()
    idle(dialog)
    assert values(store, "N09999") == [] and "N09999" in server.asked[-1]
    assert "33" not in dialog.outcome.text().split(":")[0] and dialog.go.isEnabled()
    dialog.rows.click()
    (details,) = dialog.findChildren(FetchDetails)
    assert details.tabs.count() == 2 and values(store, "N09999") == []
    details.reject()
    told = []
    dialog.imported.connect(told.append)
    dialog.go.click()
    wait_until(lambda: told)
    wait_until(lambda: not plugin.session.jobs.busy)
    assert set(values(store, "N09999")) == {4.5}
    explorer = Explorer(store)
    view = explorer.view(explorer.selection("kommunfakta", filter_={"nyckeltal": ["N09999"]}))
    amounts = [area.amount for area in view.totals.areas]
    assert amounts == [4.5] * 33


def test_a_failure_is_told_in_the_dialog_and_nothing_can_be_imported(dialog, server, store):
    before = store.changes()
    server.answer = lambda path, query: Answer({}, 404)
    dialog.ask.click()
    idle(dialog)
    wait_until(lambda: dialog.bar.currentItem() is not None)
    assert "Kolada" in dialog.bar.currentItem().text()
    assert "Nyckeltal" in dialog.outcome.text() and "finns kvar" in dialog.outcome.text()
    assert not dialog.go.isEnabled() and dialog.ask.isEnabled()
    assert store.changes() == before


def test_it_can_be_stopped(dialog, server, store):
    before = store.changes()
    server.answer = lambda path, query: Answer({}, silent=True)
    dialog.ask.click()
    wait_until(lambda: server.asked)
    dialog.cancel.click()
    idle(dialog)
    assert store.changes() == before and dialog.isVisible()


def test_every_control_has_a_tip_and_a_name(dialog):
    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QLineEdit, QListWidget)
        for control in dialog.page.findChildren(kind)
    ]
    named = [item for item in controls if item.objectName()[:3] != "qt_" and item.isVisible()]
    assert [item for item in (dialog.source, dialog.search, dialog.renew, dialog.figures,
                              dialog.ask, dialog.go, dialog.cancel)
            if not item.toolTip() or not item.accessibleName()] == [] and named  # fmt: skip


def test_it_says_which_localities_are_in_use(dialog):
    at = next(
        at for at in range(dialog.source.count()) if dialog.source.itemData(at).name == "tatorter"
    )
    dialog.source.setCurrentIndex(at)
    assert "GeoNames" in dialog.age.text()
    assert not dialog.choice.isVisible()


def test_the_algorithm_fetches_too(store, server, qgis_app):
    provider = SkanekartaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        kolada(server, lambda f, a, y: row(f, a, y, 7))
        algorithm = provider.algorithm("fetch")
        choices = {"STORE": str(store.path), "SOURCE": "kolada", "FIGURES": "N09807",
                   "YEARS": "2021,2022"}  # fmt: skip
        results, done = algorithm.run(choices, QgsProcessingContext(), QgsProcessingFeedback())
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)
    assert done and "/year/2021,2022" in server.asked[0]
    assert results["REJECTED"] == 0 and len(results["BATCHES"].split(",")) == 2
    assert values(store, "N09807", (2021, 2022)) == [7] * 66


def offered(plugin, path):
    """Return the import dialog when a file of localities has been examined."""
    dialog = ImportDialog(plugin.session, [path], "tatorter", plugin.iface.mainWindow())
    wait_until(lambda: not dialog.jobs.busy)
    assert dialog.verdict is not None
    return dialog


def test_a_file_with_all_localities_replaces_the_set_and_a_part_does_not(plugin, tmp_path):
    rows = [f"Påhittsby {at};T{at:04};Höör;{at}" for at in range(300)]
    header = "Tätort;Tätortskod;Kommun;Invånare"
    (tmp_path / "alla.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    (tmp_path / "nagra.csv").write_text("\n".join([header, *rows[:3]]), encoding="utf-8")
    whole, part = (offered(plugin, tmp_path / name) for name in ("alla.csv", "nagra.csv"))
    assert whole.view.remove_vanished and not part.view.remove_vanished
    assert "ersätter" in whole.view.vanished.text.text()
    assert "en del" in part.view.vanished.text.text()
    for dialog in (whole, part):
        dialog.reject()
