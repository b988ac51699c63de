"""Fetching from open sources, against a local server that answers as they do."""

import json
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsNetworkAccessManager, QgsSettings
from service_parts import Answer, kolada, page, row, serving

from skanekarta_plugin.errors import Cancelled
from skanekarta_plugin.maps.areas import area_layer
from skanekarta_plugin.sources.network import FetchError, Patience
from skanekarta_plugin.usecases.fetch import address_of, fetch, fetch_list, services
from skanekarta_plugin.usecases.fetch_choices import figure_choices, filtered
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.view_map import Explorer

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
QUICK = Patience(timeout=5.0, tries=3, longest=60.0, second=0.01)


@pytest.fixture
def server(monkeypatch):
    with serving() as service:
        for name in services():
            monkeypatch.setenv(f"SKANEKARTA_{name.upper()}", service.address)
        yield service


def invented(figure, area, year):
    """Invented kronor per inhabitant."""
    return row(figure, area, year, int(area) + year / 100)


def rows_of(store, dataset="nyckeltal", **wanted):
    columns = store.read(dataset).columns
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return [item for item in rows if all(item[name] == said for name, said in wanted.items())]


def everything(store):
    return {name: rows_of(store, name) for name in store.catalogue.datasets}, len(store.batches())


def test_33_municipalities_come_in_two_parts(empty, server):
    kolada(server, invented)
    found = fetch(empty, "kolada", figures=["N09022"], patience=QUICK)
    before = everything(empty)
    assert len(server.asked) == 2
    assert rows_of(empty, nyckeltal="N09022") == [] and before == everything(empty)
    batches = found.carry_out(empty)
    kept = rows_of(empty, nyckeltal="N09022")
    assert len(kept) == 33 * 2
    assert {item["varde"] for item in kept if item["kommunkod"] == "1280"} == {1300.23, 1300.24}
    areas = rows_of(empty, "jamforelsetal")
    assert {(item["omrade"], item["ar"]) for item in areas} == {
        ("0000", 2023), ("0000", 2024), ("0012", 2023), ("0012", 2024),
    }  # fmt: skip
    own = [batch for batch in empty.batches() if batch.id in batches]
    assert {batch.credit for batch in own} == {"Källa: Kolada (RKA)"}
    assert all(batch.time and batch.rejected == 0 for batch in own)


def test_three_pages_are_followed_to_their_end(empty, server):
    kolada(server, invented, size=20)
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    assert sum("&page=1" in path for path in server.asked) == 1
    assert sum("&page=2" in path for path in server.asked) == 1
    assert len(rows_of(empty, nyckeltal="N09022")) == 66


def test_the_same_again_changes_nothing_and_is_dated_anew(empty, server):
    kolada(server, invented)
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    kept = [{**item, "omgang": None} for item in rows_of(empty)]
    verdict = fetch(empty, "kolada", figures=["N09022"], patience=QUICK)
    assert (len(verdict.verdicts[0].unchanged_at), verdict.verdicts[0].writes) == (66, False)
    count = len(empty.batches())
    verdict.carry_out(empty)
    assert len(empty.batches()) == count + 2
    assert [{**item, "omgang": None} for item in rows_of(empty)] == kept


def test_a_value_that_is_not_known_is_not_nought(empty, server):
    def answer(figure, area, year):
        secret = area == "1280" and year == 2024
        return row(figure, area, year, None if secret else 0, "Private" if secret else "")

    kolada(server, answer)
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    (hidden,) = rows_of(empty, nyckeltal="N09022", kommunkod="1280", ar=2024)
    (nought,) = rows_of(empty, nyckeltal="N09022", kommunkod="1280", ar=2023)
    assert (hidden["varde"], hidden["status"]) == (None, "Private")
    assert (nought["varde"], nought["status"]) == (0, None)


def test_deleted_values_are_left_out(empty, server):
    kolada(server, lambda f, a, y: row(f, a, y, 5, isdeleted=a == "1280"))
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    assert len(rows_of(empty, nyckeltal="N09022")) == 64


def test_it_waits_when_it_is_told_to(empty, server):
    kolada(server, invented)
    server.first = [Answer({}, 429, {"Retry-After": "2"}), Answer({}, 429, {"Retry-After": "1"})]
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    assert len(server.asked) == 4
    assert len(rows_of(empty, nyckeltal="N09022")) == 66


