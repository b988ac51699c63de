"""What a user sees of a map in QGIS: layers, colours, circles, tips, filters, saved projects."""

import dataclasses
import json

import pytest
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

from skanekarta_plugin.analysis.model import (
    AnyOf,
    Area,
    Between,
    Contains,
    Legend,
    MapClass,
    MapView,
    RelatedValue,
    Selection,
    Texts,
    Totals,
)
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.domain.text import fold
from skanekarta_plugin.maps import project as maps
from skanekarta_plugin.maps.areas import area_layer, missing_layer, style_areas
from skanekarta_plugin.maps.palette import MISSING_COLOUR, ZERO_COLOUR, colours
from skanekarta_plugin.maps.subset import FilterFailed, LayerBusy, apply_subset, subset_sql
from skanekarta_plugin.paths import resource
from skanekarta_plugin.store.store import Store

HOOR, HORBY, MALMO, LUND, OSBY = "1267", "1266", "1280", "1281", "1273"
NASTY = '<script>alert(1)</script> & "O\'Hara" [% 1+1 %]'

# id, recipient, year, field, seat, municipalities of activity, target groups, kronor
GRANTS = (
    (1, "Höörs kulturförening", 2021, "Dans", HOOR, [HOOR], ["Barn"], 100.0),
    (2, "ÅHUS 100%_konst", 2022, "Musik", MALMO, [HOOR, HORBY], ["Barn", "Unga"], 200.0),
    (3, "Malmö Opera", 2023, None, MALMO, [MALMO], [], 300.0),
    (4, "Teater 100 konst", 2023, "Dans", None, ["region"], ["Unga"], 400.0),
    (5, "Okända scenen", None, "Dans", MALMO, ["okand"], [], 500.0),
    (6, "Utan plats", 2020, "Musik", LUND, [], [], 600.0),
)


def write(path, table, rows, key="id"):
    """Add rows (dicts; geometry under ``geom``) to a table through QGIS."""
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        for name, value in row.items():
            if name == "geom":
                feature.setGeometry(value)
            else:
                feature[name] = value
        features.append(feature)
    done, _ = layer.dataProvider().addFeatures(features)
    assert done, layer.dataProvider().lastError()


def municipality_rows():
    layer = QgsVectorLayer(f"{resource('data', 'kommuner.gpkg')}|layername=kommuner", "k", "ogr")
    for number, feature in enumerate(layer.getFeatures(), 1):
        yield {
            "id": number,
            "kommunkod": feature["kommunkod"],
            "kommun": feature["kommun"],
            "horn": feature["horn"],
            "radnyckel": feature["kommunkod"],
            "geom": feature.geometry(),
        }


def grant_rows():
    for number, name, year, art, seat, _, _, amount in GRANTS:
        yield {
            "id": number,
            "diarienummer": f"D{number}",
            "ar": year,
            "mottagare": name,
            "sok_mottagare": fold(name),
            "projekt": name,
            "sok_projekt": fold(name),
            "konstomrade": art,
            "sateskommun": seat,
            "beviljat_belopp": amount,
            "radnyckel": f"D{number}",
        }


def place_rows():
    for number, _, _, _, _, places, _, _ in GRANTS:
        for place in places:
            known = place not in ("region", "okand")
            yield {
                "stod_id": number,
                "kommunkod": place if known else None,
                "omfattning": "kommun" if known else place,
                "vikt": 1,
            }


def group_rows():
    for number, _, _, _, _, _, groups, _ in GRANTS:
        for group in groups:
            yield {"stod_id": number, "malgrupp": group}


def activity_rows():
    spots = {"Höör": QgsPointXY(405000, 6200000), "Malmö": QgsPointXY(374000, 6163000)}
    kinds = ("Kommundialog", "Nätverksmöte")
    for number in range(1, 13):
        place = "Höör" if number <= 8 else "Malmö"
        yield {
            "id": number,
            "datum": f"2024-02-{number:02d}",
            "ar": 2024,
            "titel": NASTY if number == 1 else f"Möte {number}",
            "sok_titel": fold(f"Möte {number}"),
            "typ": kinds[number % 2],
            "plats": place,
            "lank": "javascript:alert(1)" if number == 1 else "https://example.org/a?b=1&c=2",
            "radnyckel": f"a{number}",
            "geom": QgsGeometry.fromPointXY(spots[place]),
        }


