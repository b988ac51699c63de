"""The facet index against sums that are worked out row by row, and sharing to the öre."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skanekarta_plugin.analysis.classes import class_limits, class_of, readable
from skanekarta_plugin.analysis.index import FacetIndex, nearest_earlier
from skanekarta_plugin.analysis.selection import filter_as_json, make_selection
from skanekarta_plugin.analysis.sharing import share
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.errors import DefinitionError, SelectionError
from skanekarta_plugin.store.store import TableData

CATALOGUE = load_catalogue()
MAP = CATALOGUE.maps["regionala_stod"]
STOD = CATALOGUE.dataset_of(MAP)
CODES = ["1266", "1267", "1280", "1281"]
CORNER = {"1266": "nordost", "1267": "nordost", "1280": "sydväst", "1281": "sydväst"}
MUNICIPALITIES = [(code, code, {"horn": CORNER[code]}) for code in CODES]
POPULATION = {code: {2019: 1000 * (i + 1)} for i, code in enumerate(CODES)}


def table(grants):
    """Return store data of grants: dicts with amount (öre), year, field, groups, places, seat."""
    columns = {item.name: [None] * len(grants) for item in STOD.stored_fields}
    columns["beviljat_belopp"] = [grant["amount"] / 100 for grant in grants]
    columns["ar"] = [grant["year"] for grant in grants]
    columns["konstomrade"] = [grant["field"] for grant in grants]
    columns["sateskommun"] = [grant["seat"] for grant in grants]
    columns["mottagare"] = [grant.get("name", "Exempel") for grant in grants]
    kommun = {"stod_id": [], "kommunkod": [], "omfattning": [], "angivet": [], "vikt": []}
    group = {"stod_id": [], "malgrupp": []}
    for row_id, grant in enumerate(grants, start=1):
        for place in grant["places"]:
            scope = "kommun" if place in CODES else "region" if place == "12" else "okand"
            for name, value in zip(
                kommun, (row_id, place if scope == "kommun" else None, scope, place, 1), strict=True
            ):
                kommun[name].append(value)
        for value in grant["groups"]:
            group["stod_id"].append(row_id)
            group["malgrupp"].append(value)
    return TableData(
        list(range(1, len(grants) + 1)), columns, {"stod_kommun": kommun, "stod_malgrupp": group}
    )


def index_of(grants):
    return FacetIndex(MAP, STOD, table(grants), MUNICIPALITIES, POPULATION)


def select(filter_=None, **choices):
    places = {"kommunkod": CODES, "horn": ["nordost", "sydväst"]}
    return make_selection(MAP, STOD, CATALOGUE.codelists, places, filter_=filter_, **choices)


GRANTS = st.lists(
    st.fixed_dictionaries(
        {
            "amount": st.integers(0, 10**9),
            "year": st.sampled_from([2019, 2020, 2021, None]),
            "field": st.sampled_from(["Dans", "Musik", None]),
            "groups": st.lists(st.sampled_from(["Barn", "Unga", "Äldre"]), unique=True, max_size=3),
            "places": st.lists(st.sampled_from([*CODES, "12", "Höby"]), unique=True, max_size=4),
            "seat": st.sampled_from([*CODES, None]),
        }
    ),
    max_size=12,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "konstomrade": st.lists(st.sampled_from(["Dans", "Musik", None]), min_size=1, max_size=2),
        "ar": st.one_of(
            st.just({"from": 2020, "to": 2021}),
            st.lists(st.sampled_from([2019, 2021, None]), min_size=1, max_size=2),
        ),
        "malgrupp": st.lists(st.sampled_from(["Barn", "Unga", None]), min_size=1, max_size=2),
        "kommunkod": st.lists(st.sampled_from([*CODES, "12", None]), min_size=1, max_size=3),
        "horn": st.lists(st.sampled_from(["nordost", "sydväst"]), min_size=1, max_size=1),
    },
)


def parts_of(grant, place):
    """Share one grant by hand: list of (place, öre)."""
    if place == "sate":
        return [(grant["seat"], grant["amount"])]
    places = sorted(grant["places"], key=lambda code: (code not in CODES, code == "Höby", code))
    if not places:
        return [(None, grant["amount"])]
    whole, left = divmod(grant["amount"], len(places))
    return [(code, whole + (rank < left)) for rank, code in enumerate(places)]


def truth(grants, filter_, place, counting):
    """Return total, mapped, öre by municipality and counts, row by row without any index."""
    total = mapped = rows = mapped_rows = 0
    by_code, counts = dict.fromkeys(CODES, 0), dict.fromkeys(CODES, 0)
    for grant in grants:
        year = filter_.get("ar")
        if isinstance(year, dict) and not (
            grant["year"] is not None and year["from"] <= grant["year"] <= year["to"]
        ):
            continue
        if isinstance(year, list) and grant["year"] not in year:
            continue
        if "konstomrade" in filter_ and grant["field"] not in filter_["konstomrade"]:
            continue
        groups = grant["groups"] or [None]
        if "malgrupp" in filter_ and not set(groups) & set(filter_["malgrupp"]):
            continue
        parts = parts_of(grant, place)
        several = len(parts) > 1
        touched = on_map = False
        for code, ore in parts:
            known = None if code == "Höby" else code
            if "kommunkod" in filter_ and known not in filter_["kommunkod"]:
                continue
            if "horn" in filter_ and CORNER.get(code) not in filter_["horn"]:
                continue
            touched = True
            total += ore
            if code in CODES and not (counting == "utanfor" and several):
                mapped += ore
                on_map = True
                by_code[code] += ore
                counts[code] += 1
        rows += touched
        mapped_rows += on_map
    return total, mapped, rows, mapped_rows, by_code, counts


@settings(max_examples=150, deadline=None)
@given(
    GRANTS, FILTERS, st.sampled_from(["verksamhet", "sate"]), st.sampled_from(["dela", "utanfor"])
)
def test_any_selection_equals_sums_row_by_row(grants, filter_, place, counting):
    totals = index_of(grants).totals(select(filter_, place=place, counting=counting))
    total, mapped, rows, mapped_rows, by_code, counts = truth(grants, filter_, place, counting)
    assert (totals.total, totals.mapped, totals.outside) == (total, mapped, total - mapped)
    assert (totals.count, totals.mapped_count) == (rows, mapped_rows)
    assert {area.code: area.amount for area in totals.areas} == by_code
    assert {area.code: area.count for area in totals.areas} == counts
    assert sum(item.amount for item in totals.outside_reasons) == totals.outside


@settings(max_examples=80, deadline=None)
@given(GRANTS, FILTERS, st.sampled_from(["verksamhet", "sate"]))
def test_a_facet_value_promises_what_choosing_it_gives(grants, filter_, place):
    index = index_of(grants)
    for state in index.facets(select(filter_, place=place)):
        for item in state.values:
            if item.value == "okand":
                continue
            if item.value not in (None, *CODES, "12") and state.field in ("kommunkod", "horn"):
                assert state.field == "horn"
            chosen = dict(filter_) | {state.field: [item.value]}
            totals = index.totals(select(chosen, place=place))
            assert (totals.count, totals.total) == (item.count, item.amount), state.field


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 5), min_size=1, max_size=33))
def test_shares_add_up_to_the_ore(amount, weights):
    count = len(weights)
    parts = share(
        np.array([amount]), np.zeros(count, dtype=np.int64), np.arange(count), np.array(weights)
    )
    assert parts.sum() == amount
    exact = [amount * weight / sum(weights) for weight in weights]
    assert all(abs(part - wanted) < 1.001 for part, wanted in zip(parts, exact, strict=True))


def test_left_over_ore_go_to_the_lowest_codes():
    parts = share(
        np.array([1000]),
        np.zeros(3, dtype=np.int64),
        np.array([2, 0, 1]),
        np.ones(3, dtype=np.int64),
    )
    assert parts.tolist() == [333, 334, 333]


def test_per_inhabitant_is_the_sum_of_each_years_rate():
    grant = {"field": "Dans", "groups": [], "seat": None}
    grants = [
        grant | {"amount": 100_000, "year": 2019, "places": ["1266"]},
        grant | {"amount": 300_000, "year": 2021, "places": ["1266"]},
        grant | {"amount": 500_000, "year": 2018, "places": ["1267"]},
    ]
    totals = index_of(grants).totals(select(measure="beviljat_per_invanare"))
    values = {area.code: area.value for area in totals.areas}
    assert values["1266"] == pytest.approx(1.0 + 3.0)
    assert values["1267"] is None, "no population is known for 2018 or earlier"
    assert values["1280"] == 0
    assert totals.population_years == {2021: 2019}


def test_a_municipality_filter_acts_on_shares():
    grant = {
        "amount": 10_001, "year": 2020, "field": "Dans", "groups": [], "seat": None,
        "places": ["1266", "1267"],
    }  # fmt: skip
    for counting, mapped in (("dela", 5_000), ("utanfor", 0)):
        totals = index_of([grant]).totals(select({"kommunkod": ["1267"]}, counting=counting))
        assert (totals.total, totals.mapped) == (5_000, mapped)


def test_each_entry_says_its_share_and_why_it_lies_outside():
    grant = {"year": 2020, "field": "Dans", "groups": [], "seat": None, "amount": 101}
    index = index_of(
        [grant | {"places": ["1267", "1281"]}, grant | {"places": ["12"]}, grant | {"places": []}]
    )
    found = [
        (entry.row, entry.code, entry.share, entry.reason, entry.alone)
        for entry in index.entries(select())
    ]
    assert found == [
        (0, "1267", 51, "", False),
        (0, "1281", 50, "", False),
        (1, None, 101, "region", True),
        (2, None, 101, "saknas", True),
    ]
    outside = index.entries(select({"kommunkod": ["1267"]}, counting="utanfor"))
    assert [(entry.reason, entry.alone) for entry in outside] == [("flera", False)]


def test_sums_of_numbers_that_are_no_money_are_exact_too():
    described = CATALOGUE.maps["aktiviteter"]
    dataset = CATALOGUE.dataset_of(described)
    measure = dataclasses.replace(
        described.measures[0], name="deltagare", aggregate="sum", field="deltagare"
    )
    described = dataclasses.replace(described, measures=(measure,))
    columns = {item.name: [None] * 3 for item in dataset.stored_fields}
    columns |= {"deltagare": [40, None, 7], "ar": [2024, 2024, 2025], "titel": ["a", "b", "c"]}
    places = {"aktiviteter_id": [1, 1, 2], "kommunkod": ["1267", "1281", "1281"],
              "omfattning": ["kommun"] * 3, "vikt": [1, 1, 1]}  # fmt: skip
    groups = {"aktiviteter_id": [], "malgrupp": []}
    data = TableData(
        [1, 2, 3], columns, {"aktiviteter_kommun": places, "aktiviteter_malgrupp": groups}
    )
    index = FacetIndex(described, dataset, data, MUNICIPALITIES, {})
    selection = make_selection(described, dataset, CATALOGUE.codelists, {"kommunkod": CODES})
    totals = index.totals(selection)
    assert (totals.total, totals.mapped, totals.outside) == (47, 40, 7)
    assert {area.code: area.value for area in totals.areas if area.value} == {
        "1267": 20, "1281": 20,
    }  # fmt: skip


def test_text_search_ignores_case():
    grant = {"amount": 100, "year": 2020, "field": "Dans", "groups": [], "places": [], "seat": None}
    index = index_of([grant | {"name": "ÖSTRA operan"}, grant | {"name": "Annat"}])
    assert index.totals(select({"mottagare": "östra Op"})).count == 1


@pytest.mark.parametrize(
    ("filter_", "named"),
    [
        ({"farg": ["röd"]}, ["farg", "konstomrade"]),
        ({"konstomrade": ["Jonglering"]}, ["Jonglering", "Musik"]),
        ({"kommunkod": ["9999"]}, ["9999", "1267"]),
        ({"ar": "2022"}, ["ar"]),
        ({"ar": {"from": "x"}}, ["ar"]),
        ("[1, 2]", ["JSON"]),
        ("{", ["JSON"]),
    ],
)
def test_a_wrong_filter_is_refused_by_name(filter_, named):
    with pytest.raises(SelectionError) as caught:
        select(filter_)
    assert all(word in str(caught.value) for word in named)


@pytest.mark.parametrize("choice", ["measure", "place", "counting"])
def test_a_wrong_choice_is_refused_with_the_known_ones(choice):
    with pytest.raises(SelectionError, match="Known"):
        select(**{choice: "finns inte"})


def test_a_filter_survives_being_written_and_read():
    written = {"ar": {"from": 2020, "to": None}, "konstomrade": ["Dans", None], "projekt": "nu"}
    assert filter_as_json(select(written)) == written


def test_class_limits_read_well_and_lose_nothing():
    values = [0, None, 3.2, 7.7, 12, 19, 44, 61, 130, 512, 1290]
    limits = class_limits(values)
    assert list(limits) == sorted(set(limits))
    assert all(len(f"{limit:g}".strip("0").replace(".", "")) <= 2 for limit in limits)
    assert limits[-1] >= 1290
    assert class_of(99999, limits) == len(limits) - 2
    assert class_limits([0, None]) == ()
    assert readable(1234) == 1200


def test_values_that_lie_close_together_still_make_five_classes():
    limits = class_limits([1100 + 37 * step for step in range(33)])
    assert len(limits) == 6
    assert all(limit % 10 == 0 for limit in limits)


def test_the_nearest_earlier_year():
    assert nearest_earlier({2017: 1, 2019: 2}, 2018) == (1, 2017)
    assert nearest_earlier({2019: 2}, 2018) == (None, None)


def test_a_description_that_contradicts_itself_is_refused(tmp_path):
    (tmp_path / "datapackage.json").write_text("{")
    with pytest.raises(DefinitionError, match=r"datapackage\.json"):
        load_catalogue(tmp_path)
