"""Exported layers, read back by programs that know nothing of the plugin."""

import csv
import datetime
import io
import zipfile

import pytest
import shapefile
from osgeo import ogr
from qgis.core import Qgis, QgsGeometry, QgsVectorLayer

from skanekarta_plugin.analysis.model import Legend, MapView, Selection, Texts, Totals
from skanekarta_plugin.definitions.loader import load_catalogue
from skanekarta_plugin.errors import OutputError
from skanekarta_plugin.output import columns, files, vector
from skanekarta_plugin.output.vector import (
    ExportField,
    ExportLayer,
    export_layers,
    memory_layer,
)

FIELDS = [
    ExportField("kommun", "kommun", "Kommun", "Kommunens namn.", "string"),
    ExportField("konst_och_kulturomrade", "konstomr", "Konst- och kulturområde", "", "string"),
    ExportField("antal", "antal", "Antal ärenden", "Räknas en gång var.", "integer"),
    ExportField("beviljat_belopp", "beviljatkr", "Beviljat belopp", "Kronor.", "number"),
    ExportField("per_invanare", "kr_inv", "Kronor per invånare", "", "number"),
    ExportField("ar", "ar", "År", "", "year"),
    ExportField("beslutsdatum", "beslutsdat", "Beslutsdatum", "", "date"),
    ExportField("gallande", "gallande", "Gällande", "", "boolean"),
    ExportField("stort_tal", "stort", "Stort tal", "", "integer"),
]
# 253 bytes of a, then å: the 254th byte is the first half of it.
LONG = "a" * 253 + "å och mer"
ROWS = [
    ("Höör", "Åäö – dans", 3, 1250000.25, 1 / 3, 2024, datetime.date(2024, 5, 31), True, 5),
    ("Östra Göinge", LONG, None, None, None, None, None, None, None),
    ("Båstad", None, 0, 0.0, 2 / 3, 2023, "2023-01-01", False, 3_000_000_000),
    ("Malmö", "Musik", 12, 36932000.0, 100.5, 2018, datetime.date(2018, 12, 31), True, 7),
]


def square(x, y=6200000):
    return QgsGeometry.fromWkt(
        f"MultiPolygon((({x} {y}, {x + 900} {y}, {x + 900} {y + 900}, {x} {y + 900}, {x} {y})))"
    )


def map_view(example="Exempeldata"):
    description = load_catalogue().maps["regionala_stod"]
    texts = Texts(
        "Beviljade regionala stöd till dans, 2020–2023", "Beviljat belopp", "kr",
        "År 2020–2023, Dans",
        "Stöd till flera kommuner delas lika.", "Kartan visar verksamhetskommun.", "",
        "Källor: regionala_stod.xlsx (importerad 2026-05-03)", example,
        (("Totalt", "38,2 mkr"), ("På kartan", "36,9 mkr")),
        (("Totalt", "38 182 000 kr"), ("På kartan", "36 932 000 kr")),
        (("Hela Skåne", "12", "1 250 000 kr"),),
    )  # fmt: skip
    return MapView(
        description, load_catalogue().dataset_of(description), description.choices[0],
        Selection("regionala_stod", {}, "beviljat", "verksamhet", "dela"),
        Totals((), 0, 0, 0, 0, 0, 0, (), True), (), {},
        Legend((), None, "", 0, 0.0), texts, "",
    )  # fmt: skip


def layers():
    shapes = [square(400000 + 1000 * i) for i in range(4)]
    areas = memory_layer(
        "Kommuner", Qgis.WkbType.MultiPolygon, FIELDS, list(zip(shapes, ROWS, strict=True))
    )
    points = memory_layer(
        "Ärenden", Qgis.WkbType.Point, FIELDS[:4],
        [(QgsGeometry.fromWkt("Point(400100.5 6200100.25)").asWkb().data(), ROWS[0][:4]),
         (None, ROWS[3][:4])],
    )  # fmt: skip
    return [ExportLayer("kommuner", areas, FIELDS), ExportLayer("arenden", points, FIELDS[:4])]


def export(folder, formats=("shp", "gdb"), audience="internt", given=None):
    return export_layers(map_view(), given or layers(), list(formats), folder, audience)


def shp(folder, name="regionala_stod_kommuner"):
    source = ogr.Open(f"/vsizip/{folder}/{name}.zip/{name}.shp")
    return source, source.GetLayer(0)


