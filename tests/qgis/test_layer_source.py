"""A layer that is open in QGIS is read as it is seen there, in a thread, without touching it."""

import datetime
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime

from skanekarta_plugin.errors import Cancelled, SourceError
from skanekarta_plugin.sources.layer import read_layer, snapshot

FIELDS = (
    "field=namn:string(40)&field=belopp:double&field=dag:date&field=ja:bool&field=antal:integer"
)


@pytest.fixture
def layer(qgis_app):
    layer = QgsVectorLayer(f"Point?crs=EPSG:4326&{FIELDS}", "Platser", "memory")
    rows = [
        (["Höör", 1250.5, QDate(2021, 5, 3), True, 7], "Point(13.54 55.94)"),
        ([None, None, None, None, None], "Point(13.2 55.7)"),
        (["Östra Göinge", 10.0, None, False, 0], None),
    ]
    features = []
    for values, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if shape:
            feature.setGeometry(QgsGeometry.fromWkt(shape))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def read(layer):
    """Read as a task does: the snapshot here, the rest in another thread."""
    taken = snapshot(layer)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read_layer, taken).result()


def test_values_of_qt_become_values_of_a_table(layer):
    layer.setFieldAlias(0, "Plats")
    source = read(layer)
    (table,) = source.tables
    assert (source.name, table.sheet, len(source.sha256)) == ("Platser", "Platser", 64)
    assert table.head(9) == [
        (1, ["Plats", "belopp", "dag", "ja", "antal"]),
        (2, ["Höör", 1250.5, datetime.date(2021, 5, 3), True, 7]),
        (4, ["Östra Göinge", 10.0, None, False, 0]),
    ]
    assert type(table.row(1)[3]) is bool


def test_geometry_is_in_the_projection_of_the_store(layer):
    (table,) = read(layer).tables
    assert set(table.geometries) == {2, 3}
    x, y = struct.unpack("<dd", table.geometries[2][-16:])
    assert 400_000 < x < 430_000 and 6_190_000 < y < 6_210_000


def test_unsaved_edits_joins_and_virtual_fields_are_read_as_seen(layer):
    other = QgsVectorLayer("NoGeometry?field=namn:string&field=kod:string", "Koder", "memory")
    feature = QgsFeature(other.fields())
    feature.setAttributes(["Ystad", "1286"])
    other.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(other)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("namn")
    join.setTargetFieldName("namn")
    join.setPrefix("x_")
    layer.addJoin(join)
    layer.addExpressionField('"antal" * 2', QgsField("dubbelt", QMetaType.Type.Int))
    before = read(layer).sha256
    layer.startEditing()
    first = next(layer.getFeatures())
    layer.changeAttributeValue(first.id(), 0, "Ystad")
    layer.deleteFeature([feature.id() for feature in layer.getFeatures()][-1])
    source = read(layer)
    assert source.tables[0].head(9) == [
        (1, ["namn", "belopp", "dag", "ja", "antal", "x_kod", "dubbelt"]),
        (2, ["Ystad", 1250.5, datetime.date(2021, 5, 3), True, 7, "1286", 14]),
    ]
    assert source.sha256 != before
    assert layer.isEditable() and layer.isModified()
    layer.rollBack()
    assert read(layer).sha256 == before
    QgsProject.instance().removeMapLayer(other)


def test_a_table_without_geometry(qgis_app):
    table = QgsVectorLayer(
        "NoGeometry?field=när:datetime&field=tid:time&field=ord:string[]", "T", "memory"
    )
    feature = QgsFeature(table.fields())
    feature.setAttributes([QDateTime(QDate(2021, 5, 3), QTime(12, 30)), QTime(8, 15), ["a", "b"]])
    table.dataProvider().addFeatures([feature])
    (read_table,) = read(table).tables
    assert read_table.row(1) == [datetime.datetime(2021, 5, 3, 12, 30), "08:15:00", "a; b"]
    assert read_table.geometries == {}


def test_layers_without_rows_or_without_a_source_are_refused(layer, qgis_app):
    empty = QgsVectorLayer(f"Point?crs=EPSG:3006&{FIELDS}", "Tomt", "memory")
    with pytest.raises(SourceError, match="no rows in Tomt"):
        read(empty)
    with pytest.raises(SourceError, match="Borta"):
        snapshot(QgsVectorLayer("/finns/inte.gpkg", "Borta", "ogr"))


def test_cancelling_passes_through(layer):
    layer.dataProvider().addFeatures([QgsFeature(layer.fields()) for _ in range(200)])

    def progress(_fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_layer(snapshot(layer), progress)


def test_the_origin_holds_no_password(qgis_app):
    address = "dbname='x' host=localhost port=1 user='kultur' password='hemligt' table=\"a\" (geom)"
    layer = QgsVectorLayer(f"Point?crs=EPSG:3006&{FIELDS}", "P", "memory")
    assert "memory" in snapshot(layer).origin
    assert "hemligt" not in QgsVectorLayer(address, "P", "postgres").publicSource()
