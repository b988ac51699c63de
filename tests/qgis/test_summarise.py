"""The figures of the example, against the workbook itself."""

import csv
from decimal import Decimal

import pytest
import workbook_truth as truth

from skanekarta_plugin.usecases.summarise import summarise
from skanekarta_plugin.usecases.view_map import Explorer


def groups(row):
    return [part.strip() for part in (row["Målgrupp"] or "").split(";")]


def field(row, *names):
    return (row["Konstområde"] or "").strip() in names


CASES = {
    "no filter": (None, {}, lambda row: True, None),
    "years": ({"ar": [2022, 2023]}, {}, lambda row: int(row["År"]) in (2022, 2023), None),
    "range": (
        {"ar": {"from": 2020, "to": 2022}}, {}, lambda row: 2020 <= int(row["År"]) <= 2022, None,
    ),
    "refused": (
        {"beslut": ["Avslag"]}, {}, lambda row: row["Beslut"] in ("Avslag", "Ej beviljat"), None,
    ),
    "municipality": ({"kommunkod": ["1267"]}, {}, lambda row: True, {"1267"}),
    "municipality, outside": (
        {"kommunkod": ["1267", "1281"]}, {"counting": "utanfor"}, lambda row: True,
        {"1267", "1281"},
    ),
    "seat": (None, {"place": "sate"}, lambda row: True, None),
    "seat in Malmö": ({"kommunkod": ["1280"]}, {"place": "sate"}, lambda row: True, {"1280"}),
    "kept outside": (None, {"counting": "utanfor"}, lambda row: True, None),
    "corner": (
        {"horn": ["sydost"]}, {}, lambda row: True, {"1291", "1265", "1264", "1270", "1286"},
    ),
    "target group": (
        {"malgrupp": ["Äldre"]}, {}, lambda row: {"Äldre", "Seniorer"} & set(groups(row)), None,
    ),
    "search": (
        {"mottagare": "opera"}, {}, lambda row: "opera" in row["Mottagare"].lower(), None,
    ),
    "three facets": (
        {"ar": {"from": 2021, "to": None}, "stodform": ["Verksamhetsstöd"], "kommunkod": ["1280"]},
        {},
        lambda row: int(row["År"]) >= 2021
        and row["Stödform"] in ("Verksamhetsstöd", "Verksamhetsbidrag"),
        {"1280"},
    ),
    "all of Skåne": ({"kommunkod": ["12"]}, {}, lambda row: True, {"12"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def explorer(example_path, catalogue):
    from skanekarta_plugin.store.store import Store

    return Explorer(Store.open(example_path, catalogue))


@pytest.mark.parametrize("case", CASES)
def test_map_and_outside_make_the_total(case, explorer, tmp_path):
    filter_, choices, keep, only = CASES[case]
    count, mapped, outside, by_code = truth.truth(
        keep, choices.get("place", "verksamhet"), choices.get("counting", "dela"), only
    )
    assert count > 0, "the case says nothing"
    path = tmp_path / "summa.csv"
    totals = summarise(
        explorer, explorer.selection("regionala_stod", filter_=filter_, **choices), path
    )
    assert (totals.mapped, totals.outside, totals.total) == (mapped, outside, mapped + outside)
    assert totals.count == count
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert list(rows[0]) == ["kommunkod", "kommun", "antal", "summa", "per_invanare"]
    assert [row["kommun"] for row in rows[-2:]] == ["utanför kartan", "totalt"]
    figures = {row["kommunkod"] or row["kommun"]: int(Decimal(row["summa"]) * 100) for row in rows}
    assert figures == dict.fromkeys(truth.CODES, 0) | by_code | {
        "utanför kartan": outside, "totalt": mapped + outside,
    }  # fmt: skip


def test_without_a_filter_the_total_is_the_sum_of_the_workbook(explorer, tmp_path):
    rows = truth.grants()
    total = sum(truth.ore(row["Beviljat belopp"]) for row in rows)
    totals = summarise(explorer, explorer.selection("regionala_stod"), tmp_path / "summa.csv")
    assert totals.total == total
    assert totals.count == len(rows) >= 2500


def test_counting_moves_money_but_keeps_the_total(explorer):
    index = explorer.index("regionala_stod")
    shared = index.totals(explorer.selection("regionala_stod"))
    outside = index.totals(explorer.selection("regionala_stod", counting="utanfor"))
    assert shared.total == outside.total
    assert shared.mapped > outside.mapped


def test_rates_have_no_sum(explorer, tmp_path):
    path = tmp_path / "fakta.csv"
    totals = summarise(explorer, explorer.selection("kommunfakta"), path)
    assert (totals.total, totals.mapped, totals.outside) == (None, None, None)
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert rows[-1]["summa"] == ""
    assert sum(1 for row in rows[:33] if row["summa"]) == 33


def test_population_of_the_year_in_the_facts(explorer):
    selection = explorer.selection("kommunfakta", filter_={"nyckeltal": ["N01951"], "ar": [2019]})
    values = {area.name: area.value for area in explorer.view(selection).totals.areas}
    assert (values["Höör"], values["Malmö"], sum(values.values())) == (16713, 344166, 1377827)


def test_an_activity_in_several_municipalities_counts_once_in_the_total(explorer):
    totals = explorer.view(explorer.selection("aktiviteter")).totals
    assert totals.total == totals.count == totals.mapped_count + totals.outside_count
    assert sum(area.count for area in totals.areas) > totals.mapped_count


def test_thirty_dialogues_and_three_without(explorer):
    selection = explorer.selection("aktiviteter", filter_={"typ": ["Kommundialog"]})
    totals = explorer.view(selection).totals
    without = [area.name for area in totals.areas if area.value == 0]
    assert totals.count == 30
    assert without == ["Örkelljunga", "Malmö", "Helsingborg"]
