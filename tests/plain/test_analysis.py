"""The facet index against sums that are worked out row by row, and sharing to the öre."""

import dataclasses
import json
import random
import shutil
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skanekarta_plugin.analysis.classes import class_limits, class_of, readable
from skanekarta_plugin.analysis.index import FacetIndex, nearest_earlier
from skanekarta_plugin.analysis.prices import PriceIndex
from skanekarta_plugin.analysis.selection import filter_as_json, make_selection
from skanekarta_plugin.analysis.sharing import share
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.errors import DefinitionError, SelectionError
from skanekarta_plugin.paths import resource
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
    columns["beviljat_belopp"] = [_kronor(grant["amount"]) for grant in grants]
    columns["sokt_belopp"] = [_kronor(grant.get("applied")) for grant in grants]
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


def _kronor(ore):
    return None if ore is None else ore / 100


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


PRICES = PriceIndex({2019: Fraction("334.26"), 2020: Fraction("335.92"), 2021: Fraction("343.19")})


def at_prices_of_2021(grants):
    """Return the grants in the prices of 2021, by hand; a row without a year has none."""
    found = []
    for grant in grants:
        factor = Fraction(0) if grant["year"] is None else PRICES.factor(grant["year"])
        found.append(grant | {"amount": int(grant["amount"] * factor + Fraction(1, 2))})
    return found


@settings(max_examples=80, deadline=None)
@given(
    GRANTS, FILTERS, st.sampled_from(["verksamhet", "sate"]), st.sampled_from(["dela", "utanfor"])
)
def test_fixed_prices_equal_rows_that_were_converted_one_by_one(grants, filter_, place, counting):
    index = FacetIndex(MAP, STOD, table(grants), MUNICIPALITIES, POPULATION, PRICES)
    selection = select(filter_, place=place, counting=counting, prices="fasta")
    totals = index.totals(selection)
    total, mapped, *_, by_code, _ = truth(at_prices_of_2021(grants), filter_, place, counting)
    assert (totals.total, totals.mapped, totals.outside) == (total, mapped, total - mapped)
    assert {area.code: area.amount for area in totals.areas} == by_code
    for state in index.facets(selection):
        for item in state.values:
            if state.field == "konstomrade":
                chosen = dict(filter_) | {state.field: [item.value]}
                wanted = truth(at_prices_of_2021(grants), chosen, place, counting)
                assert item.amount == wanted[0]
            elif state.field == "ar" and item.value is None:
                assert item.amount is None


def test_where_no_population_is_known_the_rate_is_unknown_and_the_year_is_told():
    grants = [
        {"amount": 100_00, "year": 2019, "field": "Dans", "groups": [], "places": ["1266"],
         "seat": None},
        {"amount": 100_00, "year": 2018, "field": "Dans", "groups": [], "places": ["1267"],
         "seat": None},
        {"amount": 100_00, "year": None, "field": "Dans", "groups": [], "places": ["1280"],
         "seat": None},
    ]  # fmt: skip
    totals = index_of(grants).totals(select(measure="beviljat_per_invanare"))
    by_code = {area.code: area.value for area in totals.areas}
    assert by_code == {"1266": 0.1, "1267": None, "1280": None, "1281": 0.0}
    assert totals.population_years == {2018: None, None: None}


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


def drawn_grants(seed, count):
    """Return many grants: of few and of many places and groups, with gaps in every field."""
    draw = random.Random(seed)
    several = draw.choice([0.0, 0.2, 1.0])

    def some(values, most):
        many = draw.random() < several
        return draw.sample(values, draw.randint(2, most) if many else draw.randint(0, 1))

    return [
        {
            "amount": draw.choice([0, draw.randrange(10**4), draw.randrange(10**9)]),
            "applied": draw.choice([None, 0, draw.randrange(10**9)]),
            "year": draw.choice([2018, 2019, 2020, 2021, None]),
            "field": draw.choice(["Dans", "Musik", "Slöjd", None]),
            "groups": some(["Barn", "Unga", "Äldre"], 3),
            "places": some([*CODES, "12", "Höby"], 6),
            "seat": draw.choice([*CODES, None]),
            "name": draw.choice([*(f"Exempel {number}" for number in range(9)), None]),
        }
        for _ in range(count)
    ]


