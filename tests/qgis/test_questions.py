"""What only a person can settle is asked, never guessed; the answer holds, and is remembered."""

import openpyxl
import pytest

from skanekarta_plugin.i18n import message
from skanekarta_plugin.sources.mapping import CONTENT, HEADER, REMEMBERED
from skanekarta_plugin.sources.questions import AS_STATED, RecipientAnswer, question_key
from skanekarta_plugin.usecases.import_source import carry_out, examine

HEADERS = ["Diarienummer", "År", "Mottagare", "Org.nr", "Kommun", "Konstområde", "Beviljat"]


def workbook(store, rows, header=HEADERS, name="stod.xlsx"):
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in [header, *rows]:
        book.active.append(row)
    path = store.path.parent / name
    book.save(path)
    return path


def grant(number="A-1", name="Exempelteatern", orgnr=None, place="Lund", area=None, amount=100):
    return [number, 2023, name, orgnr, place, area, amount]


def asked(verdict, kind):
    return {q.stated: q for q in verdict.questions if q.kind == kind}


def codes(row):
    return [place["kommunkod"] for place in row.children["stod_kommun"]]


# Municipalities


@pytest.mark.parametrize("written", ["Höby", "Hörbyy", "Höryb", "Hrby", "Höby kommun", "HOBY"])
def test_one_letter_is_suggested_and_never_taken(empty, written):
    verdict = examine(empty, "stod", workbook(empty, [grant(place=written)]))
    assert codes(verdict.new[0]) == [None]
    (question,) = asked(verdict, "municipality").values()
    assert "1266" in question.suggestions
    assert (question.count, question.cell, question.needed) == (1, "Blad1!E2", False)


@pytest.mark.parametrize("written", ["Paris", "Ob", "Malmöhus län", "Lund och Köpenhamn"])
def test_what_is_further_away_is_not_suggested(empty, written):
    verdict = examine(empty, "stod", workbook(empty, [grant(place=written)]))
    assert all(not q.suggestions for q in asked(verdict, "municipality").values())


def test_an_answer_holds_for_all_rows_and_for_the_next_file(empty):
    rows = [grant("A-1", place="Höby"), grant("A-2", place="Lund; Höby"), grant("A-3")]
    path = workbook(empty, rows)
    first = examine(empty, "stod", path)
    (question,) = asked(first, "municipality").values()
    assert question.count == 2
    verdict = examine(empty, "stod", source=first.source, answers={question.key: "1266"})
    assert [codes(row) for row in verdict.new] == [["1266"], ["1281", "1266"], ["1281"]]
    assert not asked(verdict, "municipality")
    said = [message(problem) for problem, _ in verdict.problems]
    assert any("Hörby" in text for text in said), "what was answered is said"
    carry_out(empty, verdict)
    again = examine(empty, "stod", path)
    assert (len(again.unchanged), len(again.changed)) == (3, 0)
    later = examine(empty, "stod", workbook(empty, [grant("B-1", place="Höby")], name="b.xlsx"))
    assert codes(later.new[0]) == ["1266"] and not asked(later, "municipality")


def test_a_remembered_answer_is_shown_and_can_be_changed(empty):
    path = workbook(empty, [grant(place="Höby")])
    key = question_key("kommuner", "Höby")
    carry_out(empty, examine(empty, "stod", path, answers={key: "1266"}))
    verdict = examine(empty, "stod", path)
    assert [(q.stated, q.answer, q.count) for q in verdict.settled] == [("Höby", "1266", 1)]
    changed = examine(empty, "stod", path, answers={key: "1267"})
    assert codes(changed.changed[0][1]) == ["1267"]
    carry_out(empty, changed)
    assert examine(empty, "stod", path).settled[0].answer == "1267"


def test_an_answer_changes_no_identity_of_rows_without_a_number(empty):
    path = workbook(empty, [grant(None, place="Höby")])
    carry_out(empty, examine(empty, "stod", path))
    answers = {question_key("kommuner", "Höby"): "1266"}
    verdict = examine(empty, "stod", path, answers=answers)
    assert (len(verdict.new), len(verdict.changed)) == (0, 1)
    assert verdict.changed[0][2] == ["stod_kommun"]


def test_it_is_what_it_says_is_an_answer_too(empty):
    path = workbook(empty, [grant(place="Höby")])
    key = question_key("kommuner", "Höby")
    carry_out(empty, examine(empty, "stod", path, answers={key: AS_STATED}))
    again = examine(empty, "stod", path)
    assert not asked(again, "municipality") and len(again.unchanged) == 1


