"""Readers: the cells that a user sees in a file are the cells that are read, of whatever form."""

import csv
import datetime
import hashlib
import re
import shutil
import struct
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from skanekarta_plugin.errors import Cancelled, SourceError
from skanekarta_plugin.sources import kinds, textfile, xlsx
from skanekarta_plugin.sources.reader import SUFFIXES, read_source
from skanekarta_plugin.sources.table import Uncomputed
from skanekarta_plugin.sources.xlsx_scan import ScannedSheet

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "resources" / "example").glob("*.xlsx"))
SHARED = ROOT.parent / "shared" / "data" / "spreadsheets"
REAL = ["presstod_2019", "kommuner_codes", "folkmangd_ascii_names", "ace_crf2_awards"]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
REFERENCES = "xmlcharrefreplace"


def cells_of(table):
    """Return the filled cells of a table, by row number and column index."""
    return {
        (number, index): cell
        for position, number in enumerate(table.numbers.tolist())
        for index, cell in enumerate(table.row(position))
        if cell is not None
    }


def typed(cells):
    return {place: (type(cell), cell) for place, cell in cells.items()}


def truth_of(path):
    """Return what openpyxl's own reader sees: name → cells, links, hidden rows."""
    sheets = {}
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        cells, links = {}, {}
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, datetime.time | datetime.timedelta):
                    value = str(value)
                if value is not None and value != "":
                    cells[cell.row, cell.column - 1] = value
                if cell.hyperlink is not None and cell.hyperlink.target:
                    place = cell.hyperlink.location
                    links[cell.row, cell.column - 1] = cell.hyperlink.target + (
                        f"#{place}" if place else ""
                    )
        blank = {row for row, _ in cells} - {
            row for (row, _), value in cells.items() if not str(value).isspace()
        }
        cells = {place: value for place, value in cells.items() if place[0] not in blank}
        rows = {row for row, _ in cells}
        hidden = sum(
            1 for row, shape in sheet.row_dimensions.items() if shape.hidden and row in rows
        )
        links = {place: link for place, link in links.items() if place[0] in rows}
        if cells:
            sheets[sheet.title] = cells, links, hidden
    return sheets


def same_as_openpyxl(path):
    truth = truth_of(path)
    source = read_source(path)
    assert [table.sheet for table in source.tables] == list(truth)
    for table in source.tables:
        cells, links, hidden = truth[table.sheet]
        assert typed(cells_of(table)) == typed(cells)
        assert table.links == links
        assert table.hidden_rows == hidden
        for column in table.columns:
            keys = [(type(value), value) for value in column.values]
            assert len(set(keys)) == len(keys)
            assert column.values[0] is None
    return source


def rewritten(path, **parts):
    """Change parts of a zipped file: function of the old text, or the new text."""
    with zipfile.ZipFile(path) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    for name, change in parts.items():
        before = old.get(name, b"").decode()
        after = change(before) if callable(change) else change
        old[name] = after if isinstance(after, bytes) else after.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in old.items():
            archive.writestr(name, content)
    return path


def workbook(path, rows, sheet="Blad1", **more):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for title, others in more.items():
        extra = book.create_sheet(title)
        for row in others:
            extra.append(row)
    book.save(path)
    return path