def drawn_filters(seed):
    """Return filters each of which differs from the one before in one facet."""
    draw = random.Random(seed)
    offered = {
        "ar": lambda: draw.choice([{"from": 2019, "to": 2020}, [2018], [2019, None]]),
        "konstomrade": lambda: draw.sample(["Dans", "Musik", None], draw.randint(1, 3)),
        "malgrupp": lambda: draw.sample(["Barn", "Unga", None], draw.randint(1, 2)),
        "kommunkod": lambda: draw.sample([*CODES, "12", None], draw.randint(1, 5)),
        "horn": lambda: draw.sample(["nordost", "sydväst", None], draw.randint(1, 2)),
        "mottagare": lambda: draw.sample([f"Exempel {number}" for number in range(9)], 3),
    }
    filter_, found = {}, [{}]
    for _ in range(12):
        name = draw.choice(list(offered))
        filter_ = {key: value for key, value in filter_.items() if key != name}
        if draw.random() < 0.7:
            filter_[name] = offered[name]()
        found.append(filter_)
    return found


class PandasTruth:
    """The answers of plain group-bys over one long table: a line for each grant, place and group.

    Amounts are shared by hand; see :func:`parts_of`.
    """

    FACETS = ("ar", "kommunkod", "horn", "konstomrade", "malgrupp", "mottagare")

    def __init__(self, grants, place):
        lines = []
        for row, grant in enumerate(grants):
            known = grant["applied"] is not None
            shares = zip(
                parts_of(grant, place),
                parts_of(grant | {"amount": grant["applied"] if known else 0}, place),
                strict=True,
            )
            for (code, ore), (_, applied) in shares:
                for group in grant["groups"] or [None]:
                    lines.append(
                        {
                            "row": row, "code": code, "ore": ore, "known": known,
                            "applied": applied, "ar": grant["year"],
                            "kommunkod": None if code == "Höby" else code,
                            "horn": CORNER.get(code), "konstomrade": grant["field"],
                            "malgrupp": group, "mottagare": grant["name"],
                            "several": len(parts_of(grant, place)) > 1,
                        }
                    )  # fmt: skip
        frame = pd.DataFrame(lines)
        for name in self.FACETS:
            # None is a value like others here, in numbers too.
            frame[name] = frame[name].astype(object).where(frame[name].notna(), "–")
        self.frame = frame

    def chosen(self, filter_, without=""):
        """Return the lines that a filter takes; a grant with a wanted group keeps all groups."""
        frame = self.frame
        for name, choice in filter_.items():
            if name == without:
                continue
            if isinstance(choice, dict):
                years = pd.to_numeric(frame[name], errors="coerce")
                keep = years.between(choice["from"], choice["to"])
            else:
                keep = frame[name].isin(["–" if value is None else value for value in choice])
            if name == "malgrupp":
                keep = frame["row"].isin(frame.loc[keep, "row"])
            frame = frame[keep]
        return frame

    def facet(self, filter_, name):
        """Return ``{value: (count, öre)}`` of a facet under the choices in the others."""
        frame = self.chosen(filter_, without=name)
        each = frame.drop_duplicates(["row", "code", name])
        found = each.groupby(name).agg(count=("row", "nunique"), ore=("ore", "sum"))
        return {
            None if value == "–" else value: (int(line["count"]), int(line["ore"]))
            for value, line in found.iterrows()
        }

    def entries(self, filter_):
        """Return the chosen grants and places, each pair once."""
        return self.chosen(filter_).drop_duplicates(["row", "code"])

    def on_map(self, filter_, counting):
        """Return those of the entries that lie on the map."""
        frame = self.entries(filter_)
        frame = frame[frame["code"].isin(CODES)]
        return frame[~frame["several"].astype(bool)] if counting == "utanfor" else frame


def shares_of(frame):
    """Return how many per cent was granted of what was applied for, or None."""
    frame = frame[frame["known"].astype(bool)]
    applied = int(frame["applied"].sum())
    return 100 * int(frame["ore"].sum()) / applied if applied else None


