"""Comparisons against plain pandas group-bys of both sides, exact to the öre."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skanekarta_plugin.analysis.classes import DIFFERENCE_CLASSES, difference_limits
from skanekarta_plugin.analysis.comparison import Pair, compare
from skanekarta_plugin.analysis.index import FacetIndex
from skanekarta_plugin.analysis.model import AS_AMOUNT, AS_PERCENT
from skanekarta_plugin.analysis.selection import compare_as_json, filter_as_json, make_selection
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.errors import SelectionError
from skanekarta_plugin.store.store import TableData
from skanekarta_plugin.usecases.comparison import (
    choose,
    clear,
    compare_named,
    compare_periods,
    compare_values,
    ended,
    other_side,
    period_before,
    swapped,
)

CATALOGUE = load_catalogue()
MAP = CATALOGUE.maps["regionala_stod"]
STOD = CATALOGUE.dataset_of(MAP)
CODES = ["1266", "1267", "1280", "1281"]
CORNER = {"1266": "nordost", "1267": "nordost", "1280": "sydväst", "1281": "sydväst"}
MUNICIPALITIES = [(code, code, {"horn": CORNER[code]}) for code in CODES]
# Nobody knows how many lived in the last one; in the first one only from 2020 on.
POPULATION = {"1266": {2020: 3000}, "1267": {2018: 700, 2020: 900}, "1280": {2018: 50_000}}
GRANTS = st.lists(
    st.fixed_dictionaries(
        {
            "ore": st.integers(0, 10**10),
            "year": st.sampled_from([2019, 2020, 2021, None]),
            "field": st.sampled_from(["Dans", "Musik", None]),
            "groups": st.lists(st.sampled_from(["Barn", "Unga"]), unique=True, max_size=2),
            "places": st.lists(st.sampled_from([*CODES, "12", "Höby"]), unique=True, max_size=4),
        }
    ),
    max_size=14,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "ar": st.lists(
            st.sampled_from([2019, 2020, 2021, None]), min_size=1, max_size=2, unique=True
        ),
        "konstomrade": st.lists(st.sampled_from(["Dans", "Musik", None]), min_size=1, unique=True),
        "malgrupp": st.lists(st.sampled_from(["Barn", "Unga", None]), min_size=1, unique=True),
        "kommunkod": st.lists(st.sampled_from([*CODES, "12"]), min_size=1, unique=True),
    },
)


def index_of(grants):
    columns = {item.name: [None] * len(grants) for item in STOD.stored_fields}
    columns["beviljat_belopp"] = [grant["ore"] / 100 for grant in grants]
    columns["ar"] = [grant["year"] for grant in grants]
    columns["konstomrade"] = [grant["field"] for grant in grants]
    kommun = {"stod_id": [], "kommunkod": [], "omfattning": [], "angivet": [], "vikt": []}
    group = {"stod_id": [], "malgrupp": []}
    for row, grant in enumerate(grants, start=1):
        for place in grant["places"]:
            scope = "kommun" if place in CODES else "region" if place == "12" else "okand"
            values = (row, place if scope == "kommun" else None, scope, place, 1)
            for name, value in zip(kommun, values, strict=True):
                kommun[name].append(value)
        for value in grant["groups"]:
            group["stod_id"].append(row)
            group["malgrupp"].append(value)
    ids = list(range(1, len(grants) + 1))
    data = TableData(ids, columns, {"stod_kommun": kommun, "stod_malgrupp": group})
    return FacetIndex(MAP, STOD, data, MUNICIPALITIES, POPULATION)


def select(**choices):
    places = {"kommunkod": CODES, "horn": ["nordost", "sydväst"]}
    return make_selection(MAP, STOD, CATALOGUE.codelists, places, **choices)


def compared(grants, own, other, *, shown_as=AS_AMOUNT, **choices):
    """Return the comparison that a selection asks for."""
    index = index_of(grants)
    selection = select(filter_=own, compare={"filter": other, "as": shown_as}, **choices)
    choice = next(item for item in MAP.choices if item.name == selection.measure)
    return compare(
        index.totals(selection),
        index.totals(other_side(selection)),
        per_inhabitant=choice.per_inhabitant,
        shown_as=selection.compare.shown_as,
    )


def shares(grants):
    """Return a line for each grant and place: whole öre, left-over ones to the first places."""
    lines = []
    for row, grant in enumerate(grants):
        places = sorted(grant["places"], key=lambda code: (code not in CODES, code == "Höby", code))
        places = places or [None]
        whole, left = divmod(grant["ore"], len(places))
        lines += [
            {
                "row": row, "code": code, "ore": whole + (rank < left),
                "year": grant["year"], "field": grant["field"],
                "groups": tuple(grant["groups"]) or (None,), "several": len(places) > 1,
            }
            for rank, code in enumerate(places)
        ]  # fmt: skip
    names = ["row", "code", "ore", "year", "field", "groups", "several"]
    return pd.DataFrame(lines, columns=names, dtype=object)


def taken(frame, filter_):
    keep = pd.Series(True, index=frame.index)
    for name, column in (("ar", "year"), ("konstomrade", "field"), ("kommunkod", "code")):
        if name in filter_:
            wanted = filter_[name]
            keep &= frame[column].map(lambda value, wanted=wanted: value in wanted).astype(bool)
    if "malgrupp" in filter_:
        groups = set(filter_["malgrupp"])
        keep &= frame["groups"].map(lambda found: bool(groups & set(found))).astype(bool)
    return frame[keep]


def side(frame, counting):
    """Return öre and rows by municipality; total, on the map and outside in öre; rows in all."""
    lies = frame["code"].isin(CODES)
    if counting == "utanfor":
        lies &= ~frame["several"].astype(bool)
    on_map = frame[lies]
    ore = on_map.groupby("code")["ore"].sum().to_dict()
    rows = on_map.groupby("code")["row"].nunique().to_dict()
    total, mapped = int(frame["ore"].sum()), int(on_map["ore"].sum())
    return ore, rows, (total, mapped, total - mapped), frame["row"].nunique()


@settings(max_examples=100, deadline=None)
@given(GRANTS, FILTERS, FILTERS, st.sampled_from(["dela", "utanfor"]))
def test_a_comparison_is_the_difference_of_two_group_bys(grants, own, other, counting):
    found = compared(grants, own, other, counting=counting)
    frame = shares(grants)
    a_ore, a_rows, a_sums, a_count = side(taken(frame, own), counting)
    b_ore, b_rows, b_sums, b_count = side(taken(frame, other), counting)
    for area in found.areas:
        a, b = a_ore.get(area.code, 0), b_ore.get(area.code, 0)
        assert (area.figure.a, area.figure.b, area.figure.difference) == (a, b, a - b)
        assert (area.count.a, area.count.b) == (a_rows.get(area.code, 0), b_rows.get(area.code, 0))
        assert found.value(area) == (a - b) / 100
        if b:
            assert area.figure.percent == pytest.approx(100 * (a - b) / b)
        else:
            assert area.figure.percent is None
        assert area.figure.is_new == (b == 0 and a > 0)
    pairs = (found.total, found.mapped, found.outside)
    assert [(pair.a, pair.b, pair.difference) for pair in pairs] == [
        (a, b, a - b) for a, b in zip(a_sums, b_sums, strict=True)
    ]
    assert found.mapped.difference + found.outside.difference == found.total.difference
    assert sum(area.figure.difference for area in found.areas) == found.mapped.difference
    assert sum(amounts.difference for _, amounts, _ in found.reasons) == found.outside.difference
    assert (found.counts.a, found.counts.b) == (a_count, b_count)


@settings(max_examples=60, deadline=None)
@given(GRANTS, FILTERS, FILTERS)
def test_a_comparison_turned_round_is_its_opposite(grants, own, other):
    there, back = compared(grants, own, other), compared(grants, other, own)
    for a, b in zip(there.areas, back.areas, strict=True):
        assert a.figure.difference == -b.figure.difference
    assert there.total.difference == -back.total.difference


@settings(max_examples=60, deadline=None)
@given(GRANTS, FILTERS, FILTERS)
def test_per_inhabitant_is_unknown_where_no_population_is(grants, own, other):
    found = compared(grants, own, other, measure="beviljat_per_invanare")
    for area in found.areas:
        figure = area.figure
        if area.code == "1281":
            assert (figure.a, figure.b, figure.difference, figure.percent) == (None,) * 4
            assert found.value(area) is None
        elif figure.a is not None and figure.b is not None:
            assert figure.difference == pytest.approx(figure.a - figure.b, abs=1e-9)


def grant(ore, year=2020, field="Dans", places=("1280",)):
    return {"ore": ore, "year": year, "field": field, "groups": [], "places": list(places)}


def test_a_year_without_population_is_unknown_and_not_zero():
    grants = [grant(100_00, 2019, places=["1266"]), grant(300_00, 2020, places=["1266"])]
    found = compared(grants, {"ar": [2020]}, {"ar": [2019]}, measure="beviljat_per_invanare")
    area = next(area for area in found.areas if area.code == "1266")
    assert (area.figure.a, area.figure.b) == (0.1, None)
    assert (area.figure.difference, area.figure.percent, area.figure.is_new) == (None, None, False)
    # What is compared in all is kronor.
    assert (found.total.a, found.total.b) == (300_00, 100_00)


def test_equal_rates_of_several_years_differ_by_nothing():
    years = [grant(10_01, year, "Dans", ["1267"]) for year in (2019, 2020, 2021)]
    turned = [grant(10_01, year, "Musik", ["1267"]) for year in (2021, 2019, 2020)]
    found = compared(
        years + turned,
        {"konstomrade": ["Dans"]},
        {"konstomrade": ["Musik"]},
        measure="beviljat_per_invanare",
        shown_as=AS_PERCENT,
    )
    area = next(area for area in found.areas if area.code == "1267")
    assert found.value(area) == 0


@pytest.mark.parametrize(
    ("a", "b", "difference", "percent", "is_new"),
    [
        (150, 100, 50, 50.0, False),
        (0, 100, -100, -100.0, False),
        (100, 0, 100, None, True),
        (0, 0, 0, None, False),
        (None, 100, None, None, False),
        (100, None, None, None, False),
        (100, -50, 150, None, False),
        (-50, 0, -50, None, False),
        (10**17 + 1, 10**17, 1, 0.0, False),
    ],
)
def test_a_pair(a, b, difference, percent, is_new):
    pair = Pair(a, b)
    assert (pair.difference, pair.percent, pair.is_new) == (difference, percent, is_new)


def test_limits_are_readable_and_few():
    limits = difference_limits([-812_345, 40_100, -19_000, 2_000, None, 0, 310_000])
    assert limits[0] == 0
    assert 2 <= len(limits) <= DIFFERENCE_CLASSES + 1
    assert limits[-1] >= 812_345
    assert all(float(f"{limit:.2g}") == limit for limit in limits)
    assert difference_limits([0, None]) == ()


def test_limits_of_per_cent_are_those_that_everybody_knows():
    assert difference_limits([-100, 70, 20], percent=True) == (0, 25, 50, 100)
    assert difference_limits([-100, 1234], percent=True) == (0, 25, 50, 100, 1500)
    small = difference_limits([-3, 1, 2, 4.2, 0.3], percent=True)
    assert len(small) >= 3 and 4.2 <= small[-1] <= 5


def test_a_comparison_is_read_and_written():
    written = {
        "filter": {"ar": {"from": 2019, "to": 2020}, "konstomrade": ["Dans"]},
        "as": "percent",
        "label": "Förr",
        "ownLabel": "Nu",
    }
    selection = select(filter_={"ar": [2021]}, compare=written)
    assert compare_as_json(selection) == written
    assert filter_as_json(other_side(selection)) == written["filter"]
    assert other_side(selection).compare is None
    assert compare_as_json(select()) is None
    assert other_side(select()) is None
    assert select(compare='{"filter": {}}').compare.shown_as == AS_AMOUNT


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("nonsense", "filter"),
        ("[1]", "filter"),
        ({"as": "percent"}, "filter"),
        ({"filter": [2020]}, "filter"),
        ({"filter": {}, "what": "ever"}, "filter"),
        ({"filter": {}, "as": "promille"}, "promille"),
        ({"filter": {"year": [2020]}}, "year"),
        ({"filter": {"kommunkod": ["9999"]}}, "9999"),
        ({"filter": {"ar": "soon"}}, "ar"),
    ],
)
def test_a_comparison_that_cannot_be_read_is_refused(written, named):
    with pytest.raises(SelectionError) as caught:
        select(compare=written)
    assert named in caught.value.text.format(**caught.value.values)


def facts(**choices):
    described = CATALOGUE.maps["kommunfakta"]
    dataset = CATALOGUE.dataset_of(described)
    places = {"kommunkod": CODES, "horn": ["nordost"]}
    return make_selection(described, dataset, CATALOGUE.codelists, places, **choices)


def test_both_sides_show_the_same_key_figure():
    default = next(f.default for f in CATALOGUE.maps["kommunfakta"].facets if f.kind == "single")
    other = next(
        entry.value
        for entry in CATALOGUE.codelists[
            CATALOGUE.datasets["nyckeltal"].field("nyckeltal").codelist
        ].entries
        if entry.value != default
    )
    selection = facts(filter_={"nyckeltal": [other]}, compare={"filter": {"ar": [2018]}})
    assert filter_as_json(selection.compare) == {"ar": [2018], "nyckeltal": [other]}
    with pytest.raises(SelectionError):
        facts(compare={"filter": {"nyckeltal": [other]}})


def test_choices_of_a_comparison():
    now = {"filter_": {"konstomrade": ["Dans"], "ar": [2020]}, "measure": "beviljat"}
    periods = compare_periods(now, "ar", (2021, 2023), period_before(2021, 2023), AS_PERCENT)
    assert periods == {
        "filter_": {"konstomrade": ["Dans"], "ar": {"from": 2021, "to": 2023}},
        "measure": "beviljat",
        "compare": {
            "filter": {"konstomrade": ["Dans"], "ar": {"from": 2018, "to": 2020}},
            "as": "percent",
        },
    }
    fields = compare_values(now, "konstomrade", ["Dans"], [], AS_AMOUNT)
    assert fields["filter_"] == now["filter_"]
    assert fields["compare"] == {"filter": {"ar": [2020]}, "as": "amount"}
    assert ended(fields) == now
    assert swapped(swapped(periods)) == periods
    named = compare_named(now, ("", now["filter_"]), ("Förr", {"ar": [2018]}), AS_AMOUNT)
    assert named["compare"] == {"filter": {"ar": [2018]}, "as": "amount", "label": "Förr"}
    assert swapped(named)["compare"]["ownLabel"] == "Förr"
    facts_ = compare_named({}, ("", {"nyckeltal": ["X"]}), ("Y", {"nyckeltal": ["Z"]}), "amount",
                           ("nyckeltal",))  # fmt: skip
    assert facts_["compare"]["filter"] == {"nyckeltal": ["X"]}


def test_what_both_sides_share_stays_shared():
    now = compare_periods({"filter_": {"konstomrade": ["Dans"]}}, "ar", (2021, 2021), (2020, 2020),
                          AS_AMOUNT)  # fmt: skip
    changed = choose(now, "konstomrade", ["Musik"])
    assert changed["filter_"]["konstomrade"] == ["Musik"]
    assert changed["compare"]["filter"]["konstomrade"] == ["Musik"]
    changed = choose(changed, "malgrupp", ["Barn"])
    assert changed["compare"]["filter"]["malgrupp"] == ["Barn"]
    changed = choose(changed, "ar", [2022])
    assert changed["filter_"]["ar"] == [2022]
    assert changed["compare"]["filter"]["ar"] == {"from": 2020, "to": 2020}
    cleared = clear(changed, ())
    assert cleared["filter_"] == {"ar": [2022]}
    assert cleared["compare"]["filter"] == {"ar": {"from": 2020, "to": 2020}}
    assert clear({"filter_": {"ar": [2020], "nyckeltal": ["X"]}}, ("nyckeltal",)) == {
        "filter_": {"nyckeltal": ["X"]}
    }


def test_a_changed_side_loses_its_name():
    named = compare_named({}, ("Nu", {"ar": [2021]}), ("Förr", {"ar": [2018]}), AS_AMOUNT)
    changed = choose(named, "konstomrade", ["Dans"])
    assert set(changed["compare"]) == {"filter", "as"}
