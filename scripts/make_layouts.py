"""Writes resources/layouts/*.qpt: one design, one row of measures for each sheet.

The plugin fills the items by their ids, so a template can be opened, changed and saved in QGIS's
layout designer. Run this script again only to change the design itself:

    QT_QPA_PLATFORM=offscreen python3 scripts/make_layouts.py
"""

import base64
import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPolygonF
from qgis.PyQt.QtXml import QDomDocument

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "layouts"
# One typeface; the later names stand in where the first is not installed.
FAMILIES = ["Open Sans", "Segoe UI", "Noto Sans", "DejaVu Sans"]
INK, GREY, PALE = "#1f2328", "#5f666d", "#b9bec4"
ARROW = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30">'
    f'<path d="M10 0 L17 18 L10 14 Z" fill="{GREY}"/>'
    f'<path d="M10 0 L3 18 L10 14 Z" fill="none" stroke="{GREY}" stroke-width="0.9"/>'
    f'<path d="M6.6 30 V21 L13.4 29.4 V21" fill="none" stroke="{GREY}" stroke-width="1.5"/></svg>'
)


@dataclass(frozen=True)
class Sheet:
    """Measures of one sheet in mm, type sizes in points; boxes are (x, y, width, height)."""

    width: float
    height: float
    title: tuple
    subtitle: tuple
    example: tuple
    map: tuple
    legend: tuple
    figures: tuple
    outside: tuple
    foot: tuple
    scalebar: tuple
    arrow: tuple
    title_size: float
    subtitle_size: float
    text_size: float
    foot_size: float


SHEETS = {
    "a4-liggande": Sheet(
        297, 210,
        title=(12, 10, 235, 10.5), subtitle=(12, 20.5, 273, 9), example=(253, 12, 32, 6.6),
        map=(12, 31, 197, 159),
        legend=(217, 34, 68, 70), figures=(217, 110, 68, 34), outside=(217, 150, 68, 39),
        foot=(12, 194.5, 273, 9),
        scalebar=(13, 180, 34, 9), arrow=(14, 166, 6, 9),
        title_size=20, subtitle_size=10.5, text_size=9.5, foot_size=7,
    ),
    "a4-staende": Sheet(
        210, 297,
        title=(12, 11, 150, 10.5), subtitle=(12, 21.5, 186, 9), example=(166, 13, 32, 6.6),
        map=(12, 33, 186, 180),
        legend=(12, 217, 58, 58), figures=(77, 217, 56, 58), outside=(140, 217, 58, 58),
        foot=(12, 279.5, 186, 11),
        scalebar=(13, 186, 40, 9), arrow=(14, 172, 6, 9),
        title_size=19, subtitle_size=10.5, text_size=9, foot_size=7,
    ),
    "a3-liggande": Sheet(
        420, 297,
        title=(16, 14, 338, 14), subtitle=(16, 28.5, 388, 12), example=(362, 16.5, 42, 8.6),
        map=(16, 42, 286, 228),
        legend=(313, 46, 91, 96), figures=(313, 150, 91, 48), outside=(313, 206, 91, 64),
        foot=(16, 276, 388, 12),
        scalebar=(17, 256, 48, 11), arrow=(19, 238, 8, 12),
        title_size=27, subtitle_size=14, text_size=12.5, foot_size=8.5,
    ),
    "a3-staende": Sheet(
        297, 420,
        title=(16, 15, 216, 14), subtitle=(16, 29.5, 265, 12), example=(239, 17.5, 42, 8.6),
        map=(16, 45, 265, 257),
        legend=(16, 308, 80, 82), figures=(108, 308, 78, 82), outside=(199, 308, 82, 82),
        foot=(16, 396, 265, 14),
        scalebar=(17, 264, 56, 11), arrow=(19, 246, 8, 12),
        title_size=26, subtitle_size=14, text_size=12, foot_size=8.5,
    ),
}  # fmt: skip


def text_format(size, colour=INK, weight=QFont.Weight.Normal, style="Regular"):
    font = QFont(FAMILIES[0])
    font.setWeight(weight)
    font.setStyleName(style)
    # The least spacing keeps Qt from setting ligatures, which a search in the PDF would miss.
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1 / 64)
    made = QgsTextFormat()
    made.setFont(font)
    made.setNamedStyle(style)
    made.setFamilies(FAMILIES[1:])
    made.setSize(size)
    made.setSizeUnit(Qgis.RenderUnit.Points)
    made.setColor(QColor(colour))
    return made


def semibold(size, colour=INK):
    return text_format(size, colour, QFont.Weight.DemiBold, "Semibold")


def place(item, box, name):
    x, y, width, height = box
    item.setId(name)
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))
    item.layout().addLayoutItem(item)
    return item


