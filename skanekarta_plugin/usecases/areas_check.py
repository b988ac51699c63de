"""Checks municipalities that replace those of the store: codes, names, gaps and overlaps."""

from itertools import combinations

from ..domain.text import fold
from ..errors import N_
from .verdict import Remark

# Smaller pieces between areas come from rounding (m²).
_SMALL = 1000.0
_NAMED = 5
_SURFACE = 2


def area_remarks(store, verdict):
    """Return what is to be said of areas that an import brings, as :class:`~.verdict.Remark`.

    Nothing is said of datasets other than that of the municipalities, nor of the first import.
    """
    dataset, rows = verdict.dataset, verdict.rows
    if dataset.name != store.catalogue.municipalities.name or not len(verdict.stored):
        return []
    columns = verdict.stored.data.columns
    code, label = dataset.municipality_field, dataset.label_field
    names = dict(zip(columns[code], columns[label], strict=True))
    found, said = {}, {}
    for at in verdict.accepted_at.tolist():
        values = rows.row(at).values
        said[values[code]] = values.get(label)
        if rows.geometries is not None and rows.geometries[at] is not None:
            found[values[code]] = rows.geometries[at]
    remarks = list(_of_codes(names, said, verdict))
    return remarks + (list(_of_shapes(found, names)) if found else [])


def _of_codes(names, said, verdict):
    missing = [name for code, name in names.items() if code not in said]
    if missing and len(missing) < len(names):
        yield Remark(
            N_("{count} municipalities are not in the file and stay as they are: {names}."),
            {"count": len(missing), "names": _some(missing)},
        )
    new = [str(name or code) for code, name in said.items() if code not in names]
    if new:
        yield Remark(
            N_("{count} codes are none of Skåne's municipalities: {names}."),
            {"count": len(new), "names": _some(new)},
        )
    other = [
        f"{names[code]} → {name}"
        for code, name in said.items()
        if code in names and name and fold(name) != fold(names[code])
    ]
    if other:
        yield Remark(
            N_("{count} municipalities have another name than before: {names}."),
            {"count": len(other), "names": _some(other)},
        )


def _of_shapes(found, names):
    from osgeo import ogr

    shapes = {code: ogr.CreateGeometryFromWkb(wkb) for code, wkb in found.items()}
    broken = [names.get(code, code) for code, shape in shapes.items() if not shape.IsValid()]
    if broken:
        yield Remark(
            N_("The outlines of {count} municipalities cross themselves: {names}."),
            {"count": len(broken), "names": _some(broken)},
        )
    shapes = {code: shape.MakeValid() for code, shape in shapes.items()}
    overlapping = [
        f"{names.get(one, one)}–{names.get(other, other)}"
        for one, other in combinations(shapes, 2)
        if _overlap(shapes[one], shapes[other]) > _SMALL
    ]
    if overlapping:
        yield Remark(
            N_("{count} pairs of municipalities overlap: {names}."),
            {"count": len(overlapping), "names": _some(overlapping)},
        )
    gaps = _gaps(shapes.values())
    if gaps:
        yield Remark(
            N_("There are {count} gaps between the municipalities, {area} hectares in all."),
            {"count": len(gaps), "area": round(sum(gaps) / 10_000)},
        )


def _overlap(one, other):
    left, right, low, high = one.GetEnvelope()
    a, b, c, d = other.GetEnvelope()
    if right <= a or b <= left or high <= c or d <= low:
        return 0.0
    common = one.Intersection(other)
    # Neighbours share lines.
    return common.GetArea() if common.GetDimension() == _SURFACE else 0.0


def _gaps(shapes):
    """Return the areas (m²) of the holes in all shapes together."""
    from osgeo import ogr

    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for shape in shapes:
        parts = ogr.ForceToMultiPolygon(shape.Clone())
        for at in range(parts.GetGeometryCount()):
            whole.AddGeometry(parts.GetGeometryRef(at))
    many = ogr.ForceToMultiPolygon(whole.UnionCascaded())
    found = []
    for at in range(many.GetGeometryCount()):
        polygon = many.GetGeometryRef(at)
        for number in range(1, polygon.GetGeometryCount()):
            hole = ogr.Geometry(ogr.wkbPolygon)
            hole.AddGeometry(polygon.GetGeometryRef(number).Clone())
            if hole.GetArea() > _SMALL:
                found.append(hole.GetArea())
    return found


def _some(names):
    more = ["…"] if len(names) > _NAMED else []
    return [*names[:_NAMED], *more]