def written(path, data, strings="", rels="", after=""):
    """Make a workbook whose sheet holds the given XML."""
    workbook(path, [["a"]])
    content = {
        SHEET: f"<worksheet {MAIN} xmlns:r='{RELATIONS}'><sheetData>{data}</sheetData>{after}"
        "</worksheet>"
    }
    if strings:
        content["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
        override = (
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxml'
            'formats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
        )
        content["[Content_Types].xml"] = lambda xml: xml.replace("</Types>", override)
    if rels:
        content["xl/worksheets/_rels/sheet1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{rels}</Relationships>"
        )
    return rewritten(path, **content)


def only(path, **more):
    (table,) = read_source(path, **more).tables
    return table


def refused(path, *words, **more):
    """Check that a file is refused with a sentence that has these words, and no traceback."""
    with pytest.raises(SourceError) as caught:
        read_source(path, **more)
    for word in words:
        assert word in str(caught.value)
    assert "Traceback" not in caught.value.details
    return caught.value


# Excel workbooks


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_as_openpyxl_reads_them(path):
    source = same_as_openpyxl(path)
    assert source.name == path.name
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", REAL)
def test_real_workbooks_are_read_as_openpyxl_reads_them(name):
    path = SHARED / f"{name}.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    same_as_openpyxl(path)


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=12
).filter(lambda text: "_x" not in text and not text.startswith("="))
CELLS = st.one_of(
    st.none(),
    TEXT,
    st.sampled_from(["Höörs kommun", "rad 1\nrad 2", " två  ord ", "a & b <c>", "1.125", "#N/A"]),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
    st.times().map(lambda time: time.replace(microsecond=0)),
)


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=6),
    hidden=st.sets(st.integers(1, 6)),
)
def test_any_workbook_is_read_as_openpyxl_reads_it_by_pattern_and_by_parser(rows, hidden):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bok.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["början"])
        for row in rows:
            book.active.append(row)
        for row in hidden:
            book.active.row_dimensions[row].hidden = True
        book.save(path)
        same_as_openpyxl(path)
        rewritten(path, **{SHEET: lambda xml: xml.replace("<row ", "<!-- en rad --><row ", 1)})
        same_as_openpyxl(path)


def test_the_examples_are_read_by_pattern(monkeypatch):
    def unread(*_):
        raise AssertionError("the slow way")

    monkeypatch.setattr("skanekarta_plugin.sources.xlsx.ParsedSheet", unread)
    monkeypatch.setattr("skanekarta_plugin.sources.xlsx.parse_strings", unread)
    for path in EXAMPLES:
        assert read_source(path).tables


@pytest.fixture(params=["pattern", "parser"])
def way(request, monkeypatch):
    """Read the same workbook by pattern, and by the parser that stands in for it."""
    if request.param == "parser":
        read = ScannedSheet.read

        def unfit(self, pieces):
            read(self, [*pieces, b"<!-- -->"])

        monkeypatch.setattr(ScannedSheet, "read", unfit)
    return request.param


STRINGS = (
    "<si><t>Höör</t></si>"
    "<si><r><rPr><b/><color rgb='FF0000'/></rPr><t>Kul</t></r>"
    "<r><t xml:space='preserve'>tur </t></r></si>"
    "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    "<si/><si><t/></si>"
    "<si><t>a&amp;b&#228;_x000D_\n_x005F_x000D_</t></si>"
)


