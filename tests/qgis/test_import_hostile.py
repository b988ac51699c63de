"""Cells and files that mean harm: shown as text, or refused with a sentence."""

import io
import sqlite3
import zipfile

import openpyxl
import pytest

from skanekarta_plugin.errors import SourceError
from skanekarta_plugin.i18n import message
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.rejected_rows import write_report
from skanekarta_plugin.usecases.view_map import Explorer

HEADER = ["Diarienummer", "År", "Mottagare", "Projekt", "Kommun", "Målgrupp", "Länk", "Beviljat"]
CELLS = {
    "script": "<script>alert('hej')</script>",
    "image": '<img src="file:///etc/passwd" onerror=alert(1)>',
    "sql": "'); DROP TABLE stod; --",
    "quotes": "a'b\"c`d\\e",
    "formula": '=HYPERLINK("http://example.org/"&A1)',
    "command": "=cmd|'/C calc'!A0",
    "at": "@SUM(1+1)",
    "braces": "{0} {name} %s",
    "expression": "[% eval('1') %] @row_number",
    "unicode": "a\u202eb\u200bc",
    "line": "ett\ntvå\ttre",
    "path": "../../etc/passwd",
    "long": "å" * 30_000,
}


def text_workbook(path, rows, links=()):
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in [HEADER, *rows]:
        book.active.append([None] * len(row))
        for index, cell in enumerate(row, start=1):
            target = book.active.cell(book.active.max_row, index)
            target.value = cell
            if isinstance(cell, str):
                target.data_type = "s"
    for where, address in links:
        book.active[where].hyperlink = address
    book.save(path)
    return path


@pytest.mark.parametrize("name", CELLS)
def test_a_hostile_text_is_a_text(empty, tmp_path, name):
    from skanekarta_plugin.domain.text import tidy

    text = CELLS[name]
    row = ["A-1", 2023, text, text, text, text, text, 100]
    path = text_workbook(tmp_path / "fientlig.xlsx", [row])
    verdict = examine(empty, "stod", path)
    assert len(verdict.new) == 1
    for problem, _ in verdict.problems:
        assert message(problem)
        assert len(problem.value) <= 200
    carry_out(empty, verdict)
    columns = empty.read("stod").columns
    assert columns["mottagare"] == [tidy(text)] == columns["projekt"]
    assert columns["lank"] == [None]
    again = examine(empty, "stod", path)
    assert (len(again.unchanged), len(again.changed)) == (1, 0)
    view = Explorer(empty).view(Explorer(empty).selection("regionala_stod"))
    assert (view.totals.total, view.totals.outside) == (10_000, 10_000)


@pytest.mark.parametrize(
    "address",
    ["file:///C:/Windows/win.ini", "javascript:alert(1)", "\\\\server\\share",
     "mailto:a@example.org", "ftp://example.org/x", "http://exa mple.org/",
     'https://example.org/"onmouseover="x'],
)  # fmt: skip
def test_only_web_addresses_become_links(empty, tmp_path, address):
    row = ["A-1", 2023, "Exempel", None, "Lund", None, "Öppna", 100]
    path = text_workbook(tmp_path / "lank.xlsx", [row], [("G2", address)])
    verdict = examine(empty, "stod", path)
    assert [problem.cell for problem, _ in verdict.problems] == ["Blad1!G2"]
    assert verdict.new[0].values["lank"] is None


def test_a_megabyte_in_a_cell_is_refused_by_its_cell(empty, tmp_path):
    path = tmp_path / "lang.csv"
    path.write_text(f'Mottagare;Projekt;Beviljat\nExempel;"{"x" * 2**20}";5\nAnnan;kort;7\n')
    verdict = examine(empty, "stod", path)
    assert (len(verdict.new), len(verdict.rejected)) == (1, 1)
    (problem, _), *_ = verdict.problems
    assert problem.cell == "lang!B2" and "1048576" in message(problem)


def test_control_characters_reach_neither_store_nor_report(empty, tmp_path):
    path = tmp_path / "styr.csv"
    path.write_bytes("Mottagare;Projekt;Beviljat\nEx\x07empel\x1b[31m;a\x0bb;många\n".encode())
    verdict = examine(empty, "stod", path)
    report = write_report(verdict, tmp_path / "avvisade.xlsx", message)
    (cells,) = openpyxl.load_workbook(report).active.iter_rows(min_row=2, values_only=True)
    assert cells[0] == "Exempel[31m"
    path.write_bytes(path.read_bytes().replace("många".encode(), b"5"))
    carry_out(empty, examine(empty, "stod", path))
    assert empty.read("stod").columns["mottagare"] == ["Exempel[31m"]


def test_reports_start_no_formula(empty, tmp_path):
    rows = [["A-1", 2023, text, text, None, None, None, "många"] for text in CELLS.values()]
    verdict = examine(empty, "stod", text_workbook(tmp_path / "f.xlsx", rows))
    report = write_report(verdict, tmp_path / "avvisade.xlsx", message)
    for cells in openpyxl.load_workbook(report).active.iter_rows():
        assert all(cell.data_type != "f" for cell in cells)


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 2**20))
    return path


def entities(path):
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "xl/workbook.xml":
                content = content.replace(
                    b"<workbook ",
                    b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook ',
                )
                assert b"DOCTYPE" in content
            new.writestr(item, content)
    return path


def truncated(path):
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    path.write_bytes(book.getvalue()[:1000])
    return path


def protected(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )  # fmt: skip
    return path


@pytest.mark.parametrize("make", [bomb, entities, truncated, protected])
def test_a_hostile_file_is_refused_with_a_sentence(empty, tmp_path, make):
    before = content(empty)
    with pytest.raises(SourceError) as caught:
        examine(empty, "", make(tmp_path / "fientlig.xlsx"))
    assert "fientlig.xlsx" in message(caught.value)
    assert "passwd" not in message(caught.value) + caught.value.details
    assert content(empty) == before


def content(store):
    connection = sqlite3.connect(store.path)
    dump = list(connection.iterdump())
    connection.close()
    return dump
