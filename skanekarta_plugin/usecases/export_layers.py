"""Hand a map over to ArcGIS Online: its municipalities with sums, and its rows as points."""

from qgis.core import Qgis

from ..i18n import label, language, tr
from ..maps.areas import area_layer
from ..maps.live import AMOUNT, COMPARED, COUNT, LINK, PER_INHABITANT, VALUE, area_fields, has_link
from ..output import vector
from ..output.gate import INTERNAL
from ..output.vector import ExportField, ExportLayer, memory_layer
from .places import municipality_points
from .wording import outside_reason

AREAS, ROWS, OUTSIDE = "kommuner", "rader", "utanfor"
# Names of ours in the export; those of described fields stand in their descriptions.
_RESULT_NAMES = {VALUE: "varde", COUNT: "antal", AMOUNT: "summa", PER_INHABITANT: "per_inv"}
_RESULT_NAMES |= {name: name for name in COMPARED}


def formats():
    """Return the names of the formats."""
    return list(vector.FORMATS)


def export_layers(explorer, selection, formats, folder, *, audience=INTERNAL):
    """Export a map under a selection.

    The municipalities with their sums; one point for each share of a row that lies on the map; and,
    if there are any, the rows or parts of rows that lie outside it, without geometry. The shares of
    the last two add up to the total.

    :param formats: names in :func:`formats`; :param folder: target folder
    :param audience: see :func:`~..output.gate.check_audience`
    :return: the paths of the written files
    :raises OutputError: if the audience or a format is refused, or the folder cannot be written
    """
    view = explorer.view(selection)
    rows = _Rows(explorer, view)
    layers = [_areas(explorer, view), rows.layer(ROWS, on_map=True)]
    if view.totals.outside_count or view.totals.outside:
        layers.append(rows.layer(OUTSIDE, on_map=False))
    return vector.export_layers(view, layers, formats, folder, audience)


def _areas(explorer, view):
    """Return the municipalities with the fields that this measure fills."""
    municipalities = explorer.catalogue.municipalities
    fields = [_described(item, municipalities) for item in municipalities.stored_fields]
    related = {}
    for item in (explorer.catalogue.population, *view.description.related):
        related[item.name] = item.export_name
        if has_link(item):
            related[item.name + LINK] = item.export_name[:5] + LINK
    unused = set() if view.choice.measure.has_sum else {AMOUNT, PER_INHABITANT}
    # The sum is the value already; and so is the difference, in either way.
    if view.choice.measure.has_sum or view.comparison is not None:
        unused.add(VALUE)
    if not view.choice.measure.per_inhabitant:
        unused.add(PER_INHABITANT)
    for item in area_fields(view):
        if item.name not in unused:
            short = _RESULT_NAMES.get(item.name) or related[item.name]
            kind = _KINDS[item.kind[1]]
            fields.append(ExportField(item.name, short, item.alias, _meaning(view, item), kind))
    return ExportLayer(AREAS, area_layer(view, label(municipalities)), fields)


_KINDS = {"double": "number", "int8": "integer", "text": "string"}


def _meaning(view, item):
    texts = view.texts
    if item.name in _RESULT_NAMES:
        state = texts.state and texts.state + "."
        told = texts.compared
        sides = told and tr("{own} compared with {other}", own=told.own, other=told.other) + "."
        said = (state, sides, texts.filter + ".", texts.counting, texts.place, texts.prices)
        return " ".join(filter(None, said))
    return tr("About the municipality, from another dataset.")


def _described(item, dataset):
    meaning = tr("The column “{column}” of {dataset}.", column=label(item), dataset=label(dataset))
    if item.is_money and any(child.is_place for child in dataset.children):
        meaning += " " + tr("The whole row's amount, on each of its parts; sum “andel” instead.")
    name = f"{label(item)} ({item.unit})" if item.unit else label(item)
    return ExportField(item.name, item.export_name, name, meaning, item.type)