def test_shared_strings_of_every_form(tmp_path, way):
    cells = "".join(f'<c r="{letter}1" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABCDEF"))
    path = written(tmp_path / "s.xlsx", f'<row r="1">{cells}</row>', STRINGS)
    assert only(path).row(0) == ["Höör", "Kultur ", "東京", None, None, "a&bä\r\n_x000D_"]


def test_types_of_cells(tmp_path, way):
    data = (
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c>'
        '<c r="C2" t="str"><f>A1&amp;"x"</f><v>a_x000D_b</v></c><c r="D2"><v>1.125</v></c>'
        '<c r="E2" t="inlineStr"><is><t>1.125</t></is></c><c r="F2" s="0"/><c r="G2"><v>1E3</v></c>'
        '<c r="H2" t="d"><v>2021-05-03T00:00:00</v></c><c t="n" r="J2"><v>7</v></c></row>'
    )
    table = only(written(tmp_path / "t.xlsx", data))
    assert table.numbers.tolist() == [2]
    assert table.row(0)[0] is True
    assert table.row(0)[1:] == [
        "#N/A", "a\rb", 1.125, "1.125", None, 1000.0, datetime.datetime(2021, 5, 3), None, 7,
    ]  # fmt: skip


def test_cells_of_many_kinds_stand_side_by_side(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "ParsedSheet", None)
    forms = [
        ('t="s"><v>0</v></c>', "Höör"),
        ("><v>007</v></c>", 7),
        ("><v>1234567890123456789</v></c>", 1234567890123456789),
        ("><v>-7</v></c>", -7),
        ("><f>1+1</f><v>2</v></c>", 2),
        ('t="inlineStr"><is><t>7</t></is></c>', "7"),
        ("></c>", None),
        ("/>", None),
        ("><v/></c>", None),
        ("><v> 7 </v></c>", 7),
        ('t="str"><v>7</v></c>', "7"),
    ]
    data, expected = "", {}
    for number in range(1, 90):
        data += f'<row r="{number}">'
        for at, (letters, column) in enumerate((("C", 2), ("AZ", 51), ("XFC", 16382))):
            form, value = forms[(number + at) % len(forms)]
            data += f'<c r="{letters}{number}" s="{number}" {form}'
            if value is not None:
                expected[number, column] = value
        data += "</row>"
    table = only(written(tmp_path / "k.xlsx", data, "<si><t>Höör</t></si>"))
    assert typed(cells_of(table)) == typed(expected)


def test_dates_outside_of_the_calendar_stay_numbers(tmp_path, way):
    path = workbook(tmp_path / "d.xlsx", [[datetime.date(2021, 5, 3)]] * 4)
    values = iter(["44319", "-5", "2958466", "99999999999"])
    rewritten(
        path, **{SHEET: lambda xml: re.sub("<v>[^<]*</v>", lambda _: f"<v>{next(values)}</v>", xml)}
    )
    assert [only(path).row(at)[0] for at in range(4)] == [
        datetime.datetime(2021, 5, 3), -5, 2958466, 99999999999,
    ]  # fmt: skip


def test_dates_that_count_from_1904(tmp_path):
    path = workbook(tmp_path / "d.xlsx", [[datetime.datetime(2021, 5, 3)]])
    base_1904 = '<workbookPr date1904="1"/>'
    rewritten(path, **{"xl/workbook.xml": lambda xml: re.sub("<workbookPr[^>]*>", base_1904, xml)})
    assert only(path).row(0) == [datetime.datetime(2025, 5, 4)]


def test_formulas_that_were_never_computed_are_told_apart(tmp_path, way):
    path = workbook(
        tmp_path / "f.xlsx",
        [
            [
                "=A2+B2",
                '=HYPERLINK("https://exempel.se/?a=1&b=2","Beslut")',
                '=HYPERLINK("#Blad2!A1")',
                5,
            ]
        ],
    )
    table = only(path)
    row = table.row(0)
    assert row[0] == Uncomputed("=A2+B2")
    assert [type(cell) for cell in row] == [Uncomputed, Uncomputed, Uncomputed, int]
    assert table.links == {(1, 1): "https://exempel.se/?a=1&b=2"}
    data = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert cells_of(only(written(path, data))) == {(1, 0): 1}


def test_links_of_computed_formulas_belong_to_their_cells(tmp_path, way):
    data = "".join(
        f'<row r="{row}"><c r="A{row}" t="str"><f>HYPERLINK("https://exempel.se/{row}","Läs")</f>'
        f'<v>Läs</v></c><c r="B{row}" t="str"><v>Läs</v></c></row>'
        for row in (1, 2)
    )
    table = only(written(tmp_path / "h.xlsx", data))
    assert table.links == {(1, 0): "https://exempel.se/1", (2, 0): "https://exempel.se/2"}
    assert [column.values for column in table.columns] == [[None, "Läs"], [None, "Läs"]]


def test_links_lie_behind_cells_and_ranges(tmp_path, way):
    link = f'<Relationship Type="{RELATIONS}/hyperlink" TargetMode="External"'
    data = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>1</v></c></row>'
        for row in (1, 2, 3)
    )
    path = written(
        tmp_path / "l.xlsx",
        data,
        rels=f'{link} Id="rId1" Target="https://a.se/?x=1&amp;y=2"/>'
        f'{link} Id="rId2" Target="https://b.se/"/>',
        after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/>'
        '<hyperlink ref="B2:XFD1048576" r:id="rId2" location="del" tooltip="a > b"/>'
        '<hyperlink ref="A3" location="Blad1!A1"/></hyperlinks>',
    )
    assert only(path).links == {
        (1, 0): "https://a.se/?x=1&y=2",
        (2, 1): "https://b.se/#del",
        (3, 1): "https://b.se/#del",
    }


