"""Importing: what is accepted, what is said, what is left as it was."""

import hashlib

import openpyxl
import pytest

from skanekarta_plugin.errors import SourceError, StoreError
from skanekarta_plugin.i18n import message
from skanekarta_plugin.store import geopackage
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.create_store import create_store
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.rejected_rows import write_report
from skanekarta_plugin.usecases.view_map import Explorer

HEADER = ["Diarienummer", "År", "Sökande", "Kommun", "Målgrupp", "Beviljat"]


def workbook(path, rows, header=HEADER, title="Beviljade stöd"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    if title:
        sheet.append([title])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def content(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_rows_in_are_accepted_or_rejected_with_the_cell_named(empty, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["A-1", 2023, "Exempelteatern", "Höörs kommun", "Barn; Unga", "1 250 000 kr"],
            ["A-2", "VT 2024", "Exempeldansen", "Lund; Malmö", "Rymdfarare", 1000.5],
            ["A-3", 2023, "Exempelkören", "Höby", None, "500 tkr"],
            ["A-4", 2023, "Exempelcirkus", "Lund", None, "många"],
            ["A-1", 2023, "Exempelteatern", "Höör", None, 1],
        ],
    )
    verdict = examine(empty, "stod", path)
    assert [row.number for row in verdict.rejected] == [6, 7]
    assert [row.key for row in verdict.new] == ["a-1", "a-2", "a-3"]
    problems = {problem.cell: message(problem) for problem, _ in verdict.problems}
    assert "kronor" in problems["Blad1!F6"]
    assert set(problems) == {"Blad1!F6", "Blad1!7", "Blad1!E4", "Blad1!D5"}
    assert verdict.sums["beviljat_belopp"] == 125_000_000 + 100_050 + 50_000_000
    assert verdict.new_entries == {"malgrupper": ["Rymdfarare"]}
    carry_out(empty, verdict)
    assert empty.counts()["stod"] == 3
    assert "Rymdfarare" in empty.codelists()["malgrupper"].by_value
    totals = Explorer(empty).view(Explorer(empty).selection("regionala_stod")).totals
    by_name = {area.name: area.amount for area in totals.areas if area.amount}
    assert by_name == {"Höör": 125_000_000, "Lund": 50_025, "Malmö": 50_025}
    assert totals.outside == 50_000_000


def test_the_same_file_twice_changes_nothing(store):
    before = store.counts(), len(store.batches())
    from workbook_truth import EXAMPLE

    verdict = examine(store, "stod", EXAMPLE)
    assert (len(verdict.new), len(verdict.changed), len(verdict.rejected)) == (0, 0, 0)
    assert carry_out(store, verdict) is None
    assert (store.counts(), len(store.batches())) == before


def test_a_corrected_file_updates_and_keeps_the_old_row(empty, tmp_path):
    row = ["A-1", 2023, "Exempelteatern", "Höör", "Barn", 1000]
    carry_out(empty, examine(empty, "stod", workbook(tmp_path / "a.xlsx", [row])))
    row[3], row[5] = "Hörby", 2000
    verdict = examine(empty, "stod", workbook(tmp_path / "b.xlsx", [row]))
    assert [differing for _, _, differing in verdict.changed] == [
        ["beviljat_belopp", "stod_kommun"]
    ]
    carry_out(empty, verdict)
    totals = Explorer(empty).view(Explorer(empty).selection("regionala_stod")).totals
    assert {area.name: area.amount for area in totals.areas if area.amount} == {"Hörby": 200_000}
    connection = geopackage.connect(empty.path)
    old = connection.execute(
        "SELECT json_extract(innehall, '$.beviljat_belopp'), omgang FROM historik "
        "WHERE tabell = 'stod'"
    ).fetchall()
    connection.close()
    assert old == [(1000.0, verdict_batch(empty))]


def verdict_batch(store):
    return store.batches("stod")[-1].id


def test_columns_that_a_file_lacks_keep_their_values(empty, tmp_path):
    full = ["A-1", 2023, "Exempelteatern", "Höör", "Barn", 1000]
    carry_out(empty, examine(empty, "stod", workbook(tmp_path / "a.xlsx", [full])))
    part = workbook(
        tmp_path / "b.xlsx",
        [["A-1", "Exempelteatern", 3000]],
        ["Diarienummer", "Sökande", "Beviljat"],
    )
    carry_out(empty, examine(empty, "stod", part))
    row = empty.stored_rows(empty.catalogue.datasets["stod"])["a-1"]
    assert (row.values["beviljat_belopp"], row.values["ar"]) == (3000.0, 2023)
    assert row.children["stod_malgrupp"] == [{"malgrupp": "Barn"}]


def test_hyperlinks_become_links_and_others_are_left_out(empty, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["Lund", "Kulturplan", "Öppna"], ["Höör", "Kulturplan", "file:///etc/passwd"]],
        ["Kommun", "Titel", "Länk"],
    )
    book = openpyxl.load_workbook(path)
    book.active["C3"].hyperlink = "https://example.org/plan.pdf"
    book.save(path)
    carry_out(empty, examine(empty, "styrdokument", path))
    assert empty.read("styrdokument").columns["lank"] == ["https://example.org/plan.pdf", None]