@pytest.mark.parametrize("place", ["verksamhet", "sate"])
@pytest.mark.parametrize("counting", ["dela", "utanfor"])
@pytest.mark.parametrize("seed", range(2))
def test_many_grants_equal_plain_group_bys(seed, counting, place):
    grants = drawn_grants(seed, 400)
    truth, index = PandasTruth(grants, place), index_of(grants)
    for filter_ in drawn_filters(seed):
        selection = select(filter_, place=place, counting=counting)
        totals, entries = index.totals(selection), truth.entries(filter_)
        on_map = truth.on_map(filter_, counting)
        assert (totals.count, totals.total) == (entries["row"].nunique(), entries["ore"].sum())
        assert totals.mapped_count == on_map["row"].nunique()
        assert (totals.mapped, totals.outside) == (
            on_map["ore"].sum(), entries["ore"].sum() - on_map["ore"].sum()
        )  # fmt: skip
        by_code = on_map.groupby("code")
        assert {area.code: (area.count, area.amount) for area in totals.areas if area.count} == {
            code: (lines["row"].nunique(), lines["ore"].sum()) for code, lines in by_code
        }
        outside = entries.drop(on_map.index)
        reasons = outside["code"].map(
            lambda code: "flera" if code in CODES else {"12": "region", "Höby": "okand"}.get(code)
        )
        assert {item.reason: (item.count, item.amount) for item in totals.outside_reasons} == {
            reason: (lines["row"].nunique(), lines["ore"].sum())
            for reason, lines in outside.groupby(reasons.fillna("saknas"))
        }
        states = {state.field: state for state in index.facets(selection)}
        for name in truth.FACETS:
            assert {
                item.value: (item.count, item.amount) for item in states[name].values if item.count
            } == truth.facet(filter_, name), name


@pytest.mark.parametrize("counting", ["dela", "utanfor"])
@pytest.mark.parametrize("seed", range(4))
def test_different_values_and_shares_equal_plain_group_bys(seed, counting):
    grants = drawn_grants(seed, 60)
    for place in ("verksamhet", "sate"):
        truth, index = PandasTruth(grants, place), index_of(grants)
        for filter_ in drawn_filters(seed):
            choices = {"place": place, "counting": counting}
            entries, on_map = truth.entries(filter_), truth.on_map(filter_, counting)

            totals = index.totals(select(filter_, measure="mottagare", **choices))
            names, mapped = (
                part.loc[part["mottagare"] != "–", "mottagare"].nunique()
                for part in (entries, on_map)
            )
            assert (totals.total, totals.mapped, totals.outside) == (names, mapped, names - mapped)
            wanted = on_map[on_map["mottagare"] != "–"].groupby("code")["mottagare"].nunique()
            assert {area.code: area.value for area in totals.areas} == {
                code: wanted.get(code, 0) for code in CODES
            }

            totals = index.totals(select(filter_, measure="andel_beviljat", **choices))
            assert totals.total == pytest.approx(shares_of(entries))
            assert totals.mapped == pytest.approx(shares_of(on_map))
            assert (totals.outside, totals.is_money) == (None, False)
            for area in totals.areas:
                share_there = shares_of(on_map[on_map["code"] == area.code])
                assert area.value == pytest.approx(share_there)
            facets = index.facets(select(filter_, measure="andel_beviljat", **choices))
            for state in facets:
                assert all(item.amount is None for item in state.values)


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_the_questions_changes_no_answer(seed):
    grants = drawn_grants(seed, 200)
    asked = [
        select(filter_, measure=measure, place=place, counting=counting)
        for filter_ in drawn_filters(seed) + drawn_filters(seed + 100)
        for measure in ("beviljat", "antal", "mottagare", "andel_beviljat")
        for place in ("verksamhet", "sate")
        for counting in ("dela", "utanfor")
    ]
    fresh = [
        (index.totals(selection), index.facets(selection))
        for selection in asked[::7]
        for index in [index_of(grants)]
    ]
    random.Random(seed).shuffle(asked_again := list(enumerate(asked[::7])))
    used = index_of(grants)
    for selection in asked:
        used.facets(selection)
    for at, selection in asked_again:
        assert (used.totals(selection), used.facets(selection)) == fresh[at]


