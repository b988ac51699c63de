"""Speed and memory of an import, each measured in a process of its own: rows of ``make bench``.

- *workbook*: 100 000 rows × 12 columns of xlsx, mapped, cleaned, checked and stored, against
  ``ogr2ogr``, which copies the cells and checks nothing, and against pandas with openpyxl.
- *csv*: a million rows; peak memory, and the time for ten times as many rows.
- *window*: the longest time in which a running QGIS did not answer while 100 000 rows were
  examined and written, measured by a timer of 5 ms in the window's own thread; and how soon the map
  follows a change of the filter.
"""

import csv
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
ROWS = 100_000
MANY = 1_000_000
RUNS = 5
HEADER = ["Diarienummer", "År", "Sökande", "Projekt", "Konstområde", "Utlysning", "Stödform",
          "Målgrupp", "Kommun", "Beslut", "Sökt belopp", "Beviljat belopp"]  # fmt: skip
MUNICIPALITIES = ("Höörs kommun", "Malmö stad", "Lund; Malmö", "Ystad", "Hela Skåne", "Osby")


def grants(count):
    """Yield the cells of invented grants, as people write them."""
    draw = random.Random(7)
    for number in range(count):
        amount = draw.randrange(10**6)
        yield [
            f"X-{number}", draw.randrange(2018, 2026), f"Exempel {number % 900}",
            f"Projekt {number % 5000}", draw.choice(("Musik", "Dans", "Teater")),
            "Verksamhetsstöd", "Projektstöd", draw.choice(("Barn; Unga", "Barn", "Äldre")),
            draw.choice(MUNICIPALITIES), "Beviljat", amount + 1000, f"{amount} kr",
        ]  # fmt: skip


def write_workbook(path, count=ROWS):
    """Write the grants as Excel does, with shared strings."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Blad1")
    for number, cells in enumerate((HEADER, *grants(count))):
        sheet.write_row(number, 0, cells)
    book.close()
    return path


def write_csv(path, count):
    """Write the grants as a csv file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(grants(count))
    return path


