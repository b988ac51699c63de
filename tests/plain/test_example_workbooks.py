"""The shipped data and the example workbooks: the facts that they must reproduce.

Reads the files with openpyxl, csv and sqlite3 alone, so that it is a witness to the plugin.
"""

import csv
import datetime as dt
import importlib.util
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
EXAMPLE = RESOURCES / "example"
NAMES = (
    "kommunfakta.xlsx", "styrdokument.xlsx", "regionala_stod.xlsx", "mottagare.xlsx",
    "aktivitetslogg.xlsx",
)  # fmt: skip
GRANT_SHEETS = ("Beviljade 2018–2021", "Beviljade 2022–2025", "Avslag")


@pytest.fixture(scope="module")
def workbooks():
    return {name: openpyxl.load_workbook(EXAMPLE / name) for name in NAMES}


def table(sheet, header_row=2):
    """Rows as dictionaries by header."""
    rows = list(sheet.iter_rows(min_row=header_row, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(scope="module")
def grants(workbooks):
    book = workbooks["regionala_stod.xlsx"]
    return [row for name in GRANT_SHEETS for row in table(book[name], header_row=3)]


@pytest.fixture(scope="module")
def activities(workbooks):
    return table(workbooks["aktivitetslogg.xlsx"]["Aktivitetslogg"])


@pytest.fixture(scope="module")
def register(workbooks):
    return table(workbooks["mottagare.xlsx"]["Mottagare"])


@pytest.fixture(scope="module")
def package():
    text = (RESOURCES / "definitions" / "datapackage.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture(scope="module")
def codelists(package):
    """Name -> every word that an import knows."""
    lists = {}
    for resource in package["resources"]:
        if resource.get("kind") == "codelist":
            lists[resource["name"]] = {
                word
                for row in resource["data"]
                for word in (row["varde"], *row.get("synonymer", ()))
            }
    return lists


def query(name, sql):
    uri = f"{(RESOURCES / 'data' / name).as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def municipalities():
    return dict(query("kommuner.gpkg", "SELECT kommunkod, kommun FROM kommuner"))


@pytest.fixture(scope="module")
def places():
    found = defaultdict(set)
    for code, name in query("tatorter.gpkg", "SELECT kommunkod, tatort FROM tatorter"):
        found[code].add(name)
    return found


def kronor(value):
    """A cell with an amount, as Decimal."""
    if isinstance(value, str):
        value = re.sub(r"[\s\u00a0]|kr", "", value).replace(",", ".")
    return Decimal(str(value))


def codes_in(cell, municipalities):
    """The municipalities that a cell names, by code."""
    found = set()
    for part in re.split(r"; | och |, ", str(cell or "")):
        for code, name in municipalities.items():
            if part in (code, name) or re.fullmatch(f"{name}s? (kommun|stad)", part):
                found.add(code)
    return found


# ------------------------------------------------------------------ what is shipped


def test_municipalities_and_corners():
    rows = query("kommuner.gpkg", "SELECT kommunkod, kommun, horn FROM kommuner")
    assert len({code for code, _name, _corner in rows}) == len(rows) == 33
    corners = Counter(corner for _code, _name, corner in rows)
    assert corners == {"nordväst": 11, "nordost": 7, "sydväst": 10, "sydost": 5}


def test_geometry_columns():
    sql = "SELECT column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns"
    assert query("kommuner.gpkg", sql) == [("geom", "MULTIPOLYGON", 3006)]
    assert query("tatorter.gpkg", sql) == [("geom", "POINT", 3006)]


def test_places(places, municipalities):
    assert set(places) == set(municipalities)
    names = {name for members in places.values() for name in members}
    assert {"Malmö", "Ängelholm", "Höör", "Båstad", "Ödåkra", "Åhus", "Broby"} <= names
    codes = query("tatorter.gpkg", "SELECT tatortskod FROM tatorter")
    assert len(set(codes)) == len(codes) >= 150


def test_population_2019(municipalities):
    path = RESOURCES / "data" / "befolkning_2019.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert {row["Kommunkod"]: row["Kommun"] for row in rows} == municipalities
    assert sum(int(row["Värde"]) for row in rows) == 1_377_827
    assert {(row["Nyckeltal"], row["År"]) for row in rows} == {("N01951", "2019")}


def test_nothing_lies_beside_the_data():
    files = {path.name for path in (RESOURCES / "data").iterdir()}
    assert not [name for name in files if name.endswith(("-wal", "-shm", "-journal"))]


# ------------------------------------------------------------------ all workbooks


@pytest.mark.parametrize("name", NAMES)
def test_says_that_it_is_an_example(workbooks, name):
    book = workbooks[name]
    assert book.sheetnames[-1] == "Om exemplet"
    for sheet in book:
        assert sheet["A1"].value.startswith("Exempeldata")


def test_every_header_is_known(workbooks, package):
    known = set()
    for path in (RESOURCES / "definitions" / "datasets").glob("*.json"):
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]:
            known.update(field.get("headers", ()))
    for name, book in workbooks.items():
        row = 3 if name == "regionala_stod.xlsx" else 2
        for sheet in book.worksheets[:-1]:
            headers = [cell.value for cell in sheet[row]]
            assert set(headers) <= known, (name, sheet.title)
            assert all(cell.font.bold for cell in sheet[row])
            assert sheet.freeze_panes == f"A{row + 1}"
        about = book.worksheets[-1]
        assert about.max_column == 1
        assert not {cell.value for cell in about["A"]} & known


def test_values_of_codelists(codelists, grants, activities, register, workbooks):
    def check(rows, **lists):
        for header, name in lists.items():
            for row in rows:
                for word in str(row[header] or "").split("; "):
                    assert not word or word in codelists[name], (header, word)

    check(
        grants, Konstområde="konstomraden", Utlysning="utlysningar", Stödform="stodformer",
        Målgrupp="malgrupper", Beslut="beslut",
    )  # fmt: skip
    check(
        activities, Typ="aktivitetstyper", Konstområde="konstomraden", Målgrupp="malgrupper",
        Nätverk="natverk",
    )  # fmt: skip
    check([{"Enhet": row["Ansvarig enhet"]} for row in activities], Enhet="enheter")
    check(register, Typ="mottagartyper")
    facts = workbooks["kommunfakta.xlsx"]
    check(table(facts["Nyckeltal"]), Nyckeltal="nyckeltalslista")
    check(table(facts["Kommunprofil"]), Organisation="organisationsformer")


def test_same_content_when_made_again(workbooks, tmp_path):
    spec = importlib.util.spec_from_file_location(
        "make_example_for_test", ROOT / "scripts" / "make_example.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    made = {path.name: path for path in module.make_example(tmp_path)}
    assert set(made) == set(NAMES) == {path.name for path in EXAMPLE.glob("*.xlsx")}
    for name, committed in workbooks.items():
        if made[name].read_bytes() == (EXAMPLE / name).read_bytes():
            continue
        # Another openpyxl writes other XML for the same cells.
        new = openpyxl.load_workbook(made[name])
        assert new.sheetnames == committed.sheetnames
        for sheet in new:
            pairs = zip(sheet.iter_rows(), committed[sheet.title].iter_rows(), strict=True)
            for row, old_row in pairs:
                assert [content(cell) for cell in row] == [content(cell) for cell in old_row]
            formats = [
                [cell.number_format for cell in s[4]] for s in (sheet, committed[sheet.title])
            ]
            assert formats[0] == formats[1]


def content(cell):
    """What a reader meets in a cell."""
    target = cell.hyperlink.target if cell.hyperlink else None
    return cell.value, target


# ------------------------------------------------------------------ kommunfakta


def test_key_figures(workbooks, municipalities):
    rows = table(workbooks["kommunfakta.xlsx"]["Nyckeltal"])
    keys = [(row["Kommun"], row["Nyckeltal"], row["År"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {row["Källa"] for row in rows} == {"Exempeldata"}
    value = {key: row["Värde"] for key, row in zip(keys, rows, strict=True)}
    assert all(isinstance(number, int | float) and number > 0 for number in value.values())
    names = set(municipalities.values())

    def without(key, year):
        return {name for name in names if (name, key, year) not in value}

    assert without("N01951", 2019) == names
    assert not any(without("N01951", year) for year in (*range(2015, 2019), *range(2020, 2025)))
    assert not any(without("N09022", year) for year in range(2015, 2024))
    assert len(without("N09022", 2024)) == 1
    assert len({frozenset(without("N09890", year)) for year in range(2015, 2025)}) == 1
    assert len(without("N09890", 2024)) == 1
    assert any(without("N09807", year) for year in range(2015, 2025))
    for (name, key, year), number in value.items():
        if key == "N09022":
            parts = (value[name, part, year] for part in ("N09025", "N09026", "N09023", "N09024"))
            assert abs(sum(parts) - number) <= 1


def test_organisation_of_culture(workbooks, municipalities):
    sheet = workbooks["kommunfakta.xlsx"]["Kommunprofil"]
    rows = table(sheet)
    assert sorted(row["Kommun"] for row in rows) == sorted(municipalities.values())
    assert Counter(row["Organisation"] for row in rows) == {
        "Kulturförvaltning": 3,
        "Kultur och fritid": 15,
        "Samhälle och service": 7,
        "Barn och utbildning": 4,
        "Arbete, fritid och folkhälsa": 2,
        "Familj": 1,
        "Kommunstyrelsen": 1,
    }
    for column in ("D", "E"):
        targets = [cell.hyperlink.target for cell in sheet[column][2:]]
        assert len(set(targets)) == 33
        assert all(target.startswith("https://") for target in targets)


# ------------------------------------------------------------------ styrdokument


@pytest.mark.parametrize("day", [dt.datetime(2024, 1, 1), dt.datetime(2024, 6, 30)])
def test_policy_documents(workbooks, municipalities, day):
    sheet = workbooks["styrdokument.xlsx"]["Styrdokument"]
    rows = table(sheet)
    status = {}
    for row in rows:
        assert row["Kommun"] in municipalities.values()
        assert row["Kommun"] not in status
        assert row["Antagen"] <= row["Giltig från"] <= day
        until = row["Giltig till"]
        status[row["Kommun"]] = "gällande" if until is None or until >= day else "utgånget"
    assert Counter(status.values()) == {"gällande": 16, "utgånget": 5}
    assert 33 - len(status) == 12
    valid = [row for row in rows if status[row["Kommun"]] == "gällande"]
    assert min(row["Giltig från"] for row in valid).year == 2012
    assert sum(row["Giltig till"] is None for row in valid) >= 3
    large = ("Malmö", "Lund", "Helsingborg", "Kristianstad", "Hässleholm", "Landskrona")
    new = {row["Kommun"] for row in valid if row["Giltig från"].year >= 2022}
    assert set(large) <= new
    links = sheet["F"][2:]
    assert {cell.value for cell in links} == {"Öppna"}
    assert all(cell.hyperlink.target.startswith("https://") for cell in links)


# ------------------------------------------------------------------ regionala stöd


def test_number_of_grants(grants):
    assert len(grants) >= 2500
    cases = [row["Diarienummer"] for row in grants]
    assert len(set(cases)) == len(cases)
    assert all(re.fullmatch(r"KUL-20\d\d-\d{5}", case) for case in cases)
    assert {row["År"] for row in grants} == set(range(2018, 2026))
    total = sum(kronor(row["Beviljat belopp"]) for row in grants)
    assert 600_000_000 < total < 900_000_000
    years = Counter(row["År"] - row["Beslutsdatum"].year for row in grants if row["Beslutsdatum"])
    assert set(years) == {0, 1}
    assert years[1] > 100


def test_extra_grants_2021(grants):
    rows = [row for row in grants if row["Stödform"] == "Extra verksamhetsstöd"]
    assert len(rows) == 15
    assert {row["År"] for row in rows} == {2021}
    assert sum(kronor(row["Beviljat belopp"]) for row in rows) == 24_268_000
    amounts = {row["Mottagare"]: kronor(row["Beviljat belopp"]) for row in rows}
    assert amounts["Kulturen i Lund"] == 2_768_000
    assert amounts["Malmö Opera och Musikteater"] == 5_400_000
    assert {row["Organisationsnummer"] for row in rows} == {None}
    # No real institution has an invented grant.
    real = set(amounts)
    assert sum(row["Mottagare"] in real for row in grants) == 15


def test_refused(workbooks):
    rows = table(workbooks["regionala_stod.xlsx"]["Avslag"], header_row=3)
    assert len(rows) > 300
    assert {kronor(row["Beviljat belopp"]) for row in rows} == {0}
    assert {row["Beslut"] for row in rows} == {"Avslag", "Ej beviljat"}
    for name in GRANT_SHEETS[:2]:
        granted = table(workbooks["regionala_stod.xlsx"][name], header_row=3)
        assert all(kronor(row["Beviljat belopp"]) > 0 for row in granted)


def test_amounts_as_people_write_them(grants):
    amounts = [row["Beviljat belopp"] for row in grants]
    texts = [amount for amount in amounts if isinstance(amount, str)]
    assert len(texts) > 300
    assert all(re.fullmatch(r"\d{1,3}([ \u00a0]\d{3})*(,\d\d)?[ \u00a0]kr", t) for t in texts)
    assert any("\u00a0" in text for text in texts)
    assert any("," in text for text in texts)
    assert any(isinstance(amount, float) for amount in amounts)


def test_municipalities_as_people_write_them(grants, municipalities):
    cells = [row["Verksamhetskommun"] for row in grants]
    outside = {"Göteborg", "Stockholm", "Stockholms stad", "Växjö"}
    for cell in set(cells) - {None, "Hela Skåne"} - outside:
        assert codes_in(cell, municipalities), cell
    for cell in ("Höörs kommun", "Malmö stad", "Lund; Malmö", "Hela Skåne", "Göteborg", None):
        assert cell in cells
    assert any(isinstance(cell, int) for cell in cells)
    assert any(str(cell) in municipalities for cell in cells)
    assert any(len(codes_in(cell, municipalities)) >= 3 for cell in cells)
    seats = Counter(row["Säteskommun"] for row in grants)
    assert {"Malmö", "Lund", "Helsingborg"} <= {seat for seat, _n in seats.most_common(5)}
    assert seats["Stockholm"] and seats[None]


def test_grants_to_municipalities(grants):
    forms = Counter(row["Stödform"] for row in grants)
    assert min(forms[form] for form in ("Experimentspåret", "Lärandespåret", "Projektspåret")) > 20
    start = [row for row in grants if row["Stödform"] == "Startstöd"]
    assert min(row["Beslutsdatum"] for row in start) >= dt.datetime(2023, 3, 20)


def test_cooperation_has_two_municipalities(grants, municipalities):
    rows = [row for row in grants if row["Stödform"] == "Kommunsamverkansprojekt"]
    assert len(rows) > 30
    for row in rows:
        assert len(codes_in(row["Verksamhetskommun"], municipalities)) >= 2


def test_operating_grants_every_year(grants):
    years = defaultdict(list)
    for row in grants:
        if row["Projekt"].startswith("Årlig verksamhet"):
            years[row["Organisationsnummer"]].append(row["År"])
    assert len(years) > 30
    assert all(sorted(found) == list(range(2018, 2026)) for found in years.values())


def test_white_spots(grants, municipalities):
    touched = defaultdict(set)
    for row in grants:
        for code in codes_in(row["Verksamhetskommun"], municipalities):
            touched[municipalities[code]].add(row["Konstområde"])
    assert set(touched) == set(municipalities.values())
    for name in ("Osby", "Hörby", "Perstorp", "Bjuv"):
        assert not touched[name] & {"Dans", "Danskonst", "Cirkus", "Film"}
    assert len(touched["Malmö"]) >= 12


# ------------------------------------------------------------------ mottagare


def test_register_covers_the_grants(grants, register):
    numbers = {}
    for row in register:
        for name in (row["Namn"], *(row["Tidigare namn"] or "").split("; ")):
            if name:
                assert name.casefold() not in numbers, name
                numbers[name.casefold()] = row["Organisationsnummer"]
    for row in grants:
        key = row["Mottagare"].strip().casefold()
        assert numbers[key] == row["Organisationsnummer"]
    variants = {row["Mottagare"] for row in grants}
    assert {"Föreningen Påhittad Dans ", "FÖRENINGEN PÅHITTAD DANS"} <= variants
    assert "Dansföreningen Påhittad" in variants


def test_no_personal_numbers(register):
    for row in register:
        number = row["Organisationsnummer"]
        if row["Typ"] != "Organisation":
            assert number is None
        elif number is not None:
            assert re.fullmatch(r"49[2-9]\d{3}-\d{4}", number)  # a series not given to anybody
            digits = [int(digit) for digit in number.replace("-", "")]
            doubled = [digit * (2 - i % 2) for i, digit in enumerate(digits)]
            assert sum(product // 10 + product % 10 for product in doubled) % 10 == 0
    kinds = Counter(row["Typ"] for row in register)
    assert kinds["Kommun"] == 33
    assert set(kinds) == {"Organisation", "Kommun", "Enskild firma", "Privatperson", "Okänd"}


# ------------------------------------------------------------------ aktivitetslogg


def test_dialogues(activities, municipalities):
    rows = [row for row in activities if row["Typ"] == "Kommundialog"]
    held = {row["Kommun"] for row in rows}
    assert len(rows) == len(held) == 30
    assert set(municipalities.values()) - held == {"Helsingborg", "Malmö", "Örkelljunga"}
    days = [row["Datum"] for row in rows]
    assert dt.datetime(2022, 8, 20) <= min(days) < max(days) <= dt.datetime(2024, 5, 31)


def test_meeting_in_hoor(activities):
    rows = [row for row in activities if row["Titel"] == "Nätverksmöte i Höör"]
    assert len(rows) == 1
    assert (rows[0]["Datum"].year, rows[0]["Datum"].month) == (2024, 2)
    assert (rows[0]["Kommun"], rows[0]["Plats"], rows[0]["Deltagare"]) == ("Höör", "Höör", 40)
    assert rows[0]["Nätverk"]


def test_log(activities, package, municipalities, places):
    keys = [(row["Datum"], row["Titel"]) for row in activities]
    assert len(set(keys)) == len(keys) >= 370
    assert {row["Datum"].year for row in activities} == set(range(2021, 2026))
    lists = {resource["name"]: resource["data"] for resource in package["resources"]}
    for header, name in {"Nätverk": "natverk", "Typ": "aktivitetstyper"}.items():
        assert {row["varde"] for row in lists[name]} <= {row[header] for row in activities}
    several = 0
    for row in activities:
        if row["Kommun"] == "Hela Skåne":
            continue
        codes = codes_in(row["Kommun"], municipalities)
        several += len(codes) > 1
        assert any(row["Plats"] in places[code] for code in codes), row
    assert several > 10
    assert any(row["Kommun"] == "Hela Skåne" for row in activities)
    for row in activities:
        assert row["Till och med"] is None or row["Till och med"] > row["Datum"]