@pytest.fixture(scope="module")
def map_store(tmp_path_factory, qgis_app):
    path = tmp_path_factory.mktemp("maps") / "skanekarta.gpkg"
    Store.create(path, load_catalogue())
    write(path, "kommuner", municipality_rows())
    write(path, "stod", grant_rows())
    write(path, "stod_kommun", place_rows())
    write(path, "stod_malgrupp", group_rows())
    write(path, "aktiviteter", activity_rows())
    write(
        path,
        "aktiviteter_kommun",
        [
            {
                "aktiviteter_id": number,
                "kommunkod": HOOR if number <= 8 else MALMO,
                "omfattning": "kommun",
                "vikt": 1,
            }
            for number in range(1, 13)
        ],
    )
    return path


@pytest.fixture
def project(qgis_app):
    # Virtual fields read the variables of the instance only.
    instance = QgsProject.instance()
    instance.clear()
    yield instance
    instance.clear()


def make_view(path, name, values, *, measure="", filter_=None, place="", related=None, unit="kr"):
    """Build a view by hand.

    :param values: what each municipality shows, by code; the others show 0
    """
    catalogue = load_catalogue()
    description = catalogue.maps[name]
    choice = next(item for item in description.choices if item.name == measure or not measure)
    money = bool(choice.measure.field == "beviljat_belopp")
    areas = []
    for row in municipality_rows():
        value = values.get(row["kommunkod"], 0)
        amount = value * 100 if money and value is not None else value
        rate = value if choice.per_inhabitant else None
        areas.append(Area(row["kommunkod"], row["kommun"], 2, amount, rate, value))
    known = [value for value in (area.value for area in areas) if value is not None]
    zeros, missing = known.count(0), len(areas) - len(known)
    legend = Legend(
        classes=(
            MapClass(0, 10, "#9ecae1", "till 10", 1),
            MapClass(10, 20, "#4292c6", "10–20", 1),
            MapClass(20, 30, "#084594", "20–30", 1),
        ),
        zero=MapClass(0, 0, ZERO_COLOUR, f"Inget stöd ({zeros})", zeros) if zeros else None,
        missing_label=f"Uppgift saknas ({missing})",
        missing_count=missing,
        largest=max(known, default=0),
    )
    return MapView(
        description=description,
        dataset=catalogue.dataset_of(description),
        choice=choice,
        selection=Selection(
            name,
            filter_ or {},
            choice.name,
            place or description.places[0].name,
            description.counting[0],
        ),
        totals=Totals(tuple(areas), 9, 9, 0, 0, 0, 0, (), money, 100 if money else 1),
        facets=(),
        related=related or {},
        legend=legend,
        texts=texts("Titel <b>1</b>", unit),
        store=str(path),
    )


def texts(title, unit):
    blank = {field.name: "" for field in dataclasses.fields(Texts)}
    said = {
        "title": title,
        "measure": "Beviljat belopp",
        "unit": unit,
        "example": "Exempeldata",
        "figures": (),
        "outside": (),
    }
    return Texts(**blank | said)


RATES = {HOOR: 15, HORBY: 5, MALMO: 25, LUND: None, OSBY: 99, "1257": -3}


def rate_view(path, **changes):
    changes = {"measure": "beviljat_per_invanare", "unit": "kr per invånare"} | changes
    return make_view(path, "regionala_stod", RATES, **changes)


def sum_view(path, values=None, **changes):
    return make_view(
        path, "regionala_stod", values or {MALMO: 4_000_000, HOOR: 1_000_000}, **changes
    )


def render(project, size=(600, 500)):
    root = project.layerTreeRoot()
    visible = [layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()]
    settings = QgsMapSettings()
    settings.setLayers(visible)
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(96)
    settings.setExtent(project.viewSettings().defaultViewExtent())
    # QGIS makes this when it is first asked for; two of its threads asking at once never end.
    QgsProject.instance().createExpressionContextScope()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.errors() == []
    labels = job.takeLabelingResults().allLabels()
    return job.renderedImage(), settings, [item for item in labels if not item.isUnplaced]


