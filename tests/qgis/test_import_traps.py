"""Files as people keep them: sums at the foot, Excel's errors, dashes for numbers, refusals."""

import openpyxl
import pytest

from skanekarta_plugin.usecases.create_store import create_store
from skanekarta_plugin.usecases.import_source import carry_out, examine

HEADER = ["Diarienummer", "År", "Mottagare", "Kommun", "Målgrupp", "Beslut", "Beviljat"]


@pytest.fixture
def empty(tmp_path, catalogue):
    return create_store(tmp_path / "tom.gpkg", catalogue)


def verdict_of(store, rows, header=HEADER):
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in [header, *rows]:
        book.active.append(row)
    path = store.path.parent / "rader.xlsx"
    book.save(path)
    return examine(store, "stod", path)


def reasons(verdict):
    return {p.cell: p.text for p, _ in verdict.problems if p.rejects}


@pytest.mark.parametrize("word", ["Summa", "Totalt", "SUMMA:", "S:a", "Delsumma", "Summa totalt"])
@pytest.mark.parametrize("column", [0, 2])
def test_a_row_of_totals_is_no_grant(empty, word, column):
    foot = [None, None, None, None, None, None, 300]
    foot[column] = word
    rows = [["A-1", 2023, "Exempel", "Lund", None, None, 100], foot]
    verdict = verdict_of(empty, rows)
    assert (len(verdict.new), len(verdict.rejected)) == (1, 1)
    assert "Looks like a row of totals." in reasons(verdict).values()
    assert verdict.sums["beviljat_belopp"] == 10_000


def test_a_recipient_may_have_a_sum_in_its_name(empty):
    rows = [["A-1", 2023, "Summa summarum teater", "Lund", None, None, 100]]
    assert len(verdict_of(empty, rows).new) == 1


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#SAKNAS!", "#VÄRDEFEL!"])
@pytest.mark.parametrize("column", [2, 3, 4, 6])
def test_an_excel_error_is_no_value_and_teaches_no_list(empty, error, column):
    row = ["A-1", 2023, "Exempel", "Lund", "Barn", "Beviljat", 100]
    row[column] = error
    verdict = verdict_of(empty, [row])
    assert (len(verdict.new), len(verdict.rejected)) == (0, 1)
    assert "The cell holds an Excel error." in reasons(verdict).values()
    assert not any(verdict.new_entries.values())


def test_a_truth_value_is_no_text(empty):
    verdict = verdict_of(empty, [["A-1", 2023, "Exempel", "Lund", False, None, 100]])
    assert list(reasons(verdict)) == ["Blad1!E2"]


@pytest.mark.parametrize("amount", [1e30, 10**30, "1" + "0" * 40])
def test_an_impossible_amount_is_one_rejected_cell(empty, amount):
    rows = [["A-1", 2023, "Exempel", "Lund", None, None, amount],
            ["A-2", 2023, "Exempel", "Lund", None, None, 5]]  # fmt: skip
    verdict = verdict_of(empty, rows)
    assert list(reasons(verdict)) == ["Blad1!G2"]
    assert len(verdict.new) == 1


@pytest.mark.parametrize("written", [None, "-", "", "0 kr", 0])
def test_a_refusal_needs_no_amount(empty, written):
    rows = [["A-1", 2023, "Exempel", "Lund", None, "Avslag", written]]
    verdict = verdict_of(empty, rows)
    assert not verdict.rejected
    carry_out(empty, verdict)
    assert empty.read("stod").columns["beviljat_belopp"] == [0]


def test_a_grant_without_an_amount_is_rejected_by_its_cell(empty):
    verdict = verdict_of(empty, [["A-1", 2023, "Exempel", "Lund", None, "Beviljat", "-"]])
    assert list(reasons(verdict)) == ["Blad1!G2"]


def test_two_codes_in_a_cell_are_two_municipalities(empty):
    rows = [["A-1", 2023, "Exempel", "1280 1281", None, None, 100],
            ["A-2", 2023, "Exempel", "1281 Malmö", None, None, 100],
            ["A-3", 2023, "Exempel", "1281 Lund", None, None, 100],
            ["A-4", 2023, "Exempel", "Flera kommuner", None, None, 100]]  # fmt: skip
    verdict = verdict_of(empty, rows)
    found = [[p["kommunkod"] for p in row.children["stod_kommun"]] for row in verdict.new]
    assert found == [["1280", "1281"], [None], ["1281"], [None]]
    assert verdict.new[3].children["stod_kommun"][0]["angivet"] == "Flera kommuner"


@pytest.mark.parametrize("nothing", ["-", "saknas", "Uppgift saknas", None])
def test_a_dash_is_no_case_number(empty, nothing):
    one = [nothing, 2023, "Ett", "Lund", None, None, 100]
    two = [nothing, 2023, "Två", "Malmö", None, None, 200]
    carry_out(empty, verdict_of(empty, [one]))
    verdict = verdict_of(empty, [one, two])
    assert (len(verdict.unchanged), len(verdict.new), len(verdict.rejected)) == (1, 1, 0)
    carry_out(empty, verdict)
    assert sorted(empty.read("stod").columns["beviljat_belopp"]) == [100, 200]