def test_hidden_rows_hidden_sheets_and_merged_cells_are_told(tmp_path, way):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 7):
        sheet.append([row, "x"])
    sheet.merge_cells("A8:B9")
    sheet["A8"] = "sammanslagen"
    for row in (2, 3, 7):
        sheet.row_dimensions[row].hidden = True
    book.create_sheet("Gömt").append([1])
    book["Gömt"].sheet_state = "hidden"
    book.save(tmp_path / "g.xlsx")
    first, second = read_source(tmp_path / "g.xlsx").tables
    assert (first.hidden_rows, first.hidden, first.merged) == (2, False, ((8, 9, 0, 1),))
    assert (second.sheet, second.hidden) == ("Gömt", True)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x="),
        lambda xml: xml.replace("><", ">\n  <"),
        lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml),
        lambda xml: xml.replace("<v>", "<v><![CDATA[").replace("</v>", "]]></v>"),
        lambda xml: re.sub(r'<c r="(\w+)" t="n"', r"<c t='n' r='\1'", xml),
        lambda xml: ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16"),
        lambda xml: ('<?xml version="1.0" encoding="ISO-8859-1"?>' + xml).encode(
            "latin-1", REFERENCES
        ),
    ],
    ids=["prefix", "pretty", "no references", "CDATA", "attributes", "utf-16", "latin-1"],
)
def test_xml_of_another_form_gives_the_same_cells(tmp_path, change):
    rows = [["Kommun", "År", None], ["Höör", 2021, None], [None, 1.5, "Östra Göinge"]]
    path = workbook(tmp_path / "x.xlsx", [row if row[0] else ["–", *row[1:]] for row in rows])
    before = cells_of(only(path))
    if change(' r="A1"') == "":
        before = {(row, min(column, 2)): cell for (row, column), cell in before.items()}
    rewritten(path, **{SHEET: change})
    assert cells_of(only(path)) == before


def test_a_sheet_of_empty_cells_is_no_table(tmp_path):
    rows = "".join(
        f'<row r="{row}">' + f'<c r="A{row}" s="0"/><c r="XFD{row}"></c>' * 50 + "</row>"
        for row in range(1, 2000)
    )
    path = written(tmp_path / "e.xlsx", rows)
    refused(path, "There are no rows", "e.xlsx")
    written(path, f'{rows}<row r="1048576"><c r="C1048576"><v>1</v></c></row>')
    table = only(path)
    assert (len(table), len(table.columns)) == (1, 3)
    assert table.numbers.tolist() == [1048576]


def test_a_cell_can_hold_a_megabyte(tmp_path, way):
    text = "å" * 1_000_000
    data = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert only(written(tmp_path / "m.xlsx", data)).row(0) == [text]


def test_a_sheet_that_is_wanted_alone(tmp_path):
    path = workbook(tmp_path / "w.xlsx", [["a"]], Två=[["b"]], Tom=[])
    assert [table.sheet for table in read_source(path).tables] == ["Blad1", "Två"]
    assert only(path, sheets="Två").row(0) == ["b"]
    assert only(path, sheets=["Två"]).row(0) == ["b"]
    refused(path, "no sheet “Tre”", "Blad1", "Tom", sheets=["Tre"])
    refused(path, "There are no rows", sheets="Tom")


def test_a_workbook_of_the_strict_kind_is_refused_with_what_to_do(tmp_path):
    path = workbook(tmp_path / "s.xlsx", [["a"]])
    strict = {RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
    rewritten(path, **{"xl/workbook.xml": lambda xml: xml.replace(*strict.popitem())})
    refused(path, "s.xlsx", "ordinary workbook")


def test_chart_sheets_are_left_out(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([1])
    book.create_chartsheet("Diagram")
    book.save(tmp_path / "c.xlsx")
    assert only(tmp_path / "c.xlsx").sheet == "Sheet"


# What a workbook can be made to do


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        path = workbook(tmp_path / "d.xlsx", [["a"]])
        rewritten(path, **{name: lambda xml: bomb + re.sub(r"<\?xml.*?\?>", "", xml)})
        refused(path, "DOCTYPE")
        rewritten(path, **{name: lambda xml: f"<!-- {'x' * 99} -->{xml}"})
        refused(path, "DOCTYPE")


def test_a_zip_that_unpacks_to_far_too_much_is_refused(tmp_path):
    path = workbook(tmp_path / "z.xlsx", [["a"]])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bomb.xml", "w") as out,
    ):
        for _ in range(55):
            out.write(bytes(1 << 20))
    refused(path, "unpack", "z.xlsx")
    path = workbook(tmp_path / "n.xlsx", [["a"]])
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"x{number}", b"")
    refused(path, "unpack", "n.xlsx")


