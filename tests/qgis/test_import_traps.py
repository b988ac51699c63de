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