def codes(path, sql, table="stod"):
    layer = QgsVectorLayer(
        f"{path}|layername={table}|subset={sql}" if sql else f"{path}|layername={table}", "x", "ogr"
    )
    assert layer.featureCount() >= 0, sql
    return sorted(feature.id() for feature in layer.getFeatures())


def subset(filter_, place="verksamhet", codelists=None, name="regionala_stod"):
    catalogue = load_catalogue()
    description = catalogue.maps[name]
    selection = Selection(name, filter_, description.choices[0].name, place, "dela")
    return subset_sql(catalogue.dataset_of(description), description, selection, codelists)


# Colours


@pytest.mark.parametrize("palette", ["Blues", "Greens", "viridis"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 9, 12])
def test_palettes_run_from_light_to_dark(qgis_app, palette, count):
    from qgis.PyQt.QtGui import QColor

    found = colours(palette, count)
    greys = [0.3 * c.redF() + 0.59 * c.greenF() + 0.11 * c.blueF() for c in map(QColor, found)]
    assert len(set(found)) == count
    assert greys == sorted(greys, reverse=True)
    assert ZERO_COLOUR not in found and MISSING_COLOUR not in found and greys[0] < 0.95


def test_an_unknown_palette_is_refused(qgis_app):
    from skanekarta_plugin.errors import DefinitionError

    with pytest.raises(DefinitionError, match="Rainbow"):
        colours("Rainbow", 5)


# Opening


def test_opening_twice_gives_one_group_and_one_theme(project, map_store):
    maps.open_map(project, rate_view(map_store))
    count = len(project.mapLayers())
    maps.open_map(project, rate_view(map_store))
    groups = [node.name() for node in project.layerTreeRoot().findGroups()]
    assert groups == ["Regionala stöd"]
    assert project.mapThemeCollection().mapThemes() == ["Regionala stöd"]
    assert len(project.mapLayers()) == count == 4
    assert maps.open_maps(project) == ["regionala_stod"]
    assert maps.is_open(project, "regionala_stod") and not maps.is_open(project, "aktiviteter")


def test_an_empty_project_is_set_up(project, map_store):
    maps.open_map(project, rate_view(map_store))
    assert project.crs().authid() == "EPSG:3006"
    extent = project.viewSettings().defaultViewExtent()
    assert extent.crs().authid() == "EPSG:3006"
    everything = QgsVectorLayer(f"{map_store}|layername=kommuner", "k", "ogr").extent()
    assert extent.contains(everything)
    assert extent.width() == pytest.approx(everything.width() * 1.1)


def test_a_project_in_use_keeps_its_crs(project, map_store):
    from qgis.core import QgsCoordinateReferenceSystem

    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:3857", "eget", "memory"))
    maps.open_map(project, rate_view(map_store))
    assert project.crs().authid() == "EPSG:3857"


def test_showing_a_map_hides_the_others_and_leaves_own_layers(project, map_store):
    own_on = QgsVectorLayer("Point?crs=EPSG:3006", "på", "memory")
    own_off = QgsVectorLayer("Point?crs=EPSG:3006", "av", "memory")
    project.addMapLayers([own_on, own_off])
    root = project.layerTreeRoot()
    root.findLayer(own_off.id()).setItemVisibilityChecked(False)
    maps.open_map(project, rate_view(map_store))
    maps.open_map(project, make_view(map_store, "aktiviteter", {HOOR: 8}))
    shown = {layer.id() for layer in root.checkedLayers() if root.findLayer(layer.id()).isVisible()}
    grants = maps.layers_of(project, "regionala_stod")
    activities = maps.layers_of(project, "aktiviteter")
    assert own_on.id() in shown and own_off.id() not in shown
    assert not shown & {layer.id() for layer in grants.values()}
    assert activities["farger"].id() in shown and activities["symboler"].id() not in shown

    apply_theme(project, "Regionala stöd")
    assert root.findLayer(grants["farger"].id()).isVisible()
    assert not root.findLayer(activities["farger"].id()).isVisible()
    maps.show_map(project, "aktiviteter")
    assert root.findLayer(activities["farger"].id()).isVisible()
    assert not root.findLayer(activities["symboler"].id()).isVisible()
    assert not root.findLayer(grants["farger"].id()).isVisible()
    assert maps.active_map(project) == "aktiviteter"


