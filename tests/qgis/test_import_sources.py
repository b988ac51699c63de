"""One list in any form gives the same rows: workbooks, text files, several files, open layers."""

import csv
import datetime

import openpyxl
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from skanekarta_plugin.errors import Cancelled, SourceError
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.layer_source import layer_source

HEADER = ["Diarienummer", "Beslutsdatum", "Sökande", "Kommun", "Beviljat belopp"]
DATE = datetime.date(2023, 5, 4)
ROWS = [
    ["A-1", DATE, "Exempelteatern", "Höörs kommun", "1 250 000 kr"],
    ["A-2", DATE, "Ö-dansen", "Lund; Malmö", 1000.5],
    ["A-3", DATE, "Åkören", "Hela Skåne", 7],
]
TRUTH = [
    ("A-1", "2023-05-04", "Exempelteatern", 1_250_000.0),
    ("A-2", "2023-05-04", "Ö-dansen", 1000.5),
    ("A-3", "2023-05-04", "Åkören", 7.0),
]


def as_xlsx(path, rows=ROWS):
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(path)
    return path


def as_xls(path):
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad1")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, row in enumerate([HEADER, *ROWS]):
        for index, cell in enumerate(row):
            style = [day] if isinstance(cell, datetime.date) else []
            sheet.write(number, index, cell, *style)
    book.save(str(path))
    return path


def as_ods(path):
    """Let GDAL write it, from a csv file that it reads as typed columns."""
    from osgeo import ogr

    layer_file = ogr.GetDriverByName("ODS").CreateDataSource(str(path))
    layer = layer_file.CreateLayer("Blad1")
    kinds = [ogr.OFTString, ogr.OFTDate, ogr.OFTString, ogr.OFTString, ogr.OFTString]
    for name, kind in zip(HEADER, kinds, strict=True):
        layer.CreateField(ogr.FieldDefn(name, kind))
    for row in ROWS:
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, cell in enumerate(row):
            feature.SetField(index, str(cell).replace("1000.5", "1000,5"))
        layer.CreateFeature(feature)
    del layer_file
    return path


def as_text(encoding, delimiter):
    def write(path):
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(HEADER)
            for row in ROWS:
                writer.writerow([str(cell).replace("1000.5", "1000,5") for cell in row])
        return path

    return write


FORMS = {
    "stod.xlsx": as_xlsx,
    "stod.xls": as_xls,
    "stod.ods": as_ods,
    "utf8.csv": as_text("utf-8", ";"),
    "bom.csv": as_text("utf-8-sig", ";"),
    "cp1252.csv": as_text("cp1252", ";"),
    "komma.csv": as_text("utf-8", ","),
    "tab.tsv": as_text("utf-8", "\t"),
    "unicode.txt": as_text("utf-16", "\t"),
}


def stored(store):
    columns = store.read("stod").columns
    names = ("diarienummer", "beslutsdatum", "mottagare", "beviljat_belopp")
    return sorted(zip(*(columns[name] for name in names), strict=True))


@pytest.mark.parametrize("name", FORMS)
def test_the_same_list_in_any_form(empty, tmp_path, name):
    verdict = examine(empty, "", FORMS[name](tmp_path / name))
    assert verdict.dataset.name == "stod" and not verdict.rejected
    carry_out(empty, verdict)
    assert stored(empty) == TRUTH
    places = empty.read("stod").children["stod_kommun"]["kommunkod"]
    assert sorted(places, key=str) == ["1267", "1280", "1281", None]
    again = examine(empty, "stod", as_xlsx(tmp_path / "igen.xlsx"))
    assert (len(again.unchanged), len(again.new), len(again.changed)) == (3, 0, 0)


def test_several_files_in_one_go_are_one_batch(empty, tmp_path):
    paths = [as_xlsx(tmp_path / f"{year}.xlsx", [row]) for year, row in enumerate(ROWS, 2021)]
    verdict = examine(empty, "", paths)
    assert len(verdict.new) == 3
    assert list(verdict.sheet_sums) == [f"[{year}.xlsx]Blad1" for year in (2021, 2022, 2023)]
    carry_out(empty, verdict)
    (batch,) = empty.batches("stod")
    assert batch.file == "2021.xlsx, 2022.xlsx, 2023.xlsx"
    assert stored(empty) == TRUTH
    columns = empty.read("stod").columns
    assert columns["kallblad"] == ["[2021.xlsx]Blad1", "[2022.xlsx]Blad1", "[2023.xlsx]Blad1"]


