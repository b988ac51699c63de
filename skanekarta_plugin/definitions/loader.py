"""Reads the descriptions and refuses those that do not hold together."""

import re
from functools import lru_cache
from pathlib import Path

from ..paths import resource
from .card import read_card
from .checking import check as _check
from .checking import known_words as _known_words
from .checking import labelled as _label
from .checking import read as _read
from .model import (
    DIFFERENCE_PALETTE,
    Catalogue,
    ChildTable,
    Codelist,
    CodelistEntry,
    Dataset,
    Facet,
    Field,
    Indicators,
    Label,
    MapDescription,
    Measure,
    Place,
    Prices,
    Related,
    RowCheck,
    RowLayer,
    Validity,
)

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
EXPORT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,9}\Z")
# Words that ArcGIS or its databases take for SQL; a field of that name cannot be used there.
RESERVED = frozenset(
    "add all alter and any as asc between by case char column count create date default delete "
    "desc distinct drop from group having in index insert integer into is level like not null "
    "number on or order select set size table then to type union unique update user value values "
    "view where with objectid fid shape".split()
)
TYPES = ("string", "integer", "number", "year", "date")
AGGREGATES = ("sum", "count", "latest", "distinct", "share")
COUNTING = ("dela", "utanfor")
LOOKS = ("", "choropleth", "symbols")
FACETS = ("values", "single", "range", "text", "place")
FIELD_WORDS = frozenset(
    "name type title titleEn description exportName headers constraints format unit search "
    "personal statedField derivedFrom emptyWhen unknownIf register".split()
)
CONSTRAINTS = frozenset("required unique minimum maximum enum pattern".split())
SCHEMA_WORDS = frozenset(
    "title titleEn primaryKey identity label kind geometry fields foreignKeys value scopeField "
    "statedField weightField identityRepeats register checks wholeSet validity".split()
)
MAP_WORDS = frozenset(
    "name title titleEn dataset noun nounEn nounOne nounOneEn yearField places counting measures "
    "facets palette differencePalette symbolColour related layers".split()
)


@lru_cache(maxsize=8)
def load_catalogue(folder=None):
    """Load all descriptions of a folder (by default the plugin's own), once.

    :raises DefinitionError: if a file cannot be read or the descriptions contradict each other
    """
    folder = Path(folder) if folder else resource("definitions")
    package = _read(folder / "datapackage.json")
    resources = package["resources"]
    codelists = {
        item["name"]: _codelist(item) for item in resources if item.get("kind") == "codelist"
    }
    schemas = {
        item["name"]: _read(folder / item["schema"])
        for item in resources
        if item.get("kind") != "codelist"
    }
    municipal = {name for name, schema in schemas.items() if schema.get("kind") == "municipalities"}
    tables = {
        name: _table(name, schema, codelists, schemas, municipal)
        for name, schema in schemas.items()
    }
    datasets = {}
    for name, schema in schemas.items():
        if "value" not in schema:
            children = tuple(
                _child(child, other, tables[child], name)
                for child, other in schemas.items()
                if "value" in other and _parent(child, other, schemas) == name
            )
            datasets[name] = _dataset(name, schema, tables[name], children)
    origin = _table("ursprung", _read(folder / "datasets" / "ursprung.json"), {}, {}, set())
    maps = {}
    for path in sorted((folder / "maps").glob("*.json")):
        described = _read(path)
        maps[described["name"]] = _map(described, datasets)
    order = package.get("mapOrder", list(maps))
    _check(set(order) == set(maps), "datapackage.json", "mapOrder")
    population = _related("datapackage.json", package["population"], datasets)
    prices = _prices(package["prices"], datasets) if "prices" in package else None
    indicators = _indicators(package["indicators"], datasets) if "indicators" in package else None
    start_map = package.get("startMap", order[0])
    _check(start_map in maps, "datapackage.json", start_map)
    ordered = {name: maps[name] for name in order}
    card = read_card(_read(folder / "card.json"), datasets, codelists, ordered)
    return Catalogue(
        datasets, codelists, ordered, origin, population, start_map, prices, indicators, card
    )


def _codelist(described):
    entries = tuple(
        CodelistEntry(
            row["varde"],
            Label(row.get("titel", row["varde"]), row.get("titelEn", row["varde"])),
            tuple(row.get("synonymer", ())),
            row.get("enhet", ""),
            row.get("grupp", ""),
        )
        for row in described["data"]
    )
    _check(len({entry.value for entry in entries}) == len(entries), described["name"], "varde")
    return Codelist(described["name"], _label(described), described["open"], entries)


def _targets(schema):
    return {
        key["fields"]: key["reference"]["resource"]
        for key in schema.get("foreignKeys", ())
        if key["reference"]["resource"]
    }


