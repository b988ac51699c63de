"""Pictures of the real program, for the README and the handbook."""

import os
import subprocess
import tempfile
from pathlib import Path

import in_window
from import_pictures import import_pictures
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import plugins

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
SHEET_WIDTH = 1500
FILTERS = {
    "kommunfakta": {},
    "regionala_stod": {"ar": {"from": 2020, "to": 2023}, "konstomrade": ["Dans", "Musik"]},
    "aktiviteter": {"typ": ["Kommundialog", "Nätverksmöte"]},
}


def picture(name, widget=None):
    in_window.settle()
    in_window.grab(FOLDER / f"{name}.png", widget)


def tidy(iface):
    """Put away what a Swedish reader would not look at, and give the docks their widths."""
    plugin = plugins[in_window.PLUGIN]
    window = iface.mainWindow()
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() not in ("Layers", *(own.objectName() for own in plugin.docks)):
            dock.hide()
    layers = window.findChild(QDockWidget, "Layers")
    window.resizeDocks([plugin.source_dock, plugin.map_dock], [290, 400], Qt.Orientation.Horizontal)
    window.resizeDocks([layers, plugin.source_dock], [400, 500], Qt.Orientation.Vertical)
    QApplication.processEvents()


def overview(iface):
    """Picture the overview of the grants: the key figures, white spots, and charts."""
    from skanekarta_plugin.gui.overview_chart import ChartTab
    from skanekarta_plugin.gui.overview_figures import FiguresTab

    plugin = plugins[in_window.PLUGIN]
    session, dock = plugin.session, plugin.overview_dock
    session.show("regionala_stod")
    session.clear_filter()
    session.set_filter("konstomrade", ["Dans"])
    dock.show()
    in_window.settle()
    iface.mainWindow().resizeDocks([dock], [400], Qt.Orientation.Vertical)
    iface.mapCanvas().zoomToProjectExtent()
    chart = dock.tab(ChartTab)
    dock.tabs.setCurrentWidget(chart)
    chart.facet.setCurrentIndex(chart.facet.findData("ar"))
    chart.refill()
    iface.messageBar().clearWidgets()
    picture("oversikt")
    session.set_filter("ar", [2023])
    figures = dock.tab(FiguresTab)
    dock.tabs.setCurrentWidget(figures)
    in_window.settle()
    picture("vita_flackar", dock)
    dock.hide()
    session.clear_filter()


def card(iface):
    """Picture the card of a municipality beside the map of its costs."""
    plugin = plugins[in_window.PLUGIN]
    session, dock = plugin.session, plugin.card_dock
    session.show("kommunfakta")
    dock.day.setDate(QDate(2024, 6, 1))
    dock.open_at("1267")
    in_window.settle()
    iface.mapCanvas().zoomToProjectExtent()
    iface.messageBar().clearWidgets()
    picture("kommunkort")
    dock.show_list()
    dialog = QApplication.activeModalWidget()
    picture("styrdokument", dialog)
    dialog.reject()
    dock.hide()
    plugin.map_dock.raise_()


def comparison(iface):
    """Picture two periods beside each other: the map around zero, and the table."""
    from skanekarta_plugin.gui.overview_compare import CompareTab

    plugin = plugins[in_window.PLUGIN]
    session, dock = plugin.session, plugin.overview_dock
    session.show("regionala_stod")
    session.clear_filter()
    session.choose(measure="beviljat_per_invanare")
    dock.show_comparison()
    form = dock.tab(CompareTab).form
    form.periods.set((2022, 2025), (2018, 2021))
    form.go.click()
    in_window.settle()
    iface.mainWindow().resizeDocks([dock], [300], Qt.Orientation.Vertical)
    in_window.settle()
    iface.mapCanvas().zoomToProjectExtent()
    iface.messageBar().clearWidgets()
    picture("jamforelse")
    session.end_comparison()
    session.choose(measure="beviljat")
    session.clear_filter()
    dock.hide()


def classes(iface):
    """Picture the choice of classes."""
    from skanekarta_plugin.gui.classes_dialog import ClassesDialog

    session = plugins[in_window.PLUGIN].session
    session.show("regionala_stod")
    session.choose(measure="beviljat_per_invanare")
    session.set_filter("ar", [2023])
    dialog = ClassesDialog(session, iface.mainWindow())
    dialog.show()
    dialog.method.setCurrentIndex(dialog.method.findData("jenks"))
    dialog.method.activated.emit(dialog.method.currentIndex())
    picture("klasser", dialog)
    dialog.reject()
    session.clear_filter()
    session.choose(measure="beviljat")


def sheet(session, folder):
    """Print the grants per inhabitant, and keep the sheet at the size of a page."""
    from skanekarta_plugin.usecases.print_map import print_map

    selection = session.explorer.selection(
        "regionala_stod", filter_=FILTERS["regionala_stod"], measure="beviljat_per_invanare"
    )
    printed = QImage(str(print_map(session.explorer, selection, folder / "utskrift.png")))
    smooth = Qt.TransformationMode.SmoothTransformation
    printed.scaledToWidth(SHEET_WIDTH, smooth).save(str(FOLDER / "utskrift.png"))