def test_a_double_row_in_another_file_is_found(empty, tmp_path):
    paths = [as_xlsx(tmp_path / "a.xlsx", ROWS[:2]), as_xlsx(tmp_path / "b.xlsx", ROWS[1:])]
    verdict = examine(empty, "stod", paths)
    assert (len(verdict.new), len(verdict.rejected)) == (3, 1)
    (problem, _), *_ = verdict.problems
    assert problem.cell == "[b.xlsx]Blad1!2"
    assert problem.values == {"sheet": "[a.xlsx]Blad1", "number": 3}


def test_one_bad_file_among_several_stops_all(empty, tmp_path):
    bad = tmp_path / "trasig.xlsx"
    bad.write_text("hej")
    with pytest.raises(SourceError, match=r"trasig\.xlsx"):
        examine(empty, "stod", [as_xlsx(tmp_path / "a.xlsx"), bad])


def test_the_workbook_is_left_exactly_as_it_was(empty, tmp_path):
    path = as_xlsx(tmp_path / "stod.xlsx")
    before = path.read_bytes(), path.stat().st_mtime_ns
    carry_out(empty, examine(empty, "stod", path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [item.name for item in tmp_path.glob("*stod*")] == ["stod.xlsx"]


def old_map():
    """Return a layer as the old map has it: points in WGS 84, with aliases."""
    layer = QgsVectorLayer(
        "Point?crs=EPSG:4326&field=dat:date&field=rubrik:string&field=typ:string"
        "&field=kommun:string",
        "Aktiviteter 2023",
        "memory",
    )
    layer.setFieldAlias(0, "Datum")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["2024-02-08", "Nätverksmöte i Höör", "Nätverksmöte", "Höör"])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(13.54, 55.93)))
    layer.dataProvider().addFeatures([feature])
    return layer


def test_an_open_layer_is_a_source(empty):
    verdict = examine(empty, "", layer_source(old_map()))
    assert verdict.dataset.name == "aktiviteter"
    carry_out(empty, verdict)
    assert empty.read("aktiviteter").columns["datum"] == ["2024-02-08"]
    assert empty.batches("aktiviteter")[0].file == "Aktiviteter 2023"
    (wkb,) = empty.geometries("aktiviteter").values()
    point = QgsGeometry()
    point.fromWkb(wkb)
    # Höör in SWEREF 99 TM.
    assert point.asPoint().x() == pytest.approx(408_800, abs=2000)
    assert point.asPoint().y() == pytest.approx(6_199_500, abs=2000)
    again = examine(empty, "aktiviteter", layer_source(old_map()))
    assert (len(again.unchanged), len(again.changed), len(again.new)) == (1, 0, 0)


class Stopping:
    """A feedback that stops the work at a percentage."""

    def __init__(self, limit):
        self.limit, self.percent, self.rows = limit, 0, []

    def isCanceled(self):
        return self.percent >= self.limit

    def setProgress(self, percent):
        self.percent = percent

    def setRows(self, done, total):
        self.rows.append((done, total))


@pytest.mark.parametrize("limit", [1, 20, 44, 50, 79, 90, 99])
def test_cancelling_while_it_is_examined(empty, tmp_path, limit):
    path = as_xlsx(tmp_path / "stod.xlsx")
    with pytest.raises(Cancelled):
        examine(empty, "stod", path, feedback=Stopping(limit))
    assert empty.counts()["stod"] == 0


@pytest.mark.parametrize("limit", [1, 40, 90])
def test_cancelling_while_it_is_written_leaves_the_store_as_it_was(empty, tmp_path, limit):
    rows = [[f"A-{n}", DATE, f"Exempel {n}", "Lund", n] for n in range(20_000)]
    with (tmp_path / "stod.csv").open("w", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([HEADER, *rows])
    verdict = examine(empty, "stod", tmp_path / "stod.csv")
    before = empty.path.read_bytes()
    feedback = Stopping(limit)
    with pytest.raises(Cancelled):
        carry_out(empty, verdict, feedback=feedback)
    assert empty.counts()["stod"] == empty.counts()["mottagare"] == 0
    assert empty.batches("stod") == []
    assert empty.path.read_bytes()[100:] == before[100:], "but for SQLite's own counters"
    feedback = Stopping(1000)
    assert carry_out(empty, verdict, feedback=feedback)
    assert feedback.rows[-1] == (20_000, 20_000)
    assert empty.counts()["stod"] == 20_000
