"""Speed, as ratios against a peer in the same run: ``make bench``, written to build/bench.json.

The aims stand in the issues; this prints what was measured. Rows:

- *filter*: counts and sums of every facet and the totals per municipality after one change of the
  filter, against the same answers from SQLite with its usual indexes.
- *import*: a workbook read, checked and stored, against ``ogr2ogr`` copying the same file, which
  checks nothing.
"""

import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402

from skanekarta_plugin.analysis.index import FacetIndex  # noqa: E402
from skanekarta_plugin.analysis.selection import make_selection  # noqa: E402
from skanekarta_plugin.definitions import load_catalogue  # noqa: E402
from skanekarta_plugin.store.store import TableData  # noqa: E402
from skanekarta_plugin.usecases.create_store import create_store  # noqa: E402
from skanekarta_plugin.usecases.import_source import carry_out, examine  # noqa: E402

GRANTS = 1_000_000
ROWS = 20_000
FACETS = ("ar", "konstomrade", "utlysning", "stodform", "beslut", "mottagare")
CODES = [str(1200 + number) for number in range(33)]


def timed(work, runs=5):
    """Return the median of the seconds that a piece of work takes."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def grants(catalogue):
    """Return a million invented grants as store data."""
    draw = random.Random(7)
    dataset = catalogue.datasets["stod"]
    columns = {item.name: [None] * GRANTS for item in dataset.stored_fields}
    columns["ar"] = draw.choices(range(2016, 2026), k=GRANTS)
    columns["beviljat_belopp"] = [float(value) for value in draw.choices(range(10**6), k=GRANTS)]
    columns["sokt_belopp"] = columns["beviljat_belopp"]
    columns["mottagare"] = draw.choices([f"Exempel {n}" for n in range(2000)], k=GRANTS)
    for name in ("konstomrade", "utlysning", "stodform", "beslut"):
        values = list(catalogue.codelists[dataset.field(name).codelist].by_value)
        columns[name] = draw.choices(values, k=GRANTS)
    ids = list(range(1, GRANTS + 1))
    places = {
        "stod_id": ids,
        "kommunkod": draw.choices(CODES, k=GRANTS),
        "omfattning": ["kommun"] * GRANTS,
        "vikt": [1] * GRANTS,
    }
    groups = draw.choices(list(catalogue.codelists["malgrupper"].by_value), k=GRANTS)
    children = {"stod_kommun": places, "stod_malgrupp": {"stod_id": ids, "malgrupp": groups}}
    return TableData(ids, columns, children)


def bench_filter(catalogue):
    """Time one change of the filter on a million grants."""
    data = grants(catalogue)
    description = catalogue.maps["regionala_stod"]
    dataset = catalogue.datasets["stod"]
    municipalities = [(code, code, {"horn": None}) for code in CODES]
    start = time.perf_counter()
    index = FacetIndex(description, dataset, data, municipalities, {})
    built = time.perf_counter() - start
    selection = make_selection(
        description,
        dataset,
        catalogue.codelists,
        {"kommunkod": CODES, "horn": []},
        filter_={"ar": {"from": 2020, "to": 2023}, "konstomrade": ["Dans", "Musik"]},
    )
    index.totals(selection)
    ours = timed(lambda: (index.totals(selection), index.facets(selection)))
    peer = timed(sqlite_answers(data), runs=3)
    return {
        "row": f"filter, {GRANTS:,} grants", "ours_s": ours, "peer": "SQLite", "peer_s": peer,
        "ratio": peer / ours, "note": f"index built in {built:.1f} s",
    }  # fmt: skip


def sqlite_answers(data):
    """Return what asks SQLite the same questions."""
    names = [*FACETS, "kommunkod", "malgrupp", "belopp"]
    columns = [data.columns[name] for name in FACETS]
    columns += [
        data.children["stod_kommun"]["kommunkod"],
        data.children["stod_malgrupp"]["malgrupp"],
    ]
    columns.append(data.columns["beviljat_belopp"])
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE stod ({', '.join(names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO stod VALUES ({marks})", zip(*columns, strict=True))
    for name in names[:-1]:
        connection.execute(f"CREATE INDEX ix_{name} ON stod ({name}, ar, konstomrade, belopp)")
    years, fields = "ar BETWEEN 2020 AND 2023", "konstomrade IN ('Dans', 'Musik')"

    def ask():
        for name in names[:-1]:
            others = [part for key, part in (("ar", years), ("konstomrade", fields)) if key != name]
            connection.execute(
                f"SELECT {name}, count(*), sum(belopp) FROM stod WHERE {' AND '.join(others)} "
                f"GROUP BY {name}"
            ).fetchall()

    return ask


def bench_import(catalogue, folder):
    """Time the import of a workbook."""
    draw = random.Random(7)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Blad1")
    header = ["Diarienummer", "År", "Sökande", "Projekt", "Konstområde", "Utlysning", "Stödform"]
    sheet.append([*header, "Målgrupp", "Kommun", "Beslut", "Sökt", "Beviljat"])
    for number in range(ROWS):
        amount = draw.randrange(10**6)
        row = [f"X-{number}", draw.randrange(2018, 2026), f"Exempel {number % 900}", "Projekt"]
        row += ["Musik", "Verksamhetsstöd", "Projektstöd", "Barn; Unga", "Höörs kommun"]
        sheet.append([*row, "Beviljat", amount + 1000, f"{amount} kr"])
    path = folder / "stod.xlsx"
    book.save(path)
    stores = iter(create_store(folder / f"{n}.gpkg", catalogue) for n in range(3))

    def ours():
        store = next(stores)
        verdict = examine(store, "stod", path)
        assert len(verdict.new) == ROWS
        carry_out(store, verdict)

    def peer():
        target = folder / "kopia.gpkg"
        target.unlink(missing_ok=True)
        subprocess.run(["ogr2ogr", "-f", "GPKG", target, path], check=True)

    mine, other = timed(ours, runs=3), timed(peer, runs=3)
    return {
        "row": f"import, {ROWS:,} rows of xlsx", "ours_s": mine, "peer": "ogr2ogr", "peer_s": other,
        "ratio": other / mine, "note": "the peer copies cells and checks nothing",
    }  # fmt: skip


def main():
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        rows = [bench_filter(catalogue), bench_import(catalogue, Path(folder))]
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{'':32}{'ours':>10}{'peer':>10}{'times as fast':>15}  peer")
    for row in rows:
        print(
            f"{row['row']:32}{row['ours_s']:9.3f}s{row['peer_s']:9.3f}s{row['ratio']:15.2f}"
            f"  {row['peer']} ({row['note']})"
        )


if __name__ == "__main__":
    main()