def _table(name, schema, codelists, schemas, municipal):
    _check(NAME.match(name), name, "name")
    _known_words(schema, SCHEMA_WORDS, name)
    targets = _targets(schema)
    for target in targets.values():
        _check(target in codelists or target in schemas, name, target)
    fields = tuple(_field(name, item, targets, codelists, municipal) for item in schema["fields"])
    for what in ("name", "export_name"):
        values = [getattr(item, what) for item in fields]
        _check(len(set(values)) == len(values), name, what)
    names = {item.name for item in fields}
    for wanted in [*schema.get("identity", ()), *filter(None, [schema.get("label")])]:
        _check(wanted in names, name, wanted)
    for wanted in schema.get("register", {}).values():
        _check(wanted in names, name, wanted)
    for item in fields:
        _check(item.unknown_if in {"", *names}, name, item.name)
        if item.register:
            _check("register" in schemas.get(item.register["dataset"], {}), name, item.name)
            _check(item.register["numberField"] in names and item.stated_field, name, item.name)
    return fields


def _field(table, described, targets, codelists, municipal):
    where = f"{table}.{described.get('name')}"
    _known_words(described, FIELD_WORDS, where)
    constraints = described.get("constraints", {})
    _known_words(constraints, CONSTRAINTS, where)
    _check(NAME.match(described["name"]), where, "name")
    _check(described["type"] in TYPES, where, described["type"])
    export_name = described["exportName"]
    _check(EXPORT_NAME.match(export_name), where, export_name)
    _check(export_name.lower() not in RESERVED, where, export_name)
    target = targets.get(described["name"], "")
    return Field(
        name=described["name"],
        type=described["type"],
        label=_label(described),
        export_name=export_name,
        headers=tuple(described.get("headers", ())),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern", ""),
        unit=described.get("unit", ""),
        is_link=described.get("format") == "uri",
        search=described.get("search", False),
        personal=described.get("personal", ""),
        codelist=target if target in codelists else "",
        is_municipality=target in municipal,
        stated_field=described.get("statedField", ""),
        derived_from=described.get("derivedFrom", ""),
        empty_when=described.get("emptyWhen"),
        unknown_if=described.get("unknownIf", ""),
        register=described.get("register"),
    )


def _parent(name, schema, schemas):
    parents = [
        key["reference"]["resource"]
        for key in schema["foreignKeys"]
        if key["reference"]["fields"] == "id" and key["reference"]["resource"] in schemas
    ]
    _check(len(parents) == 1, name, "foreignKeys")
    return parents[0]


def _child(name, schema, fields, parent):
    by_name = {item.name: item for item in fields}
    parent_key = next(
        key["fields"] for key in schema["foreignKeys"] if key["reference"]["resource"] == parent
    )
    for word in ("value", "scopeField", "statedField", "weightField"):
        _check(word not in schema or schema[word] in by_name, name, word)
    return ChildTable(
        name=name,
        label=_label(schema),
        fields=fields,
        parent_key=parent_key,
        value=by_name[schema["value"]],
        scope_field=schema.get("scopeField", ""),
        stated_field=schema.get("statedField", ""),
        weight_field=schema.get("weightField", ""),
    )


def _dataset(name, schema, fields, children):
    names = [item.name for item in fields] + [child.value.name for child in children]
    _check(len(set(names)) == len(names), name, "name")
    checks = tuple(
        RowCheck(
            item["field"], item["minimum"], item["when"]["field"], item["when"]["value"],
            _label(item, "text"),
        )
        for item in schema.get("checks", ())
    )  # fmt: skip
    for check in checks:
        _check(any(check.field == child.value.name for child in children), name, check.field)
        _check(check.when_field in names, name, check.when_field)
    return Dataset(
        name=name,
        label=_label(schema),
        fields=fields,
        children=children,
        identity=tuple(schema.get("identity", ())),
        label_field=schema.get("label", ""),
        kind=schema.get("kind", ""),
        geometry=schema.get("geometry"),
        repeats=schema.get("identityRepeats", False),
        whole_set=schema.get("wholeSet", False),
        register=schema.get("register"),
        checks=checks,
        validity=_validity(name, schema["validity"], fields) if "validity" in schema else None,
    )


def _validity(name, described, fields):
    _known_words(described, {"from", "to", "adopted"}, name)
    dates = {item.name for item in fields if item.type == "date"}
    for word in ("from", "to", "adopted"):
        _check(described.get(word) in dates, name, f"validity.{word}")
    return Validity(described["from"], described["to"], described["adopted"])


