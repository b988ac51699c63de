"""A printed map: all it must say stands on the paper, whole, and nothing lies on anything else."""

import itertools
import re
import subprocess
from pathlib import Path

import pytest
from layout_parts import (
    assert_nothing_collides,
    box,
    items_of,
    needs_poppler,
    pdf_text,
)
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsGeometryGeneratorSymbolLayer,
    QgsGraduatedSymbolRenderer,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemShape,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsRectangle,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from skanekarta_plugin.analysis.model import (
    Area,
    Legend,
    MapClass,
    MapView,
    Selection,
    Texts,
    Totals,
)
from skanekarta_plugin.definitions.loader import load_catalogue
from skanekarta_plugin.errors import OutputError
from skanekarta_plugin.output import layouts
from skanekarta_plugin.output.gate import check_audience
from skanekarta_plugin.output.printing import build_layout, print_map, templates

ROOT = Path(__file__).resolve().parents[2]
SKANE = QgsRectangle(342785, 6133891, 474790, 6265743)
NAMES = ("a3-liggande", "a3-staende", "a4-liggande", "a4-staende")
COLOURS = ("#deebf7", "#9ecae1", "#6baed6", "#3182bd", "#08519c")
LIMITS = (0, 10, 25, 50, 100, 300)

SHORT = {
    "title": "Beviljade regionala stöd till dans, 2020–2023",
    "filter": "År 2020–2023 · Konst- och kulturområde: Dans",
    "counting": "Stöd till flera kommuner delas lika mellan dem.",
    "place": "Kartan visar verksamhetskommun.",
    "population": "Invånare 31 december samma år (SCB).",
    "sources": "Källor: regionala_stod.xlsx (importerad 2026-05-03), befolkning_2019.csv",
    "outside": (
        ("Hela Skåne", "12", "940 000 kr"),
        ("Flera kommuner", "7", "310 500 kr"),
        ("Okänd kommun", "3", "50 000 kr"),
    ),
}
LONG = {
    "title": "Beviljade regionala stöd till bild och form, formgivning, arkitektur och hemslöjd, "
    "produktions- och utvecklingsstöd samt startstöd till hållbar platsutveckling, 2018–2025",
    "filter": " · ".join(
        f"{name}: Allmän- och vuxenkulturfrågor, Bibliotekspersonal, Nationella minoriteter, "
        "Kultur- och fritidsförvaltningar, Kulturpedagogiska nätverket"
        for name in ("Målgrupp", "Utlysning", "Mottagare", "Konst- och kulturområde")
    ),
    "counting": "Stöd som nämner flera kommuner delas lika mellan dem i hela ören enligt största "
    "rest, och vid lika rest efter kommunkod; stöd till hela Skåne ligger utanför kartan.",
    "place": "Kartan visar verksamhetskommun; säteskommun står aldrig i stället för en okänd.",
    "population": "Invånare 31 december samma år, eller närmast tidigare år som finns: 2018 och "
    "2019 för 2019, 2020–2025 för 2019 (SCB).",
    "sources": "Källor: " + ", ".join(
        f"ärendeutdrag_{year}_slutligt_rättat.xlsx (importerad 2026-05-03)"
        for year in range(2018, 2026)
    ),
    "outside": (
        ("Hela Skåne eller hela den regionala organisationen", "1 212", "199 940 000,50 kr"),
        ("Flera kommuner (räknas utanför kartan)", "1 007", "310 500 000,75 kr"),
        ("Okänd eller felstavad kommun i källan", "3", "50 000 kr"),
        ("Uppgift om verksamhetskommun saknas", "399", "1 050 000 kr"),
    ),
}  # fmt: skip


def areas():
    source = QgsVectorLayer(str(ROOT / "resources/data/kommuner.gpkg") + "|layername=kommuner")
    found = sorted((f["kommunkod"], f["kommun"], f.geometry()) for f in source.getFeatures())
    # Osby has nothing, Perstorp is unknown; the rest runs from 3 to 300 kronor.
    values = {code: round(3 + i**2 * 297 / 32**2, 2) for i, (code, _, _) in enumerate(found)}
    values |= {"1273": 0.0, "1275": None}
    return found, values


