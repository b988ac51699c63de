"""Features of a WFS as rows with geometry in EPSG:3006."""

import json
from urllib.parse import urlencode

from ..errors import N_
from .network import FetchError

PAGE = 1000
_PAGES = 100
# No place in Sweden lies further west (metres).
_WEST = 100_000


def features(client, address, described, columns, progress):
    """Return ``[(properties, WKB)]`` of a layer; where it says so, dissolved.

    :param described: ``layer``, ``filter`` (CQL), ``dissolve`` (property whose equal values are
        joined to one feature; other properties are then left out)
    :param columns: names of the properties that a feature must have
    :raises FetchError: if the answer has another shape, or not all features come
    """
    found = []
    for number in range(_PAGES):
        answer = client.get_json(f"{address}?{_query(described, len(found))}")
        try:
            page, matched = answer["features"], answer.get("numberMatched")
            found += [_feature(item, columns) for item in page]
        except (KeyError, TypeError, AttributeError, RuntimeError, ValueError) as error:
            raise _wrong(client, answer) from error
        progress(min(0.9, (number + 1) / 10))
        whole = isinstance(matched, int)
        if not page or (len(found) >= matched if whole else len(page) < PAGE):
            break
    if not found or (whole and len(found) != matched):
        raise _wrong(client, {"features": len(found), "numberMatched": matched})
    return _dissolved(found, described["dissolve"]) if "dissolve" in described else found


def _query(described, start):
    return urlencode(
        {
            "service": "WFS",
            "version": "2.0.0",
            "request": "GetFeature",
            "typeNames": described["layer"],
            "outputFormat": "application/json",
            "srsName": "EPSG:3006",
            "CQL_FILTER": described["filter"],
            "count": PAGE,
            "startIndex": start,
        }
    )


def _feature(item, columns):
    from osgeo import ogr

    properties = item["properties"]
    geometry = ogr.CreateGeometryFromJson(json.dumps(item["geometry"]))
    if geometry is None or geometry.IsEmpty():
        raise ValueError(item.get("id"))
    # In degrees, it would lie at the corner of the map.
    if geometry.GetEnvelope()[0] < _WEST:
        raise ValueError(geometry.GetEnvelope())
    for name in columns:
        properties[name]
    return properties, bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))


def _dissolved(found, name):
    from osgeo import ogr

    parts = {}
    for properties, wkb in found:
        whole = parts.setdefault(properties[name], ogr.Geometry(ogr.wkbMultiPolygon))
        geometry = ogr.CreateGeometryFromWkb(wkb)
        count = geometry.GetGeometryCount()
        is_many = ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbMultiPolygon
        for part in [geometry.GetGeometryRef(at) for at in range(count)] if is_many else [geometry]:
            whole.AddGeometry(part)
    return [
        ({name: code}, bytes(whole.UnionCascaded().ExportToIsoWkb(ogr.wkbNDR)))
        for code, whole in sorted(parts.items())
    ]


def _wrong(client, part):
    return FetchError(
        N_("{service} answered in another way than before. Update the plugin, or try later."),
        service=client.name,
        details=repr(part)[:500],
    )
