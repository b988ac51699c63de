"""Files as people keep them: sums at the foot, Excel's errors, dashes for numbers, refusals."""

from dataclasses import replace

import openpyxl
import pytest

from skanekarta_plugin.errors import SourceError
from skanekarta_plugin.sources.vector import of_type
from skanekarta_plugin.store import geopackage
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.rejected_rows import write_report
from skanekarta_plugin.usecases.review_lists import left_out

HEADER = ["Diarienummer", "År", "Mottagare", "Kommun", "Målgrupp", "Beslut", "Beviljat"]


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
    assert reasons(verdict) == {"Blad1!E2": "Not a text."}


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


@pytest.mark.parametrize(
    "foot", ["Summa 2023:", "Summa beviljat", "Totalt för Lund:", "Totalsumma"]
)
def test_a_row_of_totals_may_say_of_what(empty, foot):
    rows = [["A-1", 2023, "Exempel", "Lund", None, None, 100],
            [None, None, foot, None, None, None, 100]]  # fmt: skip
    verdict = verdict_of(empty, rows)
    assert (len(verdict.new), len(verdict.rejected)) == (1, 1)


def sheets_file(folder, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / "blad.xlsx")
    return folder / "blad.xlsx"


GRANTS = [HEADER, ["A-1", 2023, "Ett", "Lund", None, None, 100],
          ["A-2", 2023, "Två", "Lund", None, None, 200]]  # fmt: skip
EXTRACT = [["Mottagare", "Kommun", "Beviljat"], ["Ett", "Lund", 100]]


def test_an_extract_beside_the_list_is_not_counted_again(empty, tmp_path):
    path = sheets_file(tmp_path, Alla=GRANTS, Lund=EXTRACT)
    verdict = examine(empty, "stod", path)
    assert verdict.skipped == ["Lund"]
    assert verdict.sums["beviljat_belopp"] == 30_000
    assert len(examine(empty, "stod", path, sheet="Lund").new) == 1


def test_each_sheet_says_what_it_brings(empty, tmp_path):
    more = [HEADER, ["A-3", 2024, "Tre", "Lund", None, None, 50]]
    verdict = examine(empty, "stod", sheets_file(tmp_path, Ett=GRANTS, Annat=more))
    assert verdict.sheet_sums == {"Ett": (2, 30_000), "Annat": (1, 5_000)}
    first, second = (line for line in left_out(verdict) if "kr" in line)
    assert "Ett" in first and "300" in first
    assert "Annat" in second and "50" in second


def test_a_corrected_row_without_case_number_is_remarked_on(empty):
    carry_out(empty, verdict_of(empty, [[None, 2023, "Ett", "Lund", None, None, 100]]))
    verdict = verdict_of(empty, [[None, 2023, "Ett", "Lund", None, None, 150],
                                 [None, 2023, "Två", "Lund", None, None, 5]])  # fmt: skip
    assert [(p.cell, p.rejects) for p, _ in verdict.problems] == [("Blad1!2", False)]
    assert verdict.problems[0][0].text.startswith("Resembles a row")


def test_a_second_row_without_case_number_beside_the_first_is_nothing_to_remark(empty):
    rows = [[None, 2023, "Ett", "Lund", None, None, 100]]
    carry_out(empty, verdict_of(empty, rows))
    verdict = verdict_of(empty, [*rows, [None, 2023, "Ett", "Lund", None, None, 150]])
    assert (len(verdict.new), len(verdict.unchanged), verdict.problems) == (1, 1, [])


@pytest.mark.parametrize("nothing", ["-", "saknas", "Uppgift saknas"])
def test_no_case_number_is_stored_as_none(empty, nothing):
    carry_out(empty, verdict_of(empty, [[nothing, 2023, "Ett", "Lund", None, None, 100]]))
    assert empty.read("stod").columns["diarienummer"] == [None]


def grants(store):
    columns = store.read("stod").columns
    return sorted(zip(columns["ar"], columns["beviljat_belopp"], strict=True))


