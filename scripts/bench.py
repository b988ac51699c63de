"""Speed, as ratios against a peer in the same run: ``make bench``, written to build/bench.json.

The aims stand in the issues; this prints what was measured. Rows:

- *filter*: counts and sums of every facet and the totals per municipality after one change of the
  filter, against the same answers from SQLite with its usual indexes.
- *card*: see bench_card.py.
- *import*: see bench_import.py.
"""

import dataclasses
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import bench_card  # noqa: E402
import bench_import  # noqa: E402

from skanekarta_plugin.analysis.index import FacetIndex  # noqa: E402
from skanekarta_plugin.analysis.selection import make_selection  # noqa: E402
from skanekarta_plugin.definitions import load_catalogue  # noqa: E402
from skanekarta_plugin.store.store import TableData  # noqa: E402

GRANTS = 1_000_000
COLUMNS = ("ar", "konstomrade", "utlysning", "stodform", "beslut")
FACETS = (*COLUMNS, "malgrupp", "kommunkod")
CODES = [str(1200 + number) for number in range(33)]
# SQLite takes seconds for each change: every fourth is enough to compare.
_ASK_SQLITE = 4


def grants(catalogue, count):
    """Return invented grants as store data; some name several municipalities and target groups."""
    draw = random.Random(7)
    dataset = catalogue.datasets["stod"]
    columns = {item.name: [None] * count for item in dataset.stored_fields}
    columns["ar"] = draw.choices(range(2016, 2026), k=count)
    columns["beviljat_belopp"] = [value / 100 for value in draw.choices(range(10**8), k=count)]
    columns["sokt_belopp"] = [2 * value for value in columns["beviljat_belopp"]]
    columns["mottagare"] = draw.choices([f"Exempel {n}" for n in range(2000)], k=count)
    columns["projekt"] = [f"Projekt {n}" for n in range(count)]
    for name in COLUMNS[1:]:
        values = list(catalogue.codelists[dataset.field(name).codelist].by_value)
        columns[name] = draw.choices(values, k=count)
    columns["sateskommun"] = draw.choices(CODES, k=count)
    places = {"stod_id": [], "kommunkod": []}
    groups = {"stod_id": [], "malgrupp": []}
    known = list(catalogue.codelists["malgrupper"].by_value)
    for row_id in range(1, count + 1):
        many = draw.choices((1, 2, 3), (90, 7, 3))[0]
        for code in draw.sample(CODES, many):
            places["stod_id"].append(row_id)
            places["kommunkod"].append(code)
        for group in draw.sample(known, draw.choices((1, 2, 3), (70, 20, 10))[0]):
            groups["stod_id"].append(row_id)
            groups["malgrupp"].append(group)
    places["omfattning"] = ["kommun"] * len(places["stod_id"])
    places["vikt"] = [1] * len(places["stod_id"])
    children = {"stod_kommun": places, "stod_malgrupp": groups}
    return TableData(list(range(1, count + 1)), columns, children)


def changes(catalogue):
    """Return filters that a user goes through: each facet in turn is added, changed, widened, and
    the oldest choice is taken back once there are more than three."""
    described = catalogue.datasets["stod"]
    first = {"ar": {"from": 2020, "to": 2023}, "kommunkod": [CODES[3]]}
    other = {"ar": {"from": 2024, "to": 2024}, "kommunkod": [CODES[7]]}
    wider = {"ar": {"from": 2018, "to": 2024}, "kommunkod": CODES[5:25]}
    for name in FACETS:
        if name not in first:
            values = list(catalogue.codelists[described.field(name).codelist].by_value)
            first[name], other[name], wider[name] = [values[0]], [values[1]], values[:-1]
    filter_, found = {}, []
    for name in ("konstomrade", "ar", "kommunkod", "utlysning", "malgrupp", "beslut", "stodform"):
        for choices in (first, other, wider):
            filter_ = {**filter_, name: choices[name]}
            found.append(filter_)
        if len(filter_) > 3:
            filter_ = dict(list(filter_.items())[1:])
            found.append(filter_)
    return found