BAD = {
    "an answer that is no JSON": Answer(b"<html>Underhall</html>"),
    "JSON of another shape": Answer({"results": []}),
    "a page without next_url": Answer({"values": [], "next_page": "x"}),
    "a value that is a text": Answer(
        {"values": [row("N09022", "1280", 2024, "12")], "next_url": None}
    ),
    "a page of somebody else": Answer({"values": [], "next_url": "http://127.0.0.2:9/v3"}),
    "a connection cut in the middle": Answer({"values": [1] * 500, "next_url": None}, cut=300),
    "a server that is broken": Answer({}, 500),
    "a wait that is too long": Answer({}, 429, {"Retry-After": "3600"}),
    "a question that is refused": Answer({}, 404),
    "no answer in time": Answer({}, silent=True),
}


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD.keys())
def test_a_failure_leaves_all_as_it_was_and_says_what_was_not_updated(empty, server, answer):
    kolada(server, lambda f, a, y: row(f, a, y, 7))
    fetch(empty, "kolada", figures=["N09022"], patience=QUICK).carry_out(empty)
    before = everything(empty)
    kolada(server, invented)
    whole, count = server.answer, []

    def second_fails(path, query):
        count.append(path)
        return whole(path, query) if len(count) == 1 else answer

    server.answer = second_fails
    hasty = Patience(1.0 if answer.silent else 10.0, tries=2, longest=60.0, second=0.01)
    with pytest.raises(FetchError) as caught:
        fetch(empty, "kolada", figures=["N09022"], patience=hasty)
    assert "Key figures" in str(caught.value.values["dataset"].en)
    assert "not updated" in caught.value.text and "stays" in caught.value.text
    assert everything(empty) == before


def test_it_can_be_stopped_while_the_server_is_silent(empty, server):
    class Impatient:
        def isCanceled(self):
            return bool(server.asked)

        def setProgress(self, percent):
            pass

    server.answer = lambda path, query: Answer({}, silent=True)
    before = everything(empty)
    with pytest.raises(Cancelled):
        fetch(empty, "kolada", patience=Patience(timeout=2.0), feedback=Impatient())
    assert everything(empty) == before


def test_it_goes_through_the_proxy_of_qgis(empty, server, monkeypatch):
    kolada(server, invented)
    monkeypatch.setenv("SKANEKARTA_KOLADA", "http://kolada.invalid/v3")
    whole = server.answer
    server.answer = lambda path, query: whole(path.removeprefix("/v3"), query)
    settings = QgsSettings()
    chosen = {
        "proxyEnabled": True,
        "proxyType": "HttpProxy",
        "proxyHost": "127.0.0.1",
        "proxyPort": server.address.rpartition(":")[2],
    }
    manager = QgsNetworkAccessManager.instance()
    former = manager.fallbackProxy(), manager.excludeList(), manager.noProxyList()
    for name, value in chosen.items():
        settings.setValue(f"proxy/{name}", value)
    manager.setupDefaultProxyAndCache()
    try:
        found = fetch(empty, "kolada", figures=["N09022"], patience=QUICK)
    finally:
        for name in chosen:
            settings.remove(f"proxy/{name}")
        manager.setFallbackProxyAndExcludes(*former)
    assert set(server.hosts) == {"kolada.invalid"}
    assert len(found.verdicts[0].new_at) == 66


def test_a_figure_from_the_list_gets_its_title_on_the_map(empty, server):
    server.answer = lambda path, query: page(
        [
            {"id": "N09999", "title": "Påhittade besök, antal/inv", "description": "Påhittat.",
             "operating_area": "Kultur och fritid"},
            {"id": "N01951", "title": "Invånare totalt, antal", "description": "",
             "operating_area": "Befolkning"},
            {"id": "N15000", "title": "Elever, antal", "operating_area": "Skola"},
        ]
    )  # fmt: skip
    fetch_list(empty, "kolada", patience=QUICK).carry_out(empty)
    listed = rows_of(empty, "nyckeltalsregister")
    assert {item["nyckeltal"] for item in listed} == {"N09999", "N01951"}
    kolada(server, invented)
    fetch(empty, "kolada", figures=["N09999"], patience=QUICK).carry_out(empty)
    entries = {entry.value: entry for entry in empty.codelists()["nyckeltalslista"].entries}
    assert (entries["N09999"].label.sv, entries["N09999"].unit) == ("Påhittade besök", "antal/inv")


def statbank(areas, months, values):
    """Return an answer in json-stat 2, as SCB's recorded one is built."""
    return {
        "version": "2.0", "class": "dataset", "source": "SCB",
        "id": ["Region", "Alder", "ContentsCode", "Tid"],
        "size": [len(areas), 1, 1, len(months)],
        "dimension": {
            "Region": {"category": {"index": {code: at for at, code in enumerate(areas)}}},
            "Alder": {"category": {"index": {"TotSA": 0}}},
            "ContentsCode": {"category": {"index": {"000007SF": 0}}},
            "Tid": {"category": {"index": {code: at for at, code in enumerate(months)}}},
        },
        "value": values,
    }  # fmt: skip