def test_a_case_has_a_row_each_year_in_one_file_or_in_several(empty):
    one = ["A-1", 2023, "Ett", "Lund", None, None, 100]
    two = ["A-1", 2024, "Ett", "Lund", None, None, 200]
    carry_out(empty, verdict_of(empty, [one]))
    verdict = verdict_of(empty, [two])
    assert (len(verdict.new), len(verdict.changed)) == (1, 0)
    carry_out(empty, verdict)
    assert grants(empty) == [(2023, 100), (2024, 200)]
    assert len(verdict_of(empty, [two, one]).unchanged) == 2
    two[6] = 250
    carry_out(empty, verdict_of(empty, [two]))
    assert grants(empty) == [(2023, 100), (2024, 250)]


def test_a_case_without_its_year_is_still_the_same_case(empty):
    carry_out(empty, verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, None, 100]]))
    header = ["Diarienummer", "Mottagare", "Beviljat"]
    verdict = verdict_of(empty, [["A-1", "Ett", 150]], header)
    assert (len(verdict.new), len(verdict.changed)) == (0, 1)


def test_yearly_rows_are_known_after_an_edit_by_hand(empty):
    rows = [["A-1", 2023, "Ett", "Lund", None, None, 100],
            ["A-1", 2024, "Ett", "Lund", None, None, 200]]  # fmt: skip
    carry_out(empty, verdict_of(empty, rows))
    edit(empty, "UPDATE stod SET projekt = 'För hand' WHERE ar = 2023")
    verdict = verdict_of(empty, rows)
    assert (len(verdict.new), len(verdict.unchanged)) == (0, 2)


def edit(store, query):
    """Change the store as QGIS's form would, behind the plugin's back."""
    connection = geopackage.connect(store.path)
    connection.execute(query)
    connection.commit()
    connection.close()


def test_a_double_row_says_whether_its_content_is_the_same(empty):
    row = ["A-1", 2023, "Ett", "Lund", None, None, 100]
    verdict = verdict_of(empty, [row, row, [*row[:6], 200]])
    same, other = (row.problems[0].text for row in verdict.rejected)
    assert same.startswith("The same row stands in")
    assert other.startswith("Another row with the same key stands in")


DIALOGUES = [["2024-02-08", "Kommundialog", "Kommundialog", place, None]
             for place in ("Lund", "Malmö")]  # fmt: skip


def places_of(store):
    return sorted(store.read("aktiviteter").children["aktiviteter_kommun"]["kommunkod"])


def test_a_file_with_the_second_dialogue_leaves_the_first(empty, tmp_path):
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, DIALOGUES)))
    verdict = examine(empty, "aktiviteter", activities(tmp_path, DIALOGUES[1:]))
    assert (len(verdict.new), len(verdict.changed), len(verdict.unchanged)) == (0, 0, 1)
    more = [["2024-02-08", "Kommundialog", "Kommundialog", "Höör", None], *DIALOGUES[::-1]]
    verdict = examine(empty, "aktiviteter", activities(tmp_path, more))
    assert (len(verdict.new), len(verdict.changed), len(verdict.unchanged)) == (1, 0, 2)
    carry_out(empty, verdict)
    assert places_of(empty) == ["1267", "1280", "1281"]


def test_dialogues_are_known_after_an_edit_by_hand(empty, tmp_path):
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, DIALOGUES)))
    edit(empty, "UPDATE aktiviteter SET beskrivning = 'För hand'")
    verdict = examine(empty, "aktiviteter", activities(tmp_path, DIALOGUES))
    assert (len(verdict.new), len(verdict.changed), len(verdict.unchanged)) == (0, 0, 2)


def test_a_place_alone_gives_a_point_and_no_place_takes_none_away(empty, tmp_path):
    header = ("Datum", "Titel", "Typ", "Plats")
    rows = [["2024-02-08", "Möte", "Seminarium", "Löberöd"]]
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, rows, header)))
    (before,) = empty.geometries("aktiviteter").values()
    assert before
    rows[0][3] = None
    carry_out(empty, examine(empty, "aktiviteter", activities(tmp_path, rows, header)))
    assert list(empty.geometries("aktiviteter").values()) == [before]