class _Rows:
    """The selected rows, one entry for each share."""

    def __init__(self, explorer, view):
        self.view = view
        self.dataset = view.dataset
        self.data = explorer.data(self.dataset.name)
        self.names = {code: name for code, name, _ in explorer.municipalities()}
        self.entries = explorer.index(view.description.name).entries(view.selection)
        self.middles = municipality_points(explorer.store)
        self.points = {}
        if self.dataset.geometry:
            self.points = explorer.store.geometries(self.dataset.name)
        self.many = [child for child in self.dataset.children if not child.is_place]
        self.lists = {child.name: self._lists(child, child.value.name) for child in self.many}
        place = next((child for child in self.dataset.children if child.is_place), None)
        self.stated = self._lists(place, place.stated_field) if place else None

    def _lists(self, child, name):
        """Return the values of a child table's column by row id."""
        found = {}
        table = self.data.children[child.name]
        for parent, value in zip(table[child.parent_key], table[name], strict=True):
            found.setdefault(parent, []).append(value)
        return found

    def _fields(self):
        fields = [ExportField("id", "id", tr("Id"), tr("The row's id in the store."), "integer")]
        municipality = {item.field for item in self.view.description.places}
        fields += [
            _described(item, self.dataset)
            for item in self.dataset.stored_fields
            if item.name not in municipality or item.stated_field
        ]
        fields += [_described(child.value, self.dataset) for child in self.many]
        if self.stated is not None:
            meaning = tr("The municipalities as the source states them.")
            fields.append(
                ExportField("angivet", "angivet", tr("Municipality as stated"), meaning, "string")
            )
        fields.append(
            ExportField(
                "andel_kommunkod", "andelkod", tr("Municipality of the share"),
                tr("Code of the municipality that this point or part belongs to."), "string",
            )
        )  # fmt: skip
        fields.append(
            ExportField(
                "andel_kommun", "andelkomm", tr("Name of the municipality"),
                tr("Name of the municipality that this point or part belongs to."), "string",
            )
        )  # fmt: skip
        if self.view.choice.measure.aggregate == "sum":
            measure = label(self.view.choice.measure)
            unit = self.view.choice.measure.unit.text(language())
            parts = tr("This municipality's part; the parts of a row add up to its amount.")
            fields.append(
                ExportField(
                    "andel", "andel",
                    tr("Share of {measure} ({unit})", measure=measure.lower(), unit=unit),
                    " ".join(filter(None, (parts, self.view.texts.prices))),
                    "number",
                )
            )  # fmt: skip
        return fields

    def layer(self, name, *, on_map):
        """Return the entries on the map as points, or those outside it without geometry."""
        fields = self._fields()
        if not on_map:
            meaning = tr("Why this row or part lies outside the map.")
            fields.append(ExportField("orsak", "orsak", tr("Reason"), meaning, "string"))
        kind = Qgis.WkbType.Point if on_map else Qgis.WkbType.NoGeometry
        entries = [entry for entry in self.entries if on_map is not bool(entry.reason)]
        rows = [
            (self._point(entry) if on_map else None, self._values(entry, fields))
            for entry in entries
        ]
        title = label(self.dataset) if on_map else tr("Outside the map")
        return ExportLayer(name, memory_layer(title, kind, fields, rows), fields)

    def _values(self, entry, fields):
        row_id = self.data.ids[entry.row]
        values = {name: column[entry.row] for name, column in self.data.columns.items()}
        values |= {
            child.value.name: "; ".join(self.lists[child.name].get(row_id, ())) or None
            for child in self.many
        }
        values |= {
            "id": row_id,
            "angivet": "; ".join((self.stated or {}).get(row_id, ())) or None,
            "andel_kommunkod": entry.code,
            "andel_kommun": self.names.get(entry.code),
            "andel": self.view.totals.in_unit(entry.share),
            "orsak": outside_reason(entry.reason) if entry.reason else None,
        }
        return [values[item.name] for item in fields]

    def _point(self, entry):
        """A row lies at its own place if it has one, and each of several shares in its area."""
        own = self.points.get(self.data.ids[entry.row]) if entry.alone else None
        return own or self.middles[entry.code]