def apply_theme(project, name):
    root = project.layerTreeRoot()
    model = QgsLayerTreeModel(root)
    project.mapThemeCollection().applyTheme(name, root, model)
    del model


def update_map(project, view):
    maps.update_map(project, view, Store.open(view.store, load_catalogue()).codelists())


def test_rates_show_colours_and_totals_show_circles(project, map_store):
    maps.open_map(project, rate_view(map_store))
    layers = maps.layers_of(project, "regionala_stod")
    root = project.layerTreeRoot()
    assert root.findLayer(layers["farger"].id()).isVisible()
    assert not root.findLayer(layers["symboler"].id()).isVisible()
    update_map(project, sum_view(map_store))
    assert not root.findLayer(layers["farger"].id()).isVisible()
    assert root.findLayer(layers["symboler"].id()).isVisible()
    themed = project.mapThemeCollection().mapThemeVisibleLayerIds("Regionala stöd")
    assert layers["symboler"].id() in themed and layers["farger"].id() not in themed


def test_layers_are_known_by_property_not_by_name(project, map_store):
    maps.open_map(project, rate_view(map_store))
    for number, layer in enumerate(project.mapLayers().values()):
        layer.setName(f"Lager {number}")
    project.layerTreeRoot().findGroups()[0].setName("Min grupp")
    maps.open_map(project, sum_view(map_store))
    assert len(project.mapLayers()) == 4
    assert [node.name() for node in project.layerTreeRoot().findGroups()] == ["Min grupp"]
    shown = [layer.name() for layer in maps.layers_of(project, "regionala_stod").values()]
    assert all(name.startswith("Lager") for name in shown)


# What is seen


def colour_at(image, settings, layer, code):
    feature = next(layer.getFeatures(f"\"kommunkod\" = '{code}'"))
    point = feature.geometry().poleOfInaccessibility(500)[0].asPoint()
    pixel = settings.mapToPixel().transform(point)
    return image.pixelColor(round(pixel.x()), round(pixel.y()) + 14).name()


def test_each_class_has_its_colour_and_frozen_limits_lose_no_area(project, map_store):
    maps.open_map(project, rate_view(map_store))
    image, settings, labels = render(project, (1200, 1000))
    layer = maps.layers_of(project, "regionala_stod")["farger"]
    seen = {code: colour_at(image, settings, layer, code) for code in (*RATES, "1290")}
    assert seen[HORBY] == "#9ecae1" and seen[HOOR] == "#4292c6" and seen[MALMO] == "#084594"
    assert seen[OSBY] == "#084594" and seen["1257"] == "#9ecae1"
    assert seen["1290"] == ZERO_COLOUR
    assert seen[LUND] not in (ZERO_COLOUR, "#9ecae1", "#4292c6", "#084594")
    assert len({item.labelText for item in labels if item.labelText}) == 33


def test_all_names_stand_free_of_each_other(project, map_store):
    maps.open_map(project, sum_view(map_store, dict.fromkeys((HOOR, HORBY, OSBY), 1000)))
    _, _, labels = render(project, (1200, 1000))
    boxes = [item.labelRect for item in labels if item.labelText]
    assert len(boxes) == 33
    clashes = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.intersects(b)]
    assert clashes == []


def circle_sizes(layer):
    """Return the drawn diameter in millimetres by code, evaluated as QGIS does."""
    found = {}
    for rule in layer.renderer().rootRule().children():
        for symbol_layer in rule.symbol().symbolLayers():
            if symbol_layer.layerType() != "GeometryGenerator":
                continue
            marker = symbol_layer.subSymbol().symbolLayer(0)
            size = marker.dataDefinedProperties().property(marker.Property.PropertySize)
            for feature in layer.getFeatures(rule.filterExpression()):
                context = QgsExpressionContext(
                    QgsExpressionContextUtils.globalProjectLayerScopes(layer)
                )
                context.setFeature(feature)
                found[feature["kommunkod"]] = size.value(context)[0]
    return found