def map_view(rate=True, words=SHORT, example="Exempeldata", figures=None):
    description = load_catalogue().maps["regionala_stod"]
    wanted = "beviljat_per_invanare" if rate else "beviljat"
    choice = next(item for item in description.choices if item.name == wanted)
    found, values = areas()
    rows = tuple(Area(code, name, 1, 100, values[code], values[code]) for code, name, _ in found)
    known = [value for value in values.values() if value]
    counts = [sum(a < v <= b for v in known) for a, b in itertools.pairwise(LIMITS)]
    classes = tuple(
        MapClass(a, b, colour, f"{a}–{b} ({count})", count)
        for a, b, colour, count in zip(LIMITS, LIMITS[1:], COLOURS, counts, strict=False)
    )
    zero = MapClass(0, 0, "#f2f0eb", "Inget stöd (1)", 1)
    sizes = () if rate else ((300, "300 000 kr"), (75, "75 000 kr"), (5, "5 000 kr"))
    texts = Texts(
        title=words["title"],
        measure="Beviljat belopp per invånare" if rate else "Beviljat belopp",
        unit="kr per invånare" if rate else "kr", filter=words["filter"],
        counting=words["counting"], place=words["place"], population=words["population"],
        sources=words["sources"], example=example,
        figures=figures or (
            ("Totalt", "38 232 500 kr"), ("På kartan", "36 932 000 kr"),
            ("Utanför kartan", "1 300 500 kr"), ("Ärenden", "412"),
        ),
        exact=(),
        outside=words["outside"],
    )  # fmt: skip
    totals = Totals(rows, 412, 390, 22, 3823250000, 3693200000, 130050000, (), True)
    return MapView(
        description, load_catalogue().dataset_of(description), choice,
        Selection("regionala_stod", {}, wanted, "verksamhet", "dela"), totals, (), {},
        Legend(classes, zero, "Uppgift saknas (1)", 1, 300.0, sizes), texts, "",
    )  # fmt: skip


def styled_layer(view):
    layer = QgsVectorLayer(
        "MultiPolygon?crs=EPSG:3006&field=kommunkod:string(4)&field=varde:double", "Kommuner",
        "memory",
    )  # fmt: skip
    found, values = areas()
    features = []
    for code, _, geometry in found:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([code, values[code]])
        feature.setGeometry(geometry)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    if view.choice.is_choropleth:
        ranges = [QgsRendererRange(0, 0, fill("#f2f0eb"), "Inget stöd (1)")] + [
            QgsRendererRange(c.lower, c.upper, fill(c.colour), c.label) for c in view.legend.classes
        ]
        layer.setRenderer(QgsGraduatedSymbolRenderer("varde", ranges))
    else:
        layer.setRenderer(QgsSingleSymbolRenderer(circles()))
    return layer


def fill(colour):
    return QgsFillSymbol.createSimple(
        {"color": colour, "outline_color": "#ffffff", "outline_width": "0.25"}
    )


def circles():
    marker = QgsMarkerSymbol.createSimple({"name": "circle", "color": "#d95f0e"})
    marker.symbolLayer(0).setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertySize,
        QgsProperty.fromExpression('max(0.9, 16 * sqrt("varde" / 300))'),
    )
    generator = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": "centroid($geometry)"})
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(marker)
    symbol = fill("#dcdedb")
    symbol.appendSymbolLayer(generator)
    return symbol


def printed(tmp_path, template, suffix=".pdf", **given):
    view = map_view(**given)
    return print_map(view, [styled_layer(view)], SKANE, tmp_path / f"karta{suffix}", template)


def built(template, **given):
    """Return layout, and what must outlive it."""
    view = map_view(**given)
    project, layer = QgsProject(), styled_layer(view)
    layout = build_layout(project, view, [layer], SKANE, template)
    return layout, (project, layer)


def pdf_words(path):
    """Return (x, y, word) of the middle of each word, in mm from the upper left corner."""
    run = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    )
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', run.stdout
    )
    mm = 25.4 / 72
    return [
        ((float(a) + float(c)) / 2 * mm, (float(b) + float(d)) / 2 * mm,
         float(a) * mm, float(c) * mm, word)
        for a, b, c, d, word in found
    ]  # fmt: skip


def test_templates_are_the_four_sheets():
    assert templates() == list(NAMES)


@needs_poppler
@pytest.mark.parametrize("template", NAMES)
def test_the_pdf_says_what_was_printed(tmp_path, template):
    text = pdf_text(printed(tmp_path, template))
    for wanted in (
        SHORT["title"], SHORT["filter"], SHORT["counting"], SHORT["place"], SHORT["population"],
        SHORT["sources"], "Exempeldata", "kr per invånare", "38 232 500 kr", "36 932 000 kr",
        "1 300 500 kr", "Hela Skåne (12)", "940 000 kr", "100–300", "10–25", "Inget stöd",
        "Uppgift saknas", "km",
    ):  # fmt: skip
        assert wanted in text