def bench_filter(catalogue):
    """Time single changes of the filter, on a tenth of the grants and on all."""
    small, built_small, _ = asked(catalogue, grants(catalogue, GRANTS // 10))
    data = grants(catalogue, GRANTS)
    ours, built, shipped = asked(catalogue, data)
    taken = [seconds for seconds, _ in ours]
    some = list(zip(changes(catalogue), ours, strict=True))[::_ASK_SQLITE]
    peers, ratios = {}, {}
    for kind in ("usual", "covering"):
        ask = sqlite_answers(data, kind)
        peers[kind] = []
        for filter_, (_, answer) in some:
            start = time.perf_counter()
            found = ask(filter_)
            peers[kind].append(time.perf_counter() - start)
            if found != plain(*answer):
                raise AssertionError(f"SQLite answers otherwise to {filter_}")
        pairs = zip(peers[kind], (seconds for _, (seconds, _) in some), strict=True)
        ratios[kind] = [theirs / seconds for theirs, seconds in pairs]
    median, less = statistics.median(taken), statistics.median(seconds for seconds, _ in small)
    usual, covering = (statistics.median(peers[kind]) for kind in peers)
    return [
        {
            "row": f"filter, {GRANTS:,} grants",
            "ours": f"{median * 1000:.1f} ms",
            "peer": f"{usual * 1000:.0f} ms",
            "ratio": f"{statistics.median(ratios['usual']):.0f} times as fast as SQLite, "
            f"at least {min(ratios['usual']):.0f}",
            "note": f"medians of {len(ours)} single changes, longest {max(taken) * 1000:.0f} ms; "
            f"SQLite with usual indexes, asked for {len(some)} of them; with covering ones "
            f"{covering * 1000:.0f} ms, {statistics.median(ratios['covering']):.0f} times, at "
            f"least {min(ratios['covering']):.0f}; index and first figures {built:.2f} s; with "
            f"all facets of the shipped map {shipped * 1000:.1f} ms",
        },
        {
            "row": f"filter, {GRANTS // 10:,} grants",
            "ours": f"{less * 1000:.1f} ms",
            "peer": f"{median * 1000:.1f} ms",
            "ratio": f"{median / less:.1f} times the time for 10 times the rows",
            "note": "the peer is ours with all grants; index and first figures "
            f"{built_small:.2f} s",
        },
    ]


def asked(catalogue, data):
    """Return ``[(seconds, answer)]`` of each change, the seconds to the first figures, and the
    median with all facets that the map ships with."""
    described = catalogue.maps["regionala_stod"]
    facets = tuple(described.facet(name) for name in FACETS)
    ours, built = _asked(catalogue, dataclasses.replace(described, facets=facets), data)
    shipped, _ = _asked(catalogue, described, data)
    return ours, built, statistics.median(seconds for seconds, _ in shipped)


def _asked(catalogue, description, data):
    dataset = catalogue.datasets["stod"]
    municipalities = [(code, code, {"horn": None}) for code in CODES]
    population = {code: {2016: 10_000} for code in CODES}
    places = {"kommunkod": CODES, "horn": []}

    def ask(filter_):
        selection = make_selection(
            description, dataset, catalogue.codelists, places, filter_=filter_
        )
        return index.totals(selection), index.facets(selection)

    start = time.perf_counter()
    index = FacetIndex(description, dataset, data, municipalities, population)
    ask({})
    built = time.perf_counter() - start
    found = []
    for filter_ in changes(catalogue):
        start = time.perf_counter()
        answer = ask(filter_)
        found.append((time.perf_counter() - start, answer))
    return found, built


def plain(totals, facets):
    """Return our answers as SQLite gives them."""
    found = {
        state.field: {item.value: (item.count, item.amount) for item in state.values if item.count}
        for state in facets
    }
    found["areas"] = {area.code: (area.count, area.amount) for area in totals.areas if area.count}
    return found


def sqlite_answers(data, kind):
    """Return what asks SQLite the same questions.

    :param kind: of the indexes: usual ones, or such that hold all that is asked for
    """
    connection = sqlite3.connect(":memory:")
    run = connection.execute
    run(f"CREATE TABLE stod (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)}, ore INTEGER)")
    for name, more in (("kommunkod", ", andel INTEGER"), ("malgrupp", "")):
        key = f", PRIMARY KEY (stod_id, {name})) WITHOUT ROWID" if kind == "covering" else ")"
        table = f"stod_{name.removesuffix('kod')}"
        run(f"CREATE TABLE {table} (stod_id INTEGER, {name}{more}{key}")
    ore = [round(value * 100) for value in data.columns["beviljat_belopp"]]
    rows = zip(data.ids, *(data.columns[name] for name in COLUMNS), ore, strict=True)
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    connection.executemany(f"INSERT INTO stod VALUES ({marks})", rows)
    places, groups = data.children["stod_kommun"], data.children["stod_malgrupp"]
    pairs = sorted(zip(places["stod_id"], places["kommunkod"], strict=True))
    number = Counter(places["stod_id"])
    rank, shares = Counter(), []
    for row_id, code in pairs:
        whole, left = divmod(ore[row_id - 1], number[row_id])
        shares.append((row_id, code, whole + (rank[row_id] < left)))
        rank[row_id] += 1
    connection.executemany("INSERT INTO stod_kommun VALUES (?, ?, ?)", shares)
    pairs = zip(groups["stod_id"], groups["malgrupp"], strict=True)
    connection.executemany("INSERT INTO stod_malgrupp VALUES (?, ?)", pairs)
    for name in COLUMNS:
        others = [other for other in COLUMNS if other != name]
        more = f", {', '.join(others)}, ore" if kind == "covering" else ""
        run(f"CREATE INDEX ix_{name} ON stod ({name}{more})")
    for name, table in (("kommunkod", "stod_kommun"), ("malgrupp", "stod_malgrupp")):
        run(f"CREATE INDEX ix_{table} ON {table} ({name})")
        if kind == "usual":
            run(f"CREATE INDEX ix_{table}_id ON {table} (stod_id)")
    run("ANALYZE")

    def answer(name, filter_, by=None):
        by, values, where, joins = by or name, [], [], []
        others = {field: choice for field, choice in filter_.items() if field != name}
        count, amount = "count(*)", "ore"
        if "kommunkod" in (by, *others):
            joins, amount = ["JOIN stod_kommun k ON k.stod_id = stod.id"], "andel"
            if by != "kommunkod" and len(others["kommunkod"]) > 1:
                count = "count(DISTINCT stod.id)"
        if by == "malgrupp":
            joins.append("JOIN stod_malgrupp g ON g.stod_id = stod.id")
        for field, choice in others.items():
            if isinstance(choice, dict):
                where.append(f"{field} BETWEEN ? AND ?")
                values += [choice["from"], choice["to"]]
                continue
            test = f"{field} IN ({', '.join('?' * len(choice))})"
            values += choice
            if field == "malgrupp":
                test = f"stod.id IN (SELECT stod_id FROM stod_malgrupp WHERE {test})"
            elif field == "kommunkod" and len(choice) > 1:
                # The plus keeps SQLite from a search for each value of each row.
                test = f"+{test}"
            where.append(test)
        query = f"SELECT {by}, {count}, sum({amount}) FROM stod {' '.join(joins)}"
        query += (f" WHERE {' AND '.join(where)}" if where else "") + f" GROUP BY {by}"
        return {value: (rows, total) for value, rows, total in run(query, values)}

    def ask(filter_):
        found = {name: answer(name, filter_) for name in FACETS}
        found["areas"] = answer("", filter_, "kommunkod")
        return found

    return ask


def main():
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *bench_filter(catalogue),
            *bench_card.rows(catalogue, grants(catalogue, GRANTS // 10), CODES),
            *bench_import.rows(Path(folder)),
        ]
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for row in rows:
        print(
            f"{row['row']:44}{row['ours']:>12} | {row['peer']:>12}  {row['ratio']}\n"
            f"    {row['note']}"
        )


if __name__ == "__main__":
    main()