@pytest.mark.parametrize(
    ("wkt", "expected"),
    [
        ("MULTIPOINT((1 2))", "POINT (1 2)"),
        ("MULTIPOINT((1 2),(9 9))", ("POINT (1 2)", "POINT (9 9)")),
        ("POINT ZM (1 2 3 4)", "POINT (1 2)"),
        ("LINESTRING(0 0,0 2,2 2)", "POINT (0 2)"),
        ("POINT EMPTY", None),
    ],
)
def test_shapes_become_points_that_lie_on_them(wkt, expected):
    from osgeo import ogr

    shape = ogr.CreateGeometryFromWkt(wkt)
    found = of_type(bytes(shape.ExportToIsoWkb()), "Point")
    text = found and ogr.CreateGeometryFromWkb(found).ExportToIsoWkt()
    assert text in (expected if isinstance(expected, tuple) else (expected,))


def test_only_areas_become_areas():
    from osgeo import ogr

    def kind(wkt):
        found = of_type(bytes(ogr.CreateGeometryFromWkt(wkt).ExportToIsoWkb()), "MultiPolygon")
        return found and ogr.CreateGeometryFromWkb(found).GetGeometryName()

    assert kind("POLYGON((0 0,1 0,1 1,0 0))") == "MULTIPOLYGON"
    assert kind("CURVEPOLYGON((0 0,1 0,1 1,0 0))") == "MULTIPOLYGON"
    assert kind("MULTISURFACE(((0 0,1 0,1 1,0 0)))") == "MULTIPOLYGON"
    assert kind("POINT(1 2)") is None


@pytest.mark.parametrize("number", ["9" * 400, 2.0**63, "inf"])
def test_an_impossible_number_is_one_rejected_cell(empty, tmp_path, number):
    header = ["Kommun", "Nyckeltal", "År", "Värde"]
    book = openpyxl.Workbook()
    for row in (header, ["Lund", "N00945", 2023, number]):
        book.active.append(row)
    book.save(tmp_path / "tal.xlsx")
    verdict = examine(empty, "nyckeltal", tmp_path / "tal.xlsx")
    if number == 2.0**63:
        assert len(verdict.new) == 1, "a number with decimals may be as large"
    else:
        assert "Sheet!D2" in reasons(verdict)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_columns_for_a_field_its_own_title_wins(empty, order):
    header = ["Diarienummer", "Mottagare", *["Sökande", "Beviljat", "Beviljat belopp"][::order]]
    row = ["A-1", "Ett", *["Två", 1, 100][::order]]
    verdict = verdict_of(empty, [row], header)
    assert verdict.new[0].values["mottagare"] == "Ett"
    assert verdict.new[0].values["beviljat_belopp"] == 100
    assert sorted(verdict.unmapped["Blad1"]) == ["Beviljat", "Sökande"]


def test_a_report_names_its_sheets_as_excel_allows(empty, tmp_path):
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, None, "många"]])
    ((table, mapping),) = verdict.tables
    titles = ["a/b", "a:b", "A?B", "x" * 40, "x" * 41, "[]", "'"]
    verdict.tables = [(replace(table, sheet=title), mapping) for title in titles]
    path = write_report(verdict, tmp_path / "rapport.xlsx", lambda problem: problem.text)
    names = openpyxl.load_workbook(path).sheetnames
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


@pytest.mark.parametrize(
    "foot",
    ["Summa musik", "Lund totalt", "2022 totalt", "Slutsumma", "Delsumma Musik", "Totalbelopp",
     "Sammanlagt", "Summa beviljade medel", "Totalt, 3 st", "Årssumma"],
)  # fmt: skip
def test_a_row_that_says_nothing_but_a_sum_is_no_grant(empty, foot):
    rows = [["A-1", 2023, "Exempel", "Lund", None, None, 100],
            [None, None, foot, None, None, None, "100 kr"]]  # fmt: skip
    verdict = verdict_of(empty, rows)
    assert (len(verdict.new), len(verdict.rejected)) == (1, 1)