@needs_poppler
def test_the_pdf_knows_title_author_and_page(tmp_path):
    path = printed(tmp_path, "a3-staende")
    info = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(rf"Title: +{SHORT['title']}", info)
    assert re.search(r"Author: +Region Skåne", info)
    width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", info).groups())
    assert (width * 25.4 / 72, height * 25.4 / 72) == pytest.approx((297, 420), abs=0.5)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    assert len(fonts.stdout.splitlines()) > 2


@pytest.mark.parametrize("template", NAMES)
@pytest.mark.parametrize("words", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("rate", [True, False], ids=["classes", "circles"])
def test_nothing_lies_on_anything_else(template, words, rate):
    layout, _kept = built(template, words=words, rate=rate)
    assert len(items_of(layout)) > 20
    assert_nothing_collides(layout)


@needs_poppler
@pytest.mark.parametrize("template", NAMES)
@pytest.mark.parametrize("words", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("rate", [True, False], ids=["classes", "circles"])
def test_every_word_lies_in_its_frame(tmp_path, template, words, rate):
    placed = pdf_words(printed(tmp_path, template, words=words, rate=rate))
    layout, _kept = built(template, words=words, rate=rate)
    labels = [item for item in items_of(layout) if isinstance(item, QgsLayoutItemLabel)]
    assert len(labels) > 15
    for item in labels:
        frame = box(item)
        inside = [
            word
            for x, y, left, right, word in placed
            if frame.xMinimum() - 0.2 <= left and right <= frame.xMaximum() + 0.2
            and frame.yMinimum() <= y <= frame.yMaximum() and frame.xMinimum() <= x
        ]  # fmt: skip
        assert "".join(inside) == "".join(item.currentText().split()), item.id()


@needs_poppler
def test_long_texts_are_printed_to_the_end(tmp_path):
    text = pdf_text(printed(tmp_path, "a4-staende", words=LONG)).replace(" ", "")
    for name in ("title", "filter", "counting", "place", "population", "sources"):
        assert LONG[name].replace(" ", "") in text


def test_the_circles_of_the_legend_are_those_of_the_map():
    layout, _kept = built("a4-liggande", rate=False)
    ellipse = QgsLayoutItemShape.Shape.Ellipse
    found = sorted(
        item.rect().width()
        for item in items_of(layout)
        if isinstance(item, QgsLayoutItemShape) and item.shapeType() == ellipse
    )
    # Areas follow the values: a quarter of the value is half the diameter.
    assert found == pytest.approx([16 * (5 / 300) ** 0.5, 8, 16], abs=0.01)


def test_the_legend_has_the_colours_of_the_map():
    layout, _kept = built("a4-liggande")
    shapes = [item for item in items_of(layout) if isinstance(item, QgsLayoutItemShape)]
    shapes.sort(key=lambda item: item.pagePos().y())
    colours = [item.symbol().color().name() for item in shapes]
    assert colours[:6] == [*reversed(COLOURS), "#f2f0eb"]
    assert len(colours) == 7


def test_the_legend_explains_the_points_in_use():
    points = QgsVectorLayer("Point?crs=EPSG:3006&field=typ:string", "Aktiviteter", "memory")
    features = []
    for kind in ("Kommundialog", "Kommundialog", "Nätverksmöte", "Något annat"):
        feature = QgsFeature(points.fields())
        feature.setAttributes([kind])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(400000, 6190000)))
        features.append(feature)
    points.dataProvider().addFeatures(features)
    kinds = {"Kommundialog": "#e41a1c", "Nätverksmöte": "#377eb8", "Kurs": "#4daf4a", "": "#8c8c8c"}
    points.setRenderer(
        QgsCategorizedSymbolRenderer(
            "typ",
            [
                QgsRendererCategory(
                    kind, QgsMarkerSymbol.createSimple({"color": colour}), kind or "Övriga"
                )
                for kind, colour in kinds.items()
            ],
        )
    )
    view, project = map_view(rate=False), QgsProject()
    for template in NAMES:
        layout = build_layout(project, view, [points, styled_layer(view)], SKANE, template)
        said = [i.currentText() for i in items_of(layout) if isinstance(i, QgsLayoutItemLabel)]
        assert {"Aktiviteter", "Kommundialog", "Nätverksmöte", "Övriga"} <= set(said)
        assert "Kurs" not in said
        shapes = [item for item in items_of(layout) if isinstance(item, QgsLayoutItemShape)]
        colours = {item.symbol().color().name() for item in shapes}
        assert {"#e41a1c", "#377eb8", "#8c8c8c"} <= colours


def test_no_example_no_badge():
    layout, _kept = built("a4-liggande", example="")
    assert layout.itemById("example") is None


