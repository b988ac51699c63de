"""The truth about the example grants, worked out with openpyxl alone.

Nothing of the plugin is used here: names, amounts and shares are read in another way, so that a
mistake of the plugin does not become the truth.
"""

from decimal import Decimal
from pathlib import Path

import openpyxl

EXAMPLE = Path(__file__).resolve().parents[1] / "resources" / "example" / "regionala_stod.xlsx"
CODES = dict(
    pair.split(" ", 1)
    for pair in (
        "1214 Svalöv|1230 Staffanstorp|1231 Burlöv|1233 Vellinge|1256 Östra Göinge|"
        "1257 Örkelljunga|1260 Bjuv|1261 Kävlinge|1262 Lomma|1263 Svedala|1264 Skurup|1265 Sjöbo|"
        "1266 Hörby|1267 Höör|1270 Tomelilla|1272 Bromölla|1273 Osby|1275 Perstorp|1276 Klippan|"
        "1277 Åstorp|1278 Båstad|1280 Malmö|1281 Lund|1282 Landskrona|1283 Helsingborg|"
        "1284 Höganäs|1285 Eslöv|1286 Ystad|1287 Trelleborg|1290 Kristianstad|1291 Simrishamn|"
        "1292 Ängelholm|1293 Hässleholm"
    ).split("|")
)
_FORMS = {}
for _code, _name in CODES.items():
    for _form in (_name, f"{_name} kommun", f"{_name}s kommun", f"{_name} stad", f"{_name}s stad"):
        _FORMS[_form.lower()] = _code
    _FORMS[_code] = _code

SOUTH_EAST = ("Simrishamn", "Sjöbo", "Skurup", "Tomelilla", "Ystad")
CORNERS = {
    "Sydost": SOUTH_EAST,
    "Nordost": ("Bromölla", "Hässleholm", "Hörby", "Höör", "Kristianstad", "Osby", "Östra Göinge"),
    "Sydväst": (
        "Burlöv", "Eslöv", "Kävlinge", "Lomma", "Lund", "Malmö", "Staffanstorp", "Svedala",
        "Trelleborg", "Vellinge",
    ),
    "Nordväst": (
        "Bjuv", "Båstad", "Helsingborg", "Höganäs", "Klippan", "Landskrona", "Perstorp", "Svalöv",
        "Åstorp", "Ängelholm", "Örkelljunga",
    ),
}  # fmt: skip
FILTERS = {
    "none": {},
    "years": {"ar": {"from": 2021, "to": 2022}},
    "dance": {"konstomrade": ["Dans"], "ar": [2023]},
}
DANCE = ("Dans", "Danskonst")


def ore(cell):
    """Return a cell's amount as whole öre."""
    if cell is None:
        return 0
    if isinstance(cell, str):
        text = "".join(char for char in cell if char.isdigit() or char in ",-")
        return int(Decimal(text.replace(",", ".")) * 100)
    return int((Decimal(str(cell)) * 100).to_integral_value())


def codes(cell):
    """Return the municipality codes of a cell; ``"12"`` for all of Skåne, ``"?"`` for others."""
    text = "" if cell is None else str(cell).strip()
    if not text:
        return []
    parts = text.replace(" och ", ";").replace(",", ";").split(";")
    found = []
    for part in (part.strip().lower() for part in parts):
        code = "12" if part == "hela skåne" else _FORMS.get(part, "?")
        if part and code not in found:
            found.append(code)
    return found


def grants():
    """Return the grants of the workbook as dicts, and its accepted total in öre."""
    workbook = openpyxl.load_workbook(EXAMPLE, read_only=True, data_only=True)
    found = []
    for sheet in workbook.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        header = next((i for i, row in enumerate(rows) if row and row[0] == "Diarienummer"), None)
        if header is None:
            continue
        names = rows[header]
        for cells in rows[header + 1 :]:
            row = dict(zip(names, cells, strict=False))
            if row.get("Diarienummer"):
                found.append(row)
    return found


def parts(row, place):
    """Return ``[(code, öre)]`` of a grant: split equally, left-over öre to the lowest codes."""
    amount = ore(row["Beviljat belopp"])
    if place == "sate":
        found = codes(row["Säteskommun"])
        return [(found[0] if len(found) == 1 else "?" if found else "", amount)]
    # Municipalities before all of Skåne before unknown ones, as the left-over öre are given.
    found = sorted(codes(row["Verksamhetskommun"]), key=lambda code: (code in "12?", code))
    if not found:
        return [("", amount)]
    whole, left = divmod(amount, len(found))
    return [(code, whole + (rank < left)) for rank, code in enumerate(found)]


def truth(keep, place="verksamhet", counting="dela", only=None):
    """Return ``(count, mapped, outside, öre by code)`` of the grants that ``keep`` takes.

    :param only: codes of a municipality filter
    """
    count = mapped = outside = 0
    by_code = {}
    for row in grants():
        if not keep(row):
            continue
        shares = parts(row, place)
        several = len(shares) > 1
        shares = [part for part in shares if only is None or part[0] in only]
        count += bool(shares)
        for code, amount in shares:
            if code in CODES and not (several and counting == "utanfor"):
                mapped += amount
                by_code[code] = by_code.get(code, 0) + amount
            else:
                outside += amount
    return count, mapped, outside, by_code


def keep(filter_):
    """Return what a filter takes, by the cells of the workbook."""

    def taken(row):
        years = filter_.get("ar")
        if isinstance(years, dict) and not years["from"] <= (row["År"] or 0) <= years["to"]:
            return False
        if isinstance(years, list) and row["År"] not in years:
            return False
        return "konstomrade" not in filter_ or row["Konstområde"] in DANCE

    return taken