def test_a_needed_municipality_rejects_until_it_is_answered(empty):
    path = workbook(empty, [["Höby", "Kulturplan"]], ["Kommun", "Titel"])
    verdict = examine(empty, "styrdokument", path)
    (question,) = verdict.questions
    assert question.needed and len(verdict.rejected) == 1
    verdict = examine(empty, "styrdokument", path, answers={question.key: "1266"})
    assert [row.values["kommunkod"] for row in verdict.new] == ["1266"]


# Values of lists


def test_a_new_value_is_offered_as_new_and_a_near_one_suggested(empty):
    rows = [grant("A-1", area="Muskik"), grant("A-2", area="Rymdkonst")]
    path = workbook(empty, rows)
    verdict = examine(empty, "stod", path)
    found = asked(verdict, "value")
    assert found["Muskik"].suggestions == ["Musik"]
    assert found["Rymdkonst"].suggestions == []
    assert verdict.new_entries["konstomraden"] == ["Muskik", "Rymdkonst"]
    answers = {found["Muskik"].key: "Musik"}
    verdict = examine(empty, "stod", path, answers=answers)
    assert [row.values["konstomrade"] for row in verdict.new] == ["Musik", "Rymdkonst"]
    assert verdict.new_entries["konstomraden"] == ["Rymdkonst"]
    carry_out(empty, verdict)
    known = empty.codelists()["konstomraden"].by_value
    assert "Rymdkonst" in known and "Muskik" not in known
    assert not asked(examine(empty, "stod", path), "value")


def test_a_value_of_a_closed_list_is_needed(empty):
    path = workbook(
        empty, [["A-1", "Ett", "Beviljatt", 5]], ["Diarienummer", "Mottagare", "Beslut", "Beviljat"]
    )
    verdict = examine(empty, "stod", path)
    (question,) = asked(verdict, "value").values()
    assert (question.needed, question.suggestions) == (True, ["Beviljat"])
    assert len(verdict.rejected) == 1
    verdict = examine(empty, "stod", path, answers={question.key: "Beviljat"})
    assert len(verdict.new) == 1


# Recipients


def register(store, rows):
    path = workbook(store, rows, ["Namn", "Org.nr", "Typ", "Tidigare namn"], name="mottagare.xlsx")
    carry_out(store, examine(store, "mottagare", path))


def recipients(store):
    data = store.read("mottagare")
    columns = data.columns
    return {
        name: (typ, place)
        for name, typ, place in zip(
            columns["namn"], columns["typ"], columns["verksamhetskommun"], strict=True
        )
    }


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("EXEMPELTEATERN", None),
        ("Gamla Exempelteatern", None),
        ("Exempel-teatern, scen 2", "802000-1234"),
        ("Exempel-teatern, scen 2", 8020001234),
        ("Exempel-teatern, scen 2", "16 802000-1234"),
    ],
)
def test_a_recipient_is_known_by_number_name_and_former_name(empty, written, number):
    register(
        empty, [["Exempelteatern", "802000-1234", "Organisation", "Gamla Exempelteatern; Ex-T"]]
    )
    verdict = examine(empty, "stod", workbook(empty, [grant(name=written, orgnr=number)]))
    (row,) = verdict.new
    assert row.values["mottagare"] == "Exempelteatern"
    assert row.values["mottagare_angiven"] == written
    assert not asked(verdict, "recipient")
    carry_out(empty, verdict)
    assert recipients(empty) == {"Exempelteatern": ("Organisation", None)}


def test_new_recipients_are_listed_once_and_enter_the_register(empty):
    rows = [grant("A-1", "Exempelkören"), grant("A-2", "exempelkören"), grant("A-3", "Ö AB")]
    path = workbook(empty, rows)
    verdict = examine(empty, "stod", path)
    found = asked(verdict, "recipient")
    assert {name: q.count for name, q in found.items()} == {"Exempelkören": 2, "Ö AB": 1}
    assert found["Ö AB"].proposed == "Organisation"
    answers = {found["Exempelkören"].key: RecipientAnswer(type="Organisation", place="1281")}
    carry_out(empty, examine(empty, "stod", path, answers=answers))
    # What nobody said anything of is unknown: a proposal is no answer.
    assert recipients(empty) == {"Exempelkören": ("Organisation", "1281"), "Ö AB": (None, None)}
    again = examine(empty, "stod", path)
    assert not asked(again, "recipient") and len(again.unchanged) == 3