def page(name, path):
    """Keep the first page of a PDF as a picture of the size of a page on the screen."""
    target = FOLDER / name
    wanted = ["-png", "-singlefile", "-scale-to-x", str(SHEET_WIDTH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", *wanted, str(path), str(target)], check=True)


def small_maps(session, folder):
    """Print the grants of each year beside each other."""
    from skanekarta_plugin.usecases.small_multiples import print_small_multiples

    selection = session.explorer.selection("regionala_stod", measure="beviljat_per_invanare")
    path = print_small_multiples(session.explorer, selection, "ar", folder / "sma_kartor.pdf")
    page("sma_kartor", path)


def committee(session, folder):
    """Print the overview of dance in three years, as a committee would get it."""
    from skanekarta_plugin.usecases.overview_sheet import print_overview

    filter_ = {"ar": {"from": 2021, "to": 2023}, "konstomrade": ["Dans"]}
    selection = session.explorer.selection("regionala_stod", filter_=filter_)
    page("oversikt_blad", print_overview(session.explorer, selection, folder / "oversikt.pdf"))


def history(iface, folder):
    """Import, change and undo; picture the history, and the map as it was before."""
    from skanekarta_plugin.definitions import load_catalogue
    from skanekarta_plugin.usecases.create_store import create_store
    from skanekarta_plugin.usecases.history import undo_batch
    from skanekarta_plugin.usecases.import_source import carry_out, examine

    os.environ["LOGNAME"] = "anna"
    plugin = plugins[in_window.PLUGIN]
    session = plugin.session
    folder = folder / "historik"
    folder.mkdir()
    store = create_store(folder / "kultur.gpkg", load_catalogue(), example=True)
    header = "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde"
    towns = ("Osby", "Hörby", "Sjöbo", "Tomelilla", "Perstorp", "Bromölla")

    def bring(name, amount):
        lines = [
            f"2025-{n};Exempelscenen {town};2025;{town};{amount * (n + 1)};Dans"
            for n, town in enumerate(towns)
        ]
        (folder / name).write_text("\n".join([header, *lines]), encoding="utf-8")
        return carry_out(store, examine(store, "stod", folder / name))

    first = bring("ärendeutdrag_2025.csv", 250_000)
    undo_batch(store, bring("ärendeutdrag_2025_fel.csv", 9_000_000))
    towns = towns[:3]
    bring("rättade_belopp.csv", 310_000)
    session.open_store(store.path)
    in_window.settle()
    session.show("regionala_stod")
    for field, written in FILTERS["regionala_stod"].items():
        session.set_filter(field, written if field != "ar" else {"from": 2023, "to": 2025})
    iface.mapCanvas().zoomToProjectExtent()
    plugin._history()
    dialog = QApplication.activeModalWidget()
    rows = [batch.id for batch in dialog.model.batches]
    dialog.table.selectRow(rows.index(first))
    picture("historik", dialog)
    dialog.show_before()
    in_window.settle()
    iface.messageBar().clearWidgets()
    picture("fore_importen")
    session.show_present()
    in_window.settle()


def side_by_side(iface):
    """Picture municipalities of one corner side by side."""
    plugin = plugins[in_window.PLUGIN]
    dock = plugin.card_dock
    dock.open_at("1267")
    dock.compare()
    dialog = dock.side_dialog
    dialog.resize(1120, 760)
    dialog.choose_like("horn")
    dialog.figure.setCurrentIndex(dialog.figure.findData("kultur"))
    picture("kommuner_bredvid", dialog)
    dialog.close()
    dock.hide()


def main(iface):
    plugin = plugins[in_window.PLUGIN]
    session = plugin.session
    problems = []
    session.failed.connect(problems.append)
    iface.newProject(False)
    tidy(iface)
    picture("forsta_start")
    # Not in the system's temporary folder: QGIS marks layers that lie there.
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="screenshots.") as folder:
        session.open_example(Path(folder) / "exempel.gpkg")
        in_window.wait_until(lambda: session.view is not None or problems, "the example")
        if problems:
            raise problems[0]
        canvas = iface.mapCanvas()
        for name, filter_ in FILTERS.items():
            session.show(name)
            for field, written in filter_.items():
                session.set_filter(field, written)
            canvas.zoomToProjectExtent()
            iface.messageBar().clearWidgets()
            picture(name)
        overview(iface)
        card(iface)
        comparison(iface)
        classes(iface)
        side_by_side(iface)
        if problems:
            raise problems[0]
        sheet(session, Path(folder))
        small_maps(session, Path(folder))
        committee(session, Path(folder))
        QgsProject.instance().clear()
        history(iface, Path(folder))
        if problems:
            raise problems[0]
        QgsProject.instance().clear()
        import_pictures(Path(folder), picture)
        if problems:
            raise problems[0]
