"""A key figure of a municipality beside the others, from invented figures."""

import pytest

from skanekarta_plugin.errors import SelectionError
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.indicators import Indicators

HEADER = "Kommun;Nyckeltal;År;Värde;Status\n"


@pytest.fixture
def figures(empty, tmp_path):
    """Culture costs: 1000 kr/inv in Höör, more in Osby and Malmö, unknown in Lund."""
    (tmp_path / "tal.csv").write_text(
        HEADER + "Höör;N09022;2020;800;\nHöör;N09022;2022;1000,25;\nOsby;N09022;2022;2000;\n"
        "Malmö;N09022;2022;1500;\nLund;N09022;2022;;Private\nEslöv;N09022;2022;1000,25;\n"
        "Höör;N09101;2022;3,5;\nHöör;N09022;2018;700;\n",
        encoding="utf-8",
    )
    carry_out(empty, examine(empty, "nyckeltal", tmp_path / "tal.csv"), credit="Påhittad källa")
    (tmp_path / "omraden.csv").write_text(
        "Område;Nyckeltal;År;Värde;Status\n0000;N09022;2022;1100;\n0012;N09022;2022;1200;\n",
        encoding="utf-8",
    )
    carry_out(empty, examine(empty, "jamforelsetal", tmp_path / "omraden.csv"))
    return Indicators(empty)


CODES = {"Höör": "1267", "Osby": "1273", "Malmö": "1280", "Lund": "1281", "Eslöv": "1285"}


def test_the_latest_value_stands_beside_the_others(figures):
    shown = figures.of("N09022", CODES["Höör"])
    assert (shown.year, shown.value, shown.status) == (2022, 1000.25, "")
    assert (shown.since, shown.change, shown.change_percent) == (2020, 200.25, 25.03125)
    assert (shown.rank, shown.ranked) == (3, 4)
    assert shown.mean == (1000.25 + 2000 + 1500 + 1000.25) / 4
    assert (shown.region, shown.country) == (1200, 1100)
    assert (shown.group, shown.group_mean) == ("nordost", (1000.25 + 2000) / 2)
    assert shown.credit == "Påhittad källa" and shown.fetched.endswith("Z")


def test_equal_values_share_a_rank(figures):
    assert figures.of("N09022", CODES["Eslöv"]).rank == 3


def test_the_weighted_mean_follows_the_inhabitants(figures, empty):
    columns = empty.read("nyckeltal").columns
    people = {
        code: value
        for code, figure, value in zip(
            columns["kommunkod"], columns["nyckeltal"], columns["varde"], strict=True
        )
        if figure == "N01951"
    }
    costs = {"Höör": 1000.25, "Osby": 2000, "Malmö": 1500, "Eslöv": 1000.25}
    whole = sum(people[CODES[name]] for name in costs)
    wanted = sum(people[CODES[name]] * cost for name, cost in costs.items()) / whole
    assert figures.of("N09022", CODES["Höör"]).weighted == pytest.approx(wanted)


def test_an_unknown_value_is_neither_nought_nor_ranked(figures):
    shown = figures.of("N09022", CODES["Lund"], year=2022)
    assert (shown.value, shown.status, shown.rank, shown.ranked) == (None, "Private", None, 4)
    assert shown.ore is None


def test_kronor_are_those_of_the_nearest_earlier_population(figures):
    shown = figures.of("N09022", CODES["Höör"])
    # Höör had 16 713 inhabitants in 2019, the only year that ships.
    assert (shown.ore, shown.population_year) == (100_025 * 16_713, 2019)
    before = figures.of("N09022", CODES["Höör"], year=2018)
    assert (before.value, before.ore, before.population_year) == (700, None, None)


def test_shares_are_no_kronor(figures):
    assert figures.of("N09101", CODES["Höör"]).ore is None


def test_a_chosen_pair_of_years(figures):
    shown = figures.of("N09022", CODES["Höör"], year=2022, since=2018)
    assert (shown.since, shown.change) == (2018, 300.25)
    assert figures.series("N09022", CODES["Höör"]) == {2018: 700, 2020: 800, 2022: 1000.25}


def test_what_is_not_there_is_refused_or_empty(figures):
    assert figures.of("N09807", CODES["Höör"]).year is None
    assert "N09807" not in [item.code for item in figures.figures]
    with pytest.raises(SelectionError):
        figures.of("N00000", CODES["Höör"])
    with pytest.raises(SelectionError):
        figures.of("N09022", "0180")


def test_a_row_without_value_or_reason_is_rejected(empty, tmp_path):
    path = tmp_path / "tal.csv"
    path.write_text(HEADER + "Höör;N09022;2020;;\nHöör;N09022;2021;många;\nHöör;N09022;2022;0;\n",
                    encoding="utf-8")  # fmt: skip
    verdict = examine(empty, "nyckeltal", path)
    assert (len(verdict.rejected_at), len(verdict.new_at)) == (2, 1)
