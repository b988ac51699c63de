"""The selection as a WHERE clause, so that points and tables show the same rows as the totals."""

from qgis.core import QgsProviderRegistry, QgsSqliteUtils

from ..analysis.index import REGION_CODE
from ..analysis.model import AnyOf, Between
from ..definitions import load_catalogue
from ..domain.municipalities import REGION
from ..domain.text import fold
from ..errors import N_, UserError
from ..store.schema import ID

# Not a backslash: engines differ in what a backslash means in a literal.
_ESCAPE = "!"
# Filled with quoted names and finished conditions only.
_IN_TABLE = "{column} IN (SELECT {key} FROM {table} WHERE {condition})"
_NOT_IN_TABLE = "{column} NOT IN (SELECT {key} FROM {table})"


class LayerBusy(UserError):
    """Layers keep their old filter because somebody is editing them."""


class FilterFailed(UserError):
    """A layer refused its filter, and shows all its rows."""


def subset_sql(dataset, description, selection, codelists=None):
    """Return the filter of a selection as a WHERE clause on the dataset's own table.

    Rows are taken whole where the totals take shares. Places go by the place rule of the selection;
    several place facets must hold for one and the same place of a row, as in the totals.

    :param codelists: codelists by name as the store knows them, for text searches in coded fields
    :return: an SQL expression, empty where nothing is filtered
    """
    place = next(item for item in description.places if item.name == selection.place)
    clauses, placed = [], []
    for facet in description.facets:
        choice = selection.filter.get(facet.field)
        if choice is None:
            continue
        if facet.kind == "place":
            placed.append((facet, choice))
        else:
            clauses.append(_field_clause(dataset, facet.field, choice, codelists or {}))
    if placed:
        clauses.append(_place_clause(dataset, place.field, placed))
    return " AND ".join(f"({clause})" for clause in clauses if clause)


def apply_subset(layer, sql, columns=()):
    """Filter a layer; a layer that is being edited is left alone.

    :param columns: columns that the table must have: SQLite reads an unknown one as a text, and
        would quietly find nothing
    :raises LayerBusy: if the layer is in edit mode and its filter would change
    :raises FilterFailed: if the store does not take the filter; the layer then shows all rows
    """
    if layer.subsetString() == sql:
        return
    if layer.isEditable():
        raise LayerBusy(
            N_(
                "The layer {layer} is being edited and keeps its old filter. "
                "Save or discard the edits, then filter again."
            ),
            layer=layer.name(),
        )
    whole = _address(layer, "")
    known = set(columns) <= set(layer.fields().names())
    if not known or not _reopen(layer, _address(layer, sql)):
        layer.setDataSource(whole, layer.name(), layer.providerType())
        raise FilterFailed(
            N_("The layer {layer} cannot be filtered and shows all rows. Renew the store."),
            layer=layer.name(),
            details=sql,
        )


def _reopen(layer, address):
    """Open a layer with another filter; return whether its rows can be counted.

    ``setSubsetString`` would put the GeoPackage into WAL mode and then fail to read it, if another
    layer has it open. A filter that fails leaves a valid layer; only the count tells. Counting also
    fails where edits of the past left the file in WAL mode: reading a row makes QGIS open it in a
    way that heals that, for one more try.
    """
    for _ in range(2):
        layer.setDataSource(address, layer.name(), layer.providerType())
        if layer.isValid() and layer.featureCount() >= 0:
            return True
        next(layer.getFeatures(), None)
    return False


def _address(layer, sql):
    registry = QgsProviderRegistry.instance()
    parts = registry.decodeUri(layer.providerType(), layer.source())
    parts.pop("subset", None)
    if sql:
        parts["subset"] = sql
    return registry.encodeUri(layer.providerType(), parts)