@pytest.mark.parametrize(
    "data",
    ["<c " * 200_000, '<c r="A1">' * 60_000, "</c>" * 50_000 + '<c r="A1">' * 50_000,
     '<c r="A1"' + " " * 300_000 + "><v>1</v></c>",
     '<c r="A1" t="inlineStr"><is>' + "<rPh>" * 90_000],
    ids=["tags", "open", "closed before", "blanks", "aids"],
)  # fmt: skip
def test_no_pattern_is_led_astray(tmp_path, data):
    path = written(tmp_path / "h.xlsx", f'<row r="1">{data}</row>')
    if data.endswith("</v></c>"):
        assert only(path).row(0) == [1]
    else:
        refused(path, "damaged")


def test_damaged_workbooks_are_refused_with_a_sentence(tmp_path):
    path = workbook(tmp_path / "hel.xlsx", [["a", row] for row in range(500)])
    content = path.read_bytes()
    spoiled = bytearray(content)
    at = content.find(b"xl/worksheets/sheet1.xml") + 200
    spoiled[at : at + 20] = bytes(20)
    for name, wrong in (
        ("halv.xlsx", content[: len(content) // 2]),
        ("fel.xlsx", bytes(spoiled)),
        ("text.xlsx", b"a;b\n1;2\n"),
        ("tom.xlsx", b""),
    ):
        (tmp_path / name).write_bytes(wrong)
        refused(tmp_path / name, "not an Excel workbook, or it is damaged", name)
    rewritten(path, **{"xl/workbook.xml": lambda xml: xml[:-20]})
    refused(path, "damaged")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("last.xlsx", kinds._OLE + bytes(5000) + kinds._LOCKED, "password"),
        ("webb.xls", b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("xml.xls", b"<?xml version='1.0'?><Workbook xmlns='urn:office:spreadsheet'/>", "web page"),
        ("skadad.xls", kinds._OLE + bytes(4000), "damaged"),
        ("bild.png", b"\x89PNG", "Files of the kind “.png”"),
        ("brev.docx", None, "Files of the kind “.docx”"),
        ("bok.xlsb", None, "binary"),
    ],
)  # fmt: skip
def test_files_of_other_kinds_are_told_by_what_stands_in_them(tmp_path, name, content, words):
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.bin" if "xlsb" in name else "word/document.xml", b"")
    else:
        path.write_bytes(content)
    refused(path, words, name)


def test_the_name_of_a_file_does_not_decide(tmp_path):
    shutil.copy(workbook(tmp_path / "a.xlsx", [["a"]]), tmp_path / "a.xls")
    assert only(tmp_path / "a.xls").row(0) == ["a"]
    (tmp_path / "b.xls").write_text("Kommun\tÅr\nHöör\t2021\n", encoding="utf-16")
    assert only(tmp_path / "b.xls").row(1) == ["Höör", "2021"]
    refused(tmp_path / "saknas.xlsx", "was not found")
    assert {".xlsx", ".xls", ".ods", ".csv", ".gpkg"} <= set(SUFFIXES)


# Several files


def test_several_files_are_one_source(tmp_path):
    a = workbook(tmp_path / "a.xlsx", [["a"]])
    (tmp_path / "b.csv").write_text("x;y\n1;2\n")
    (tmp_path / "äldre").mkdir()
    old = workbook(tmp_path / "äldre" / "a.xlsx", [["b"]])
    source = read_source([a, tmp_path / "b.csv", a])
    assert source.name == "a.xlsx, b.csv"
    assert [table.sheet for table in source.tables] == ["[a.xlsx]Blad1", "b.csv"]
    assert source.sha256 == read_source([tmp_path / "b.csv", a]).sha256 != read_source(a).sha256
    assert only([a, tmp_path / "b.csv"], sheets=["[a.xlsx]Blad1"]).row(0) == ["a"]
    names = [table.sheet for table in read_source([a, old]).tables]
    assert len(set(names)) == 2 and "äldre" in names[1]
    refused([a, old], "no sheet", "Blad9", sheets=["Blad9"])


def test_cancelling_ends_at_once_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rum"))
    (tmp_path / "rum").mkdir()
    book = workbook(tmp_path / "a.xlsx", [[f"rad {row}", row] for row in range(3000)])
    text = tmp_path / "b.csv"
    text.write_text("a;b\n" + "1;2\n" * 20_000)
    for path in (book, text):
        fractions = []
        read_source(path, progress=fractions.append)
        assert fractions == sorted(fractions) and fractions[0] >= 0 and fractions[-1] == 1
        for stop in (0, len(fractions) // 2, len(fractions) - 2):
            calls = []

            def progress(fraction, calls=calls, stop=stop):
                calls.append(fraction)
                if len(calls) > stop:
                    raise Cancelled

            with pytest.raises(Cancelled):
                read_source(path, progress=progress)
            assert len(calls) == stop + 1
            assert list((tmp_path / "rum").iterdir()) == []


# Text tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_in_every_encoding_with_every_delimiter(tmp_path, encoding, delimiter):
    rows = [
        ["Kommun", "Belopp", "Not"],
        ["Höör", "1 250,50", 'en "rad"\noch en till'],
        ["Malmö; Lund", "a,b\tc", "– €"],
        ["", "", ""],
        ["Åstorp", "", ""],
    ]
    path = tmp_path / "t.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    table = only(path)
    assert table.sheet == "t"
    assert table.numbers.tolist() == [1, 2, 3, 5]
    assert [table.row(at) for at in range(4)] == [
        [cell or None for cell in row] for row in rows if any(row)
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Bidrag 2020, 2021, 2022\n\nKommun;Belopp\nHöör;1,5\nLund;2,5\n",
            [(3, ["Kommun", "Belopp"])],
        ),
        ("sep=,\na;b,c\n1,2\n", [(1, ["a;b", "c"])]),
        ("a\nb\n", [(1, ["a"])]),
        ("a;b\r1;2\r", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a;b;c\n1\n1;2\n", [(1, ["a", "b", "c"]), (2, ["1", None, None]), (3, ["1", "2", None])]),
        ("1,5;2,5\n1,5;2,5\n", [(1, ["1,5", "2,5"])]),
    ],
)
def test_text_tables_as_they_come(tmp_path, text, rows):
    path = tmp_path / "t.txt"
    path.write_bytes(text.encode())
    found = dict(only(path).head(100))
    assert {number: found[number] for number, _ in rows} == dict(rows)


def test_what_is_no_text_table_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    for content in (b"a;b\n\0;1\n", b"\xff\xfea\0;\0\0\xd8", "é;\n".encode() + b"\x81\x8d\n"):
        path.write_bytes(content)
        refused(path, "not a text table", "t.csv")
    path.write_bytes(b"")
    refused(path, "no rows")
    path.write_text(";" * 20_000)
    refused(path, "not a text table")
    monkeypatch.setattr(textfile, "_LONGEST", 200_000)
    path.write_text('a;b\n1;"' + "x\n" * 200_000)
    # Other libraries raise the limit of the whole process.
    before = csv.field_size_limit(131_072)
    try:
        refused(path, "not a text table")
    finally:
        csv.field_size_limit(before)


def test_a_quoted_megabyte_is_a_text_and_the_limit_of_the_module_stays(tmp_path):
    before = csv.field_size_limit()
    path = tmp_path / "t.csv"
    path.write_text('a;b\n1;"' + "x\n" * 500_000 + '"\n')
    assert len(only(path).row(1)[1]) == 1_000_000
    assert csv.field_size_limit() == before


def test_letters_that_are_cut_by_the_piece_of_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(textfile, "_PIECE", 1)
    path = tmp_path / "t.csv"
    path.write_bytes("a;b\nå;ä\n".encode())
    assert only(path).row(1) == ["å", "ä"]


# OpenDocument

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Blad1" table:style-name="ta1">
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Rubrik</text:p></table:table-cell><table:covered-table-cell><text:p>under</text:p></table:covered-table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1250000"><text:p>1 250 000</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1.5"><text:p>1,50 kr</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2021-05-03"><text:p>03-05-21</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2021-05-03T12:30:00"><text:p>x</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>SANT</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>kommentar</text:p></office:annotation><text:p>rad<text:s text:c="2"/>1</text:p><text:p><text:a xlink:href="https://exempel.se/">rad 2</text:a></text:p></table:table-cell><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell><table:table-cell table:formula="of:=[.A1]+1"/></table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="3"><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>åäö</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="Gömt" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""  # noqa: E501


def ods(path, content=ODS, manifest="<manifest/>"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_an_opendocument_spreadsheet(tmp_path):
    first, second = read_source(ods(tmp_path / "a.ods")).tables
    assert first.numbers.tolist() == [1, 4, 5, 6, 7]
    assert first.row(0)[:2] == ["Rubrik", None]
    row = first.row(1)
    assert row == [
        1250000, 1.5, 0.25, datetime.date(2021, 5, 3), datetime.datetime(2021, 5, 3, 12, 30), True,
        "rad  1\nrad 2", "#N/A", Uncomputed("=[.A1]+1"),
    ]  # fmt: skip
    assert [type(row[0]), type(row[5]), type(row[8])] == [int, bool, Uncomputed]
    assert first.row(4)[:3] == ["åäö", "åäö", None]
    assert first.links == {(4, 6): "https://exempel.se/"}
    assert (first.hidden_rows, first.hidden, first.merged) == (3, False, ((1, 1, 0, 1),))
    assert (second.sheet, second.hidden) == ("Gömt", True)
    assert only(tmp_path / "a.ods", sheets=["Gömt"]).row(0) == ["x"]


def test_opendocument_spreadsheets_that_cannot_be_read(tmp_path):
    path = tmp_path / "a.ods"
    refused(ods(path, manifest="<m><encryption-data/></m>"), "password")
    refused(
        ods(path, ODS.replace("<office:doc", "<!DOCTYPE a [<!ENTITY b 'c'>]><office:doc")),
        "DOCTYPE",
    )
    refused(ods(path, ODS[:-50]), "damaged", "LibreOffice")
    cell = 'table:number-columns-repeated="16384"'
    wide = ODS.replace(
        f"<table:table-cell {cell}/>",
        f'<table:table-cell {cell} office:value-type="float" office:value="1"/>',
    )
    refused(ods(path, wide), "a.ods")


# Old workbooks


def test_an_old_workbook(tmp_path):
    xlwt = pytest.importorskip("xlwt")
    pytest.importorskip("xlrd")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Blad1")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet.write(0, 0, "Höör")
    sheet.write(0, 1, 2021)
    sheet.write(0, 2, 1.125)
    sheet.write(0, 3, datetime.date(2021, 5, 3), day)
    sheet.write(0, 4, True)
    sheet.write(1, 0, xlwt.Formula('HYPERLINK("https://exempel.se/")'))
    sheet.write(2, 0, "gömd")
    sheet.row(2).hidden = True
    sheet.write_merge(4, 5, 0, 1, "två")
    book.add_sheet("Tom")
    book.save(str(tmp_path / "a.xls"))
    table = only(tmp_path / "a.xls")
    row = table.row(0)
    assert row == ["Höör", 2021, 1.125, datetime.datetime(2021, 5, 3), True]
    assert [type(cell) for cell in row[1:]] == [int, float, datetime.datetime, bool]
    assert (table.hidden_rows, table.merged) == (1, ((5, 6, 0, 1),))
    refused(tmp_path / "a.xls", "Tom", sheets=["Saknas"])


def test_without_the_library_an_old_workbook_is_refused_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlrd", None)
    (tmp_path / "a.xls").write_bytes(kinds._OLE + bytes(4000))
    refused(tmp_path / "a.xls", "xlrd", "save it as xlsx")
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    refused(path, "openpyxl is missing")


def test_vector_files_carry_their_geometry(tmp_path):
    pytest.importorskip("osgeo.ogr")
    path = tmp_path / "platser.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"namn":"Höör",'
        '"tal":2},"geometry":{"type":"Point","coordinates":[13.54,55.94]}}]}'
    )
    table = only(path)
    assert (table.sheet, table.head(5)) == ("platser", [(1, ["namn", "tal"]), (2, ["Höör", 2])])
    x, y = struct.unpack("<dd", table.geometries[2][-16:])
    assert 400_000 < x < 430_000 and 6_190_000 < y < 6_210_000
    (tmp_path / "trasig.geojson").write_text("{")
    refused(tmp_path / "trasig.geojson", "cannot be opened as a map layer")


def test_styles_do_not_make_cells_different(tmp_path):
    book = openpyxl.Workbook()
    for row in range(1, 4):
        cell = book.active.cell(row, 1, "Höör")
        cell.font = Font(bold=row == 2)
    book.save(tmp_path / "f.xlsx")
    assert only(tmp_path / "f.xlsx").columns[0].values == [None, "Höör"]