def test_population_is_that_of_the_year_s_end(empty, server):
    codes = sorted(empty.municipality_names())
    months = ["2025M11", "2025M12", "2026M01"]
    values = [at * 10 + month for at in range(33) for month in range(3)]
    server.answer = lambda path, query: Answer(statbank(codes, months, values))
    fetch(empty, "befolkning", patience=QUICK).carry_out(empty)
    kept = rows_of(empty, nyckeltal="N01951", ar=2025)
    assert {item["kommunkod"]: item["varde"] for item in kept} == {
        code: at * 10 + 1 for at, code in enumerate(codes)
    }
    assert "valuecodes[Alder]=TotSA" in server.asked[0] and "1280" in server.asked[0]
    assert len(rows_of(empty, nyckeltal="N01951", ar=2019)) == 33


def test_population_of_several_ages_is_refused(empty, server):
    if not SHARED.is_dir():
        pytest.skip("the shared recordings are not here")
    recorded = json.loads((SHARED / "scb" / "TAB6471_data.json").read_text(encoding="utf-8"))
    server.answer = lambda path, query: Answer(recorded)
    with pytest.raises(FetchError):
        fetch(empty, "befolkning", patience=QUICK)


def square(x, y, size=1000, hole=None):
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(features, matched=None):
    return Answer(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": shape, "properties": said}
                for said, shape in features
            ],
            "numberMatched": len(features) if matched is None else matched,
            "numberReturned": len(features),
        }
    )


def test_localities_replace_those_that_ship_and_come_back(empty, server):
    shipped = {item["tatort"] for item in rows_of(empty, "tatorter")}
    said = {
        "tatortskod": "1280TC1",
        "tatort": "Påhittstad",
        "kommun": "1280",
        "bef": 12,
        "ar": "2023",
    }
    server.answer = lambda path, query: collection([(said, square(374000, 6163000))])
    (batch,) = fetch(empty, "tatorter", patience=QUICK).carry_out(empty)
    (kept,) = rows_of(empty, "tatorter")
    assert (kept["tatort"], kept["kommunkod"], kept["invanare"]) == ("Påhittstad", "1280", 12)
    empty.undo(batch)
    assert {item["tatort"] for item in rows_of(empty, "tatorter")} == shipped


def test_boundaries_are_joined_from_their_parts(empty, server):
    parts = [
        ({"kommunkod": "1280", "regsokod": "a"}, square(374000, 6163000)),
        ({"kommunkod": "1280", "regsokod": "b"}, square(375000, 6163000)),
        ({"kommunkod": "1281", "regsokod": "c"}, square(376000, 6163000)),
    ]
    server.answer = lambda path, query: collection(parts)
    found = fetch(empty, "kommungranser", patience=QUICK)
    (verdict,) = found.verdicts
    assert [len(verdict.changed_at), len(verdict.new_at)] == [2, 0]
    assert any(str(remark.values.get("count")) == "31" for remark in verdict.remarks)
    corners = {item["kommunkod"]: item["horn"] for item in rows_of(empty, "kommuner")}
    found.carry_out(empty)
    assert {item["kommunkod"]: item["horn"] for item in rows_of(empty, "kommuner")} == corners
    ids = dict(
        zip(empty.read("kommuner").columns["kommunkod"], empty.read("kommuner").ids, strict=True)
    )
    shape = ogr.CreateGeometryFromWkb(empty.geometries("kommuner")[ids["1280"]])
    assert (shape.GetGeometryCount(), shape.GetArea()) == (1, 2_000_000)


def test_features_that_are_missing_are_noticed(empty, server):
    said = {
        "tatortskod": "1280TC1",
        "tatort": "Påhittstad",
        "kommun": "1280",
        "bef": 12,
        "ar": "2023",
    }
    pages = [collection([(said, square(374000, 6163000))], 2), collection([], 2)]
    server.answer = lambda path, query: pages.pop(0) if pages else collection([], 2)
    with pytest.raises(FetchError):
        fetch(empty, "tatorter", patience=QUICK)


def test_the_address_can_be_another_one(monkeypatch):
    service = services()["kolada"]
    monkeypatch.delenv("SKANEKARTA_KOLADA", raising=False)
    assert address_of(service) == "https://api.kolada.se/v3"
    monkeypatch.setenv("SKANEKARTA_KOLADA", "http://localhost:1/v3/")
    assert address_of(service) == "http://localhost:1/v3"


@pytest.fixture
def shared():
    if not SHARED.is_dir():
        pytest.skip("the shared data are not here")
    return SHARED


