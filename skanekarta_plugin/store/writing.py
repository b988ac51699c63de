"""Writes the rows of an import (:class:`~..sources.rows.CleanRows`), column by column.

Values are turned into what SQLite takes once for each distinct one, and rows are put together only
for the moment in which they are written, some thousands at a time.
"""

import json
import sqlite3
from itertools import chain, repeat

import numpy as np

from ..definitions.model import Codelist, CodelistEntry, Label
from .derived import KEY, searchable
from .geopackage import geometry_blob, statement
from .schema import GEOMETRY_COLUMN, dataset_columns, origin_columns
from .triggers import bulk

# Rows written between two looks at the clock: the window of QGIS must not wait for longer.
_ROWS = 5000
# Values of one statement of many rows, which takes half the time of one for each row: not more than
# SQLite binds, which was less before 3.32.
_VALUES = 9000 if sqlite3.sqlite_version_info >= (3, 32) else 900
_SHEET, _NUMBER, _BATCH = "kallblad", "kallrad", "omgang"


def write_rows(connection, catalogue, parts, batch_id, tell):
    """Write the rows of a batch, within an open transaction.

    :param parts: ``(dataset, rows, new, changed, removed)`` as for ``Store.apply``
    :param tell: called with a number of rows when these are written
    """
    tables = [table.name for part in parts for table in (part[0], *part[0].children)]
    with bulk(connection, tables) as tally:
        for dataset, rows, new, changed, removed in parts:
            writer = _Writer(connection, catalogue, dataset, rows, batch_id, tally, tell)
            writer.remove(removed)
            writer.update(changed)
            writer.insert(new)


class _Writer:
    """Writes rows of one dataset for one batch, within an open transaction.

    :param tally: counts the added rows by table
    :param tell: called with a number of rows when these are written
    """

    def __init__(self, connection, catalogue, dataset, rows, batch_id, tally, tell):
        self.connection = connection
        self.dataset = dataset
        self.rows = rows
        self.batch_id = batch_id
        self.tally = tally
        self.tell = tell
        said = [*dataset_columns(dataset), *_others(catalogue)]
        self.columns = {name: rows.columns[name] for name in said if name in rows.columns}
        self.values = {name: _Values(column) for name, column in self.columns.items()}
        self.searched = {
            item.search_column: item.name
            for item in dataset.searched_fields
            if item.name in self.columns
        }
        for search_column, name in self.searched.items():
            self.values[search_column] = _Values(self.columns[name].mapped(searchable))
        self.children = {
            child.name: _ChildWriter(connection, child, rows.children[child.name], tally)
            for child in dataset.children
            if child.name in rows.children
        }

    def insert(self, positions):
        """Add the rows at some positions; they get ids that no row has or had."""
        if not len(positions):
            return
        first = _first_free_id(self.connection, self.dataset)
        names = ["id", KEY, _BATCH, _SHEET, _NUMBER, *self.values]
        spatial = bool(self.dataset.geometry) and self.rows.geometries is not None
        if spatial:
            names.append(GEOMETRY_COLUMN)
        inserter = _Inserter(self.connection, self.dataset.name, names)
        for start in range(0, len(positions), _ROWS):
            part = positions[start : start + _ROWS]
            ids = np.arange(first + start, first + start + len(part))
            keys = _objects([self.rows.keys[at] for at in _listed(part)])
            columns = [ids, keys, *self._origin(part)]
            columns += [values.take(part) for values in self.values.values()]
            if spatial:
                columns.append(_objects(self._shapes(_listed(part))))
            inserter.insert(columns, len(part))
            for child in self.children.values():
                child.insert(ids, part)
            self.tally[self.dataset.name] += len(part)
            self.tell(len(part))

    def update(self, changed):
        """Bring rows up to what the source says: its fields, child tables and place only.

        :param changed: ``(row id, position)`` pairs
        """
        for start in range(0, len(changed), _ROWS):
            part = changed[start : start + _ROWS]
            ids = [int(row_id) for row_id, _ in part]
            positions = [int(position) for _, position in part]
            for names, chosen in self._alike(positions):
                self._update(
                    names, [ids[index] for index in chosen], [positions[i] for i in chosen]
                )
            for child in self.children.values():
                child.replace(ids, positions)
            self.tell(len(part))

    def remove(self, ids):
        """Remove rows, and with them what belongs to them."""
        query = statement("DELETE FROM {table} WHERE id = ?", table=self.dataset.name)
        for start in range(0, len(ids), _ROWS):
            part = _listed(ids[start : start + _ROWS])
            self.connection.executemany(query, [(row_id,) for row_id in part])
            self.tell(len(part))

    def _alike(self, positions):
        """Yield ``(columns to write, indexes)`` of rows of which the source says the same ones."""
        names = list(self.columns)
        said = [(self.columns[name].codes[positions] >= 0).tolist() for name in names]
        if self.dataset.geometry and self.rows.located is not None:
            names.append(GEOMETRY_COLUMN)
            said.append([bool(self.rows.located[position]) for position in positions])
        groups = {}
        for index, row in enumerate(
            zip(*said, strict=True) if said else repeat((), len(positions))
        ):
            groups.setdefault(row, []).append(index)
        for row, chosen in groups.items():
            yield [name for name, says in zip(names, row, strict=True) if says], chosen

    def _update(self, names, ids, positions):
        spatial = GEOMETRY_COLUMN in names
        names = [name for name in names if name != GEOMETRY_COLUMN]
        names += [column for column, name in self.searched.items() if name in names]
        columns = [*self._origin(positions), *(self.values[name].take(positions) for name in names)]
        names = [_BATCH, _SHEET, _NUMBER, *names]
        if spatial:
            names.append(GEOMETRY_COLUMN)
            columns.append(_objects(self._shapes(positions)))
        assignments = ", ".join(statement("{name} = ?", name=name) for name in names)
        query = statement("UPDATE {table} SET ", table=self.dataset.name) + assignments
        rows = _table([*columns, np.array(ids)], len(ids))
        self.connection.executemany(query + " WHERE id = ?", rows.tolist())

    def _origin(self, positions):
        """Return the values of batch, sheet and row number; of the batch the one for all."""
        sheets = _objects(self.rows.sheets)[self.rows.sheet_codes[positions]]
        return self.batch_id, sheets, self.rows.numbers[positions]

    def _shapes(self, positions):
        return [geometry_blob(self.rows.geometries[position]) for position in positions]