def test_the_same_as_one_that_exists_is_remembered_as_a_spelling(empty):
    register(empty, [["Exempelmuseerna i Lund", None, "Organisation", "Ex-museet"]])
    path = workbook(empty, [grant(name="Exempelmuseerna Lund")])
    verdict = examine(empty, "stod", path)
    (question,) = asked(verdict, "recipient").values()
    assert question.suggestions == ["Exempelmuseerna i Lund"]
    assert verdict.new[0].values["mottagare"] == "Exempelmuseerna Lund", "not before it is answered"
    answers = {question.key: RecipientAnswer(same_as="Exempelmuseerna i Lund")}
    carry_out(empty, examine(empty, "stod", path, answers=answers))
    assert set(recipients(empty)) == {"Exempelmuseerna i Lund"}
    names = empty.read("mottagare").children["mottagare_namn"]["tidigare_namn"]
    assert names == ["Ex-museet", "Exempelmuseerna Lund"]
    assert empty.read("stod").columns["mottagare"] == ["Exempelmuseerna i Lund"]
    later = examine(
        empty, "stod", workbook(empty, [grant("B-1", "exempelmuseerna lund")], name="b.xlsx")
    )
    assert later.new[0].values["mottagare"] == "Exempelmuseerna i Lund"


def test_two_new_names_with_one_number_are_one_recipient(empty):
    rows = [grant("A-1", "Exempelkören", "802000-1234"), grant("A-2", "Kören Ex", "8020001234")]
    verdict = examine(empty, "stod", workbook(empty, rows))
    assert list(asked(verdict, "recipient")) == ["Exempelkören"]
    assert {row.values["mottagare"] for row in verdict.new} == {"Exempelkören"}
    carry_out(empty, verdict)
    assert set(recipients(empty)) == {"Exempelkören"}


def test_a_rejected_row_brings_no_recipient(empty):
    rows = [grant("A-1", "Exempelkören", amount="många"), grant("A-2", "Exempeldansen")]
    carry_out(empty, examine(empty, "stod", workbook(empty, rows)))
    assert set(recipients(empty)) == {"Exempeldansen"}


def test_undoing_takes_the_recipients_away_again(empty):
    batch = carry_out(empty, examine(empty, "stod", workbook(empty, [grant(), grant("A-2", "Ö")])))
    assert len(recipients(empty)) == 2
    empty.undo(batch)
    assert recipients(empty) == {}


@pytest.mark.parametrize(
    ("places", "pointed_out"),
    [("Lund", True), ("Lund; Malmö", False), ("Lund; Lunds kommun", True), (None, True),
     ("Hela Skåne", False), ("Lund; Paris", True)],
)  # fmt: skip
def test_cooperation_with_fewer_than_two_municipalities_is_pointed_out(empty, places, pointed_out):
    header = ["Diarienummer", "Mottagare", "Stödform", "Verksamhetskommun", "Beviljat"]
    rows = [["A-1", "Exempel", "Kommunsamverkan", places, 5], ["A-2", "Ex", "Startstöd", "Lund", 5]]
    verdict = examine(empty, "stod", workbook(empty, rows, header))
    assert not verdict.rejected
    checks = [p for p, _ in verdict.problems if p.text == "{what}"]
    assert len(checks) == pointed_out


# Columns


def test_a_column_of_municipalities_is_known_by_its_content(empty):
    header = ["Diarienummer", "Mottagare", "Plats för verksamheten", "Beviljat"]
    rows = [["A-1", "Ett", "Lund", 5], ["A-2", "Två", "Höörs kommun; Malmö", 5]]
    verdict = examine(empty, "stod", workbook(empty, rows, header))
    ((_, mapping),) = verdict.tables
    assert mapping.columns["kommunkod"] == 2
    assert (mapping.how["kommunkod"], mapping.how["mottagare"]) == (CONTENT, HEADER)
    assert codes(verdict.new[1]) == ["1267", "1280"]


def test_two_columns_of_municipalities_are_left_to_the_user(empty):
    header = ["Diarienummer", "Mottagare", "Ort A", "Ort B", "Beviljat"]
    rows = [["A-1", "Ett", "Lund", "Malmö", 5]]
    verdict = examine(empty, "stod", workbook(empty, rows, header))
    assert verdict.unmapped == {"Blad1": ("Ort A", "Ort B")}