def test_one_more_empty_column_changes_nothing(empty):
    header = ["År", "Mottagare", "Kommun", "Beviljat"]
    carry_out(empty, verdict_of(empty, [[2023, "Ett", "Lund", 100]], header))
    verdict = verdict_of(empty, [[2023, "Ett", "Lund", 100, None]], [*header, "Projekt"])
    assert (len(verdict.unchanged), len(verdict.new)) == (1, 0)


def test_two_dialogues_on_one_day_are_two_activities(empty, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Titel", "Typ", "Kommun"])
    for place in ("Lund", "Malmö", "Malmö"):
        book.active.append(["2024-02-08", "Kommundialog", "Kommundialog", place])
    book.save(tmp_path / "logg.xlsx")
    verdict = examine(empty, "aktiviteter", tmp_path / "logg.xlsx")
    assert (len(verdict.new), len(verdict.rejected)) == (2, 1), "the third is the second again"
    carry_out(empty, verdict)
    again = examine(empty, "aktiviteter", tmp_path / "logg.xlsx")
    assert (len(again.unchanged), len(again.new), len(again.changed)) == (2, 0, 0)


def activities(folder, rows, header=("Datum", "Titel", "Typ", "Kommun", "Plats")):
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(folder / "logg.xlsx")
    return folder / "logg.xlsx"


def test_a_point_follows_the_municipality(empty, tmp_path):
    row = ["2024-02-08", "Möte", "Seminarium", "Lund", None]
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, [row])))
    (before,) = empty.geometries("aktiviteter").values()
    row[3] = "Höör"
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, [row])))
    (after,) = empty.geometries("aktiviteter").values()
    assert before and after and before != after
    row[3] = "Lund; Malmö"
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, [row])))
    assert list(empty.geometries("aktiviteter").values()) == [None]


def test_columns_without_a_place_leave_the_point(empty, tmp_path):
    row = ["2024-02-08", "Möte", "Seminarium", "Lund", None]
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, [row])))
    before = empty.geometries("aktiviteter")
    path = activities(tmp_path, [["2024-02-08", "Möte", "Utbildning"]], ("Datum", "Titel", "Typ"))
    carry_out(empty, examine(empty, "aktiviteter", path))
    assert empty.geometries("aktiviteter") == before


def layer_file(path, kind, rows, fields=()):
    """Write a GeoPackage layer in EPSG:3006; rows are (WKT, values)."""
    from osgeo import ogr, osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(3006)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("lager", reference, kind)
    for name, field_kind in fields:
        layer.CreateField(ogr.FieldDefn(name, field_kind))
    for wkt, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in values.items():
            feature[name] = value
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)
    del source
    return path


def test_moved_localities_are_changed_and_areas_become_points(empty, tmp_path):
    from osgeo import ogr

    fields = [("tatort", ogr.OFTString), ("tatortskod", ogr.OFTString), ("kommun", ogr.OFTString)]
    names = {"tatort": "Exempelby", "tatortskod": "X1", "kommun": "Höör"}
    square = "MULTIPOLYGON(((400000 6200000,400100 6200000,400100 6200100,400000 6200000)))"
    path = layer_file(tmp_path / "ytor.gpkg", ogr.wkbMultiPolygon, [(square, names)], fields)
    carry_out(empty, examine(empty, "tatorter", path))
    row_id = max(empty.geometries("tatorter"))
    first = ogr.CreateGeometryFromWkb(empty.geometries("tatorter")[row_id])
    assert first.GetGeometryName() == "POINT"
    moved = [("POINT(401000 6201000)", names)]
    path = layer_file(tmp_path / "punkter.gpkg", ogr.wkbPoint, moved, fields)
    verdict = examine(empty, "tatorter", path)
    assert [differing for _, _, differing in verdict.changed] == [["geom"]]
    carry_out(empty, verdict)
    assert ogr.CreateGeometryFromWkb(empty.geometries("tatorter")[row_id]).GetX() == 401000


def test_dates_of_a_layer_are_dates(empty, tmp_path):
    from osgeo import ogr

    fields = [("Datum", ogr.OFTDate), ("Titel", ogr.OFTString), ("Typ", ogr.OFTString)]
    values = {"Datum": "2024-02-08", "Titel": "Möte", "Typ": "Seminarium"}
    path = layer_file(
        tmp_path / "logg.gpkg", ogr.wkbPoint, [("POINT(400000 6200000)", values)], fields
    )
    carry_out(empty, examine(empty, "aktiviteter", path))
    assert empty.read("aktiviteter").columns["datum"] == ["2024-02-08"]
    assert empty.read("aktiviteter").columns["ar"] == [2024]
