"""What leaves the plugin says what the map says: exports read back, and the print's own text."""

import csv
import shutil
import subprocess
import zipfile

import pytest
import shapefile
import workbook_truth as truth
from osgeo import ogr, osr

from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.export_layers import export_layers
from skanekarta_plugin.usecases.print_map import print_map, templates
from skanekarta_plugin.usecases.view_map import Explorer

FILTER = {"ar": {"from": 2021, "to": 2023}, "konstomrade": ["Musik", "Dans"]}


def kept(row):
    return 2021 <= int(row["År"]) <= 2023 and row["Konstområde"] in (
        "Musik", "Musikområdet", "Dans", "Danskonst",
    )  # fmt: skip


@pytest.fixture(scope="module")
def explorer(example_path, catalogue):
    return Explorer(Store.open(example_path, catalogue))


@pytest.fixture(scope="module")
def exported(explorer, tmp_path_factory):
    """Folder of an export of the filtered grants, and the truth about them."""
    folder = tmp_path_factory.mktemp("ut")
    export_layers(
        explorer, explorer.selection("regionala_stod", filter_=FILTER), ["shp", "gdb"], folder
    )
    return folder, truth.truth(kept)


def rows_of(path, layer=None):
    source = ogr.Open(f"/vsizip/{path}")
    found = source.GetLayer(layer) if layer else source.GetLayer(0)
    return [feature.items() | {"geom": feature.GetGeometryRef() is not None} for feature in found]


def test_the_shapefile_of_the_municipalities_sums_to_the_map(exported):
    folder, (_, mapped, _, by_code) = exported
    path = folder / "regionala_stod_kommuner.zip"
    rows = rows_of(path)
    assert len(rows) == 33
    assert sum(round(row["summa"] * 100) for row in rows) == mapped
    assert {row["kommunkod"]: round(row["summa"] * 100) for row in rows if row["summa"]} == {
        code: ore for code, ore in by_code.items() if ore
    }
    assert {"Malmö", "Östra Göinge", "Båstad"} <= {row["kommun"] for row in rows}
    source = ogr.Open(f"/vsizip/{path}")
    layer = source.GetLayer(0)
    names = [field.GetName() for field in layer.schema]
    assert all(name.isascii() and len(name) <= 10 for name in names)
    target = osr.SpatialReference()
    target.ImportFromEPSG(3006)
    assert layer.GetSpatialRef().IsSame(target, ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"])


def test_points_and_what_lies_outside_add_up_to_the_total(exported):
    folder, (_, mapped, outside, _) = exported
    rows = rows_of(folder / "regionala_stod_rader.zip")
    assert all(row["geom"] for row in rows)
    assert sum(round(row["andel"] * 100) for row in rows) == mapped
    text = (folder / "regionala_stod_utanfor.csv").read_text(encoding="utf-8-sig")
    others = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert sum(round(float(row["andel"]) * 100) for row in others) == outside
    whole = [row for row in others if row["orsak"] in ("hela Skåne", "all of Skåne")]
    assert whole and {row["angivet"] for row in whole} == {"Hela Skåne"}
    assert all(row["orsak"] for row in others)


def test_a_reader_that_is_not_gdal_reads_the_same(exported, tmp_path):
    folder, (_, mapped, _, _) = exported
    with zipfile.ZipFile(folder / "regionala_stod_rader.zip") as archive:
        archive.extractall(tmp_path)
    with shapefile.Reader(tmp_path / "regionala_stod_rader.shp") as reader:
        records = reader.records()
    assert sum(round(record["andel"] * 100) for record in records) == mapped
    assert any("ö" in record["mottagare"] for record in records)


def test_the_geodatabase_keeps_long_names_aliases_and_every_part(exported):
    folder, (_, mapped, outside, _) = exported
    path = folder / "regionala_stod.gdb.zip"
    source = ogr.Open(f"/vsizip/{path}")
    by_name = {
        source.GetLayer(index).GetName(): source.GetLayer(index)
        for index in range(source.GetLayerCount())
    }
    prefix = "regionala_stod_"
    assert set(by_name) == {prefix + name for name in ("kommuner", "rader", "utanfor")}
    sums = {
        name: sum(round((feature["andel"] or 0) * 100) for feature in by_name[prefix + name])
        for name in ("rader", "utanfor")
    }
    assert sums == {"rader": mapped, "utanfor": outside}
    field = by_name[prefix + "rader"].GetLayerDefn()
    aliases = {
        field.GetFieldDefn(i).GetName(): field.GetFieldDefn(i).GetAlternativeName()
        for i in range(field.GetFieldCount())
    }
    assert aliases["beviljat_belopp"] in ("Beviljat belopp (kr)", "Granted amount (kr)")


def test_the_readme_says_filter_sources_rule_and_example(exported):
    text = (exported[0] / "regionala_stod_lasmig.txt").read_text(encoding="utf-8-sig")
    assert "internt bruk" in text or "internal use" in text
    for words in ("2021–2023", "Musik", "regionala_stod.xlsx", "−9999"):
        assert words in text
    _, (_, mapped, outside, _) = exported
    for ore in (mapped, outside, mapped + outside):
        assert f"{ore // 100:,}".replace(",", "\u00a0") in text
    assert "{" not in text
    assert "Exempeldata" in text or "Example data" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("template", templates())
def test_the_print_says_the_figures_of_the_map(template, explorer, tmp_path):
    selection = explorer.selection("regionala_stod", filter_=FILTER)
    view = explorer.view(selection)
    path = print_map(explorer, selection, tmp_path / "karta.pdf", template=template)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.replace("\u00a0", " ").split())
    count, mapped, outside, _ = truth.truth(kept)
    assert f"{count} " in words
    for ore in (mapped, outside):
        million = f"{ore / 1e8:.1f}".replace(".", ",")
        assert million in words or million.replace(",", ".") in words
    assert "2021–2023" in words and "regionala_stod.xlsx" in words
    assert view.texts.example in words
