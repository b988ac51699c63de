"""Runs inside a real QGIS: the main job by hand, told to the test in a JSON file."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import drawn
import in_window
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QStyle, QStyleOptionViewItem, QToolBar
from qgis.utils import loadPlugin, plugins, startPlugin, unloadPlugin

# Well inside two municipalities, in EPSG:3006.
HOOR, YSTAD = (404_000, 6_201_000), (425_000, 6_147_000)
FOLDER = Path(os.environ["SKANEKARTA_TEST_FOLDER"])


def plugin():
    return plugins[in_window.PLUGIN]


def figures():
    return plugin().map_dock.figures.shown()


def click_box(field, text):
    """Click on the box before a value with the mouse, as a hand would."""
    tree = plugin().map_dock.editors[field].tree
    model = tree.model()
    index = next(
        model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == text
    )
    plugin().map_dock.scroll_area.ensureWidgetVisible(tree)
    tree.scrollTo(index)
    in_window.settle()
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    option.rect = tree.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, tree)
    centre = QPoint(box.center().x(), option.rect.center().y())
    QTest.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre
    )
    in_window.settle()


def live():
    """Return what the municipality layer of the map shows: the sum by code."""
    project = QgsProject.instance()
    name = plugin().session.active
    for layer in project.mapLayers().values():
        if layer.customProperty("skanekarta/map") == name and "antal" in layer.fields().names():
            return {item["kommunkod"]: item["antal"] for item in layer.getFeatures()}
    raise LookupError(f"no live layer among {list(project.mapLayers())}")


def totals():
    found = plugin().session.view.totals
    return {
        "total": found.total,
        "mapped": found.mapped,
        "outside": found.outside,
        "counts": {area.code: area.count for area in found.areas},
    }


def panel():
    """Return all that the panel and the map say."""
    dock = plugin().map_dock
    boxes = {field: dock.editors[field].model.checked() for field in ("kommunkod", "konstomrade")}
    return {
        "live": live(),
        "figures": figures(),
        "chips": [list(chip) for chip in dock.chips.shown],
        "boxes": boxes,
        "measure": dock.choices.measure.currentText(),
        "per_inhabitant": dock.choices.per_inhabitant.isChecked(),
        "title": plugin().session.view.texts.title,
        **totals(),
    }


def pick(canvas, place, modifier):
    """Click on a municipality on the map."""
    if not plugin().pick_action.isChecked():
        plugin().pick_action.trigger()
    spot = canvas.getCoordinateTransform().transform(QgsPointXY(*place)).toQPointF().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifier, spot)
    in_window.settle()


def expand(field):
    plugin().map_dock.groups[field].setCollapsed(False)
    in_window.settle()


def main(iface):
    told = {"problems": []}
    session = plugin().session
    session.failed.connect(lambda error: told["problems"].append(repr(error)))
    iface.newProject(False)
    told["first"] = plugin().source_dock.pages.currentWidget() is plugin().source_dock.first
    told["buttons"] = [button.text() for button in plugin().source_dock.buttons]

    session.open_example(FOLDER / "exempel.gpkg")
    in_window.wait_until(lambda: session.view is not None or told["problems"], "the example")
    plugin().map_actions["regionala_stod"].trigger()
    in_window.settle()
    told["before"] = {"live": live(), "figures": figures(), **totals()}

    expand("konstomrade")
    click_box("konstomrade", "Dans")
    told["after"] = {"live": live(), "figures": figures(), **totals()}
    told["chips"] = plugin().map_dock.chips.shown
    plugin().map_dock.choices.undo.click()
    in_window.settle()
    told["undone"] = {"live": live(), "figures": figures(), **totals()}
    click_box("konstomrade", "Dans")
    plugin().map_dock.choices.per_inhabitant.click()
    pick(iface.mapCanvas(), HOOR, Qt.KeyboardModifier.NoModifier)
    pick(iface.mapCanvas(), YSTAD, Qt.KeyboardModifier.ControlModifier)
    told["panel"] = panel()
    told["drawn"] = drawn.live(QgsProject.instance(), "regionala_stod")
    drawn.draw(QgsProject.instance(), FOLDER / "med.png")

    project = QgsProject.instance()
    told["written"] = project.write(str(FOLDER / "karta.qgz"))
    iface.newProject(False)
    in_window.settle()
    told["cleared"] = plugin().source_dock.pages.currentWidget() is plugin().source_dock.first
    iface.addProject(str(FOLDER / "karta.qgz"))
    in_window.settle()
    told["again"] = panel()
    told["active"] = session.active
    told["dirty"] = project.isDirty()

    window = iface.mainWindow()
    unloadPlugin(in_window.PLUGIN)
    in_window.settle()
    told["left"] = [
        part.objectName()
        for kind in (QDockWidget, QToolBar)
        for part in window.findChildren(kind)
        if part.objectName().startswith("Skanekarta")
    ]
    told["menu_left"] = [
        action.text() for action in iface.pluginMenu().actions() if "Skånekarta" in action.text()
    ]
    loadPlugin(in_window.PLUGIN)
    told["started_again"] = startPlugin(in_window.PLUGIN)
    in_window.settle()
    told["restored_by_restart"] = figures()
    QgsProject.instance().clear()
    (FOLDER / "told.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
