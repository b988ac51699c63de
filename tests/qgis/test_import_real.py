"""Real files, as people publish them: each goes through with a verdict that is stated here.

What is true of a file is counted with openpyxl or the csv module alone.
"""

import csv
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from skanekarta_plugin.errors import SourceError
from skanekarta_plugin.sources.mapping import CHOSEN, HEADER, ColumnsNeeded
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.view_map import Explorer

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "spreadsheets"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the shared spreadsheets are not on this machine"
)


def counts(verdict):
    return {
        "rows": len(verdict.rows),
        "new": len(verdict.new),
        "unchanged": len(verdict.unchanged),
        "rejected": len(verdict.rejected),
    }


def reasons(verdict):
    return Counter(problem.text for problem, _ in verdict.problems if problem.rejects)


def totals(store):
    explorer = Explorer(store)
    return explorer.view(explorer.selection("regionala_stod")).totals


def test_extra_operating_grants_2021_are_all_there_and_outside_the_map(empty):
    verdict = examine(empty, "", FOLDER / "region_skane_extra_verksamhetsstod_2021.csv")
    assert verdict.dataset.name == "stod"
    assert counts(verdict) == {"rows": 15, "new": 15, "unchanged": 0, "rejected": 0}
    carry_out(empty, verdict)
    found = totals(empty)
    assert (found.total, found.outside, found.mapped) == (2_426_800_000, 2_426_800_000, 0)


def test_crisis_grants_2020(empty):
    path = FOLDER / "region_skane_krisstod_2020_partial.csv"
    verdict = examine(empty, "stod", path)
    with path.open(encoding="utf-8", newline="") as file:
        amounts = [row["belopp"] for row in csv.DictReader(file, delimiter=";")]
    truth = sum(int("".join(filter(str.isdigit, text))) for text in amounts)
    assert counts(verdict) == {"rows": 7, "new": 7, "unchanged": 0, "rejected": 0}
    assert verdict.sums["beviljat_belopp"] == 100 * truth == 1_040_200_000


def test_recipients_known_by_another_spelling_are_asked_about_and_not_taken(empty):
    carry_out(empty, examine(empty, "stod", FOLDER / "region_skane_extra_verksamhetsstod_2021.csv"))
    verdict = examine(empty, "stod", FOLDER / "region_skane_krisstod_2020_partial.csv")
    asked = {question.stated: question.suggestions for question in verdict.questions}
    # "Helsingborgs museer" is "Helsingborgs Museer"; of the others one is meant otherwise.
    assert set(asked) == {"Kulturen Lund", "Malmö Live Konserthus/Malmö Symfoniorkester"}
    assert asked["Kulturen Lund"] == ["Kulturen i Lund"]
    assert {row.values["mottagare"] for row in verdict.new} >= {
        "Helsingborgs Museer", "Kulturen Lund", "Malmö Museer",
    }  # fmt: skip


def test_cooperation_projects_need_a_column_for_the_recipient(empty):
    path = FOLDER / "region_skane_kommunsamverkan_partial.csv"
    for dataset in ("stod", ""):
        with pytest.raises(ColumnsNeeded, match="Mottagare") as caught:
            examine(empty, dataset, path)
        assert caught.value.dataset.name == "stod"
    verdict = examine(empty, "stod", path, mapping={"projekt": "mottagare"})
    assert counts(verdict) == {"rows": 5, "new": 5, "unchanged": 0, "rejected": 0}
    assert verdict.sums["beviljat_belopp"] == 104_700_000
    found = [{place["kommunkod"] for place in row.children["stod_kommun"]} for row in verdict.new]
    assert found == [
        {"1273", "1256"},
        {"1277", "1276", "1278"},
        {"1265", "1264"},
        {"1290", "1282", "1267"},
        {"1266", "1285", "1280", "1290", "1287"},
    ]


