"""The municipality card's figures of the grants, against the same answers by SQLite."""

import sqlite3
import statistics
import time
from collections import Counter

from skanekarta_plugin.analysis.index import FacetIndex
from skanekarta_plugin.analysis.ledger import Ledger

MOST = 3


def rows(catalogue, data, codes):
    """Return the row of the bench.

    :param data: the grants as the store gives them; :param codes: of the municipalities
    """
    description = catalogue.maps["regionala_stod"]
    dataset = catalogue.datasets[description.dataset]
    municipalities = [(code, code, {"horn": None}) for code in codes]
    index = FacetIndex(description, dataset, data, municipalities, {})
    index.column("mottagare")
    start = time.perf_counter()
    ledger = Ledger(index, description.places[0].name, "beviljat_belopp")
    ledger.by_year(codes[0])
    made = time.perf_counter() - start
    ask = sqlite_answers(data)
    ours, theirs = [], []
    for code in codes:
        start = time.perf_counter()
        answer = ledger.by_year(code), ledger.largest(code, "mottagare", MOST)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        peer = ask(code)
        theirs.append(time.perf_counter() - start)
        if answer != peer:
            raise AssertionError(f"SQLite answers otherwise of {code}")
    ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
    return [
        {
            "row": f"card, {len(data):,} grants",
            "ours": f"{statistics.median(ours) * 1000:.2f} ms",
            "peer": f"{statistics.median(theirs) * 1000:.1f} ms",
            "ratio": f"{statistics.median(ratios):.0f} times as fast as SQLite, "
            f"at least {min(ratios):.0f}",
            "note": f"medians of {len(codes)} municipalities: sums by year and the {MOST} largest "
            f"recipients; longest {max(ours) * 1000:.2f} ms; the rows in the order of their "
            f"places and years, once {made * 1000:.0f} ms",
        }
    ]


def sqlite_answers(data):
    """Return what asks SQLite the same, with the shares of each municipality and an index."""
    connection = sqlite3.connect(":memory:")
    run = connection.execute
    run("CREATE TABLE stod (id INTEGER PRIMARY KEY, ar, mottagare)")
    run("CREATE TABLE stod_kommun (stod_id INTEGER, kommunkod, andel INTEGER)")
    columns = data.columns
    connection.executemany(
        "INSERT INTO stod VALUES (?, ?, ?)",
        zip(data.ids, columns["ar"], columns["mottagare"], strict=True),
    )
    places = data.children["stod_kommun"]
    pairs = sorted(zip(places["stod_id"], places["kommunkod"], strict=True))
    number, rank, shares = Counter(places["stod_id"]), Counter(), []
    for row_id, code in pairs:
        ore = round(columns["beviljat_belopp"][row_id - 1] * 100)
        whole, left = divmod(ore, number[row_id])
        shares.append((row_id, code, whole + (rank[row_id] < left)))
        rank[row_id] += 1
    connection.executemany("INSERT INTO stod_kommun VALUES (?, ?, ?)", shares)
    run("CREATE INDEX ix_kommun ON stod_kommun (kommunkod)")
    run("ANALYZE")
    join = "FROM stod_kommun JOIN stod ON stod.id = stod_id WHERE kommunkod = ? AND andel != 0"
    by_year = f"SELECT ar, count(*), sum(andel) {join} GROUP BY ar"
    largest = (
        f"SELECT mottagare, sum(andel) AS summa {join} GROUP BY mottagare "
        "ORDER BY summa DESC, mottagare LIMIT ?"
    )

    def ask(code):
        years = {year: (count, amount) for year, count, amount in run(by_year, (code,))}
        return years, list(run(largest, (code, MOST)))

    return ask
