"""Triggers that keep the history and count changes, also of edits in QGIS's own form.

The old version of each changed or removed row goes to ``historik`` as JSON; of an added row only
that it came. An import adds its rows without (:func:`bulk`): their ids lie beyond all that were
before, which the markers of its batch tell (``history.py``).
"""

from contextlib import contextmanager

from .geopackage import Fragment, Literal, statement
from .schema import GEOMETRY_COLUMN, HISTORY

ADDED, CHANGED, REMOVED = "tillagd", "andrad", "borttagen"
_COUNT = Fragment(
    "UPDATE skanekarta_meta SET varde = CAST(varde AS INTEGER) + 1 WHERE nyckel = 'andringar';"
)
_KEEP = (
    "INSERT INTO {history} (tabell, rad, handelse, tid, omgang, foralder, innehall) "
    "SELECT {table}, {row}.id, {event}, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), "
    "(SELECT CAST(varde AS INTEGER) FROM skanekarta_meta WHERE nyckel = 'omgang'), "
    "{parent}, {content} WHERE {condition};"
)
# json_object prints numbers with 15 digits only; quote keeps them, but for infinity.
_REAL = (
    "CASE WHEN typeof(OLD.{name}) <> 'real' THEN OLD.{name} "
    "WHEN OLD.{name} > 1.7976931348623157e308 THEN json('9e999') "
    "WHEN OLD.{name} < -1.7976931348623157e308 THEN json('-9e999') "
    "ELSE json(quote(OLD.{name})) END"
)
# Set while derived columns are put right: that is no change that anybody made.
_LOUD = Fragment("(SELECT varde FROM skanekarta_meta WHERE nyckel = 'tyst') IS NULL")
_COUNTED_EVENTS = ("insert", "delete")
_ALWAYS, _NONE, _OLD, _NEW = map(Fragment, ("1", "NULL", "OLD", "NEW"))


def add_triggers(connection, spec):
    """Give a table (:class:`~.schema.TableSpec`) its triggers."""
    values = [statement("'id', OLD.id")]
    for column in spec.columns:
        # A column of another type than text may hold decimals, whatever it was declared as.
        template = "OLD.{name}" if column.type == "string" else _REAL
        value = statement(template, name=column.name)
        values.append(statement("{key}, {value}", key=Literal(column.name), value=value))
    if spec.geometry:
        key = Literal(GEOMETRY_COLUMN)
        values.append(statement("{key}, hex(OLD.{name})", key=key, name=GEOMETRY_COLUMN))
    content = Fragment("json_object(" + ", ".join(values) + ")")
    added = _keep(spec, ADDED, _NEW, _NONE)
    bodies = {
        "INSERT": added + _COUNT,
        "UPDATE": _keep(spec, CHANGED, _OLD, content) + _moved(spec) + _COUNT,
        "DELETE": _keep(spec, REMOVED, _OLD, content) + _remove_children(spec) + _COUNT,
    }
    for event, body in bodies.items():
        connection.execute(
            statement(
                "CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {loud} BEGIN {body} END",
                loud=_LOUD,
                name=f"sk_{spec.name}_{event.lower()}",
                event=Fragment(event),
                table=spec.name,
                body=Fragment(body),
            )
        )


def _keep(spec, event, row, content, condition=_ALWAYS):
    parent = _NONE
    if spec.parent_key:
        parent = statement("{row}.{key}", row=row, key=spec.parent_key)
    return statement(
        _KEEP,
        history=HISTORY.name,
        table=Literal(spec.name),
        row=row,
        event=Literal(event),
        parent=parent,
        content=content,
        condition=condition,
    )


def _moved(spec):
    """Return what notes that a row now belongs to another one, which so is changed as well."""
    if not spec.parent_key:
        return ""
    condition = statement("NEW.{key} IS NOT OLD.{key}", key=spec.parent_key)
    return _keep(spec, ADDED, _NEW, _NONE, condition)


def _remove_children(spec):
    """Return what removes the rows that belong to a removed one, also if it went by hand."""
    return "".join(
        statement("DELETE FROM {table} WHERE {key} = OLD.id;", table=table, key=key)
        for table, key in spec.children
    )


@contextmanager
def bulk(connection, tables):
    """Add rows without what acts on each of them; yield a tally of added rows by table name.

    Within an open transaction; the counter of changes is raised at the end by what stands in the
    tally.
    """
    tally = dict.fromkeys(tables, 0)
    names = [f"sk_{table}_insert" for table in tables]
    with counted_at_once(connection, tables), _lifted(connection, names):
        yield tally
    connection.execute(
        "UPDATE skanekarta_meta SET varde = CAST(varde AS INTEGER) + ? WHERE nyckel = 'andringar'",
        (sum(tally.values()),),
    )


@contextmanager
def counted_at_once(connection, tables):
    """Let GDAL's numbers of rows be put right at the end, not with each row of many."""
    tables = [*tables, HISTORY.name]
    names = [
        f"trigger_{event}_feature_count_{table}" for table in tables for event in _COUNTED_EVENTS
    ]
    with _lifted(connection, names):
        yield
    for table in tables:
        query = (
            "UPDATE gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM {table}) "
            "WHERE lower(table_name) = lower({name}) AND feature_count IS NOT NULL"
        )
        connection.execute(statement(query, table=table, name=Literal(table)))


@contextmanager
def _lifted(connection, names):
    """Take triggers away and put them back as they were; a rollback does so as well."""
    found = [
        row
        for name in names
        for row in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
        )
    ]
    for name, _ in found:
        connection.execute(statement("DROP TRIGGER {name}", name=name))
    yield
    for _, definition in found:
        connection.execute(definition)
