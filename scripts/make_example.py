#!/usr/bin/env python3
"""Write the example workbooks: ``resources/example/*.xlsx``.

    python3 scripts/make_example.py [folder]

They look as a culture administration's own workbooks do, with all that an import has to cope
with. A few things in them are facts (each workbook's sheet "Om exemplet" lists them); the rest is
invented and says "Exempeldata". Everything comes from fixed seeds: the same content at every run.
Needs openpyxl only, and reads municipalities, inhabitants and places from ``resources/data``.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import re
import sqlite3
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "resources" / "data"
EXAMPLE = ROOT / "resources" / "example"
FIXED_TIME = dt.datetime(2026, 1, 15, 8, 0, 0)
NBSP = "\u00a0"

GENITIVES = {
    "Malmö": "Malmö stad",
    "Helsingborg": "Helsingborgs stad",
    "Landskrona": "Landskrona stad",
}
ENDS_WITHOUT_S = ("Höganäs",)


# --------------------------------------------------------------------------- what is shipped


@dataclass(frozen=True)
class Municipality:
    """One of the 33."""

    code: str
    name: str
    population_2019: int

    @property
    def formal(self) -> str:
        """As in "Höörs kommun", "Osby kommun", "Malmö stad"."""
        if self.name in GENITIVES:
            return GENITIVES[self.name]
        bare = self.name[-1] in "aeiouyåäö" or self.name in ENDS_WITHOUT_S
        return f"{self.name}{'' if bare else 's'} kommun"


def swedish(text: str) -> str:
    """Sort key: å, ä, ö last."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def read_municipalities() -> list[Municipality]:
    """In the order of their names."""
    with (DATA / "befolkning_2019.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    found = [Municipality(r["Kommunkod"], r["Kommun"], int(r["Värde"])) for r in rows]
    return sorted(found, key=lambda m: swedish(m.name))


def read_places() -> dict[str, list[str]]:
    """Municipality code -> names of its places."""
    uri = f"{(DATA / 'tatorter.gpkg').as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        query = "SELECT kommunkod, tatort FROM tatorter ORDER BY kommunkod, tatort"
        places = defaultdict(list)
        for code, name in connection.execute(query):
            places[code].append(name)
    finally:
        connection.close()
    return dict(places)


MUNICIPALITIES = read_municipalities()
BY_NAME = {m.name: m for m in MUNICIPALITIES}
PLACES = read_places()


# --------------------------------------------------------------------------- a careful workbook


@dataclass(frozen=True)
class Link:
    """A cell with a hyperlink under its text."""

    text: str
    target: str


@dataclass(frozen=True)
class Column:
    """A header, its width and the number format of the cells below."""

    header: str
    width: float
    number_format: str = ""


HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", start_color="FFDDE8EE", end_color="FFDDE8EE")
HEADER_ALIGNMENT = Alignment(wrap_text=True, vertical="top")
TITLE_FONT = Font(bold=True, size=14)
LINK_FONT = Font(color="FF0563C1", underline="single")
WRAP = Alignment(wrap_text=True, vertical="top")

YEAR = "0"
DATE = "yyyy-mm-dd"
COUNT = "#,##0"
KRONOR = '#,##0 "kr"'
KRONOR_ORE = '#,##0.00 "kr"'


def new_workbook() -> Workbook:
    """Without the sheet that openpyxl begins with, and with fixed properties."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = "Skånekarta kultur"
    workbook.properties.lastModifiedBy = "Skånekarta kultur"
    workbook.properties.title = "Exempeldata"
    workbook.properties.created = FIXED_TIME
    workbook.properties.modified = FIXED_TIME
    return workbook


def add_table(workbook, name, title, columns, rows, header_row=2) -> None:
    """A sheet with a title, bold headers, frozen panes and a filter, ready to print."""
    sheet = workbook.create_sheet(name)
    sheet["A1"] = title
    sheet["A1"].font = TITLE_FONT
    for i, column in enumerate(columns, start=1):
        cell = sheet.cell(header_row, i, column.header)
        cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, HEADER_ALIGNMENT
        sheet.column_dimensions[get_column_letter(i)].width = column.width
    for r, row in enumerate(rows, start=header_row + 1):
        for i, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            if value is None:
                continue
            if isinstance(value, Link):
                cell = sheet.cell(r, i, value.text)
                cell.hyperlink = value.target
                cell.font = LINK_FONT
                continue
            cell = sheet.cell(r, i, value)
            if column.number_format and not isinstance(value, str):
                ore = column.number_format == KRONOR and isinstance(value, float)
                cell.number_format = KRONOR_ORE if ore else column.number_format
    last = get_column_letter(len(columns))
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{last}{header_row + len(rows)}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def add_about(workbook, sentences) -> None:
    """The sheet that says what is invented: sentences only, nothing that looks like a header."""
    sheet = workbook.create_sheet("Om exemplet")
    sheet.column_dimensions["A"].width = 100
    sheet["A1"] = "Exempeldata: om den här arbetsboken"
    sheet["A1"].font = TITLE_FONT
    first = "Allt i arbetsboken är påhittat, utom det som räknas upp här nedanför som uppgifter."
    for r, sentence in enumerate((first, *sentences), start=3):
        sheet.cell(r, 1, sentence).alignment = WRAP


def save(workbook: Workbook, path: Path) -> None:
    """Save with fixed times, inside the properties and in the zip directory."""
    stream = io.BytesIO()
    workbook.save(stream)
    stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":  # openpyxl stamps the time of saving
                pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
                content = re.sub(pattern, lambda m: m.group(1) + stamp, content)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)


def pick(rng: Random, weights: dict):
    """One key, by weight."""
    mark = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        mark -= weight
        if mark < 0:
            return key
    return key


def slug(text: str) -> str:
    """For addresses: ASCII, lower case, hyphens."""
    plain = text.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# --------------------------------------------------------------------------- kommunfakta.xlsx

YEARS = range(2015, 2025)
EXAMPLE_SOURCE = "Exempeldata"
NO_COSTS_2024 = "Osby"
NO_PUPILS = "Perstorp"
COST_KEYS = ("N09022", "N09025", "N09026", "N09023", "N09024", "N09018", "N09020", "N09101")
ONE_DECIMAL = ("N09101", "N09807", "N09801", "N09890")
# A dip and a return: the years of the pandemic.
VISITS = {2020: 0.58, 2021: 0.52, 2022: 0.82, 2023: 0.91, 2024: 0.93}

ORGANISATION = {
    "Kulturförvaltning": ("Malmö", "Helsingborg", "Lund"),
    "Kultur och fritid": (
        "Kristianstad Landskrona Hässleholm Ängelholm Trelleborg Ystad Eslöv Höganäs Höör "
        "Simrishamn Lomma Kävlinge Staffanstorp Vellinge Sjöbo"
    ).split(),
    "Samhälle och service": (
        "Svedala", "Hörby", "Tomelilla", "Bromölla", "Klippan", "Båstad", "Östra Göinge",
    ),
    "Barn och utbildning": ("Svalöv", "Burlöv", "Osby", "Örkelljunga"),
    "Arbete, fritid och folkhälsa": ("Bjuv", "Åstorp"),
    "Familj": ("Skurup",),
    "Kommunstyrelsen": ("Perstorp",),
}  # fmt: skip
DEPARTMENTS = {
    "Kulturförvaltning": "Kulturförvaltningen",
    "Kultur och fritid": "Kultur- och fritidsförvaltningen",
    "Samhälle och service": "Samhälls- och serviceförvaltningen",
    "Barn och utbildning": "Barn- och utbildningsförvaltningen",
    "Arbete, fritid och folkhälsa": "Förvaltningen för arbete, fritid och folkhälsa",
    "Familj": "Familjeförvaltningen",
    "Kommunstyrelsen": "Kommunledningskontoret",
}


def size_factor(municipality: Municipality) -> float:
    """The larger the town, the more it spends on culture per inhabitant."""
    inhabitants = municipality.population_2019
    return 1.3 if inhabitants > 100_000 else 1.1 if inhabitants > 40_000 else 0.95


def key_figures(municipality: Municipality, rng: Random) -> list[tuple[str, int, float]]:
    """(key figure, year, value) for one municipality."""
    size = size_factor(municipality)
    base = {
        "N09025": rng.uniform(230, 480) * size * size,
        "N09026": rng.uniform(400, 520) * size,
        "N09023": rng.uniform(270, 400) * size,
        "N09024": rng.uniform(22, 58),
        "N09018": rng.uniform(1250, 1900) * (0.6 + 0.4 * size),
        "N09020": rng.uniform(95, 230),
    }
    growth = {key: rng.uniform(1.008, 1.032) for key in base}
    running_cost = rng.uniform(56_000, 64_000)
    visits, loans = rng.uniform(3.6, 5.6) * size, rng.uniform(4.4, 6.8)
    pupils, population = rng.uniform(11, 27), municipality.population_2019
    inhabitant_growth = rng.uniform(-0.003, 0.014)
    rows = []
    level = dict.fromkeys(base, 1.0)
    for step, year in enumerate(YEARS):
        costs = {}
        for key in base:
            costs[key] = round(base[key] * level[key] * rng.uniform(0.97, 1.03))
            level[key] *= growth[key]
        parts = ("N09025", "N09026", "N09023", "N09024")
        # Rounded parts do not always add up to the rounded sum.
        costs["N09022"] = sum(costs[key] for key in parts) + rng.choice((-1, 0, 0, 0, 1))
        total = running_cost * (1 + 0.031 * step)
        costs["N09101"] = round(costs["N09022"] * 1.12 / total * 100, 1)
        values = {key: costs[key] for key in COST_KEYS}
        visits_now = visits * (1 - 0.008 * step) * VISITS.get(year, 1.0)
        values["N09807"] = round(visits_now * rng.uniform(0.96, 1.04), 1)
        values["N09801"] = round(loans * (1 - 0.011 * step) * rng.uniform(0.96, 1.04), 1)
        values["N09890"] = round(pupils * (1 + 0.004 * step) * rng.uniform(0.95, 1.05), 1)
        if year != 2019:  # the real figure ships with the plugin
            years_on = year - 2019
            population_now = population * (1 + inhabitant_growth * years_on)
            values["N01951"] = round(population_now * rng.uniform(0.9985, 1.0015))
        rows += [(key, year, value) for key, value in values.items()]
    return rows


def is_missing(name: str, key: str, year: int, gaps: set) -> bool:
    """What has not been reported."""
    if key in COST_KEYS and name == NO_COSTS_2024 and year == 2024:
        return True
    return (key == "N09890" and name == NO_PUPILS) or (key == "N09807" and (name, year) in gaps)


def build_kommunfakta() -> Workbook:
    """Key figures in long form, and the municipality profiles."""
    rng = Random("kommunfakta 1")
    names = [m.name for m in MUNICIPALITIES]
    gaps = {(rng.choice(names), rng.choice(YEARS)) for _ in range(9)}
    rows = []
    for municipality in MUNICIPALITIES:
        figures = key_figures(municipality, rng)
        order = ("N01951", *COST_KEYS, "N09807", "N09801", "N09890")
        figures.sort(key=lambda figure, order=order: (order.index(figure[0]), figure[1]))
        for key, year, value in figures:
            if not is_missing(municipality.name, key, year, gaps):
                rows.append((municipality.name, key, year, value, EXAMPLE_SOURCE))
    workbook = new_workbook()
    title = "Exempeldata – nyckeltal om kultur och fritid i Skånes kommuner 2015–2024"
    columns = [
        Column("Kommun", 18), Column("Nyckeltal", 12), Column("År", 8, YEAR),
        Column("Värde", 14, COUNT), Column("Källa", 16),
    ]  # fmt: skip
    add_table(workbook, "Nyckeltal", title, columns, rows)
    sheet = workbook["Nyckeltal"]
    for r, row in enumerate(rows, start=3):
        if row[1] in ONE_DECIMAL:
            sheet.cell(r, 4).number_format = "0.0"

    profiles = []
    form_of = {name: form for form, members in ORGANISATION.items() for name in members}
    for municipality in MUNICIPALITIES:
        form = form_of[municipality.name]
        kolada = (
            "https://www.kolada.se/verktyg/fri-sokning/?kpis=N09022&years=2024"
            f"&municipals={municipality.code}"
        )
        report = f"https://www.skane.se/exempel/kommunrapporter/{slug(municipality.name)}"
        links = Link("Öppna i Kolada", kolada), Link("Öppna rapporten", report)
        profiles.append((municipality.name, form, DEPARTMENTS[form], *links))
    title = "Exempeldata – så är kulturen organiserad i kommunerna"
    columns = [
        Column("Kommun", 18), Column("Organisation", 30), Column("Förvaltning", 46),
        Column("Kolada", 18), Column("Kommunrapport", 18),
    ]  # fmt: skip
    add_table(workbook, "Kommunprofil", title, columns, profiles)
    add_about(
        workbook,
        (
            "Alla värden på bladet Nyckeltal är påhittade i rimlig storlek. De är inte hämtade "
            "från Kolada, fast beteckningarna är Koladas.",
            "Invånarantal för 2019 saknas här med avsikt: de riktiga följer med "
            "insticksprogrammet.",
            "Några rader saknas med avsikt, så att kartan får visa att uppgift saknas: "
            f"{NO_PUPILS} har ingen uppgift om kulturskolan, {NO_COSTS_2024} inga kostnader för "
            "2024, och några biblioteksbesök fattas.",
            "Uppgift: 3 kommuner har en ren kulturförvaltning, 15 kultur och fritid, 7 samhälle "
            "och service, 4 barn och utbildning, 2 arbete, fritid och folkhälsa, 1 en "
            "familjeförvaltning och 1 har kulturen direkt under kommunstyrelsen.",
            "Vilken kommun som har vilken organisation är påhittat, liksom förvaltningarnas namn.",
            "Adresserna till Kolada och till rapporterna är exempel. De är inte prövade.",
        ),
    )
    return workbook


# --------------------------------------------------------------------------- styrdokument.xlsx

# Municipality, title, adopted, valid from, valid to. Valid or expired for the whole of 2024.
POLICY_DOCUMENTS = (
    ("Malmö", "Kulturpolitisk strategi för Malmö", "2023-05-25", "2023-07-01", "2030-12-31"),
    ("Lund", "Kulturpolitiskt program för Lund", "2022-11-24", "2023-01-01", "2027-12-31"),
    ("Helsingborg", "Plan för kulturen i Helsingborg", "2023-03-21", "2023-04-01", "2028-12-31"),
    ("Kristianstad", "Kulturplan för Kristianstad", "2023-09-12", "2024-01-01", "2027-12-31"),
    ("Landskrona", "Kulturprogram för Landskrona", "2022-06-20", "2022-07-01", "2026-12-31"),
    ("Hässleholm", "Kulturstrategi för Hässleholm", "2023-02-27", "2023-03-01", "2026-12-31"),
    ("Ängelholm", "Kulturplan för Ängelholm", "2022-10-31", "2023-01-01", "2026-12-31"),
    ("Trelleborg", "Kulturpolitiskt program för Trelleborg", "2021-11-22", "2022-01-01", None),
    ("Höör", "Kulturplan för Höör", "2021-12-15", "2022-01-01", "2026-12-31"),
    ("Eslöv", "Kulturpolitiskt program för Eslöv", "2018-03-26", "2018-04-01", None),
    ("Ystad", "Kulturpolitiskt program för Ystad", "2020-09-17", "2021-01-01", "2025-12-31"),
    ("Simrishamn", "Kulturplan för Simrishamn", "2019-05-27", "2019-06-01", None),
    ("Höganäs", "Kulturstrategi för Höganäs", "2021-06-17", "2021-07-01", "2025-06-30"),
    ("Lomma", "Kulturplan för Lomma", "2016-10-13", "2017-01-01", None),
    ("Staffanstorp", "Plan för kultur och fritid i Staffanstorp", "2020-12-14", "2021-01-01",
     "2024-12-31"),
    ("Östra Göinge", "Kulturpolitiskt handlingsprogram", "2012-04-26", "2012-05-01", None),
    ("Vellinge", "Kulturplan för Vellinge", "2017-02-22", "2017-03-01", "2020-12-31"),
    ("Sjöbo", "Kulturprogram för Sjöbo", "2015-06-17", "2015-07-01", "2019-12-31"),
    ("Kävlinge", "Kulturstrategi för Kävlinge", "2018-11-05", "2019-01-01", "2022-12-31"),
    ("Båstad", "Kulturplan för Båstad", "2019-04-24", "2019-05-01", "2023-12-31"),
    ("Svedala", "Kultur- och fritidspolitiskt program", "2014-09-10", "2014-10-01", "2018-12-31"),
)  # fmt: skip


def build_styrdokument() -> Workbook:
    """21 policy documents, with the address under the word "Öppna"."""
    rows = []
    for name, title, *dates in sorted(POLICY_DOCUMENTS, key=lambda row: swedish(row[0])):
        days = [day and dt.date.fromisoformat(day) for day in dates]
        link = Link("Öppna", f"https://example.org/styrdokument/{slug(name)}.pdf")
        rows.append((name, f"{title} (exempel)", *days, link))
    workbook = new_workbook()
    columns = [
        Column("Kommun", 18), Column("Titel", 54), Column("Antagen", 13, DATE),
        Column("Giltig från", 13, DATE), Column("Giltig till", 13, DATE), Column("Länk", 11),
    ]  # fmt: skip
    title = "Exempeldata – kommunernas kulturpolitiska styrdokument"
    add_table(workbook, "Styrdokument", title, columns, rows)
    add_about(
        workbook,
        (
            "Uppgift: 2024 har 16 kommuner ett gällande kulturpolitiskt styrdokument (några utan "
            "slutdatum, det äldsta från 2012), 5 har ett som har gått ut och 12 har inget. De "
            "stora kommunerna har alla nya.",
            "Vilka kommuner det är, dokumentens namn, dagar och adresser är påhittat.",
            "De 12 kommuner som saknar dokument har ingen rad.",
        ),
    )
    return workbook


# --------------------------------------------------------------------------- recipients

MUSIC, THEATRE, DANCE, CIRCUS = "Musik", "Teater", "Dans", "Cirkus"
ART, DESIGN, FILM, HERITAGE = "Bildkonst", "Form och design", "Film", "Kulturarv"
ARCHIVES, LIBRARIES = "Arkiv", "Bibliotek och litteratur"
CREATIVE, MIXED = "Kulturella och kreativa branscher", "Tvärkulturellt"
WHOLE_REGION = "Hela Skåne"

# Real and published; amounts in kronor, seat, activity. Sum 24 268 000.
EXTRA_GRANTS_2021 = (
    ("Form/Design Center", 370_000, DESIGN, "Malmö", "Malmö"),
    ("Helsingborgs Museer", 1_050_000, HERITAGE, "Helsingborg", "Helsingborg"),
    ("Helsingborgs Stadsteater", 1_600_000, THEATRE, "Helsingborg", "Helsingborg"),
    ("Helsingborgs Symfoniorkester", 1_500_000, MUSIC, "Helsingborg", "Helsingborg"),
    ("Kulturen i Lund", 2_768_000, HERITAGE, "Lund", "Lund"),
    ("Malmö Konstmuseum", 400_000, ART, "Malmö", "Malmö"),
    ("Malmö Live/Malmö Symfoniorkester", 3_500_000, MUSIC, "Malmö", "Malmö"),
    ("Malmö Museer", 2_000_000, HERITAGE, "Malmö", "Malmö"),
    ("Malmö Opera och Musikteater", 5_400_000, MUSIC, "Malmö", "Malmö"),
    ("Malmö Stadsteater", 2_550_000, THEATRE, "Malmö", "Malmö"),
    ("Moomsteatern", 480_000, THEATRE, "Malmö", "Malmö"),
    ("Musik i Syd", 500_000, MUSIC, None, WHOLE_REGION),
    ("Regionmuseet Kristianstad", 700_000, HERITAGE, "Kristianstad", "Kristianstad"),
    ("Riksteatern Skåne", 250_000, THEATRE, None, WHOLE_REGION),
    ("Skånes Dansteater", 1_200_000, DANCE, "Malmö", WHOLE_REGION),
)

# Invented, with a grant each year: name, field, seat, activity, thousands of kronor in 2018.
OPERATING = (
    ("Exempelorkestern i Malmö", MUSIC, "Malmö", "Malmö", 8900),
    ("Påhittade Symfonikerna", MUSIC, "Helsingborg", "Helsingborg", 6100),
    ("Stiftelsen Exempelmusik Skåne", MUSIC, "Lund", WHOLE_REGION, 3900),
    ("Kulturföreningen Tänkta Toner", MUSIC, "Malmö", "Malmö", 620),
    ("Påhittade Jazzklubben", MUSIC, "Lund", "Lund", 410),
    ("Exempelkören i Ystad", MUSIC, "Ystad", "Ystad", 190),
    ("Låtsasfestivalen i Kristianstad", MUSIC, "Kristianstad", "Kristianstad", 480),
    ("Folkmusikföreningen Uppdiktad Polska", MUSIC, "Hörby", "Hörby", 170),
    ("Kammarmusikföreningen Exempelkvartetten", MUSIC, "Simrishamn", "Simrishamn", 210),
    ("Exempeloperan", THEATRE, "Malmö", "Malmö", 10400),
    ("Påhittade Stadsteatern", THEATRE, "Helsingborg", "Helsingborg", 4700),
    ("Exempelteatern i Höör", THEATRE, "Höör", "Höör", 1150),
    ("Fria Teatern Fingerad", THEATRE, "Malmö", "Malmö", 1300),
    ("Dockteatern Påhitt", THEATRE, "Lund", WHOLE_REGION, 640),
    ("Teaterföreningen Låtsas", THEATRE, "Landskrona", "Landskrona", 380),
    ("Exempelscenen i Ystad", THEATRE, "Ystad", "Ystad", 900),
    ("Barnteatern Påhittet", THEATRE, "Malmö", "Eslöv", 450),
    ("Föreningen Påhittad Dans", DANCE, "Malmö", "Malmö", 1100),
    ("Exempelkompaniet för Dans", DANCE, "Malmö", WHOLE_REGION, 2500),
    ("Danshuset Exemplet", DANCE, "Lund", "Lund", 480),
    ("Danslaget Uppdiktad", DANCE, "Simrishamn", "Simrishamn", 180),
    ("Cirkus Påhitt", CIRCUS, "Malmö", WHOLE_REGION, 720),
    ("Cirkusföreningen Exemplet", CIRCUS, "Lund", "Lund; Malmö", 260),
    ("Exempelkonsthallen", ART, "Malmö", "Malmö", 1250),
    ("Konstföreningen Fiktiva Formen", ART, "Lund", "Lund", 290),
    ("Konsthallen Exemplet", ART, "Kristianstad", "Kristianstad", 740),
    ("Grafikverkstaden Påhitt", ART, "Hässleholm", "Hässleholm", 280),
    ("Designcentrum Exempel", DESIGN, "Malmö", WHOLE_REGION, 1450),
    ("Konsthantverkarna Påhitt", DESIGN, "Höganäs", "Höganäs", 310),
    ("Exempelfilm i Skåne", FILM, "Ystad", WHOLE_REGION, 2600),
    ("Filmföreningen Låtsasrullen", FILM, "Malmö", "Malmö", 240),
    ("Biografföreningen Exemplet", FILM, "Trelleborg", "Trelleborg", 150),
    ("Stiftelsen Exempelmuseet", HERITAGE, "Lund", "Lund", 4900),
    ("Fiktiva Museet för Skånes Kulturarv", HERITAGE, "Kristianstad", WHOLE_REGION, 5400),
    ("Hembygdsföreningen Påhittade Byn", HERITAGE, "Osby", "Osby och Östra Göinge", 130),
    ("Stiftelsen Fiktiva Slottet", HERITAGE, "Svalöv", "Svalöv", 350),
    ("Exempelgården Friluftsmuseum", HERITAGE, "Sjöbo", "Sjöbo", 260),
    ("Exempelarkivet", ARCHIVES, "Lund", WHOLE_REGION, 1700),
    ("Folkrörelsearkivet Exemplet", ARCHIVES, "Helsingborg", "Helsingborg", 600),
    ("Litteraturhuset Exemplet", LIBRARIES, "Malmö", "Malmö", 850),
    ("Författarföreningen Påhittade Ord", LIBRARIES, "Lund", WHOLE_REGION, 280),
    ("Klustret Exempel", CREATIVE, "Malmö", WHOLE_REGION, 1050),
    ("Kulturhuset Exemplet i Tomelilla", MIXED, "Tomelilla", "Tomelilla", 430),
    ("Allkulturföreningen Fiktion", MIXED, "Malmö", "Malmö", 720),
    ("Exempelförbundet för Skånes Föreningsliv", MIXED, "Lund", WHOLE_REGION, 1850),
)
FORMER_NAMES = {
    "Föreningen Påhittad Dans": ("Dansföreningen Påhittad", 2019),
    "Exempeloperan": ("Stiftelsen Exempeloperan", 2018),
    "Designcentrum Exempel": ("Designforum Exempel", 2020),
    "Exempelfilm i Skåne": ("Filmcentrum Exempel", 2019),
    "Klustret Exempel": ("Branschkontoret Exempel", 2021),
    "Konsthallen Exemplet": ("Konstgalleriet Exemplet", 2020),
    "Litteraturhuset Exemplet": ("Bokens Hus Exemplet", 2018),
    "Exempelteatern i Höör": ("Teatergruppen Exemplet i Höör", 2019),
}

FIELD_WORDS = {
    MUSIC: (34, ("Musikföreningen", "Kören", "Ensemblen", "Orkesterföreningen", "Visklubben")),
    THEATRE: (24, ("Teaterföreningen", "Teatergruppen", "Scenkonstföreningen", "Amatörteatern")),
    ART: (20, ("Konstföreningen", "Konstnärsgruppen", "Ateljéföreningen")),
    HERITAGE: (20, ("Hembygdsföreningen", "Kulturarvsföreningen", "Museivännerna")),
    MIXED: (14, ("Kulturföreningen", "Byalaget", "Festivalföreningen")),
    DANCE: (13, ("Dansföreningen", "Danskollektivet", "Dansensemblen")),
    FILM: (12, ("Filmföreningen", "Filmverkstaden", "Biografföreningen")),
    LIBRARIES: (12, ("Litteraturföreningen", "Berättarföreningen", "Bokfestivalen")),
    DESIGN: (6, ("Hantverksföreningen", "Formgruppen")),
    CREATIVE: (5, ("Spelföreningen", "Branschgruppen")),
    CIRCUS: (4, ("Cirkusskolan", "Nycirkusgruppen")),
    ARCHIVES: (4, ("Arkivföreningen", "Minnesarkivet")),
}
INVENTED_WORDS = (
    "Exemplet", "Påhittet", "Hittepå", "Låtsas", "Fiktionen", "Fingerat", "Uppdiktat", "Exempelvis",
    "Luftslottet", "Tänkta",
)  # fmt: skip
# Where associations sit and work. Uneven, as in life.
WEIGHTS = defaultdict(
    lambda: 0.8,
    {
        "Malmö": 34, "Lund": 16, "Helsingborg": 14, "Kristianstad": 6, "Landskrona": 4, "Ystad": 4,
        "Simrishamn": 3.5, "Hässleholm": 3, "Ängelholm": 3, "Trelleborg": 2.5, "Eslöv": 2,
        "Höör": 2, "Tomelilla": 2, "Höganäs": 2, "Perstorp": 0.3, "Bjuv": 0.3, "Åstorp": 0.4,
    },
)  # fmt: skip
# White spots: fields without a single grant in the municipality.
_RARE = {DANCE, CIRCUS, FILM, ARCHIVES, DESIGN, CREATIVE}
WHITE_SPOTS = {
    "Perstorp": _RARE | {ART, THEATRE},
    "Bjuv": _RARE | {ART},
    "Osby": _RARE,
    "Hörby": {DANCE, CIRCUS, FILM},
    "Åstorp": _RARE | {THEATRE},
    "Örkelljunga": _RARE | {THEATRE},
    "Bromölla": {DANCE, CIRCUS, CREATIVE, ARCHIVES},
    "Burlöv": {DANCE, CIRCUS, HERITAGE, ARCHIVES},
}


@dataclass
class Recipient:
    """An entry of the register."""

    name: str
    kind: str
    field: str
    seat: str | None
    activity: str | None
    number: str | None = None
    former: list[str] = field(default_factory=list)
    former_until: int = 0

    @property
    def home(self) -> str | None:
        """The one municipality where most of it happens, if there is one."""
        return self.activity if self.activity in BY_NAME else None


def organisation_numbers():
    """Of the right form, with the right check digit, in a series (4…) that does not exist."""
    serial = 0
    while True:
        serial += 7
        digits = f"4999{serial:05d}"
        total = 0
        for i, digit in enumerate(digits):
            product = int(digit) * (2 if i % 2 == 0 else 1)
            total += product // 10 + product % 10
        digits += str(-total % 10)
        yield f"{digits[:6]}-{digits[6:]}"


def number_word(number: int) -> str:
    """1 to 59 as a Swedish word with a capital."""
    small = (
        "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
        "sjutton arton nitton"
    ).split()
    tens = {2: "tjugo", 3: "trettio", 4: "fyrtio", 5: "femtio"}
    if number < 20:
        return small[number].capitalize()
    return (tens[number // 10] + (small[number % 10] if number % 10 else "")).capitalize()


def allowed(art: str, name: str) -> bool:
    """Whether this field gets grants in this municipality at all."""
    return art not in WHITE_SPOTS.get(name, ())


def some_municipality(rng: Random, art: str) -> str:
    """By weight, outside the white spots."""
    names = [m.name for m in MUNICIPALITIES if allowed(art, m.name)]
    return pick(rng, {name: WEIGHTS[name] for name in names})


def make_recipients() -> dict[str, list[Recipient]]:
    """All recipients, by the role they play in the grants."""
    rng = Random("mottagare 1")
    numbers = organisation_numbers()
    groups: dict[str, list[Recipient]] = {}
    groups["published"] = [
        Recipient(name, "Organisation", art, seat, activity)
        for name, _amount, art, seat, activity in EXTRA_GRANTS_2021
    ]
    groups["municipality"] = []
    for m in MUNICIPALITIES:
        recipient = Recipient(m.formal, "Kommun", LIBRARIES, m.name, m.name)
        if m.name in GENITIVES:
            recipient.former = [f"{m.name}{'s' if m.name == 'Helsingborg' else ''} kommun"]
            recipient.former_until = 2019
        groups["municipality"].append(recipient)
    groups["operating"] = []
    for name, art, seat, activity, _amount in OPERATING:
        recipient = Recipient(name, "Organisation", art, seat, activity, next(numbers))
        if name in FORMER_NAMES:
            former, recipient.former_until = FORMER_NAMES[name]
            recipient.former = [former]
        groups["operating"].append(recipient)
    groups["association"] = []
    taken = {recipient.name for recipient in groups["operating"]}
    for art, (count, prefixes) in FIELD_WORDS.items():
        made = 0
        while made < count:
            home = some_municipality(rng, art)
            name = f"{rng.choice(prefixes)} {rng.choice(INVENTED_WORDS)} i {home}"
            if name in taken:
                continue
            taken.add(name)
            made += 1
            seat = pick(rng, {home: 80, "Malmö": 6, "Lund": 4, "Stockholm": 0.8, None: 7})
            activity = home if rng.random() < 0.9 else None
            associated = Recipient(name, "Organisation", art, seat, activity, next(numbers))
            if rng.random() < 0.06:
                associated.number = None
            groups["association"].append(associated)
    groups["person"] = []
    arts = {MUSIC: 10, ART: 12, DANCE: 6, FILM: 6, LIBRARIES: 7, THEATRE: 5, DESIGN: 4, CIRCUS: 1}
    for i in range(1, 49):
        art = pick(rng, arts)
        home = some_municipality(rng, art)
        trader = rng.random() < 0.6
        name = f"Exempelperson {number_word(i)}{' (enskild firma)' if trader else ''}"
        kind = "Enskild firma" if trader else "Privatperson"
        groups["person"].append(Recipient(name, kind, art, home, home))
    groups["association"] += [
        Recipient("Nätverket Hittepå", "Okänd", MIXED, None, None),
        Recipient("Arbetsgruppen Exemplet", "Okänd", HERITAGE, None, "Kristianstad"),
        Recipient("Projektgruppen Låtsas", "Okänd", MUSIC, None, None),
    ]
    return groups


RECIPIENTS = make_recipients()


def build_mottagare() -> Workbook:
    """The register of recipients."""
    rows = []
    everyone = [recipient for group in RECIPIENTS.values() for recipient in group]
    for r in sorted(everyone, key=lambda r: swedish(r.name)):
        former = "; ".join(r.former) or None
        rows.append((r.number, r.name, r.kind, r.seat, r.home, former))
    workbook = new_workbook()
    columns = [
        Column("Organisationsnummer", 22), Column("Namn", 48), Column("Typ", 16),
        Column("Säteskommun", 18), Column("Verksamhetskommun", 20), Column("Tidigare namn", 44),
    ]  # fmt: skip
    title = "Exempeldata – register över mottagare av regionala kulturstöd"
    add_table(workbook, "Mottagare", title, columns, rows)
    add_about(
        workbook,
        (
            "Uppgift: femton institutioner står här med sina riktiga namn, eftersom deras extra "
            "verksamhetsstöd 2021 är publicerat. Också kommunernas namn är riktiga.",
            "Alla andra namn är påhittade, och numren hör till en serie som inte delas ut.",
            "Institutioner, kommuner, enskilda firmor och privatpersoner står utan nummer. Det "
            "finns inga personnummer i arbetsboken.",
            "Den som verkar i hela regionen har ingen verksamhetskommun här.",
        ),
    )
    return workbook


# --------------------------------------------------------------------------- regionala_stod.xlsx

GRANT_YEARS = range(2018, 2026)
GRANT_COLUMNS = (
    Column("Diarienummer", 17),
    Column("År", 7, YEAR),
    Column("Beslutsdatum", 13, DATE),
    Column("Mottagare", 42),
    Column("Organisationsnummer", 15),
    Column("Projekt", 46),
    Column("Konstområde", 26),
    Column("Utlysning", 32),
    Column("Stödform", 26),
    Column("Målgrupp", 30),
    Column("Säteskommun", 15),
    Column("Verksamhetskommun", 30),
    Column("Sökt belopp", 16, KRONOR),
    Column("Beviljat belopp", 16, KRONOR),
    Column("Beslut", 11),
    Column("Länk", 12),
)
# What officials write now and then instead of the word of the list.
OTHER_WORDS = {
    LIBRARIES: "Litteratur",
    ART: "Bild och form",
    DANCE: "Danskonst",
    HERITAGE: "Museer och kulturarv",
    "Projektstöd": "Projektbidrag",
    "Verksamhetsstöd": "Verksamhetsbidrag",
    "Unga": "Ungdomar",
    "Äldre": "Seniorer",
    "Barn": "Barn 0–12",
    "Professionella kulturskapare": "Kulturskapare",
    "Beviljat": "Bifall",
    "Avslag": "Ej beviljat",
}
OTHER_CALLS = {
    "Kommunsamverkan": "Kommunsamverkansprojekt",
    "Startstöd hållbar platsutveckling": "Startstöd till hållbar platsutveckling genom kultur",
}
AUDIENCES = {
    "Allmänheten": 30, "Barn": 17, "Unga": 16, "Äldre": 8, "Professionella kulturskapare": 12,
    "Nationella minoriteter": 3, "Personer med funktionsnedsättning": 5, "Nyanlända": 4,
}  # fmt: skip
LIBRARY_AUDIENCES = {
    "Allmänheten": 20, "Barn": 18, "Unga": 12, "Äldre": 9, "Bibliotekspersonal": 14,
    "Nationella minoriteter": 8, "Nyanlända": 6, "Personer med funktionsnedsättning": 5,
}  # fmt: skip
PROJECT_WORDS = {
    MUSIC: ("Toner i parken", "Sommarkonserter", "Ny musik för stråkar", "Kör för alla", "Jazzvår"),
    THEATRE: ("Berättelser från byn", "Ny pjäs för unga", "Teater på torget", "Scen utan gränser"),
    DANCE: ("Dans i parken", "Rörelse för äldre", "Nytt dansverk", "Dans på fritids"),
    CIRCUS: ("Cirkus i skolan", "Luftnummer", "Nycirkusdagar"),
    ART: ("Konst i skyltfönster", "Öppna ateljéer", "Väggmålning", "Konst längs leden"),
    DESIGN: ("Form på väg", "Hantverkets dagar", "Återbrukad form"),
    FILM: ("Kortfilm om orten", "Unga filmar", "Filmdagar", "Dokumentär om fiskeläget"),
    HERITAGE: ("Byns minnen", "Kvarnen berättar", "Vandring i kulturarvet", "Textilskatter"),
    ARCHIVES: ("Föreningars minnen", "Röster ur arkivet"),
    LIBRARIES: ("Läslust", "Poesi på bussen", "Bokcirklar på fler språk", "Författarmöten"),
    CREATIVE: ("Spelutveckling för nya grupper", "Mötesplats för branschen"),
    MIXED: ("Kulturnatt", "Kultur på landsbygden", "Festival i det lilla", "Kulturväg"),
}
LIBRARY_WORDS = {
    "Experimentspåret": ("Biblioteket utomhus", "Läsning med hund", "Digitalt berättarrum"),
    "Lärandespåret": ("Lärande om minoritetsspråk", "Studieresa", "Kompetens i läsfrämjande"),
    "Projektspåret": ("Meröppet för alla", "Bokbussen på nya vägar", "Bibliotek på fler språk"),
}


@dataclass
class Grant:
    """One case, before it becomes a row."""

    year: int
    decided: dt.date | None
    recipient: Recipient
    project: str
    art: str
    call: str
    form: str
    audiences: list[str]
    activity: str | int | None
    applied: float | None
    granted: float
    refused: bool = False
    written_as: str = ""
    case: str = ""


def date_in(rng: Random, first: dt.date, last: dt.date) -> dt.date:
    """A day between two days, from Monday to Friday."""
    while True:
        day = first + dt.timedelta(days=rng.randint(0, (last - first).days))
        if day.weekday() < 5:
            return day


def decision_date(rng: Random, year: int, first_year: bool = False) -> dt.date:
    """In the year, or in the autumn before it; a new form of grant has no autumn before it."""
    if not first_year and rng.random() < 0.18:
        return date_in(rng, dt.date(year - 1, 11, 15), dt.date(year - 1, 12, 18))
    start, end = rng.choice((((2, 1), (3, 25)), ((4, 15), (6, 20)), ((9, 1), (10, 31))))
    if first_year:
        start, end = (4, 15), (10, 31)
    return date_in(rng, dt.date(year, *start), dt.date(year, *end))


def choose_audiences(rng: Random, weights: dict[str, float]) -> list[str]:
    """None to three, without doubles."""
    count = pick(rng, {0: 6, 1: 46, 2: 34, 3: 14})
    chosen: list[str] = []
    while len(chosen) < count:
        audience = pick(rng, weights)
        if audience not in chosen:
            chosen.append(audience)
    return chosen


def name_in_cell(rng: Random, name: str) -> str | int:
    """One municipality as people write it."""
    municipality = BY_NAME[name]
    style = pick(rng, {"plain": 64, "formal": 33, "code": 1.6, "number": 0.4})
    if style == "formal":
        return municipality.formal
    if style == "code":
        return municipality.code
    return int(municipality.code) if style == "number" else name


def names_in_cell(rng: Random, names: list[str]) -> str:
    """Several municipalities as people write them."""
    style = pick(rng, {"semicolon": 60, "formal": 20, "and": 20})
    if style == "semicolon":
        return "; ".join(names)
    if style == "formal":
        names = [BY_NAME[name].formal for name in names]
    return " och ".join((", ".join(names[:-1]), names[-1]))


def activity_cell(rng: Random, recipient: Recipient, art: str) -> str | int | None:
    """The municipality of activity of a project."""
    home = recipient.home if recipient.home and allowed(art, recipient.home) else None
    home = home or some_municipality(rng, art)
    kind = pick(
        rng,
        {"home": 62, "other": 12, "two": 9, "three": 2, "region": 9, "blank": 4.5, "outside": 1.5},
    )
    if kind in ("blank", "region", "outside"):
        outside = rng.choice(("Göteborg", "Stockholm", "Stockholms stad", "Växjö"))
        return {"blank": None, "region": WHOLE_REGION, "outside": outside}[kind]
    if kind == "home":
        return name_in_cell(rng, home)
    if kind == "other":
        return name_in_cell(rng, some_municipality(rng, art))
    names = [home]
    while len(names) < (2 if kind == "two" else 3):
        name = some_municipality(rng, art)
        if name not in names:
            names.append(name)
    return names_in_cell(rng, names)


def amount_between(rng: Random, low: int, high: int) -> int:
    """In thousands of kronor, small ones more often; as kronor."""
    share = rng.random()
    thousands = low + (high - low) * share * share
    step = 5 if thousands > 60 else 1
    return int(thousands / step + 0.5) * step * 1000


def applied_for(rng: Random, granted: float) -> float | None:
    """Mostly more than what was granted; now and then nobody has written it down."""
    if rng.random() < 0.01:
        return None
    factor = rng.choice((1.0, 1.0, 1.1, 1.25, 1.4, 1.6, 2.0))
    return max(int(granted * factor / 1000 + 0.5) * 1000, int(granted) + (granted % 1 > 0))


def operating_grants(rng: Random) -> list[Grant]:
    """The same organisations, year after year."""
    grants = []
    for recipient, (*_rest, thousands) in zip(RECIPIENTS["operating"], OPERATING, strict=True):
        level = float(thousands)
        audiences = choose_audiences(rng, AUDIENCES) or ["Allmänheten"]
        for year in GRANT_YEARS:
            granted = int(level + 0.5) * 1000
            level *= 1 + rng.choice((0, 0.01, 0.015, 0.02, 0.02, 0.03))
            if rng.random() < 0.8:
                decided = date_in(rng, dt.date(year - 1, 12, 1), dt.date(year - 1, 12, 20))
            else:
                decided = date_in(rng, dt.date(year, 1, 12), dt.date(year, 2, 25))
            applied = int(granted * rng.choice((1, 1, 1, 1.05, 1.1, 1.2)) / 1000) * 1000
            activity = recipient.activity
            if activity in BY_NAME:
                activity = name_in_cell(rng, activity)
            elif activity == WHOLE_REGION and rng.random() < 0.04:
                activity = None
            grants.append(
                Grant(
                    year, decided, recipient, f"Årlig verksamhet {year} (exempel)", recipient.field,
                    "Verksamhetsstöd", "Verksamhetsstöd", audiences, activity, applied, granted,
                )
            )  # fmt: skip
    return grants


def published_grants() -> list[Grant]:
    """The real ones. No date of decision and no applied amount were published."""
    grants = []
    for recipient, row in zip(RECIPIENTS["published"], EXTRA_GRANTS_2021, strict=True):
        _name, amount, art, _seat, activity = row
        project = "Extra verksamhetsstöd 2021 (publicerad uppgift)"
        form = "Extra verksamhetsstöd"
        grants.append(
            Grant(2021, None, recipient, project, art, "Verksamhetsstöd", form, [], activity,
                  None, amount)
        )  # fmt: skip
    return grants


def neighbours(rng: Random, art: str) -> list[str]:
    """Two to four municipalities that work together."""
    count = pick(rng, {2: 60, 3: 28, 4: 12})
    names: list[str] = []
    candidates = [m.name for m in MUNICIPALITIES if allowed(art, m.name)]
    while len(names) < count:
        name = rng.choice(candidates)
        if name not in names:
            names.append(name)
    return names


def municipal_grants(rng: Random) -> list[Grant]:
    """To municipalities: library grants, start grants, cooperation."""
    grants = []
    by_home = {recipient.home: recipient for recipient in RECIPIENTS["municipality"]}
    for year in GRANT_YEARS:
        for municipality in MUNICIPALITIES:
            recipient = by_home[municipality.name]
            for form, (low, high) in {
                "Experimentspåret": (40, 220),
                "Lärandespåret": (25, 130),
                "Projektspåret": (120, 650),
            }.items():
                if rng.random() > 0.24:
                    continue
                granted = amount_between(rng, low, high)
                project = f"{rng.choice(LIBRARY_WORDS[form])} (exempel)"
                audiences = choose_audiences(rng, LIBRARY_AUDIENCES)
                activity = name_in_cell(rng, municipality.name)
                grants.append(
                    Grant(
                        year, decision_date(rng, year), recipient, project, LIBRARIES,
                        "Biblioteksstöd", form, audiences, activity, applied_for(rng, granted),
                        granted, refused=rng.random() < 0.12,
                    )
                )  # fmt: skip
        for _ in range(11 if year >= 2023 else 0):
            municipality = rng.choice(MUNICIPALITIES)
            art = rng.choice([a for a in (MIXED, ART, DESIGN) if allowed(a, municipality.name)])
            granted = amount_between(rng, 50, 250)
            grants.append(
                Grant(
                    year, decision_date(rng, year, first_year=year == 2023),
                    by_home[municipality.name], "Platsutveckling genom kultur (exempel)", art,
                    "Startstöd hållbar platsutveckling", "Startstöd",
                    choose_audiences(rng, {"Allmänheten": 6, "Unga": 3, "Tjänstepersoner": 2}),
                    name_in_cell(rng, municipality.name), applied_for(rng, granted), granted,
                    refused=rng.random() < 0.2,
                )
            )  # fmt: skip
        for _ in range(7):
            art = rng.choice((MIXED, LIBRARIES, HERITAGE, DANCE, ART, MUSIC))
            names = neighbours(rng, art)
            granted = amount_between(rng, 150, 900)
            project = f"{rng.choice(PROJECT_WORDS[art])} i samverkan (exempel)"
            grants.append(
                Grant(
                    year, decision_date(rng, year), by_home[names[0]], project, art,
                    "Kommunsamverkan", "Kommunsamverkansprojekt", choose_audiences(rng, AUDIENCES),
                    names_in_cell(rng, names), applied_for(rng, granted), granted,
                    refused=rng.random() < 0.15,
                )
            )  # fmt: skip
    return grants


# Call, form, how many a year, thousands of kronor, years, share refused, share to persons.
PROJECT_CALLS = (
    ("Produktionsstöd", "Produktionsstöd", 64, (40, 480), GRANT_YEARS, 0.30, 0.25),
    ("Utvecklingsstöd", "Utvecklingsstöd", 50, (30, 380), GRANT_YEARS, 0.28, 0.10),
    (None, "Projektstöd", 114, (15, 190), GRANT_YEARS, 0.27, 0.12),
    ("Strategiska utvecklingsmedel", "Strategiska utvecklingsmedel", 8, (150, 1400), GRANT_YEARS,
     0.05, 0.0),
    ("Särskild utlysning barn och unga", "Projektstöd", 15, (40, 260), range(2021, 2025),
     0.25, 0.05),
    ("Krisstöd", "Projektstöd", 38, (20, 320), range(2020, 2022), 0.12, 0.3),
)  # fmt: skip


def project_grants(rng: Random) -> list[Grant]:
    """To associations and persons, and now and then to an organisation with an operating grant."""
    arts = {art: count for art, (count, _words) in FIELD_WORDS.items()}
    by_art: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in RECIPIENTS["association"] + RECIPIENTS["operating"]:
        by_art[recipient.field].append(recipient)
    grants = []
    for call, form, per_year, (low, high), years, refused, to_persons in PROJECT_CALLS:
        for year in years:
            for _ in range(per_year + rng.randint(-3, 3)):
                if rng.random() < to_persons:
                    recipient = rng.choice(RECIPIENTS["person"])
                else:
                    recipient = rng.choice(by_art[pick(rng, arts)])
                art = recipient.field
                granted: float = amount_between(rng, low, high)
                if rng.random() < 0.012:
                    granted += rng.choice((345.5, 678.25, 120.75, 90.5))
                audiences = choose_audiences(rng, AUDIENCES)
                if call == "Särskild utlysning barn och unga":
                    audiences = rng.choice((["Barn"], ["Unga"], ["Barn", "Unga"]))
                project = f"{rng.choice(PROJECT_WORDS[art])} {year} (exempel)"
                grants.append(
                    Grant(
                        year, decision_date(rng, year), recipient, project, art, call, form,
                        audiences, activity_cell(rng, recipient, art), applied_for(rng, granted),
                        granted, refused=rng.random() < refused,
                    )
                )  # fmt: skip
    return grants


def cover_recipients(grants: list[Grant], rng: Random) -> list[Grant]:
    """A small project grant for whoever has got nothing: each name of the register is in use."""
    used = {id(grant.recipient) for grant in grants}
    extra = []
    for recipient in RECIPIENTS["association"] + RECIPIENTS["person"] + RECIPIENTS["municipality"]:
        if id(recipient) in used:
            continue
        year, art = rng.choice(GRANT_YEARS), recipient.field
        granted = amount_between(rng, 15, 90)
        project = f"{rng.choice(PROJECT_WORDS[art])} {year} (exempel)"
        extra.append(
            Grant(
                year, decision_date(rng, year), recipient, project, art, None, "Projektstöd",
                choose_audiences(rng, AUDIENCES), activity_cell(rng, recipient, art),
                applied_for(rng, granted), granted,
            )
        )  # fmt: skip
    return extra


def spelling(rng: Random, recipient: Recipient, year: int) -> str:
    """The recipient's name as it stands in this case."""
    if recipient.former and year <= recipient.former_until:
        return recipient.former[0]
    if recipient.kind != "Organisation" or recipient.number is None:
        return recipient.name
    style = pick(rng, {"plain": 94, "blank": 3, "upper": 3})
    if recipient.name == "Föreningen Påhittad Dans":
        style = {2022: "upper", 2023: "blank"}.get(year, style)
    return {
        "plain": recipient.name,
        "blank": f"{recipient.name} ",
        "upper": recipient.name.upper(),
    }[style]


def word(rng: Random, value, share: float = 0.03, others=OTHER_WORDS):
    """Now and then another word for the same thing."""
    return others[value] if value in others and rng.random() < share else value


def money(rng: Random, amount: float | None):
    """Mostly a number; sometimes text, with ordinary or non-breaking spaces."""
    if amount is None:
        return None
    style = pick(rng, {"number": 72, "text": 17, "nbsp": 11})
    if style == "number":
        return amount
    whole = int(amount)
    text = f"{whole:,}".replace(",", " ")
    if amount != whole:
        text += f",{round((amount - whole) * 100):02d}"
    text += " kr"
    return text.replace(" ", NBSP) if style == "nbsp" else text


def number_cases(grants: list[Grant], rng: Random) -> None:
    """Case numbers by year of application, without a system beyond that."""
    by_year = defaultdict(list)
    for grant in grants:
        day = grant.decided or dt.date(grant.year, 6, 1)
        by_year[day.year if day.month >= 4 else day.year - 1].append(grant)
    for year in sorted(by_year):
        serial = rng.randint(20, 60)
        rng.shuffle(by_year[year])
        for grant in by_year[year]:
            serial += rng.randint(1, 4)
            grant.case = f"KUL-{year}-{serial:05d}"


def grant_row(rng: Random, grant: Grant) -> tuple:
    """The cells of one case."""
    recipient = grant.recipient
    seat = recipient.seat
    if seat and rng.random() < 0.05:
        seat = None
    elif seat in BY_NAME and rng.random() < 0.06:
        seat = BY_NAME[seat].formal
    if grant.recipient.kind == "Kommun" or grant.form == "Extra verksamhetsstöd":
        seat = recipient.seat
    link = None
    if rng.random() < 0.04:
        target = f"https://example.org/projekt/{grant.case.lower()}"
        link = Link("Öppna", target) if rng.random() < 0.6 else target
    if grant.refused:
        granted = rng.choice((0, 0, "0 kr"))
        decision = word(rng, "Avslag", 0.05)
    else:
        granted, decision = money(rng, grant.granted), word(rng, "Beviljat", 0.04)
    extra = grant.form == "Extra verksamhetsstöd"
    return (
        grant.case,
        grant.year,
        grant.decided,
        spelling(rng, recipient, grant.year),
        recipient.number,
        grant.project,
        word(rng, grant.art),
        word(rng, grant.call, 0.15, OTHER_CALLS),
        grant.form if extra else word(rng, grant.form, 0.02),
        "; ".join(word(rng, audience, 0.05) for audience in grant.audiences) or None,
        seat,
        grant.activity,
        money(rng, grant.applied),
        granted,
        decision,
        link,
    )


def build_regionala_stod() -> Workbook:
    """Granted in two sheets, refused in a third; the header stands in the third row."""
    rng = Random("regionala stöd 1")
    grants = operating_grants(rng) + municipal_grants(rng) + project_grants(rng)
    grants += cover_recipients([g for g in grants if not g.refused], rng)
    grants += published_grants()
    number_cases(grants, rng)
    grants.sort(key=lambda g: (g.year, g.decided or dt.date(g.year, 6, 1), g.case))
    workbook = new_workbook()
    sheets = (
        ("Beviljade 2018–2021", "beviljade 2018–2021", lambda g: not g.refused and g.year <= 2021),
        ("Beviljade 2022–2025", "beviljade 2022–2025", lambda g: not g.refused and g.year > 2021),
        ("Avslag", "avslag 2018–2025", lambda g: g.refused),
    )
    for name, title, belongs in sheets:
        rows = [grant_row(rng, grant) for grant in grants if belongs(grant)]
        title = f"Exempeldata – regionala kulturstöd, {title}"
        add_table(workbook, name, title, GRANT_COLUMNS, rows, header_row=3)
    add_about(
        workbook,
        (
            "Uppgift: de femton raderna med stödformen Extra verksamhetsstöd 2021 har riktiga "
            "mottagare och belopp, som Region Skåne har publicerat. De blir tillsammans "
            "24 268 000 kronor. Ärendenummer, konstområde, säte och verksamhetskommun på de "
            "raderna är antagna, och beslutsdag och sökt belopp saknas.",
            "Uppgift: stödens namn. Startstödet finns från våren 2023.",
            "Projektstöd söks här löpande och har ingen utlysning.",
            "Alla andra rader är påhittade, också de där en kommun är mottagare. Inga andra belopp "
            "här har något med verkliga beslut att göra.",
            "Cellerna är skrivna olika med avsikt, så som det blir i en verklig arbetsbok: belopp "
            "som tal och som text, kommuner med och utan ordet kommun, namn i versaler, äldre "
            "namn.",
            "Där verksamhetskommunen är tom eller ligger utanför Skåne hamnar stödet utanför "
            "kartan.",
        ),
    )
    return workbook


# --------------------------------------------------------------------------- aktivitetslogg.xlsx

NO_DIALOGUE = ("Helsingborg", "Malmö", "Örkelljunga")
U_DEV, U_GRANTS, U_LIB = "Utveckling", "Stöd och uppföljning", "Bibliotek och litteratur"
U_ARTS, U_LEAD = "Konst och kulturarv", "Ledning"
OFFICIALS, STAFF = "Tjänstepersoner", "Bibliotekspersonal"
MUSEUMS = "Institutioner och kommunala museer"
# Network: field, target group, unit, meetings a year.
NETWORKS = {
    "Allmän- och vuxenkulturfrågor": (MIXED, OFFICIALS, U_DEV, 3),
    "Kultur för barn och unga": (MIXED, OFFICIALS, U_DEV, 3),
    "Kultur i äldreomsorgen": (MIXED, "Allmänheten", U_DEV, 2),
    "Referensgrupp Skola och Kultur": (MIXED, f"{MUSEUMS}; {OFFICIALS}", U_DEV, 2),
    "Bibliotek: nationella minoriteter": (LIBRARIES, STAFF, U_LIB, 2),
    "Bibliotek: mångspråkighet": (LIBRARIES, STAFF, U_LIB, 2),
    "Bibliotek: barnverksamhet": (LIBRARIES, STAFF, U_LIB, 3),
    "Bibliotek: tillgänglighet": (LIBRARIES, STAFF, U_LIB, 2),
    "Bibliotek: digitalisering": (LIBRARIES, STAFF, U_LIB, 2),
    "Bibliotek: mediafrågor": (LIBRARIES, STAFF, U_LIB, 2),
    "Bibliotekschefsnätverk": (LIBRARIES, "Bibliotekschefer", U_LIB, 3),
    "NOKS, offentlig konst": (ART, OFFICIALS, U_ARTS, 2),
    "Gestaltad livsmiljö": (DESIGN, OFFICIALS, U_ARTS, 2),
    "Kulturpedagogiska nätverket KPN": (HERITAGE, MUSEUMS, U_ARTS, 2),
    "Kulturarvsmötet": (HERITAGE, MUSEUMS, U_ARTS, 1),
    "Beredningsgruppen för kulturella och kreativa branscher, RSS": (
        CREATIVE, f"Politiker; {OFFICIALS}", U_LEAD, 2,
    ),
    "Kulturchefsnätverk (vilande)": (MIXED, OFFICIALS, U_LEAD, 2),
}  # fmt: skip
# Type: titles, how many, unit, target group, participants.
OTHER_ACTIVITIES = {
    "Seminarium": (
        ("Seminarium om kultur på landsbygden", "Seminarium om konst i det offentliga rummet",
         "Seminarium om läsfrämjande", "Seminarium om kultur och hälsa"),
        40, U_DEV, OFFICIALS, (18, 80),
    ),
    "Konferens": (
        ("Konferens om kulturplanen", "Konferens om biblioteken i Skåne",
         "Konferens om kulturarv och turism"),
        14, U_LEAD, f"{OFFICIALS}; Politiker", (60, 210),
    ),
    "Studiebesök": (
        ("Studiebesök på biblioteket", "Studiebesök på konsthallen", "Studiebesök i kulturskolan",
         "Studiebesök i kulturhuset"),
        44, U_DEV, OFFICIALS, (3, 22),
    ),
    "Rådgivning": (
        ("Rådgivning om att söka stöd", "Rådgivning om redovisning",
         "Rådgivning om kommunsamverkan"),
        48, U_GRANTS, "Professionella kulturskapare", (1, 14),
    ),
    "Framtidsdialog": (
        ("Framtidsdialog om kulturen", "Framtidsdialog med unga"),
        20, U_DEV, "Unga; Allmänheten", (12, 55),
    ),
    "Utbildning": (
        ("Utbildning i tillgängliga evenemang", "Utbildning om nationella minoriteter",
         "Utbildning i digitalt berättande"),
        32, U_LIB, STAFF, (8, 36),
    ),
}  # fmt: skip
ACTIVITY_COLUMNS = (
    Column("Datum", 12, DATE),
    Column("Till och med", 13, DATE),
    Column("Titel", 54),
    Column("Typ", 15),
    Column("Konstområde", 28),
    Column("Målgrupp", 36),
    Column("Nätverk", 40),
    Column("Kommun", 24),
    Column("Plats", 18),
    Column("Ansvarig enhet", 24),
    Column("Deltagare", 11, COUNT),
    Column("Beskrivning", 60),
    Column("Länk", 11),
)


def working_day(rng: Random, first: dt.date, last: dt.date) -> dt.date:
    """Outside July and the weeks around Christmas."""
    while True:
        day = date_in(rng, first, last)
        if (
            day.month != 7
            and not (day.month == 12 and day.day > 19)
            and (day.month, day.day) > (1, 6)
        ):
            return day


def place_in(rng: Random, municipality: Municipality) -> str:
    """Mostly the main place, which often has the municipality's name."""
    places = PLACES[municipality.code]
    if municipality.name in places and rng.random() < 0.75:
        return municipality.name
    return rng.choice(places)


def where(rng: Random) -> tuple[str, str | None]:
    """The cells for municipality and place."""
    if rng.random() < 0.16:
        return WHOLE_REGION, None
    weights = {m.name: 1.5 + WEIGHTS[m.name] / 4 for m in MUNICIPALITIES}
    name = pick(rng, weights)
    municipality = BY_NAME[name]
    if rng.random() < 0.13:
        other = pick(rng, {key: w for key, w in weights.items() if key != name})
        return names_in_cell(rng, [name, other]), place_in(rng, municipality)
    text = municipality.formal if rng.random() < 0.12 else name
    return text, place_in(rng, municipality)


def dialogue_rows(rng: Random) -> list[list]:
    """The 30 dialogues and the network meeting."""
    rows = []
    for municipality in MUNICIPALITIES:
        if municipality.name in NO_DIALOGUE:
            continue
        day = working_day(rng, dt.date(2022, 9, 12), dt.date(2024, 4, 26))
        places = PLACES[municipality.code]
        place = municipality.name if municipality.name in places else places[0]
        text = "Att dialogen hölls är en uppgift; dag, plats och antal är exempeldata."
        rows.append(
            [day, None, f"Kommundialog i {municipality.name}", "Kommundialog", None,
             "Tjänstepersoner; Politiker", None, municipality.name, place, U_DEV,
             rng.randint(5, 16), text, None]
        )  # fmt: skip
    rows.append(
        [dt.date(2024, 2, 8), None, "Nätverksmöte i Höör", "Nätverksmöte", MIXED, OFFICIALS,
         "Allmän- och vuxenkulturfrågor", "Höör", "Höör", U_DEV, 40,
         "Mötet i februari 2024 med omkring 40 deltagare är en uppgift; dagen är exempeldata.",
         None]
    )  # fmt: skip
    return rows


def invented_rows(rng: Random) -> list[list]:
    """Everything else in the log."""
    rows = []
    for network, (art, audience, unit, a_year) in NETWORKS.items():
        short = network.split(",")[0].removesuffix(" (vilande)")
        for year in range(2021, 2026):
            if "vilande" in network and year > 2021:
                continue
            for _ in range(a_year):
                day = working_day(rng, dt.date(year, 1, 15), dt.date(year, 12, 15))
                municipality, place = where(rng)
                title = f"Nätverksmöte: {short} (exempel)"
                if place is None:
                    title = f"Digitalt nätverksmöte: {short} (exempel)"
                text = "Exempeldata. Erfarenhetsutbyte och aktuella frågor."
                rows.append(
                    [day, None, title, "Nätverksmöte", art, audience, network, municipality, place,
                     unit, rng.randint(8, 45), text, None]
                )  # fmt: skip
    for kind, (titles, count, unit, audience, (low, high)) in OTHER_ACTIVITIES.items():
        for _ in range(count):
            day = working_day(rng, dt.date(2021, 1, 15), dt.date(2025, 12, 15))
            until = None
            if kind in ("Konferens", "Studiebesök") and day.weekday() < 4 and rng.random() < 0.3:
                until = day + dt.timedelta(days=1)
            municipality, place = where(rng)
            art = pick(
                rng, {MIXED: 8, LIBRARIES: 5, ART: 3, HERITAGE: 3, MUSIC: 2, DANCE: 2, None: 4}
            )
            participants = rng.randint(low, high) if rng.random() < 0.93 else None
            link = None
            if rng.random() < 0.08:
                link = Link("Program", f"https://example.org/aktiviteter/{day:%Y%m%d}")
            title = rng.choice(titles)
            if place and kind in ("Studiebesök", "Framtidsdialog"):
                title = f"{title} i {place}"
            rows.append(
                [day, until, f"{title} (exempel)", kind, art, audience, None,
                 municipality, place, unit, participants, "Exempeldata.", link]
            )  # fmt: skip
    return rows


def build_aktivitetslogg() -> Workbook:
    """The log, in order of date; no two with the same date and title."""
    rng = Random("aktiviteter 1")
    rows, seen = [], set()
    for row in dialogue_rows(rng) + invented_rows(rng):
        while (row[0], row[2]) in seen:
            row[0], row[1] = row[0] - dt.timedelta(days=7), None
        seen.add((row[0], row[2]))
        rows.append(row)
    rows.sort(key=lambda row: (row[0], swedish(row[2])))
    workbook = new_workbook()
    title = "Exempeldata – kulturförvaltningens aktiviteter och insatser"
    add_table(workbook, "Aktivitetslogg", title, ACTIVITY_COLUMNS, rows)
    add_about(
        workbook,
        (
            "Uppgift: kommundialoger hölls i 30 kommuner från hösten 2022 till våren 2024, inte i "
            "Helsingborg, Malmö och Örkelljunga. Dagarna, platserna och antalen här är påhittade.",
            "Uppgift: ett nätverksmöte i Höör i februari 2024 med omkring 40 tjänstepersoner. "
            "Dagen och nätverket är antagna.",
            "Uppgift: de 17 nätverken och deras målgrupper. Kulturchefsnätverket vilar.",
            "Alla andra aktiviteter är påhittade.",
            "Där hela Skåne står som område finns ingen plats angiven.",
        ),
    )
    return workbook


# --------------------------------------------------------------------------- all of them

BUILDERS = {
    "kommunfakta.xlsx": build_kommunfakta,
    "styrdokument.xlsx": build_styrdokument,
    "regionala_stod.xlsx": build_regionala_stod,
    "mottagare.xlsx": build_mottagare,
    "aktivitetslogg.xlsx": build_aktivitetslogg,
}


def make_example(folder: Path) -> list[Path]:
    """Write all workbooks; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, build in BUILDERS.items():
        save(build(), folder / name)
        paths.append(folder / name)
    return paths


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLE)
    for path in make_example(parser.parse_args().folder):
        print(path.name)


if __name__ == "__main__":
    main()
