"""What was when: the markers of a batch, and the rows as they stood before a marker.

A marker says how far the history and each table had come. A row existed before it if its id had
been given by then, and if it was not added (again) since; it looked as its first version after the
marker says, or as it looks now if there is none. Undoing a batch and showing the store as it was
both rest on that.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field

from .batches import add_batch, finish_batch
from .derived import KEY
from .geopackage import statement
from .meta import BATCH, set_meta
from .schema import GEOMETRY_COLUMN, HISTORY, ID, table_specs
from .triggers import ADDED

# In the place of a version: the row was not there.
NOTHING = 0


def versioned(catalogue):
    """Return the tables whose history is kept (:class:`~.schema.TableSpec`) by name."""
    return {spec.name: spec for spec in table_specs(catalogue) if spec.versioned}


def markers(connection, catalogue):
    """Return how far the history and each table have come: the highest id ever given, by name."""
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    found = {}
    for table in (HISTORY.name, *versioned(catalogue)):
        query = statement("SELECT max(id) FROM {table}", table=table)
        highest = connection.execute(query).fetchone()[0]
        found[table] = max(given.get(table) or 0, highest or 0)
    return found


@contextmanager
def written_batch(connection, catalogue, batch):
    """Write a batch around what is done for it, within an open transaction; yield its id."""
    before = markers(connection, catalogue)
    batch_id = add_batch(connection, batch, before)
    set_meta(connection, BATCH, batch_id)
    yield batch_id
    set_meta(connection, BATCH, None)
    finish_batch(connection, batch_id, before, markers(connection, catalogue))


@dataclass
class Since:
    """What happened to one table between two markers.

    :param first: by row id the first version that was kept, an id of the history; ``NOTHING``
        where the row had not been there
    :param last: by row id the last version that was kept
    :param added: row id → id of the row that it belongs to (None where it belongs to none), of the
        rows that are there and got their ids between the markers
    :param parents: row id → ids of the rows that it belonged to meanwhile
    """

    first: dict = field(default_factory=dict)
    last: dict = field(default_factory=dict)
    added: dict = field(default_factory=dict)
    parents: dict = field(default_factory=dict)


def since(connection, tables, start, end=None):
    """Return what happened after marker ``start``, up to marker ``end`` or now, by table name.

    :param tables: from :func:`versioned`
    """
    found = {name: Since() for name in tables}
    query = (
        "SELECT id, tabell, rad, handelse, foralder FROM historik WHERE id > ? AND id <= ? "
        "ORDER BY id"
    )
    bounds = (start[HISTORY.name], end[HISTORY.name] if end else 2**62)
    for version, table, row_id, event, parent in connection.execute(query, bounds):
        if table not in found:
            continue
        changes = found[table]
        changes.first.setdefault(row_id, NOTHING if event == ADDED else version)
        changes.last[row_id] = version
        if parent is not None:
            known = changes.parents.get(row_id, ())
            if parent not in known:
                changes.parents[row_id] = (*known, parent)
    for name, spec in tables.items():
        query = statement(
            "SELECT id, {parent} FROM {table} WHERE id > ? AND id <= ?",
            parent=spec.parent_key or ID,
            table=name,
        )
        bounds = (start.get(name, 0), end.get(name, 0) if end else 2**62)
        for row_id, parent in connection.execute(query, bounds):
            found[name].added[row_id] = parent if spec.parent_key else None
    return found


def content(connection, version):
    """Return the row that a version holds, ``{column: value}``; None for ``NOTHING``."""
    if version == NOTHING:
        return None
    query = "SELECT innehall FROM historik WHERE id = ?"
    return json.loads(connection.execute(query, (version,)).fetchone()[0])


class Rows:
    """Rows of one table, as they are and as the history has them.

    :param spec: from :func:`versioned`; what writes needs an open transaction
    """

    def __init__(self, connection, spec):
        self.connection = connection
        self.columns = spec.value_columns[1:]
        selected = statement("{names}", names=[ID, *self.columns])
        if spec.geometry:
            self.columns.append(GEOMETRY_COLUMN)
            selected += statement(", hex({name})", name=GEOMETRY_COLUMN)
        self.has_shapes = bool(spec.geometry)
        self._select = (
            "SELECT " + selected + statement(" FROM {table} WHERE id = ?", table=spec.name)
        )
        assignments = ", ".join(statement("{name} = ?", name=name) for name in self.columns)
        self._change = (
            statement("UPDATE {table} SET ", table=spec.name) + assignments + " WHERE id = ?"
        )
        self._add = statement(
            "INSERT INTO {table} ({names}) VALUES ({marks})",
            table=spec.name,
            names=[*self.columns, ID],
            marks=len(self.columns) + 1,
        )
        self._release = statement(
            "UPDATE {table} SET {key} = NULL WHERE id = ?", table=spec.name, key=KEY
        )
        self._delete = statement("DELETE FROM {table} WHERE id = ?", table=spec.name)

    def present(self, row_id):
        """Return a row as it is now, ``{column: value}`` as in a version; None if it is gone."""
        row = self.connection.execute(self._select, (row_id,)).fetchone()
        return None if row is None else dict(zip((ID, *self.columns), row, strict=True))

    def restore(self, version):
        """Write a row as a version holds it, under its id, whether it is there or not."""
        row = content(self.connection, version)
        values = [row.get(name) for name in self.columns]
        if self.has_shapes:
            # SQLite's hex() of nothing is an empty text.
            values[-1] = bytes.fromhex(values[-1]) if values[-1] else None
        values.append(row[ID])
        if not self.connection.execute(self._change, values).rowcount:
            self.connection.execute(self._add, values)

    def let_go(self, row_id):
        """Take a row's key from it, so that another one may have it."""
        self.connection.execute(self._release, (row_id,))

    def remove(self, row_id):
        """Remove a row, if it is there."""
        self.connection.execute(self._delete, (row_id,))


def in_use(connection, catalogue, entry):
    """True if a row has the value of a codelist's entry, ``{column: value}`` of ``kodlista``."""
    for dataset in catalogue.datasets.values():
        for table in (dataset, *dataset.children):
            for item in table.fields:
                if item.codelist != entry["lista"]:
                    continue
                query = statement(
                    "SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} = ?)",
                    table=table.name,
                    column=item.name,
                )
                if connection.execute(query, (entry["varde"],)).fetchone()[0]:
                    return True
    return False


def listed_already(connection, entry):
    """True if a codelist has another entry with the value of this one."""
    query = "SELECT EXISTS (SELECT 1 FROM kodlista WHERE lista = ? AND varde = ? AND id <> ?)"
    values = (entry["lista"], entry["varde"], entry[ID])
    return bool(connection.execute(query, values).fetchone()[0])