def _field_clause(dataset, name, choice, codelists):
    child = dataset.child_of(name)
    field = dataset.field(name)
    if child is None:
        return _own_clause(field, choice, codelists)
    if not isinstance(choice, AnyOf):
        return _in_child(child, _own_clause(field, choice, codelists))
    clause = _in_child(child, _any_of(field.name, choice.values))
    return f"{clause} OR {_without_child(child)}" if None in choice.values else clause


def _own_clause(field, choice, codelists):
    if isinstance(choice, AnyOf):
        return _any_of(field.name, choice.values)
    if isinstance(choice, Between):
        return _between(field.name, choice)
    if field.search:
        return _like(field.search_column, choice.text)
    if field.codelist in codelists:
        words = fold(choice.text)
        entries = codelists[field.codelist].entries
        return _any_of(field.name, [item.value for item in entries if words in fold(item.value)])
    return _like(field.name, choice.text)


def _any_of(column, values):
    name = _name(column)
    listed = ", ".join(_value(value) for value in values if value is not None)
    parts = [f"{name} IN ({listed})"] if listed else []
    if None in values:
        parts.append(f"{name} IS NULL")
    return " OR ".join(parts) or "1 = 0"


def _between(column, choice):
    name = _name(column)
    parts = []
    if choice.low is not None:
        parts.append(f"{name} >= {_value(choice.low)}")
    if choice.high is not None:
        parts.append(f"{name} <= {_value(choice.high)}")
    return " AND ".join(parts) or f"{name} IS NOT NULL"


def _like(column, text):
    words = fold(text)
    for char in (_ESCAPE, "%", "_"):
        words = words.replace(char, _ESCAPE + char)
    return f"{_name(column)} LIKE {_value(f'%{words}%')} ESCAPE {_value(_ESCAPE)}"


def _place_clause(dataset, name, placed):
    child = dataset.child_of(name)
    scope = child.scope_field if child else ""
    conditions = [
        (_via_clause(name, facet, choice) if facet.via else _code_clause(name, scope, choice))
        for facet, choice in placed
    ]
    together = " AND ".join(f"({condition})" for condition in conditions)
    if child is None:
        return together
    clause = _in_child(child, together)
    nowhere = all(None in choice.values for _, choice in placed)
    return f"{clause} OR {_without_child(child)}" if nowhere else clause


def _code_clause(column, scope, choice):
    """Return the condition on a municipality code, where a code of its own means the region."""
    codes = [value for value in choice.values if value is not None and value != REGION_CODE]
    listed = ", ".join(_value(code) for code in codes)
    parts = [f"{_name(column)} IN ({listed})"] if listed else []
    if REGION_CODE in choice.values and scope:
        parts.append(f"{_name(scope)} = {_value(REGION)}")
    if None in choice.values:
        unknown = f"{_name(column)} IS NULL"
        parts.append(f"({unknown} AND {_name(scope)} <> {_value(REGION)})" if scope else unknown)
    return " OR ".join(parts) or "1 = 0"


def _via_clause(column, facet, choice):
    """Return the condition on a property of the municipality, such as its corner."""
    municipalities = load_catalogue().municipalities
    clause = _IN_TABLE.format(
        column=_name(column),
        key=_name(municipalities.identity[0]),
        table=_name(facet.via),
        condition=_any_of(facet.field, choice.values),
    )
    return f"{clause} OR {_name(column)} IS NULL" if None in choice.values else clause


def _in_child(child, condition):
    key, table = _name(child.parent_key), _name(child.name)
    return _IN_TABLE.format(column=_name(ID), key=key, table=table, condition=condition)


def _without_child(child):
    key, table = _name(child.parent_key), _name(child.name)
    return _NOT_IN_TABLE.format(column=_name(ID), key=key, table=table)


def _name(name):
    return QgsSqliteUtils.quotedIdentifier(name)


def _value(value):
    """Quote a value; quoting of expressions would double backslashes, and SQL would keep both."""
    return QgsSqliteUtils.quotedValue(value)