def field_names(layer):
    definition = layer.GetLayerDefn()
    return [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]


def test_the_files_are_those_that_are_promised(tmp_path):
    wanted = {
        "regionala_stod_kommuner.zip", "regionala_stod_arenden.zip", "regionala_stod.gdb.zip",
        "regionala_stod_faltnyckel.csv", "regionala_stod_lasmig.txt",
    }  # fmt: skip
    assert {path.name for path in export(tmp_path)} == wanted
    assert {path.name for path in tmp_path.iterdir()} == wanted


def test_the_zip_has_all_parts_at_its_root(tmp_path):
    export(tmp_path, ["shp"])
    name = "regionala_stod_kommuner"
    with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
        assert sorted(archive.namelist()) == [
            f"{name}.{part}" for part in ("cpg", "dbf", "prj", "shp", "shx")
        ]
        assert archive.read(f"{name}.cpg").strip().upper() == b"UTF-8"
        projection = archive.read(f"{name}.prj").decode()
    assert projection.startswith('PROJCS["SWEREF99_TM",GEOGCS["GCS_SWEREF99"')
    assert "AUTHORITY" not in projection  # As Esri writes it.


def test_gdal_reads_the_shapefile(tmp_path):
    export(tmp_path, ["shp"])
    source, layer = shp(tmp_path)
    assert field_names(layer) == [
        "kommun", "konstomr", "antal", "beviljatkr", "kr_inv", "ar", "beslutsdat", "gallande",
        "stort",
    ]  # fmt: skip
    assert all(len(name) <= 10 and name.isascii() for name in field_names(layer))
    rows = [feature.items() for feature in layer]
    assert [row["kommun"] for row in rows] == ["Höör", "Östra Göinge", "Båstad", "Malmö"]
    assert rows[0]["konstomr"] == "Åäö – dans"
    assert rows[1]["konstomr"] == "a" * 253
    assert [row["antal"] for row in rows] == [3, -9999, 0, 12]
    assert [row["beviljatkr"] for row in rows] == [1250000.25, -9999, 0, 36932000]
    assert rows[0]["kr_inv"] == pytest.approx(1 / 3, abs=1e-10)
    assert [row["ar"] for row in rows] == [2024, -9999, 2023, 2018]
    assert [row["beslutsdat"] for row in rows] == ["2024-05-31", None, "2023-01-01", "2018-12-31"]
    assert [row["gallande"] for row in rows] == [1, -9999, 0, 1]
    assert [row["stort"] for row in rows] == [5, -9999, 3_000_000_000, 7]
    definition = layer.GetLayerDefn()
    kinds = [definition.GetFieldDefn(i).GetType() for i in range(9)]
    assert kinds == [
        ogr.OFTString, ogr.OFTString, ogr.OFTInteger, ogr.OFTReal, ogr.OFTReal, ogr.OFTInteger,
        ogr.OFTString, ogr.OFTInteger, ogr.OFTReal,
    ]  # fmt: skip
    del source


def test_another_reader_reads_the_same(tmp_path):
    export(tmp_path, ["shp"])
    name = "regionala_stod_kommuner"
    with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
        parts = {part: io.BytesIO(archive.read(f"{name}.{part}")) for part in ("shp", "shx", "dbf")}
    reader = shapefile.Reader(**parts, encoding="utf-8")
    assert len(reader) == 4
    assert [row["kommun"] for row in reader.iterRecords()] == [
        "Höör", "Östra Göinge", "Båstad", "Malmö",
    ]  # fmt: skip
    assert sum(r["beviljatkr"] for r in reader.iterRecords() if r["beviljatkr"] != -9999) == (
        38182000.25
    )
    assert reader.bbox == pytest.approx((400000, 6200000, 403900, 6200900))