def _map(described, datasets):
    name = described["name"]
    _check(NAME.match(name), name, "name")
    _known_words(described, MAP_WORDS, name)
    _check(described["dataset"] in datasets, name, described["dataset"])
    dataset = datasets[described["dataset"]]
    municipal = next(item for item in datasets.values() if item.kind == "municipalities")
    facets = tuple(_facet(name, item, dataset, municipal) for item in described["facets"])
    _check(dataset.has_field(described["yearField"]), name, "yearField")
    _check(described["counting"] and set(described["counting"]) <= set(COUNTING), name, "counting")
    for place in described["places"]:
        _check(dataset.has_field(place["field"]), name, place["field"])
    for layer in described.get("layers", ()):
        _check(layer["dataset"] in datasets, name, layer["dataset"])
        _check(layer["kind"] == "points", name, layer["kind"])
    return MapDescription(
        name=name,
        label=_label(described),
        dataset=dataset.name,
        noun=_label(described, "noun"),
        noun_one=_label(described, "nounOne"),
        year_field=described["yearField"],
        places=tuple(
            Place(item["name"], item["field"], _label(item)) for item in described["places"]
        ),
        counting=tuple(described["counting"]),
        measures=tuple(_measure(name, item, dataset) for item in described["measures"]),
        facets=facets,
        palette=described["palette"],
        difference_palette=described.get("differencePalette", DIFFERENCE_PALETTE),
        symbol_colour=described["symbolColour"],
        related=tuple(_related(name, item, datasets) for item in described.get("related", ())),
        layers=tuple(
            RowLayer(
                item["name"],
                item["dataset"],
                item["kind"],
                item.get("categories", ""),
                item.get("colour", ""),
                item.get("size", 2.0),
                item.get("labelBelowScale", 0),
                item.get("filtered", False),
            )
            for item in described.get("layers", ())
        ),
    )


def _related(where, described, datasets):
    _check(described["dataset"] in datasets, where, described["dataset"])
    dataset = datasets[described["dataset"]]
    for name in (described["field"], described.get("latest"), described.get("link")):
        _check(not name or dataset.has_field(name), where, name)
    _check(dataset.municipality_field, where, described["dataset"])
    _check(EXPORT_NAME.match(described["exportName"]), where, described["exportName"])
    return Related(
        described["name"],
        _label(described),
        described["exportName"],
        described["dataset"],
        described["field"],
        described.get("where", {}),
        described.get("latest", ""),
        described.get("link", ""),
    )


def _prices(described, datasets):
    where = "datapackage.json"
    _check(described["dataset"] in datasets, where, described["dataset"])
    dataset = datasets[described["dataset"]]
    for word, kinds in (("year", ("year",)), ("index", ("number", "integer"))):
        name = described[word]
        own = {item.name: item.type for item in dataset.fields}
        _check(own.get(name) in kinds, where, name)
    return Prices(dataset.name, described["year"], described["index"])


def _indicators(described, datasets):
    where = "datapackage.json"
    found = Indicators(
        **{("per_inhabitant" if key == "perInhabitant" else key): described[key]
           for key in described}
    )  # fmt: skip
    for name in (found.dataset, found.areas):
        _check(name in datasets, where, name)
        for word in ("figure", "year", "value", "status", "source"):
            _check(datasets[name].has_field(described[word]), where, described[word])
    _check(datasets[found.areas].has_field(found.area), where, found.area)
    return found


def _facet(map_name, described, dataset, municipal):
    field, kind, via = described["field"], described["kind"], described.get("via", "")
    _check(kind in FACETS, map_name, kind)
    _check(via in ("", municipal.name), map_name, via)
    owner = municipal if via else dataset
    _check(owner.has_field(field), map_name, field)
    label = _label(described) if "title" in described else owner.field(field).label
    return Facet(field, kind, label, via, described.get("default", ""))


def _measure(map_name, described, dataset):
    _check(described.get("look", "") in LOOKS, map_name, described["name"])
    _check(described["aggregate"] in AGGREGATES, map_name, described["aggregate"])
    aggregate = described["aggregate"]
    # Rows have one value of what is measured; a child table's are facets.
    own = {item.name: item for item in dataset.fields}
    for word in {"count": (), "share": ("field", "of")}.get(aggregate, ("field",)):
        name = described.get(word, "")
        _check(name in own, map_name, name)
        _check(aggregate == "distinct" or own[name].is_number, map_name, name)
    if described.get("perInhabitant"):
        _check(aggregate in ("sum", "count"), map_name, described["name"])
    return Measure(
        name=described["name"],
        aggregate=described["aggregate"],
        label=_label(described),
        zero=_label(described, "zero"),
        field=described.get("field", ""),
        unit=_label(described, "unit"),
        unit_from=described.get("unitFrom", ""),
        per_inhabitant=described.get("perInhabitant", False),
        look=described.get("look", ""),
        of=described.get("of", ""),
    )