def test_unmapped_columns_are_listed_and_can_be_kept_as_text(empty):
    header = ["Diarienummer", "Mottagare", "Beviljat", "Intern kod", "Handläggare"]
    rows = [["A-1", "Ett", 5, 17, "Namn Exempelsson"], ["A-2", "Två", 5, None, None]]
    path = workbook(empty, rows, header)
    assert examine(empty, "stod", path).unmapped == {"Blad1": ("Intern kod", "Handläggare")}
    verdict = examine(empty, "stod", path, mapping={"Intern kod": "ovrigt"})
    assert verdict.unmapped == {"Blad1": ("Handläggare",)}
    carry_out(empty, verdict)
    assert empty.read("stod").columns["ovrigt"] == ["Intern kod: 17", None]
    again = examine(empty, "stod", path)
    assert again.tables[0][1].how["mottagare"] == REMEMBERED
    assert again.unmapped == {"Blad1": ("Handläggare",)}
    assert len(again.unchanged) == 2


def test_headers_below_titles_blank_rows_and_over_merged_cells(empty):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    sheet["A1"] = "Beviljade stöd 2023"
    sheet.merge_cells("A1:E1")
    sheet["A4"], sheet["B4"], sheet["C4"] = "Diarienummer", "Sökande", "Belopp"
    sheet["C5"], sheet["D5"] = "Sökt", "Beviljat"
    for area in ("A4:A5", "B4:B5", "C4:D4"):
        sheet.merge_cells(area)
    for column, value in zip("ABCD", ("A-1", "Exempel", 200, 100), strict=True):
        sheet[f"{column}6"] = value
    path = empty.path.parent / "sammanfogat.xlsx"
    book.save(path)
    verdict = examine(empty, "stod", path)
    assert verdict.header_rows == {"Blad1": 5}
    (row,) = verdict.new
    assert (row.values["sokt_belopp"], row.values["beviljat_belopp"]) == (200, 100)
    assert row.values["diarienummer"] == "A-1"


def test_what_one_would_not_expect_of_a_sheet_is_said(empty):
    header = ["Diarienummer", "Mottagare", "Kommun", "Beviljat"]
    rows = [[f"A-{n}", "Ett", "Lund" if n != 3 else None, 5] for n in range(1, 6)]
    path = workbook(empty, rows, header)
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.active.row_dimensions[6].hidden = True
    book.active.merge_cells("C3:C4")
    book.save(path)
    verdict = examine(empty, "stod", path)
    column, _year, hidden, merged = verdict.remarks
    assert "Kommun" in message(column) and "Verksamhetskommun" in message(column)
    assert (hidden.values["count"], merged.values["count"]) == (2, 1)
    assert [codes(row) for row in verdict.new] == [["1281"], ["1281"], [], ["1281"], ["1281"]]
    assert verdict.hidden_rows == 2 and len(verdict.new) == 5


# Rows that are gone


def test_rows_that_vanished_are_shown_and_removed_only_on_request(empty):
    both = [grant("A-1"), grant("A-2", place="Lund; Malmö")]
    path = workbook(empty, both)
    carry_out(empty, examine(empty, "stod", path))
    other = workbook(empty, [grant("B-1")], name="annan.xlsx")
    assert examine(empty, "stod", other).vanished == [], "another file says nothing of them"
    workbook(empty, both[:1])
    verdict = examine(empty, "stod", path)
    assert [old.values["diarienummer"] for old in verdict.vanished] == ["A-2"]
    assert carry_out(empty, verdict) is None
    assert empty.counts()["stod"] == 2
    batch = carry_out(empty, examine(empty, "stod", path), remove_vanished=True)
    assert empty.read("stod").columns["diarienummer"] == ["A-1"]
    assert empty.batches()[-1].removed == 1
    empty.undo(batch)
    assert empty.read("stod").columns["diarienummer"] == ["A-1", "A-2"]
    assert sorted(empty.read("stod").children["stod_kommun"]["kommunkod"]) == [
        "1280", "1281", "1281",
    ]  # fmt: skip


def test_a_rejected_row_has_not_vanished(empty):
    path = workbook(empty, [grant("A-1"), grant("A-2")])
    carry_out(empty, examine(empty, "stod", path))
    workbook(empty, [grant("A-1"), grant("A-2", amount="många")])
    verdict = examine(empty, "stod", path)
    assert len(verdict.rejected) == 1 and verdict.vanished == []