def test_the_geodatabase_keeps_long_names_texts_and_nulls(tmp_path):
    export(tmp_path, ["gdb"])
    path = tmp_path / "regionala_stod.gdb.zip"
    with zipfile.ZipFile(path) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"regionala_stod.gdb"}
    source = ogr.Open(f"/vsizip/{path}")
    assert sorted(source.GetLayer(i).GetName() for i in range(source.GetLayerCount())) == [
        "regionala_stod_arenden", "regionala_stod_kommuner",
    ]  # fmt: skip
    layer = source.GetLayerByName("regionala_stod_kommuner")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "3006"
    definition = layer.GetLayerDefn()
    described = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    assert [item.GetName() for item in described] == [item.name for item in FIELDS]
    assert [item.GetAlternativeName() or item.GetName() for item in described] == [
        item.label for item in FIELDS
    ]
    assert described[2].GetType() == ogr.OFTInteger
    rows = [feature.items() for feature in layer]
    assert rows[1]["konst_och_kulturomrade"] == LONG
    assert [rows[1][item.name] for item in FIELDS[2:]] == [None] * 7
    assert rows[2]["stort_tal"] == 3_000_000_000
    assert rows[0]["per_invanare"] == 1 / 3
    # At noon, so that no time zone of Europe or UTC moves it to another day.
    assert rows[0]["beslutsdatum"].startswith("2024/05/31 12:00:00")


def test_a_row_without_a_place_is_kept_and_reported(tmp_path):
    export(tmp_path)
    source, layer = shp(tmp_path, "regionala_stod_arenden")
    assert layer.GetFeatureCount() == 2
    assert [feature.GetGeometryRef() is None for feature in layer] == [False, True]
    del source
    assert "arenden" in next(
        line
        for line in (tmp_path / "regionala_stod_lasmig.txt").read_text("utf-8-sig").splitlines()
        if "nowhere" in line or "saknar några rader" in line
    )  # fmt: skip


