"""The rules for names, money and dates, with the truth written by hand."""

import datetime

import pytest

from skanekarta_plugin.domain.dates import parse_date, parse_year
from skanekarta_plugin.domain.money import parse_number, parse_ore
from skanekarta_plugin.domain.municipalities import MUNICIPALITY, REGION, UNKNOWN, Gazetteer
from skanekarta_plugin.domain.text import fold, tidy

GAZETTEER = Gazetteer(
    {
        "1231": "Burlöv",
        "1256": "Östra Göinge",
        "1262": "Lomma",
        "1264": "Skurup",
        "1265": "Sjöbo",
        "1266": "Hörby",
        "1267": "Höör",
        "1272": "Bromölla",
        "1273": "Osby",
        "1276": "Klippan",
        "1277": "Åstorp",
        "1278": "Båstad",
        "1280": "Malmö",
        "1281": "Lund",
        "1290": "Kristianstad",
        "1293": "Hässleholm",
    }
)


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("1 250 000 kr", 125_000_000),
        ("1\u00a0250\u00a0000\u00a0kr", 125_000_000),
        ("1\u202f250\u202f000 kr", 125_000_000),
        ("1.250.000,00", 125_000_000),
        ("1,250,000.00", 125_000_000),
        ("(278 000 kr)", 27_800_000),
        ("370 000 kronor", 37_000_000),
        ("1,2 mkr", 120_000_000),
        ("500 tkr", 50_000_000),
        ("1,250 mkr", 125_000_000),
        ("1.250,00", 125_000),
        ("12 345,50 kr", 1_234_550),
        ("0 kr", 0),
        ("5000:-", 500_000),
        ("\u2212500", -50_000),
        (1250000, 125_000_000),
        (12345.5, 1_234_550),
        (0.1 + 0.2, 30),
        ("-", None),
        ("\u2013", None),
        ("  ", None),
        (None, None),
    ],
)
def test_amounts(written, ore):
    assert parse_ore(written) == ore


@pytest.mark.parametrize(
    "written",
    ["många", "1 2 3 x", "12,345", "1,250", "(278,000 kr)", True, "1e5 kr", "nan", 1e15, 1e30],
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(ValueError):
        parse_ore(written)


def test_numbers_that_are_no_money_keep_their_decimals():
    assert str(parse_number("12,345")) == "12.345"
    assert str(parse_number("45 %")) == "45"
    assert parse_number("-") is None


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2023", 2023),
        (2023, 2023),
        (2023.0, 2023),
        ("2023-05-04", 2023),
        ("4 maj 2023", 2023),
        ("VT 2024", 2024),
        ("HT2022", 2022),
        ("2022/2023", 2022),
        ("2022\u20132023", 2022),
        (datetime.datetime(2021, 3, 1), 2021),
        ("HT-2023", 2023),
        ("2023 VT", 2023),
        ("maj 2023", 2023),
        ("sept. 2023", 2023),
        ("2023.0", 2023),
        ("–", None),
        ("", None),
    ],
)
def test_years(written, year):
    assert parse_year(written) == year


@pytest.mark.parametrize("written", ["i fjol", "23", "12345"])
def test_what_is_no_year_is_refused(written):
    with pytest.raises(ValueError):
        parse_year(written)


@pytest.mark.parametrize(
    "written",
    [
        "2023-05-04",
        "20230504",
        "4 maj 2023",
        "4/5 2023",
        "2023-05-04 00:00:00",
        "2023/05/04",
        "2023/5/4 00:00:00+00",
    ],
)
def test_dates(written):
    assert parse_date(written) == datetime.date(2023, 5, 4)


def test_an_impossible_date_is_refused():
    with pytest.raises(ValueError):
        parse_date("2023-02-30")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Höör", ["1267"]),
        ("Höörs kommun", ["1267"]),
        ("  malmö\u00a0stad", ["1280"]),
        ("Malmo", ["1280"]),
        ("1267", ["1267"]),
        (1267, ["1267"]),
        (1267.0, ["1267"]),
        ("1267 Höör", ["1267"]),
        ("Lund; Malmö", ["1281", "1280"]),
        ("Osby kommun och Östra Göinge kommun", ["1273", "1256"]),
        ("Åstorps kommun, Klippans kommun och Båstad kommun", ["1277", "1276", "1278"]),
        ("Sjöbo och Skurup kommun", ["1265", "1264"]),
        ("Sjöbo och Skurups kommuner", ["1265", "1264"]),
        ("Malmö, Malmö stad", ["1280"]),
        ("Bromölla\nLomma", ["1272", "1262"]),
    ],
)
def test_municipalities_are_recognised(written, codes):
    places = GAZETTEER.places(written)
    assert [place.code for place in places] == codes
    assert {place.scope for place in places} == {MUNICIPALITY}


def test_the_whole_region_and_unknown_names_are_kept():
    assert [place.scope for place in GAZETTEER.places("Hela Skåne")] == [REGION]
    lund, hoby = GAZETTEER.places("Lund; Höby")
    assert (lund.code, hoby.scope, hoby.stated) == ("1281", UNKNOWN, "Höby")
    assert GAZETTEER.places("") == GAZETTEER.places(None) == []


def test_tidy_and_fold():
    assert tidy(" A\u00a0 b\u200b\tc\x07 ") == "A b c"
    assert fold("ÖSTRA  Göinge") == "östra göinge"