def test_circle_areas_are_proportional_and_zero_has_none(project, map_store):
    values = {MALMO: 4_000_000, HOOR: 1_000_000, LUND: None, OSBY: 0}
    maps.open_map(project, sum_view(map_store, values))
    sizes = circle_sizes(maps.layers_of(project, "regionala_stod")["symboler"])
    assert set(sizes) == {MALMO, HOOR}
    assert sizes[MALMO] == pytest.approx(16)
    assert (sizes[MALMO] / sizes[HOOR]) ** 2 == pytest.approx(4)


def test_points_on_one_spot_are_all_seen(project, map_store):
    maps.open_map(project, make_view(map_store, "aktiviteter", {}))
    image, _, _ = render(project, (1600, 1200))
    blue = sum(
        1
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).name() == "#377eb8"
    )
    # Six of the twelve activities are network meetings; on top of each other they would be two.
    # A dot of 1.8 mm at 96 dpi covers about 20 pixels inside its outline.
    assert blue > 5 * 20


def test_the_live_fields_hold_kronor_and_null(project, map_store):
    related = {"invanare": {HOOR: RelatedValue("16 713", 16713.0)}}
    view = sum_view(map_store, {MALMO: 1234567.89, LUND: None}, related=related)
    maps.open_map(project, view)
    for role in ("farger", "symboler", "saknas"):
        layer = maps.layers_of(project, "regionala_stod")[role]
        rows = {feature["kommunkod"]: feature for feature in layer.getFeatures()}
        assert rows[MALMO]["varde"] == rows[MALMO]["summa"] == 1234567.89
        assert (
            rows[LUND]["varde"] is None
            or rows[LUND]["varde"] != rows[LUND]["varde"]
            or str(rows[LUND]["varde"]) == "NULL"
        )
        assert rows[HOOR]["varde"] == 0 and rows[HOOR]["antal"] == 2
        assert rows[HOOR]["invanare"] == 16713
        assert layer.attributeAlias(layer.fields().indexOf("varde")).startswith("Beviljat belopp")
    kept = json.loads(
        QgsExpressionContextUtils.projectScope(project).variable("skanekarta_regionala_stod")
    )
    assert kept[MALMO]["varde"] == 1234567.89 and kept[LUND]["varde"] is None


def test_a_new_filter_reaches_map_and_table(project, map_store):
    maps.open_map(project, rate_view(map_store))
    project.setDirty(False)
    update_map(project, rate_view(map_store, filter_={"konstomrade": AnyOf(("Dans",))}))
    layers = maps.layers_of(project, "regionala_stod")
    assert sorted(feature.id() for feature in layers["tabell"].getFeatures()) == [1, 4, 5]
    assert project.isDirty()
    update_map(project, rate_view(map_store))
    assert layers["tabell"].featureCount() == 6
    assert layers["tabell"].attributeAlias(layers["tabell"].fields().indexOf("ar")) == "År"


def test_the_store_stays_out_of_wal_mode(project, map_store):
    maps.open_map(project, rate_view(map_store))
    maps.open_map(project, make_view(map_store, "aktiviteter", {}))
    for year in (2021, 2022, 2023):
        update_map(project, rate_view(map_store, filter_={"ar": Between(year, year)}))
        render(project, (100, 100))
    with open(map_store, "rb") as file:
        assert file.read(20)[18:] == b"\x01\x01"


def test_the_table_speaks_the_users_language_and_hides_what_is_technical(project, map_store):
    maps.open_map(project, rate_view(map_store))
    table = maps.layers_of(project, "regionala_stod")["tabell"]
    hidden = {column.name for column in table.attributeTableConfig().columns() if column.hidden}
    assert {"id", "omgang", "kallblad", "kallrad", "radnyckel", "sok_projekt"} <= hidden
    assert not {"mottagare", "beviljat_belopp"} & hidden
    seat = table.editorWidgetSetup(table.fields().indexOf("sateskommun"))
    assert {"Höör": HOOR} in seat.config()["map"]
    assert table.attributeAlias(table.fields().indexOf("beviljat_belopp")) == "Beviljat belopp"


# Filters