def test_headers_that_come_again_are_no_rows(empty):
    rows = [["A-1", 2023, "Ett", "Lund", None, None, 100], HEADER,
            ["A-2", 2023, "Två", "Lund", None, None, 100]]  # fmt: skip
    verdict = verdict_of(empty, rows)
    assert (len(verdict.rows), len(verdict.new)) == (2, 2)
    assert not any(question.stated in HEADER for question in verdict.questions)


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2212"])
def test_a_dash_of_any_length_is_nothing(empty, dash):
    row = ["A-1", dash, "Ett", dash, dash, dash, 100]
    verdict = verdict_of(empty, [row])
    assert not verdict.problems and not any(verdict.new_entries.values())
    assert verdict.new[0].values["ar"] is None and verdict.new[0].children["stod_kommun"] == []
    assert len(verdict_of(empty, [["A-1", 2023, dash, None, None, None, 1]]).rejected) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_synonyms_the_likelier_one_is_taken_whatever_their_order(empty, order):
    header = ["Diarienummer", *["Verksamhet", "Sökande"][::order],
              *["Belopp", "Beviljat"][::order]]  # fmt: skip
    row = ["A-1", *["Teater", "Ett"][::order], *[900, 66][::order]]
    verdict = verdict_of(empty, [row], header)
    assert verdict.new[0].values["mottagare"] == "Ett"
    assert verdict.new[0].values["beviljat_belopp"] == 66


