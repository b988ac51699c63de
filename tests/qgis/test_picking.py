"""Municipalities chosen by clicks on the map."""

import pytest
from gui_parts import show_store
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMenu

MAP = "regionala_stod"
# Points well inside, by any map of Sweden (EPSG:3006); and one in the Baltic.
HOOR, HORBY, MALMO = (404_000, 6_201_000), (417_000, 6_190_000), (373_000, 6_162_000)
SEA = (480_000, 6_125_000)
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(started, store):
    canvas = started.iface.canvas
    started.iface.window.setCentralWidget(canvas)
    canvas.setRenderFlag(False)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3006"))
    canvas.setExtent(QgsRectangle(330_000, 6_110_000, 500_000, 6_280_000))
    started.pan = QgsMapToolPan(canvas)
    canvas.setMapTool(started.pan)
    assert not started.pick_action.isEnabled()
    show_store(started, store, MAP)
    return started


def click(plugin, place, modifier=PLAIN):
    canvas = plugin.iface.canvas
    spot = canvas.getCoordinateTransform().transform(QgsPointXY(*place)).toQPointF().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifier, spot)
    choice = plugin.session.view.selection.filter.get("kommunkod")
    return choice and choice.values


def test_clicks_choose_add_take_away_and_clear(opened):
    session = opened.session
    assert opened.pick_action.toolTip().startswith("Välj kommun på kartan")
    opened.pick_action.trigger()
    assert opened.pick_action.isChecked()
    everything = opened.map_dock.figures.shown()
    assert click(opened, HOOR) == ("1267",)
    hoor = opened.map_dock.figures.shown()
    assert hoor != everything
    assert click(opened, HORBY) == ("1266",)
    assert click(opened, HOOR, CTRL) == ("1266", "1267")
    assert click(opened, MALMO, SHIFT) == ("1266", "1267", "1280")
    assert click(opened, HORBY, SHIFT) == ("1267", "1280")
    assert click(opened, SEA, CTRL) == ("1267", "1280")
    assert click(opened, MALMO, CTRL) == ("1267",)
    assert opened.map_dock.figures.shown() == hoor
    assert click(opened, SEA) is None
    assert opened.map_dock.figures.shown() == everything
    session.undo()
    assert session.view.selection.filter["kommunkod"].values == ("1267",)


def test_a_right_click_opens_the_menu_of_qgis_and_chooses_nothing(opened):
    opened.pick_action.trigger()
    viewport = opened.iface.canvas.viewport()
    menus = []

    def close():
        menus.append(QApplication.activePopupWidget())
        menus[0].close()

    # The menu waits for an answer, in an event loop of its own.
    QTimer.singleShot(0, close)
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, PLAIN, viewport.rect().center())
    assert opened.session.view.selection.filter == {}
    assert isinstance(menus[0], QMenu)


def test_the_choice_follows_the_place_that_is_chosen(opened):
    opened.session.choose(place="sate")
    opened.pick_action.trigger()
    assert click(opened, HOOR) == ("1267",)
    reached = [area.code for area in opened.session.view.totals.areas if area.count]
    assert reached == ["1267"] and opened.session.view.selection.place == "sate"


def test_a_click_finds_the_municipality_in_another_coordinate_system(opened):
    from qgis.core import QgsCoordinateTransform, QgsProject

    canvas = opened.iface.canvas
    web = QgsCoordinateReferenceSystem("EPSG:3857")
    there = QgsCoordinateTransform(
        canvas.mapSettings().destinationCrs(), web, QgsProject.instance()
    )
    canvas.setDestinationCrs(web)
    canvas.setExtent(
        there.transformBoundingBox(QgsRectangle(330_000, 6_110_000, 500_000, 6_280_000))
    )
    opened.pick_action.trigger()
    assert click(opened, there.transform(QgsPointXY(*HOOR))) == ("1267",)


def test_esc_leaves_for_the_tool_before(opened):
    opened.pick_action.trigger()
    QTest.keyClick(opened.iface.canvas, Qt.Key.Key_Escape)
    assert opened.iface.canvas.mapTool() is opened.pan
    assert not opened.pick_action.isChecked()
    assert click(opened, HOOR) is None
    opened.pick_action.trigger()
    opened.pick_action.trigger()
    assert opened.iface.canvas.mapTool() is opened.pan


def test_a_map_without_such_a_facet_offers_no_tool(opened):
    opened.pick_action.trigger()
    for name, description in opened.session.catalogue.maps.items():
        has = any(item.kind == "place" and not item.via for item in description.facets)
        opened.session.show(name)
        assert opened.pick_action.isEnabled() == has
    opened.session.forget()
    assert not opened.pick_action.isEnabled()
    assert opened.iface.canvas.mapTool() is opened.pan