class _ChildWriter:
    """Writes the rows of one child table; rows of the source share the lists of them."""

    def __init__(self, connection, child, column, tally):
        self.connection = connection
        self.child = child
        self.codes = column.codes
        self.tally = tally
        names = [item.name for item in child.fields if item.name not in ("id", child.parent_key)]
        self.prepared = [
            [tuple(values.get(name) for name in names) for values in rows or ()]
            for rows in column.values
        ]
        # Where the source says nothing (code -1) there is nothing.
        self.prepared.append([])
        self.inserter = _Inserter(connection, child.name, [child.parent_key, *names])
        self.counts = np.array([len(rows) for rows in self.prepared])
        self.starts = np.cumsum(self.counts) - self.counts
        every = list(chain.from_iterable(self.prepared))
        self.columns = [_objects([values[at] for values in every]) for at in range(len(names))]
        self.select = statement(
            "SELECT {names} FROM {table} WHERE {parent} = ? ORDER BY id",
            names=names,
            table=child.name,
            parent=child.parent_key,
        )
        self.delete = statement(
            "DELETE FROM {table} WHERE {parent} = ?", table=child.name, parent=child.parent_key
        )

    def insert(self, ids, positions):
        """Add the rows that belong to the new rows ``ids``."""
        codes = self.codes[positions]
        counts = self.counts[codes]
        count = int(counts.sum())
        # Where the rows of each list stand among those of all lists.
        at = np.arange(count) + np.repeat(self.starts[codes] - np.cumsum(counts) + counts, counts)
        columns = [np.repeat(ids, counts), *(column[at] for column in self.columns)]
        self.inserter.insert(columns, count)
        self.tally[self.child.name] += count

    def replace(self, ids, positions):
        """Put what the source says in the place of what rows ``ids`` have, where it differs."""
        codes = self.codes[positions].tolist()
        chosen = [
            index
            for index, (row_id, code) in enumerate(zip(ids, codes, strict=True))
            if code >= 0
            and self.connection.execute(self.select, (row_id,)).fetchall() != self.prepared[code]
        ]
        ids = [ids[index] for index in chosen]
        self.connection.executemany(self.delete, [(row_id,) for row_id in ids])
        self.insert(np.array(ids, np.int64), np.array(positions, np.int64)[chosen])


