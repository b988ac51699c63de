"""A copy of a store as it was just before a batch."""

import contextlib
import json
import os
import sqlite3
import tempfile
from pathlib import Path

from . import geopackage
from .batches import read_markers
from .derived import KEY
from .geopackage import statement
from .history import NOTHING, Rows, content, since, versioned
from .meta import AS_OF, QUIET, set_meta
from .schema import HISTORY


def copy_before(source, catalogue, batch, path, begin, finish):
    """Write a copy in which every dataset is as it was just before a batch.

    :param source: an open connection to the store, to read
    :param path: must not exist; it appears when the copy is whole
    :param begin: called with the connection to the copy at the beginning of the transaction
    :param finish: called with the connection to the copy at the end of the transaction
    :raises OSError: if the folder cannot be written
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(suffix=".gpkg", dir=path.parent)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as target:
            source.backup(target)
        with contextlib.closing(geopackage.connect(name)) as connection:
            connection.isolation_level = None
            connection.execute("BEGIN")
            begin(connection)
            _go_back(connection, catalogue, batch)
            finish(connection)
            connection.execute("COMMIT")
        if path.exists():
            raise FileExistsError(str(path))
        os.replace(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _go_back(connection, catalogue, batch):
    tables = versioned(catalogue)
    start, _ = read_markers(connection, batch.id)
    # Nothing of this is a change that anybody made.
    set_meta(connection, QUIET, 1)
    # What was added since goes at once; what is left are changes of older rows.
    for name in tables:
        query = statement("DELETE FROM {table} WHERE id > ?", table=name)
        connection.execute(query, (start.get(name, 0),))
    changed = since(connection, tables, start)
    for name, spec in tables.items():
        _restore(connection, spec, changed[name].first, start.get(name, 0))
    connection.execute("DELETE FROM historik WHERE id > ?", (start[HISTORY.name],))
    connection.execute("DELETE FROM omgang WHERE id >= ?", (batch.id,))
    set_meta(connection, QUIET, None)
    state = {
        "batch": batch.id,
        "file": batch.file,
        "time": batch.time,
        "kind": batch.kind,
    }
    set_meta(connection, AS_OF, json.dumps(state, ensure_ascii=False))


def _restore(connection, spec, versions, highest):
    rows = Rows(connection, spec)
    has_keys = KEY in spec.value_columns
    take = statement(
        "UPDATE {table} SET {key} = NULL WHERE {key} = ? AND id <> ?", table=spec.name, key=KEY
    )
    for row_id, version in versions.items():
        if row_id > highest:
            continue
        if version == NOTHING:
            rows.remove(row_id)
            continue
        if has_keys:
            # A key may have gone to another row since; that one gets its own, at last from repair.
            connection.execute(take, (content(connection, version)[KEY], row_id))
        rows.restore(version)