def test_a_share_tells_nothing_applied_for_from_nothing_granted():
    grant = {"year": 2020, "field": "Dans", "groups": [], "seat": None}
    totals = index_of(
        [
            grant | {"amount": 0, "applied": 500, "places": ["1266"]},
            grant | {"amount": 0, "applied": 0, "places": ["1267"]},
            # What was applied for is not known: such a grant says nothing of the share.
            grant | {"amount": 300, "applied": None, "places": ["1280"]},
            grant | {"amount": 150, "applied": 100, "places": ["1281"]},
        ]
    ).totals(select(measure="andel_beviljat"))
    assert {area.code: area.value for area in totals.areas} == {
        "1266": 0, "1267": None, "1280": None, "1281": 150,
    }  # fmt: skip
    assert totals.total == totals.mapped == 25


def test_a_group_that_is_written_twice_counts_once():
    grant = {
        "amount": 100, "year": 2020, "field": "Dans", "seat": None, "places": ["1266"],
        "groups": ["Barn", "Unga", "Barn"],
    }  # fmt: skip
    states = {state.field: state for state in index_of([grant]).facets(select())}
    found = {item.value: (item.count, item.amount) for item in states["malgrupp"].values}
    assert found == {"Barn": (1, 100), "Unga": (1, 100)}


def test_sums_beyond_what_doubles_hold_are_exact():
    # 2**53 öre and one more: as doubles they would be the same.
    grant = {"year": 2020, "field": "Dans", "groups": ["Barn", "Unga"], "seat": None}
    ores = [2**53 - 2**40, 2**40 + 1, 3, 5]
    grants = [
        grant | {"amount": 0, "places": ["1266", "1267"] if number == 3 else ["1266"]}
        for number in range(4)
    ]
    data = table(grants)
    dataset = dataclasses.replace(
        STOD,
        fields=tuple(
            dataclasses.replace(item, unit="", type="integer")
            if item.name == "beviljat_belopp"
            else item
            for item in STOD.fields
        ),
    )
    data.columns["beviljat_belopp"] = ores
    index = FacetIndex(MAP, dataset, data, MUNICIPALITIES, POPULATION)
    assert index.totals(select()).total == sum(ores)
    assert index.totals(select({"kommunkod": ["1266"]})).total == sum(ores) - 2
    states = {state.field: state for state in index.facets(select({"kommunkod": ["1266"]}))}
    assert states["malgrupp"].values[0].amount == sum(ores) - 2


def test_many_different_values_and_ids_with_gaps():
    grants = drawn_grants(3, 300)
    for number, grant in enumerate(grants):
        grant["name"] = f"Exempel {number % 290}"
    data = table(grants)
    moved = {row_id: 10_000 - 7 * row_id for row_id in data.ids}
    data.ids = [moved[row_id] for row_id in data.ids]
    for child in data.children.values():
        child["stod_id"] = [moved[row_id] for row_id in child["stod_id"]]
    index = FacetIndex(MAP, STOD, data, MUNICIPALITIES, POPULATION)
    truth = PandasTruth(grants, "verksamhet")
    odd = [f"Exempel {number}" for number in range(1, 290, 2)]
    for filter_ in ({"mottagare": odd}, {"mottagare": odd, "malgrupp": ["Barn"]}):
        states = {state.field: state for state in index.facets(select(filter_))}
        for name in truth.FACETS:
            assert {
                item.value: (item.count, item.amount) for item in states[name].values if item.count
            } == truth.facet(filter_, name), name


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
    assert totals.population_years == {2018: None, 2021: 2019}


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


@pytest.mark.parametrize(
    "described",
    [
        {"aggregate": "distinct", "field": "malgrupp"},
        {"aggregate": "distinct", "field": "mottagare", "perInhabitant": True},
        {"aggregate": "share", "field": "beviljat_belopp"},
        {"aggregate": "share", "field": "beviljat_belopp", "of": "mottagare"},
        {"aggregate": "median", "field": "beviljat_belopp"},
    ],
)
def test_a_measure_that_cannot_be_worked_out_is_refused(described, tmp_path):
    shutil.copytree(resource("definitions"), tmp_path / "definitions")
    path = tmp_path / "definitions" / "maps" / "regionala_stod.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    words = {"name": "nytt", "title": "Nytt", "zero": "Inget"}
    written["measures"].append(words | described)
    path.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(DefinitionError, match="regionala_stod"):
        load_catalogue(tmp_path / "definitions")