@pytest.mark.parametrize(
    ("filter_", "place", "wanted"),
    [
        ({}, "verksamhet", [1, 2, 3, 4, 5, 6]),
        ({"konstomrade": AnyOf(("Dans", "Musik"))}, "verksamhet", [1, 2, 4, 5, 6]),
        ({"konstomrade": AnyOf((None,))}, "verksamhet", [3]),
        ({"konstomrade": AnyOf((None, "Musik"))}, "verksamhet", [2, 3, 6]),
        ({"konstomrade": AnyOf(())}, "verksamhet", []),
        ({"ar": Between(2021, 2022)}, "verksamhet", [1, 2]),
        ({"ar": Between(None, 2021)}, "verksamhet", [1, 6]),
        ({"ar": Between(2023, None)}, "verksamhet", [3, 4]),
        ({"ar": AnyOf((2020, None))}, "verksamhet", [5, 6]),
        ({"malgrupp": AnyOf(("Unga",))}, "verksamhet", [2, 4]),
        ({"malgrupp": AnyOf((None, "Barn"))}, "verksamhet", [1, 2, 3, 5, 6]),
        ({"kommunkod": AnyOf((HOOR,))}, "verksamhet", [1, 2]),
        ({"kommunkod": AnyOf((HOOR,))}, "sate", [1]),
        ({"kommunkod": AnyOf(("12",))}, "verksamhet", [4]),
        ({"kommunkod": AnyOf((None,))}, "verksamhet", [5, 6]),
        ({"kommunkod": AnyOf((None, MALMO))}, "verksamhet", [3, 5, 6]),
        ({"kommunkod": AnyOf((None,))}, "sate", [4]),
        ({"horn": AnyOf(("nordost",))}, "verksamhet", [1, 2]),
        ({"horn": AnyOf((None,))}, "verksamhet", [4, 5, 6]),
        ({"horn": AnyOf(("sydväst",))}, "sate", [2, 3, 5, 6]),
        ({"horn": AnyOf(("nordost",)), "kommunkod": AnyOf((MALMO,))}, "verksamhet", []),
        ({"ar": Between(2021, 2023), "konstomrade": AnyOf(("Dans",))}, "verksamhet", [1, 4]),
        ({"projekt": Contains("åhus")}, "verksamhet", [2]),
        ({"projekt": Contains("100%_")}, "verksamhet", [2]),
        ({"projekt": Contains("100")}, "verksamhet", [2, 4]),
        ({"projekt": Contains("o'hara\\")}, "verksamhet", []),
        ({"projekt": Contains("|layername=kommuner")}, "verksamhet", []),
        ({"mottagare": Contains("OPERA")}, "verksamhet", [3]),
        ({"konstomrade": Contains("dan")}, "verksamhet", [1, 4, 5]),
        ({"mottagare": AnyOf(("'; DROP TABLE stod; --",))}, "verksamhet", []),
    ],
)
def test_a_filter_takes_the_rows_that_it_says(map_store, filter_, place, wanted):
    codelists = Store.open(map_store, load_catalogue()).codelists()
    assert codes(map_store, subset(filter_, place, codelists)) == wanted


def test_a_layer_being_edited_keeps_filter_and_edits(project, map_store):
    maps.open_map(project, rate_view(map_store))
    layers = maps.layers_of(project, "regionala_stod")
    table = layers["tabell"]
    assert table.startEditing()
    table.changeAttributeValue(1, table.fields().indexOf("projekt"), "osparat")
    values = {HOOR: 7}
    changed = make_view(
        map_store,
        "regionala_stod",
        values,
        measure="beviljat_per_invanare",
        filter_={"ar": Between(2023, 2023)},
    )
    with pytest.raises(LayerBusy, match="Stöd"):
        update_map(project, changed)
    assert table.isEditable() and table.getFeature(1)["projekt"] == "osparat"
    assert table.subsetString() == ""
    hoor = next(layers["farger"].getFeatures(f"kommunkod = '{HOOR}'"))
    assert hoor["varde"] == 7
    table.rollBack()
    update_map(project, changed)
    assert table.featureCount() == 2