def test_scb_s_localities_from_a_file_replace_the_set(empty, shared):
    verdict = examine(empty, "tatorter", shared / "localities" / "skane_tatorter_2020_scb.gpkg")
    assert (len(verdict.new_at), len(verdict.rejected_at)) == (248, 0)
    before = rows_of(empty, "tatorter")
    assert len(verdict.vanished_at) == len(before)
    batch = carry_out(empty, verdict, remove_vanished=True)
    kept = rows_of(empty, "tatorter")
    assert (len(kept), sum(item["invanare"] for item in kept)) == (248, 1_260_817)
    assert len({item["kommunkod"] for item in kept}) == 33
    empty.undo(batch)
    names = {item["tatort"] for item in before}
    assert {item["tatort"] for item in rows_of(empty, "tatorter")} == names


def test_detailed_boundaries_from_a_file_replace_the_shipped_ones(empty, shared):
    path = shared / "boundaries" / "skane_kommuner_detailed_sweref99tm.gpkg"
    before = (rows_of(empty, "kommuner"), empty.geometries("kommuner"))
    verdict = examine(empty, "kommuner", path)
    assert (len(verdict.changed_at), len(verdict.new_at), len(verdict.rejected_at)) == (33, 0, 0)
    told = [remark.text for remark in verdict.remarks]
    assert not any("overlap" in text or "gaps" in text for text in told)
    batch = carry_out(empty, verdict)
    after = rows_of(empty, "kommuner")
    assert {item["kommunkod"]: item["horn"] for item in after} == {
        item["kommunkod"]: item["horn"] for item in before[0]
    }
    assert empty.geometries("kommuner") != before[1]
    empty.undo(batch)
    assert empty.geometries("kommuner") == before[1]


def test_nothing_stays_of_the_first_dataset_if_the_second_cannot_be_written(empty, server):
    class StopsLate:
        """Is cancelled when the first dataset has been written."""

        def isCanceled(self):
            return bool(rows_of(empty, nyckeltal="N09022")) and stopping

        def setProgress(self, percent):
            pass

    stopping = True
    kolada(server, invented)
    found = fetch(empty, "kolada", figures=["N09022"], patience=QUICK)
    before = everything(empty)[0]
    with pytest.raises(Cancelled):
        found.carry_out(empty, StopsLate())
    after = everything(empty)[0]
    assert [[row["varde"] for row in after[name]] for name in ("nyckeltal", "jamforelsetal")] == [
        [row["varde"] for row in before[name]] for name in ("nyckeltal", "jamforelsetal")
    ]


def test_the_maps_are_right_with_other_boundaries_and_after_undoing(store, shared):
    explorer = Explorer(store)

    def shown():
        view = explorer.view(explorer.selection("regionala_stod"))
        layer = area_layer(view, "omraden")
        return view.totals.areas, sum(item.geometry().area() for item in layer.getFeatures())

    areas, size = shown()
    path = shared / "boundaries" / "skane_kommuner_detailed_sweref99tm.gpkg"
    batch = carry_out(store, examine(store, "kommuner", path))
    other_areas, other_size = shown()
    assert other_areas == areas and len(areas) == 33
    assert abs(other_size - size) > 1e6
    store.undo(batch)
    assert shown() == (areas, size)


def test_overlaps_gaps_and_other_names_are_told(empty, tmp_path):
    def ring(x, y, width, height):
        return [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]

    outside, hole = ring(370000, 6160000, 9000, 9000), ring(373000, 6163000, 2000, 2000)
    shapes = [
        ("1280", "Malmö", [outside, hole]),
        ("1281", "Annat namn", [ring(378000, 6160000, 3000, 3000)]),
    ]
    features = [
        {"type": "Feature", "properties": {"kommunkod": code, "kommun": name},
         "geometry": {"type": "Polygon", "coordinates": rings}}
        for code, name, rings in shapes
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    path = tmp_path / "granser.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}),
        encoding="utf-8",
    )
    told = {remark.text: remark.values for remark in examine(empty, "kommuner", path).remarks}
    (names,) = (said["names"] for text, said in told.items() if "another name" in text)
    assert names == ["Lund → Annat namn"]
    (pairs,) = (said["names"] for text, said in told.items() if "overlap" in text)
    assert len(pairs) == 1 and "Malmö" in pairs[0]
    (gaps,) = (said for text, said in told.items() if "gaps" in text)
    assert (gaps["count"], gaps["area"]) == (1, 400)


def test_kolada_s_list_from_a_file_serves_the_search(empty, shared):
    path = shared / "kolada" / "kpi_kultur_fritid.csv"
    verdict = examine(empty, "nyckeltalsregister", path)
    assert (len(verdict.new_at), len(verdict.rejected_at)) == (233, 0)
    carry_out(empty, verdict)
    choices = figure_choices(empty, services()["kolada"])
    found = filtered(choices, "räkenskapssammandrag investeringsutgifter")
    assert "N03163" in [choice.code for choice in found]
    assert [choice.code for choice in filtered(choices, "n09807")] == ["N09807"]