def test_a_header_over_a_group_of_columns_gives_way_to_those_below_it(empty, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Diarienummer", "Mottagare", "Belopp", None])
    book.active.append([None, None, "Sökt", "Beviljat"])
    book.active.append(["A-1", "Ett", 1700, 150])
    book.active.merge_cells("C1:D1")
    book.save(tmp_path / "grupp.xlsx")
    verdict = examine(empty, "stod", tmp_path / "grupp.xlsx")
    (row,) = verdict.new
    assert (row.values["sokt_belopp"], row.values["beviljat_belopp"]) == (1700, 150)
    assert row.values["diarienummer"] == "A-1"


@pytest.mark.parametrize(
    "lines",
    ['A-1;100;"Ett\nA-2;200;Två\nA-3;300;Tre\n', 'A-1;100;"Ett" AB\nA-2;200;Två\n'],
)
def test_a_stray_quote_in_a_csv_swallows_no_rows(empty, tmp_path, lines):
    path = tmp_path / "citat.csv"
    path.write_text("Diarienummer;Beviljat;Mottagare\n" + lines)
    with pytest.raises(SourceError, match=r"citat\.csv"):
        examine(empty, "stod", path)


@pytest.mark.parametrize("number", ["-", "–", "x", 55, "000000-0000", "5560001111"])
def test_any_organisation_number_can_stand_there(empty, number):
    header = ["Diarienummer", "Mottagare", "Org.nr", "Beviljat"]
    rows = [["A-1", "Ett", number, 1], ["A-2", "Två", "000000-0000", 1]]
    verdict = verdict_of(empty, rows, header)
    carry_out(empty, verdict)
    assert sorted(empty.read("mottagare").columns["namn"]) == ["Ett", "Två"]


def test_a_corrected_year_leaves_the_old_row_in_sight(empty):
    carry_out(empty, verdict_of(empty, [["A-1", 2022, "Ett", "Lund", None, None, 100]]))
    verdict = verdict_of(empty, [["A-1", 2023, "Ett", "Lund", None, None, 100]])
    assert [old.values["ar"] for old in verdict.vanished] == [2022]
    assert [(p.cell, p.rejects) for p, _ in verdict.problems] == [("Blad1!2", False)]
    carry_out(empty, verdict, remove_vanished=True)
    assert grants(empty) == [(2023, 100)]


def test_a_number_that_comes_later_is_remarked_on(empty):
    carry_out(empty, verdict_of(empty, [[None, 2022, "Ett", "Lund", None, None, 100]]))
    verdict = verdict_of(empty, [["A-1", 2022, "Ett", "Lund", None, None, 100]])
    assert [p.text[:9] for p, _ in verdict.problems] == ["Resembles"]
    assert len(verdict.vanished) == 1


def test_vanished_rows_are_seen_whatever_files_come_together(empty, tmp_path):
    one = sheets_file(tmp_path, Blad1=GRANTS)
    other = one.with_name("annan.xlsx")
    more = [HEADER, ["B-1", 2024, "Tre", "Lund", None, None, 50],
            ["B-2", 2024, "Fyra", "Lund", None, None, 50]]  # fmt: skip
    sheets_file(tmp_path, Blad1=more).rename(other)
    sheets_file(tmp_path, Blad1=GRANTS)
    carry_out(empty, examine(empty, "stod", [one, other]))
    sheets_file(tmp_path, Blad1=more[:2]).rename(other)
    sheets_file(tmp_path, Blad1=GRANTS)
    for paths in ([one, other], [other, one], other):
        vanished = examine(empty, "stod", paths).vanished
        assert [old.values["diarienummer"] for old in vanished] == ["B-2"]
    assert examine(empty, "stod", one).vanished == []


def test_a_recipient_known_by_number_under_another_name_is_told(empty):
    header = ["Diarienummer", "Mottagare", "Org.nr", "Beviljat"]
    rows = [["A-1", "Teater Ett", "556000-1111", 1], ["A-2", "Dans Två", "556000-2222", 1]]
    carry_out(empty, verdict_of(empty, rows, header))
    verdict = verdict_of(empty, [["A-3", "Dans Två", "556000-1111", 1]], header)
    assert verdict.new[0].values["mottagare"] == "Teater Ett"
    ((problem, _),) = verdict.problems
    assert problem.values == {"name": "Teater Ett"} and not problem.rejects


def test_a_number_in_any_row_enters_the_register(empty):
    header = ["Diarienummer", "Mottagare", "Org.nr", "Beviljat"]
    rows = [["A-1", "Ny X", None, 1], ["A-2", "Ny X", "556000-3333", 1]]
    carry_out(empty, verdict_of(empty, rows, header))
    assert empty.read("mottagare").columns["organisationsnummer"] == ["556000-3333"]
    again = verdict_of(empty, rows, header)
    assert (len(again.unchanged), len(again.changed)) == (2, 0)


def test_an_answer_is_kept_even_where_no_row_changes(empty):
    row = ["A-1", 2023, "Ett", "Höby", None, None, 100]
    first = verdict_of(empty, [row])
    carry_out(empty, first)
    (question,) = (q for q in first.questions if q.kind == "municipality")
    again = examine(empty, "stod", source=first.source, answers={question.key: ""})
    assert not len(again.new) and again.writes
    carry_out(empty, again)
    assert [q.kind for q in verdict_of(empty, [row]).questions] == []


def test_what_was_recognised_by_content_is_said(empty):
    header = ["Diarienummer", "Mottagare", "Postort", "Beviljat"]
    verdict = verdict_of(empty, [["A-1", "Ett", "Lund", 1], ["A-2", "Två", "Höör", 1]], header)
    assert "Postort" in [remark.values.get("column") for remark in verdict.remarks]
    links = ["Diarienummer", "Mottagare", "Underlag (internt)", "Beviljat"]
    verdict = verdict_of(empty, [["A-1", "Ett", "https://example.org/a", 1]], links)
    assert verdict.unmapped == {"Blad1": ("Underlag (internt)",)}


def test_a_row_without_year_is_no_year_in_particular(empty):
    rows = [["A-1", year, "Ett", "Lund", None, None, 100] for year in (2022, 2023)]
    carry_out(empty, verdict_of(empty, rows))
    verdict = verdict_of(empty, [["A-1", None, "Ett", "Lund", None, None, 250]])
    assert (len(verdict.new), len(verdict.changed)) == (1, 0)
    assert [p.rejects for p, _ in verdict.problems] == [False]


def test_a_sheet_without_years_and_a_header_in_thousands_are_remarked_on(empty):
    header = ["Diarienummer", "Mottagare", "Beviljat (tkr)"]
    verdict = verdict_of(empty, [["A-1", "Ett", 500]], [*header[:2], "Beviljat"])
    assert [str(remark.values["field"]) for remark in verdict.remarks] == ["År"]
    path = empty.path.parent / "rader.xlsx"
    verdict_of(empty, [["A-1", "Ett", 500]], [*header[:2], "Beviljat"])
    book = openpyxl.load_workbook(path)
    book.active["C1"] = header[2]
    book.save(path)
    verdict = examine(empty, "stod", path, mapping={header[2]: "beviljat_belopp"})
    assert header[2] in [remark.values.get("column") for remark in verdict.remarks]