def test_filters_work_after_edits(project, map_store, tmp_path):
    import shutil

    path = tmp_path / "skanekarta.gpkg"
    shutil.copy(map_store, path)
    maps.open_map(project, rate_view(path))
    table = maps.layers_of(project, "regionala_stod")["tabell"]
    render(project, (100, 100))
    assert table.startEditing()
    table.changeAttributeValue(1, table.fields().indexOf("projekt"), "ändrat")
    assert table.commitChanges()
    update_map(project, rate_view(path, filter_={"ar": Between(2021, 2021)}))
    assert [feature["projekt"] for feature in table.getFeatures()] == ["ändrat"]


def test_a_filter_that_the_store_refuses_shows_all_rows_and_says_so(map_store):
    layer = QgsVectorLayer(f"{map_store}|layername=stod", "Stöd", "ogr")
    for sql, columns in (('"finns_inte" = 1', ["finns_inte"]), ("id IN (SELECT x FROM y)", [])):
        with pytest.raises(FilterFailed, match="Stöd"):
            apply_subset(layer, sql, columns)
        assert layer.isValid() and layer.featureCount() == 6


# Tips and links


def tip(layer, feature):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_the_tip_of_a_municipality_is_escaped_and_swedish(project, map_store):
    related = {
        "styrdokument": {
            HOOR: RelatedValue(NASTY, link='https://example.org/?a=1&b="><img>'),
            HORBY: RelatedValue("Plan", link="javascript:alert(1)"),
        },
        "invanare": {HOOR: RelatedValue("16713", 16713.0)},
    }
    values = {HOOR: 1432.5, HORBY: 0, LUND: None}
    view = make_view(map_store, "kommunfakta", values, related=related, unit="kr/inv")
    maps.open_map(project, view)
    layer = maps.layers_of(project, "kommunfakta")["farger"]
    tips = {feature["kommunkod"]: tip(layer, feature) for feature in layer.getFeatures()}
    assert '<b style="font-size:large">Höör</b>' in tips[HOOR]
    assert "1\u00a0432,50\u00a0kr/inv" in tips[HOOR]
    assert "16\u00a0713" in tips[HOOR]
    assert "<script" not in tips[HOOR] and "&lt;script&gt;" in tips[HOOR]
    assert "[% 1+1 %]" in tips[HOOR] and "Titel &lt;b&gt;" in tips[HOOR]
    assert 'href="https://example.org/?a=1&amp;b=&quot;&gt;&lt;img&gt;"' in tips[HOOR]
    assert "javascript" not in tips[HORBY] and "Plan" in tips[HORBY]
    assert "Exempeldata" in tips[HOOR] and "NULL" not in tips[LUND]


def test_the_tip_of_a_point_is_escaped(project, map_store):
    maps.open_map(project, make_view(map_store, "aktiviteter", {}))
    layer = maps.layers_of(project, "aktiviteter")["rader:aktiviteter"]
    first, second = (tip(layer, layer.getFeature(number)) for number in (1, 2))
    assert "<script" not in first and "href" not in first
    assert 'href="https://example.org/a?b=1&amp;c=2"' in second
    assert "Möte 2" in second and "2024-02-02" in second and "Höör" in second


def test_links_are_actions_that_open_only_web_addresses(project, map_store):
    maps.open_map(project, make_view(map_store, "aktiviteter", {}))
    maps.open_map(project, make_view(map_store, "aktiviteter", {}))
    layer = maps.layers_of(project, "aktiviteter")["rader:aktiviteter"]
    (action,) = layer.actions().actions()
    assert action.type() == Qgis.AttributeActionType.OpenUrl
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    opened = []
    for number in (1, 2):
        context.setFeature(layer.getFeature(number))
        opened.append(QgsExpression.replaceExpressionText(action.command(), context))
    assert opened == ["", "https://example.org/a?b=1&c=2"]


# The project


def test_a_selection_is_kept_with_the_project(project, map_store):
    chosen = {"ar": Between(2020, None), "konstomrade": AnyOf(("Dans", None))}
    view = rate_view(map_store, filter_={**chosen, "projekt": Contains("å")})
    maps.open_map(project, view)
    assert maps.load_selection(project, "regionala_stod") == {
        "map": "regionala_stod",
        "filter": {"ar": {"from": 2020, "to": None}, "konstomrade": ["Dans", None], "projekt": "å"},
        "measure": "beviljat_per_invanare",
        "place": "verksamhet",
        "counting": "dela",
        "prices": "lopande",
    }
    assert maps.load_selection(project, "aktiviteter") is None
    assert maps.store_path(project) == map_store