class _Inserter:
    """Adds rows to a table, many by one statement."""

    def __init__(self, connection, table, names):
        self.connection = connection
        self.width = len(names)
        self.begin = statement("INSERT INTO {table} ({names}) VALUES ", table=table, names=names)
        self.marks = statement("({marks})", marks=self.width)
        self.block = max(1, _VALUES // self.width)

    def insert(self, columns, count):
        """Add rows: ``count`` of them, as an array of each column, or one value for all."""
        rows = _table(columns, count)
        whole = count - count % self.block
        if whole:
            self.connection.executemany(
                self.begin + ", ".join([self.marks] * self.block),
                rows[:whole].reshape(-1, self.width * self.block).tolist(),
            )
        self.connection.executemany(self.begin + self.marks, rows[whole:].tolist())


def _table(columns, count):
    """Return rows of Python's own values, which SQLite takes, made of columns."""
    rows = np.empty((count, len(columns)), dtype=object)
    for index, column in enumerate(columns):
        rows[:, index] = column
    return rows


def _objects(values):
    """Return values as an array that leaves them as they are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


class _Values:
    """The values of a column by code; the last one stands for the code -1, "says nothing"."""

    def __init__(self, column):
        self.codes = column.codes
        self.values = _objects([*column.values, None])

    def take(self, positions):
        """Return the values at some positions, as an array."""
        return self.values[self.codes[positions]]


def _listed(numbers):
    """Return numbers of an array or a list as Python's own, which SQLite takes."""
    return numbers.tolist() if hasattr(numbers, "tolist") else [int(number) for number in numbers]


def _others(catalogue):
    """Return the columns beside a dataset's own that a source may fill, such as other details."""
    return [
        name for name in origin_columns(catalogue) if name not in (KEY, _BATCH, _SHEET, _NUMBER)
    ]


def _first_free_id(connection, dataset):
    """Return an id that no row has or had: what belonged to a removed row is never adopted."""
    queries = [statement("SELECT max(id) FROM {table}", table=dataset.name)]
    queries += [
        statement("SELECT max({key}) FROM {table}", key=child.parent_key, table=child.name)
        for child in dataset.children
    ]
    found = [connection.execute(query).fetchone()[0] for query in queries]
    kept = "SELECT max(rad) FROM historik WHERE tabell = ?"
    found.append(connection.execute(kept, (dataset.name,)).fetchone()[0])
    kept = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?"
    found.append(connection.execute(kept, (dataset.name,)).fetchone()[0])
    return 1 + max(number or 0 for number in found)


def add_entries(connection, codelists):
    """Add the entries of :class:`~..definitions.model.Codelist` objects that are not there."""
    connection.executemany(
        "INSERT INTO kodlista (lista, varde, titel, titel_en, synonymer, enhet, grupp) "
        "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 "
        "WHERE NOT EXISTS (SELECT 1 FROM kodlista WHERE lista = ?1 AND varde = ?2)",
        [
            (
                codelist.name,
                entry.value,
                entry.label.sv,
                entry.label.en,
                json.dumps(entry.synonyms, ensure_ascii=False),
                entry.unit,
                entry.group,
            )
            for codelist in codelists
            for entry in codelist.entries
        ],
    )


def learn_entries(connection, new_entries):
    """Add new values of codelists, by codelist name."""
    add_entries(
        connection,
        [
            Codelist(name, Label("", ""), True, tuple(map(_plain_entry, values)))
            for name, values in new_entries.items()
        ],
    )


def _plain_entry(value):
    if isinstance(value, CodelistEntry):
        return value
    return CodelistEntry(value, Label(value, value))


def write_answers(connection, answers, time, user):
    """Keep what a user answered, ``{(field, stated words): value}``; later answers hold."""
    connection.executemany(
        "INSERT INTO svar (falt, angivet, varde, tid, anvandare) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (falt, angivet) DO UPDATE SET varde = excluded.varde, tid = excluded.tid, "
        "anvandare = excluded.anvandare",
        [(name, stated, value, time, user) for (name, stated), value in answers.items()],
    )


def write_column_choices(connection, dataset_name, headers, choices, time, user):
    """Keep a user's choice of columns for tables with these headers."""
    connection.execute(
        "INSERT INTO kolumnval (dataset, rubriker, val, tid, anvandare) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (dataset, rubriker) DO UPDATE SET val = excluded.val, tid = excluded.tid, "
        "anvandare = excluded.anvandare",
        (dataset_name, headers, json.dumps(choices, ensure_ascii=False), time, user),
    )
