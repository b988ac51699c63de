"""Tables that a store of an earlier plugin lacks: empty to whoever reads, made by who writes first.

A plugin may bring datasets that its stores do not know yet. Opening such a store changes nothing in
it, so that it may be read-only, and others may work in it.
"""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from . import geopackage
from .geopackage import statement
from .schema import META, table_specs
from .triggers import add_triggers

# Where a GeoPackage registers its tables.
_REGISTERS = ("gpkg_contents", "gpkg_ogr_contents")


class MissingTables:
    """The tables that a store lacks.

    :param specs: their :class:`~.schema.TableSpec`, without geometry
    """

    def __init__(self, specs):
        self._names = [spec.name for spec in specs]
        self._columns = {spec.name: spec.value_columns for spec in specs}
        self._definitions, self._rows = _as_made(specs)

    def stand_in(self, connection):
        """Give a connection empty tables in place of those that the store still lacks."""
        for name in self._still(connection):
            query = "CREATE TEMP TABLE {table} ({columns})"
            connection.execute(statement(query, table=name, columns=self._columns[name]))

    def add(self, connection):
        """Make the tables that the store still lacks, within an open transaction."""
        for name in self._still(connection):
            for definition in self._definitions[name]:
                connection.execute(definition)
            for register, row in self._rows[name]:
                query = "INSERT INTO {table} ({names}) VALUES ({marks})"
                made = statement(query, table=register, names=list(row), marks=len(row))
                connection.execute(made, list(row.values()))

    def _still(self, connection):
        there = _tables(connection)
        return [name for name in self._names if name not in there]


def missing_tables(connection, catalogue):
    """Return the :class:`MissingTables` of a store, None if it lacks none.

    A dataset that the store has imports of is not new to it: were its table gone, the store would
    be damaged, and is not made to look empty.
    """
    there = _tables(connection)
    there |= {name for (name,) in connection.execute("SELECT DISTINCT dataset FROM omgang")}
    new = set()
    for dataset in catalogue.datasets.values():
        if dataset.name not in there and not dataset.geometry:
            new |= {dataset.name, *(child.name for child in dataset.children)}
    lacking = [spec for spec in table_specs(catalogue) if spec.name in new]
    return MissingTables(lacking) if lacking else None


def _tables(connection):
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table'"
    return {name for (name,) in connection.execute(query)}


def _as_made(specs):
    """Return the SQL of each table, its indexes and triggers, and what registers it.

    GDAL makes the tables of a new store; here it makes them in a file that is thrown away.
    """
    names = [spec.name for spec in specs]
    definitions, rows = {name: [] for name in names}, {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nya.gpkg"
        geopackage.create(path, [META, *specs], add_triggers)
        with contextlib.closing(geopackage.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            query = (
                "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END"
            )
            for name, definition in connection.execute(query):
                if name in definitions:
                    definitions[name].append(definition)
            for register in _REGISTERS:
                query = statement("SELECT * FROM {table}", table=register)
                for row in connection.execute(query):
                    if row["table_name"] in rows:
                        rows[row["table_name"]].append((register, dict(row)))
    return definitions, rows
