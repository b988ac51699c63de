"""Where on the map a row lies that names a place: found offline, in the store's own localities."""

import numpy as np
from qgis.core import QgsGeometry

from ..domain.municipalities import MUNICIPALITY
from ..domain.text import fold
from ..sources.rows import ABSENT


def municipality_points(store):
    """Return a point well inside each municipality, as WKB in EPSG:3006, by code."""
    municipalities = store.catalogue.municipalities
    name = municipalities.name
    data = store.read(name)
    codes = dict(zip(data.ids, data.columns[municipalities.municipality_field], strict=True))
    points = {}
    for row_id, wkb in store.geometries(name).items():
        if wkb is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            # Large enough steps: a label's place need not be exact to the metre.
            point, _ = geometry.poleOfInaccessibility(100.0)
            points[codes[row_id]] = bytes(point.asWkb())
    return points


class PlaceFinder:
    """Finds the points of rows: its locality, else the middle of its only municipality."""

    def __init__(self, store, dataset):
        self.described = dataset.geometry or {}
        self.child = dataset.child_of(self.described.get("municipalityField", ""))
        if self.child is None:
            return
        self.middles = municipality_points(store)
        self.localities = self._localities(store)

    def _localities(self, store):
        source = next(
            (
                item
                for item in store.catalogue.datasets.values()
                if item.geometry and item.geometry.get("gazetteer")
            ),
            None,
        )
        if source is None:
            return {}
        data = store.read(source.name)
        points = store.geometries(source.name)
        found = {}
        for index, row_id in enumerate(data.ids):
            name = fold(data.columns[source.label_field][index])
            code = data.columns[source.municipality_field][index]
            found.setdefault(name, {})[code] = points[row_id]
        return found

    def locate(self, rows):
        """Give each row its point (WKB, EPSG:3006), and note whether the source tells where it is.

        That a place alone gives no point says nothing without a municipality.
        """
        rows.geometries = [None] * len(rows)
        rows.located = np.zeros(len(rows), dtype=bool)
        if self.child is None:
            return
        places = rows.children.get(self.child.name)
        stated = rows.columns.get(self.described["placeField"])
        none = np.full(len(rows), ABSENT, dtype=np.int32)
        known = {}
        pairs = zip(
            (none if stated is None else stated.codes).tolist(),
            (none if places is None else places.codes).tolist(),
            strict=True,
        )
        for at, pair in enumerate(pairs):
            if pair not in known:
                known[pair] = self._find(
                    None if stated is None else stated[at],
                    [] if places is None else places[at] or [],
                )
            rows.geometries[at] = known[pair]
            rows.located[at] = known[pair] is not None or pair[1] != ABSENT

    def _find(self, stated, places):
        """Return WKB in EPSG:3006, or None where the place cannot be told.

        A name that several municipalities have is taken only if one of them is the row's own.
        """
        codes = [
            place[self.child.value.name]
            for place in places
            if place[self.child.scope_field] == MUNICIPALITY
        ]
        named = self.localities.get(fold(stated), {}) if stated else {}
        own = [point for code, point in named.items() if code in codes]
        if own:
            return own[0]
        if len(named) == 1 and not codes:
            return next(iter(named.values()))
        if len(codes) == 1 and len(places) == 1:
            return self.middles.get(codes[0])
        return None