def test_a_saved_project_looks_the_same_when_opened_elsewhere(project, map_store, tmp_path):
    import shutil

    home = tmp_path / "här"
    home.mkdir()
    shutil.copy(map_store, home / "skanekarta.gpkg")
    maps.open_map(project, make_view(home / "skanekarta.gpkg", "aktiviteter", {HOOR: 8, MALMO: 4}))
    before_points, _, _ = render(project)
    maps.open_map(project, rate_view(home / "skanekarta.gpkg", filter_={"ar": Between(2021, 2022)}))
    before, _, _ = render(project)
    assert project.write(str(home / "karta.qgz"))
    project.clear()
    moved = tmp_path / "där"
    shutil.move(home, moved)

    assert project.read(str(moved / "karta.qgz"))
    assert all(layer.isValid() for layer in project.mapLayers().values())
    after, _, _ = render(project)
    assert after == before
    apply_theme(project, "Aktiviteter och insatser")
    after_points, _, _ = render(project)
    assert after_points == before_points
    assert maps.store_path(project) == moved / "skanekarta.gpkg"
    assert maps.load_selection(project, "regionala_stod")["filter"] == {
        "ar": {"from": 2021, "to": 2022}
    }
    assert maps.layers_of(project, "regionala_stod")["tabell"].featureCount() == 2
    assert maps.open_maps(project) == ["regionala_stod", "aktiviteter"]


def test_a_project_written_without_a_window_is_seen_when_opened(project, map_store, tmp_path):
    maps.open_map(project, sum_view(map_store))
    wanted, _, _ = render(project)
    project.clear()
    other = QgsProject()
    maps.open_map(other, sum_view(map_store))
    assert other.write(str(tmp_path / "karta.qgz"))
    assert project.read(str(tmp_path / "karta.qgz"))
    assert render(project)[0] == wanted


def test_another_store_takes_the_place_of_the_first(project, map_store, tmp_path):
    import shutil

    other = tmp_path / "annan.gpkg"
    shutil.copy(map_store, other)
    maps.open_map(project, rate_view(map_store))
    maps.open_map(project, rate_view(other))
    assert maps.store_path(project) == other
    assert len(project.mapLayers()) == 4


# Areas that stand apart


def test_an_area_layer_has_real_fields(map_store):
    layer = area_layer(rate_view(map_store), "Stöd")
    assert layer.isValid() and layer.featureCount() == 33
    assert layer.crs().authid() == "EPSG:3006"
    assert layer.wkbType() == Qgis.WkbType.MultiPolygon
    assert [field.name() for field in layer.fields()][:7] == [
        "kommunkod", "kommun", "horn", "varde", "antal", "summa", "per_invanare",
    ]  # fmt: skip
    rows = {feature["kommunkod"]: feature for feature in layer.getFeatures()}
    assert rows[HOOR]["varde"] == 15 and rows[HOOR]["kommun"] == "Höör"
    assert rows[HOOR].geometry().area() > 1e8
    assert layer.attributeAlias(layer.fields().indexOf("kommun")) == "Kommun"


def test_an_area_layer_looks_like_the_live_map(project, map_store):
    view = rate_view(map_store)
    maps.open_map(project, view)
    live, settings, _ = render(project)
    areas = area_layer(view, "a")
    style_areas(areas, view)
    below = missing_layer(view)
    settings.setLayers([areas, below])
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.renderedImage() == live


def test_a_view_without_values_is_drawn(project, map_store):
    view = rate_view(map_store)
    empty = dataclasses.replace(view.legend, classes=(), zero=None, largest=0)
    areas = tuple(
        dataclasses.replace(area, value=None, per_inhabitant=None) for area in view.totals.areas
    )
    totals = dataclasses.replace(view.totals, areas=areas)
    maps.open_map(project, dataclasses.replace(view, legend=empty, totals=totals))
    _, _, labels = render(project, (1200, 1000))
    assert len({item.labelText for item in labels if item.labelText}) == 33