def test_a_layer_that_lies_nowhere_is_a_table(tmp_path):
    table = memory_layer("Utanför", Qgis.WkbType.NoGeometry, FIELDS, [(None, row) for row in ROWS])
    paths = export(tmp_path, given=[ExportLayer("utanfor", table, FIELDS)])
    assert {path.name for path in paths} == {
        "regionala_stod_utanfor.csv", "regionala_stod.gdb.zip",
        "regionala_stod_faltnyckel.csv", "regionala_stod_lasmig.txt",
    }  # fmt: skip
    text = (tmp_path / "regionala_stod_utanfor.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert list(rows[0]) == [item.export_name for item in FIELDS]
    assert rows[0]["konstomr"] == "Åäö – dans"
    assert rows[1]["konstomr"] == LONG
    assert rows[1]["beviljatkr"] == ""
    assert sum(float(row["beviljatkr"] or 0) for row in rows) == 38182000.25
    source = ogr.Open(f"/vsizip/{tmp_path}/regionala_stod.gdb.zip")
    layer = source.GetLayerByName("regionala_stod_utanfor")
    assert layer.GetFeatureCount() == 4
    assert layer.GetGeomType() == ogr.wkbNone
    # It is meant to lie nowhere; nothing is lost.
    said = (tmp_path / "regionala_stod_lasmig.txt").read_text(encoding="utf-8-sig")
    assert "some rows lie nowhere" not in said
    assert "saknar några rader" not in said
    assert "CSV" in said
    assert "254" not in (tmp_path / "regionala_stod_faltnyckel.csv").read_text(encoding="utf-8-sig")


def test_the_field_key_explains_what_was_lost(tmp_path):
    export(tmp_path)
    raw = (tmp_path / "regionala_stod_faltnyckel.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(FIELDS) + 4
    by_field = {(row[0], row[1]): row for row in rows[1:]}
    place = by_field["kommuner", "konst_och_kulturomrade"]
    assert place[2:4] == ["konstomr", "Konst- och kulturområde"]
    assert "254" in place[4]
    assert "1" in place[4].split("254")[1]
    assert by_field["kommuner", "antal"][4].startswith("Räknas en gång var. ")
    assert "9999" in by_field["kommuner", "antal"][4]
    assert "9999" not in by_field["arenden", "antal"][4]
    assert by_field["kommuner", "kommun"][4] == "Kommunens namn."


def test_the_readme_says_what_made_the_files(tmp_path):
    export(tmp_path)
    text = (tmp_path / "regionala_stod_lasmig.txt").read_text(encoding="utf-8-sig")
    texts = map_view().texts
    for wanted in (
        texts.title, texts.filter, texts.place, texts.counting, texts.sources, "Exempeldata",
        "9999", "EPSG:3006", "ArcGIS Online", "38 182 000 kr", "Hela Skåne",
        datetime.date.today().isoformat(),
    ):  # fmt: skip
        assert wanted in text


def test_a_crossed_border_is_repaired(tmp_path):
    bow = QgsGeometry.fromWkt(
        "MultiPolygon(((400000 6200000, 400900 6200900, 400900 6200000, 400000 6200900, "
        "400000 6200000)))"
    )
    assert not bow.isGeosValid()
    layer = memory_layer("x", Qgis.WkbType.MultiPolygon, FIELDS[:1], [(bow, ["Höör"])])
    export(tmp_path, given=[ExportLayer("kommuner", layer, FIELDS[:1])])
    source, written = shp(tmp_path)
    feature = written.GetNextFeature()
    geometry = feature.GetGeometryRef()
    assert geometry.IsValid()
    # Two triangles: half of the square.
    assert geometry.GetArea() == pytest.approx(900 * 900 / 2)
    del feature, source


def test_a_second_export_replaces_the_first(tmp_path):
    export(tmp_path)
    few = [ExportLayer("kommuner", layers()[1].layer, FIELDS[:4])]
    export(tmp_path, ["shp"], given=few)
    source, layer = shp(tmp_path)
    assert layer.GetFeatureCount() == 2
    del source
    assert len(list(tmp_path.iterdir())) == 5


def test_a_file_that_cannot_be_replaced_leaves_all_as_it_was(tmp_path, monkeypatch):
    export(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = files.os.replace

    def locked(source, target):
        if str(target) == str(tmp_path / "regionala_stod_faltnyckel.csv") and "old" not in str(
            source
        ):
            raise PermissionError("open in Excel")
        real(source, target)

    monkeypatch.setattr(files.os, "replace", locked)
    with pytest.raises(OutputError, match="open in another program"):
        export(tmp_path, given=layers()[1:])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_is_not_read_back_as_it_was_is_not_handed_over(tmp_path, monkeypatch):
    real = columns._set

    def losing(feature, index, column, value):
        real(feature, index, column, 1 if column.name in ("antal",) else value)

    monkeypatch.setattr(columns, "_set", losing)
    for name in ("shp", "gdb"):
        with pytest.raises(OutputError, match="kommuner"):
            export(tmp_path / "ny", [name])
    assert not (tmp_path / "ny").exists()


def test_minus_9999_itself_is_refused(tmp_path):
    layer = memory_layer(
        "x", Qgis.WkbType.MultiPolygon, FIELDS[2:3], [(square(400000), [-9999])]
    )  # fmt: skip
    with pytest.raises(OutputError, match="antal"):
        export(tmp_path, ["shp"], given=[ExportLayer("kommuner", layer, FIELDS[2:3])])
    export(tmp_path, ["gdb"], given=[ExportLayer("kommuner", layer, FIELDS[2:3])])


@pytest.mark.parametrize("formats", [["pdf"], ["shp", "xlsx"], []])
def test_an_unknown_format_names_the_known_ones(tmp_path, formats):
    with pytest.raises(OutputError, match=r"shp.*gdb"):
        export(tmp_path, formats)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("audience", ["mote", "publikt", "alla"])
def test_the_gate_is_closed(tmp_path, audience):
    with pytest.raises(OutputError, match="internt"):
        export(tmp_path / "ut", audience=audience)
    assert not (tmp_path / "ut").exists()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "fil").write_text("en fil")
    with pytest.raises(OutputError, match="fil"):
        export(tmp_path / "fil")


@pytest.mark.parametrize(
    "short", ["för_lång_ö", "elva_tecken", "2020_kr", "KOMMUN", "med blank", ""]
)
def test_names_that_arcgis_would_spoil_are_refused(tmp_path, short):
    fields = [FIELDS[0], ExportField("antal", short, "Antal", "", "integer")]
    with pytest.raises(OutputError, match="kommuner"):
        export(tmp_path, given=[ExportLayer("kommuner", layers()[0].layer, fields)])


def test_a_memory_layer_has_real_fields(tmp_path):
    layer = layers()[0].layer
    assert layer.crs().authid() == "EPSG:3006"
    assert [layer.attributeAlias(i) for i in range(9)] == [item.label for item in FIELDS]
    assert [field.typeName() for field in layer.fields()] == [
        field.typeName() for field in layer.dataProvider().fields()
    ]
    assert layer.featureCount() == 4
    values = [feature["beviljat_belopp"] for feature in layer.getFeatures()]
    assert values[0] == 1250000.25
    assert isinstance(layer, QgsVectorLayer)
    assert vector.CRS == "EPSG:3006"