def rows(folder):
    """Return the measured rows."""
    workbook = write_workbook(folder / "stod.xlsx")
    stores = [_new_store(folder / f"{number}.gpkg") for number in range(1)]
    ours, peers, pandas_s = [], [], []
    for _ in range(RUNS):
        ours.append(_ours(stores[0], workbook, folder)["seconds"])
        peers.append(_timed(["ogr2ogr", "-f", "GPKG", folder / "kopia.gpkg", workbook], folder))
    pandas_s.append(_alone("pandas", workbook, folder / "pandas.gpkg")["seconds"])
    mine, peer, slow = map(statistics.median, (ours, peers, pandas_s))
    few = _ours(stores[0], write_csv(folder / "few.csv", MANY // 100), folder)
    some = _ours(stores[0], write_csv(folder / "some.csv", MANY // 10), folder)
    many = _ours(stores[0], write_csv(folder / "many.csv", MANY), folder)
    window = _window(folder, workbook)
    return [
        {
            "row": f"import, {ROWS:,} × 12 of xlsx, against ogr2ogr",
            "ours": f"{mine:.2f} s",
            "peer": f"{peer:.2f} s",
            "ratio": f"{mine / peer:.2f} times its time",
            "note": "median of 5 pairs; the peer is a whole process that checks nothing",
        },
        {
            "row": f"import, {ROWS:,} × 12 of xlsx, against pandas",
            "ours": f"{mine:.2f} s",
            "peer": f"{slow:.2f} s",
            "ratio": f"{slow / mine:.1f} times as fast",
            "note": "pandas.read_excel(engine='openpyxl') and to_sql into a SQLite file",
        },
        {
            "row": f"import, {MANY:,} × 12 of csv: memory",
            "ours": f"{many['peak_mb']:.0f} MB",
            "peer": f"{many['before_mb']:.0f} MB",
            "ratio": "peak of the whole process; the peer is the same process before",
            "note": f"{many['seconds']:.1f} s",
        },
        {
            "row": "import of csv: time for ten times as many rows",
            "ours": f"{many['seconds']:.2f} s",
            "peer": f"{some['seconds']:.2f} s",
            "ratio": f"{many['seconds'] / some['seconds']:.1f} and, the step before, "
            f"{some['seconds'] / few['seconds']:.1f} times",
            "note": f"{MANY // 100:,}, {MANY // 10:,} and {MANY:,} rows",
        },
        {
            "row": f"longest stall of the window, {ROWS:,} rows",
            "ours": f"{window['longest_ms']:.0f} ms",
            "peer": f"{window['idle_ms']:.0f} ms",
            "ratio": "the peer is the same window while nothing is done",
            "note": f"examining and writing in a real QGIS, {window['seconds']:.1f} s; to open "
            f"the dialog {window['opened_ms']:.0f} ms, to show the map anew afterwards "
            f"{window['shown_ms']:.0f} ms",
        },
        {
            "row": f"map after a change of the filter, {ROWS:,} grants",
            "ours": f"{window['map_ms']:.0f} ms",
            "peer": f"{window['redraw_ms']:.0f} ms",
            "ratio": f"{window['map_ms'] / window['redraw_ms']:.1f} times its time",
            "note": f"medians of {window['changes']} changes in a real QGIS, longest "
            f"{window['map_longest_ms']:.0f} ms, after all figures of the panel, which take "
            f"{window['figures_ms']:.0f} ms, longest {window['figures_longest_ms']:.0f} ms; the "
            "peer is QGIS drawing the same map again",
        },
    ]  # fmt: skip


def _new_store(path):
    _alone("store", path)
    return path


def _ours(store, source, folder):
    copy = folder / "store.gpkg"
    shutil.copy(store, copy)
    return _alone("import", copy, source)


def _timed(command, folder):
    (folder / "kopia.gpkg").unlink(missing_ok=True)
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def _alone(what, *paths):
    command = [sys.executable, __file__, what, *map(str, paths)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _window(folder, workbook):
    result = folder / "window.json"
    environment = os.environ | {
        "SKANEKARTA_BENCH_WORKBOOK": str(workbook),
        "SKANEKARTA_BENCH_STORE": str(folder / "window.gpkg"),
        "SKANEKARTA_BENCH_RESULT": str(result),
    }
    subprocess.run([sys.executable, SCRIPTS / "package.py"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        ["bash", SCRIPTS / "window.sh", SCRIPTS / "bench_window.py"], check=True, env=environment
    )
    return json.loads(result.read_text(encoding="utf-8"))


def _measure(work):
    before = _peak()
    start = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - start, "before_mb": before, "peak_mb": _peak()}


def _peak():
    """Return the most memory that this process had at a time, in MB."""
    # What getrusage says would begin with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def _run(what, paths):
    sys.path[:0] = [str(ROOT)]
    # As in a QGIS that runs: its libraries are loaded.
    import openpyxl.reader.excel  # noqa: F401
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    from skanekarta_plugin.definitions import load_catalogue
    from skanekarta_plugin.store.store import Store
    from skanekarta_plugin.usecases.create_store import create_store
    from skanekarta_plugin.usecases.import_source import carry_out, examine

    if what == "store":
        create_store(paths[0], load_catalogue())
        return {}
    if what == "pandas":
        import sqlite3

        import pandas

        def work():
            frame = pandas.read_excel(paths[0], engine="openpyxl")
            with sqlite3.connect(paths[1]) as connection:
                frame.to_sql("stod", connection, index=False)

        return _measure(work)
    store = Store.open(paths[0], load_catalogue())

    def work():
        verdict = examine(store, "stod", paths[1])
        assert not len(verdict.rejected_at)
        carry_out(store, verdict)

    found = _measure(work)
    application.exitQgis()
    return found


if __name__ == "__main__":
    print(json.dumps(_run(sys.argv[1], sys.argv[2:])))