def test_press_grants_without_a_header_are_mapped_by_letters(empty):
    path = FOLDER / "presstod_2019.xlsx"
    with pytest.raises(ColumnsNeeded):
        examine(empty, "stod", path)
    mapping = {"A": "mottagare", "B": "beviljat_belopp", "C": "kommunkod"}
    verdict = examine(empty, "stod", path, mapping=mapping)
    cells = list(openpyxl.load_workbook(path).active.iter_rows(max_col=3, values_only=True))

    def says(cell):
        return cell is not None and str(cell).strip() != ""

    whole = [row for row in cells if says(row[0]) and says(row[1])]
    truth = sum(int("".join(filter(str.isdigit, row[1]))) for row in whole)
    assert len(cells) == 141
    assert counts(verdict) == {
        "rows": sum(any(map(says, row)) for row in cells),
        "new": len(whole),
        "unchanged": 0,
        "rejected": sum(any(map(says, row)) for row in cells) - len(whole),
    }
    assert verdict.sums["beviljat_belopp"] == 100 * truth
    assert set(reasons(verdict)) == {"The cell is empty; a value is needed."}
    # One row has an amount and no recipient: its kronor are told, not lost.
    assert verdict.rejected_sums["beviljat_belopp"] == 24_750_000
    carry_out(empty, verdict)
    by_name = {area.name: area.amount for area in totals(empty).areas if area.amount}
    assert by_name == {"Bromölla": 50_000_000, "Simrishamn": 50_000_000}


def test_a_list_of_all_municipalities_of_the_country_changes_none_of_skane(empty):
    path = FOLDER / "kommuner_codes.xlsx"
    with pytest.raises(ColumnsNeeded):
        examine(empty, "kommuner", path)
    verdict = examine(empty, "kommuner", path, mapping={"A": "kommunkod", "B": "kommun"})
    assert counts(verdict) == {"rows": 290, "new": 0, "unchanged": 33, "rejected": 257}
    assert reasons(verdict) == {"The value does not have the right form.": 257}
    assert carry_out(empty, verdict) is None
    assert empty.counts()["kommuner"] == 33


def test_a_wide_table_says_which_columns_are_missing(empty):
    path = FOLDER / "folkmangd_ascii_names.xlsx"
    with pytest.raises(SourceError, match="fit no dataset"):
        examine(empty, "", path)
    with pytest.raises(ColumnsNeeded, match="Nyckeltal"):
        examine(empty, "nyckeltal", path)


def test_awards_of_another_country_with_titles_dashes_and_four_sheets(empty):
    path = FOLDER / "ace_crf2_awards.xlsx"
    with pytest.raises(ColumnsNeeded):
        examine(empty, "stod", path)
    mapping = {
        "Applicant": "mottagare",
        "Applicant Name": "mottagare",
        "Award (£)": "beviljat_belopp",
        "Offer (£)": "beviljat_belopp",
        "Local authority": "kommunkod",
    }
    verdict = examine(empty, "stod", path, mapping=mapping)
    rows = dashes = 0
    amount = {0: 5, 1: 6, 2: 5, 3: 5}
    for number, sheet in enumerate(openpyxl.load_workbook(path).worksheets):
        for cells in sheet.iter_rows(min_row=3, max_col=10, values_only=True):
            if any(cell not in (None, "") for cell in cells):
                rows += 1
                dashes += cells[amount[number]] in ("-", None)
    assert verdict.header_rows == dict.fromkeys(verdict.header_rows, 2)
    assert len(verdict.header_rows) == 4
    assert (rows, dashes) == (2863, 17)
    assert counts(verdict) == {"rows": 2863, "new": 2846, "unchanged": 0, "rejected": 17}
    assert reasons(verdict) == {"The cell is empty; a value is needed.": 17}


def test_what_was_chosen_for_a_file_is_remembered_for_the_next_of_its_kind(empty):
    path = FOLDER / "region_skane_kommunsamverkan_partial.csv"
    verdict = examine(empty, "stod", path, mapping={"projekt": "mottagare"})
    assert verdict.tables[0][1].how == {
        "mottagare": CHOSEN, "kommunkod": HEADER, "beviljat_belopp": HEADER,
    }  # fmt: skip
    carry_out(empty, verdict)
    again = examine(empty, "", path)
    assert again.dataset.name == "stod"
    assert set(again.tables[0][1].how.values()) == {"remembered"}
    assert counts(again) == {"rows": 5, "new": 0, "unchanged": 5, "rejected": 0}