def add_label(layout, box, name, text, form, across=Qt.AlignmentFlag.AlignLeft, down=None):
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setTextFormat(form)
    item.setMarginX(0)
    item.setMarginY(0)
    item.setHAlign(across)
    item.setVAlign(down or Qt.AlignmentFlag.AlignTop)
    return place(item, box, name)


def add_map(layout, box):
    item = QgsLayoutItemMap(layout)
    item.setCrs(QgsCoordinateReferenceSystem("EPSG:3006"))
    item.setBackgroundEnabled(False)
    item.setFrameEnabled(False)
    return place(item, box, "map")


def add_scalebar(layout, sheet, linked):
    item = QgsLayoutItemScaleBar(layout)
    place(item, sheet.scalebar, "scalebar")
    item.setLinkedMap(linked)
    item.setStyle("Line Ticks Up")
    item.setUnits(Qgis.DistanceUnit.Kilometers)
    item.setUnitLabel("km")
    item.setMapUnitsPerScaleBarUnit(1)
    item.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.FitWidth)
    item.setNumberOfSegmentsLeft(0)
    item.setNumberOfSegments(2)
    item.setMinimumBarWidth(sheet.scalebar[2] * 0.35)
    item.setMaximumBarWidth(sheet.scalebar[2] * 0.78)
    item.setHeight(1.2)
    item.setLabelBarSpace(0.8)
    item.setBoxContentSpace(0.5)
    item.setTextFormat(text_format(sheet.foot_size, GREY))
    line = QgsLineSymbol.createSimple({"line_color": GREY, "line_width": "0.25"})
    item.setLineSymbol(line)
    item.setBackgroundEnabled(False)


def add_arrow(layout, box, linked):
    item = QgsLayoutItemPicture(layout)
    coded = base64.b64encode(ARROW.encode()).decode()
    item.setPicturePath(f"base64:{coded}", Qgis.PictureFormat.SVG)
    item.setLinkedMap(linked)
    item.setNorthMode(QgsLayoutItemPicture.NorthMode.GridNorth)
    item.setBackgroundEnabled(False)
    place(item, box, "northarrow")


def add_rule(layout, x, y, width, name):
    item = QgsLayoutItemPolyline(QPolygonF([QPointF(x, y), QPointF(x + width, y)]), layout)
    item.setSymbol(QgsLineSymbol.createSimple({"line_color": PALE, "line_width": "0.2"}))
    item.setId(name)
    layout.addLayoutItem(item)


def build(sheet, name):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.setName(name)
    layout.renderContext().setDpi(300)
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(sheet.width, sheet.height))
    linked = add_map(layout, sheet.map)
    middle = Qt.AlignmentFlag.AlignVCenter
    add_label(layout, sheet.title, "title", "Titel", semibold(sheet.title_size), down=middle)
    add_label(
        layout,
        sheet.subtitle,
        "subtitle",
        "Enhet och urval",
        text_format(sheet.subtitle_size, GREY),
    )
    badge = add_label(
        layout,
        sheet.example,
        "example",
        "Exempeldata",
        semibold(sheet.text_size, GREY),
        Qt.AlignmentFlag.AlignHCenter,
        middle,
    )
    badge.setFrameEnabled(True)
    badge.setFrameStrokeColor(QColor(PALE))
    badge.setFrameStrokeWidth(QgsLayoutMeasurement(0.25))
    for box, item, text in (
        (sheet.legend, "legend", "Teckenförklaring"),
        (sheet.figures, "figures", "Nyckeltal"),
        (sheet.outside, "outside", "Utanför kartan"),
    ):
        add_label(layout, box, item, text, text_format(sheet.text_size))
    add_scalebar(layout, sheet, linked)
    add_arrow(layout, sheet.arrow, linked)
    x, y, width, _ = sheet.foot
    add_rule(layout, x, y - 1.8, width, "rule_foot")
    add_label(
        layout,
        sheet.foot,
        "foot",
        "Källor, räknesätt, plats, befolkning, datum",
        text_format(sheet.foot_size, GREY),
    )
    return layout


def written(layout, name):
    """Return the template as XML that is the same at every run."""
    document = QDomDocument()
    document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
    text = document.toString(1)
    known = {}
    for found in re.findall(r"\{[0-9a-f-]{36}\}", text):
        known.setdefault(found, f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'{name}/{len(known)}')}}}")
    for found, steady in known.items():
        text = text.replace(found, steady)
    root = ET.fromstring(text)
    for element in root.iter():
        element.attrib = dict(sorted(element.attrib.items()))
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode") + "\n"


def main():
    application = QgsApplication([], False)
    application.initQgis()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, sheet in SHEETS.items():
        path = FOLDER / f"{name}.qpt"
        path.write_text(written(build(sheet, name), name), encoding="utf-8")
    application.exitQgis()


if __name__ == "__main__":
    main()