def test_the_map_shows_the_whole_extent_in_sweref():
    for template in NAMES:
        layout, _kept = built(template)
        shown = layout.itemById("map")
        assert shown.crs().authid() == "EPSG:3006"
        assert shown.extent().contains(SKANE)


def test_data_is_never_taken_for_an_expression():
    words = SHORT | {"title": "Stöd till [% 6 * 7 %] i Höör"}
    layout, _kept = built("a4-liggande", words=words)
    assert "42" not in layout.itemById("title").currentText()


def test_a_png_is_as_sharp_as_paper_needs(tmp_path):
    image = QImage(str(printed(tmp_path, "a4-liggande", ".png")))
    assert (image.width(), image.height()) == pytest.approx((3508, 2480), abs=2)
    # Something is drawn in the darkest colour of the map.
    places = itertools.product(range(200, 2500, 9), range(400, 2200, 9))
    colours = {image.pixelColor(x, y).name() for x, y in places}
    assert COLOURS[-1] in colours


def test_an_svg_keeps_its_text(tmp_path):
    text = printed(tmp_path, "a4-liggande", ".svg").read_text(encoding="utf-8")
    assert "<svg" in text
    assert SHORT["title"] in text


def test_a_template_may_lack_items(tmp_path, monkeypatch):
    text = (ROOT / "resources/layouts/a4-liggande.qpt").read_text(encoding="utf-8")
    for name in ("legend", "outside", "scalebar", "foot", "map"):
        text = text.replace(f'id="{name}"', f'id="my_{name}"')
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "egen.qpt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(layouts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    assert templates() == ["egen"]
    assert printed(tmp_path, "egen").stat().st_size > 5000


def test_a_changed_template_is_followed(tmp_path, monkeypatch):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    item = QgsLayoutItemLabel(layout)
    item.setId("title")
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(item.rect().adjusted(40, 60, 140, 90))
    shown = QgsLayoutItemMap(layout)
    shown.setId("map")
    layout.addLayoutItem(shown)
    shown.attemptSetSceneRect(item.rect().adjusted(20, 100, 140, 190))
    (tmp_path / "layouts").mkdir()
    assert layout.saveAsTemplate(str(tmp_path / "layouts" / "min.qpt"), QgsReadWriteContext())
    monkeypatch.setattr(layouts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    made, _kept = built("min")
    assert made.itemById("title").currentText() == SHORT["title"]
    assert made.itemById("title").pagePos().y() == pytest.approx(60)


def test_the_users_project_stays_as_it_was(tmp_path):
    project = QgsProject.instance()
    project.clear()
    view = map_view()
    layer = styled_layer(view)
    project.addMapLayer(layer)
    project.setTitle("Mitt projekt")
    project.setDirty(False)
    print_map(view, [layer], SKANE, tmp_path / "karta.pdf")
    assert project.metadata().title() == "Mitt projekt"
    assert not project.isDirty()
    assert project.layoutManager().layouts() == []
    project.clear()


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        ("karta.docx", "a4-liggande", ".pdf"),
        ("karta", "a4-liggande", ".svg"),
        ("karta.pdf", "a5", "a4-staende"),
        ("karta.pdf", "../layouts/a4-liggande", "a4-staende"),
    ],
)
def test_what_cannot_be_printed_is_said(tmp_path, name, template, said):
    view = map_view()
    with pytest.raises(OutputError, match=re.escape(said)):
        print_map(view, [styled_layer(view)], SKANE, tmp_path / name, template)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "fil").write_text("en fil, ingen mapp")
    view = map_view()
    with pytest.raises(OutputError, match="fil"):
        print_map(view, [styled_layer(view)], SKANE, tmp_path / "fil" / "karta.pdf")
    assert (tmp_path / "fil").read_text() == "en fil, ingen mapp"


def test_an_old_print_is_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "karta.pdf").write_bytes(b"gammal")
    path = printed(tmp_path, "a4-liggande")
    assert path.read_bytes().startswith(b"%PDF")
    assert [item.name for item in tmp_path.iterdir()] == ["karta.pdf"]


@pytest.mark.parametrize("audience", ["mote", "publikt"])
def test_the_gate_lets_only_the_house_in(tmp_path, audience):
    check_audience("internt")
    view = map_view()
    with pytest.raises(OutputError, match="personal data"):
        print_map(
            view, [styled_layer(view)], SKANE, tmp_path / "karta.pdf", audience=audience
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_the_gate_names_the_audiences_it_knows():
    with pytest.raises(OutputError, match=r"internt.*mote.*publikt"):
        check_audience("alla")