def test_the_users_own_mapping_goes_before_the_synonyms(empty, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["Exempelteatern", 100, 900]],
        ["Vem", "Belopp", "Utbetalt"],
    )
    with pytest.raises(SourceError, match="Mottagare"):
        examine(empty, "stod", path)
    mapping = {"Vem": "mottagare", "Utbetalt": "beviljat_belopp"}
    verdict = examine(empty, "stod", path, mapping=mapping)
    assert verdict.sums["beviljat_belopp"] == 90_000
    with pytest.raises(SourceError, match="finns_inte"):
        examine(empty, "stod", path, mapping={"Vem": "finns_inte"})


def test_rejected_rows_come_back_as_a_workbook_that_imports_again(empty, tmp_path):
    rows = [["A-1", 2023, "=1+1", "Lund", None, "många"], ["A-2", 2023, "B", "Lund", None, 5]]
    verdict = examine(empty, "stod", workbook(tmp_path / "a.xlsx", rows))
    report = write_report(verdict, tmp_path / "avvisade.xlsx", message)
    book = openpyxl.load_workbook(report)
    sheet = book["Blad1"]
    assert [cell.value for cell in sheet[1]] == [*HEADER, "Anledning"]
    assert sheet.max_row == 2 and "Blad1!F3" in sheet["G2"].value
    assert all(cell.data_type != "f" for cell in sheet[2])
    sheet["F2"] = 700
    sheet["C2"] = "Exempelteatern"
    book.save(report)
    again = examine(empty, "stod", report)
    assert len(again.new) == 1 and not again.rejected


def text_file(path, text="hej"):
    path.write_text(text)
    return path


BAD = {
    "missing": (lambda folder: folder / "finns-inte.xlsx", "finns-inte.xlsx"),
    "no workbook": (lambda folder: text_file(folder / "trasig.xlsx"), "trasig.xlsx"),
    "empty sheet": (lambda folder: workbook(folder / "tom.xlsx", [], [], ""), "tom.xlsx"),
    "only headers": (lambda folder: workbook(folder / "huvud.xlsx", []), "huvud.xlsx"),
    "no known column": (
        lambda folder: workbook(folder / "okand.xlsx", [["x"]], ["Färg"]),
        "Diarienummer",
    ),
    "lacks amounts": (
        lambda folder: workbook(folder / "utan.xlsx", [["A", "B"]], ["Diarienummer", "Sökande"]),
        "Beviljat belopp",
    ),
    "unknown kind": (lambda folder: text_file(folder / "bild.pdf"), "bild.pdf"),
    "old or protected": (lambda folder: old_file(folder / "gammal.xlsx"), "gammal.xlsx"),
}


def old_file(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    return path


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_a_sentence_and_the_store_is_unchanged(case, empty, tmp_path):
    make, named = BAD[case]
    before = content(empty.path)
    with pytest.raises(SourceError) as caught:
        examine(empty, "stod", make(tmp_path))
    assert named in message(caught.value)
    assert content(empty.path) == before


@pytest.mark.parametrize(
    ("file", "dataset"),
    [
        ("regionala_stod.xlsx", "stod"),
        ("styrdokument.xlsx", "styrdokument"),
        ("aktivitetslogg.xlsx", "aktiviteter"),
        ("mottagare.xlsx", "mottagare"),
    ],
)
def test_a_file_is_recognised_by_its_columns(file, dataset, empty):
    from workbook_truth import EXAMPLE

    verdict = examine(empty, "", EXAMPLE.with_name(file))
    assert verdict.dataset.name == dataset
    assert verdict.new and not verdict.rejected


def test_a_wrong_sheet_and_a_wrong_dataset_name_the_known_ones(empty, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["A-1", 2023, "A", "Lund", None, 5]])
    with pytest.raises(SourceError, match="Blad1"):
        examine(empty, "stod", path, sheet="Blad9")
    with pytest.raises(SourceError, match="styrdokument"):
        examine(empty, "finns_inte", path)


def test_a_file_that_is_no_store_of_ours(tmp_path, catalogue):
    with pytest.raises(StoreError, match="not found"):
        Store.open(tmp_path / "borta.gpkg", catalogue)
    with pytest.raises(StoreError, match="not a store"):
        Store.open(text_file(tmp_path / "text.gpkg", "hej " * 500), catalogue)
    from skanekarta_plugin.paths import resource

    with pytest.raises(StoreError, match="not a store"):
        Store.open(resource("data", "kommuner.gpkg"), catalogue)


def test_an_existing_file_is_never_overwritten(tmp_path, catalogue):
    path = text_file(tmp_path / "viktig.gpkg", "viktigt")
    with pytest.raises(StoreError, match="exists already"):
        create_store(path, catalogue)
    assert path.read_text() == "viktigt"


def test_a_store_that_somebody_else_writes_says_so(empty, tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "LOCK_SECONDS", 0.05)
    path = workbook(tmp_path / "a.xlsx", [["A-1", 2023, "A", "Lund", None, 5]])
    verdict = examine(empty, "stod", path)
    other = geopackage.connect(empty.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Somebody else"):
        carry_out(empty, verdict)
    other.execute("ROLLBACK")
    other.close()
    assert carry_out(empty, verdict)
    assert empty.counts()["stod"] == 1


def test_a_cancelled_import_leaves_the_store_as_it_was(empty, tmp_path):
    from workbook_truth import EXAMPLE

    from skanekarta_plugin.errors import Cancelled

    class Feedback:
        percent = 0

        def isCanceled(self):
            return self.percent > 40

        def setProgress(self, percent):
            self.percent = percent

    before = content(empty.path)
    with pytest.raises(Cancelled):
        examine(empty, "stod", EXAMPLE, feedback=Feedback())
    assert content(empty.path) == before
