"""The store: rows with their origin, codelists that learn, batches."""

import contextlib
import datetime
import getpass
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..definitions.model import Codelist, CodelistEntry, Label
from ..errors import N_, StoreError
from . import geopackage
from .derived import repair, searchable
from .geopackage import geometry_blob, geometry_wkb, statement
from .schema import (
    BATCHES,
    CODELISTS,
    GEOMETRY_COLUMN,
    dataset_columns,
    origin_columns,
    search_columns,
    table_specs,
)


@dataclass(frozen=True)
class Batch:
    """One import: what it read, when, who, and what came of it.

    :param sums: accepted kronor by field name, as text with two decimals
    :param credit: whom to name as the origin, where the file's own name does not say it
    """

    dataset: str
    file: str
    sha256: str
    sheet: str
    time: str
    user: str
    new: int
    changed: int
    unchanged: int
    rejected: int
    sums: dict
    example: bool
    credit: str = ""
    id: int | None = None


@dataclass
class TableData:
    """The rows of a dataset, column by column.

    :param ids: row ids; :param columns: stored values by field name
    :param children: columns by child table name; the parent key holds row ids
    """

    ids: list
    columns: dict
    children: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.ids)


@dataclass
class StoredRow:
    """A row as it stands in the store, to compare with what a source says."""

    id: int
    values: dict
    children: dict


def batch_now(dataset, source, sheets, verdict_counts, sums, example, credit):
    """Return a new :class:`Batch` with the present time (UTC) and user.

    :param verdict_counts: (new, changed, unchanged, rejected)
    """
    time = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    new, changed, unchanged, rejected = verdict_counts
    return Batch(
        dataset.name,
        source.name,
        source.sha256,
        "; ".join(sheets),
        time,
        _user(),
        new,
        changed,
        unchanged,
        rejected,
        sums,
        example,
        credit,
    )


def _user():
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


class Store:
    """A GeoPackage store. Every method opens and closes its own connection, so that any thread may
    call them and no lock outlives a call."""

    def __init__(self, path, catalogue):
        self.path = Path(path)
        self.catalogue = catalogue

    @classmethod
    def create(cls, path, catalogue):
        """Make a new, empty store.

        :raises StoreError: if the file exists already or cannot be made
        """
        path = Path(path)
        if path.suffix.lower() != ".gpkg":
            raise StoreError(
                N_("A store is a GeoPackage: give {file} the ending .gpkg."), file=str(path)
            )
        if path.exists():
            raise StoreError(
                N_("{file} exists already. Choose another name, or remove it first."),
                file=str(path),
            )
        geopackage.create(path, table_specs(catalogue))
        store = cls(path, catalogue)
        with store._write() as connection:
            store._add_entries(connection, catalogue.codelists.values())
        return store

    @classmethod
    def open(cls, path, catalogue):
        """Open a store that exists.

        :raises StoreError: if the file is missing or is no store of this plugin
        """
        store = cls(path, catalogue)
        if not store.path.is_file():
            raise store._missing()
        with store._read() as connection:
            rows = dict(connection.execute("SELECT nyckel, varde FROM skanekarta_meta"))
        if rows.get("program") != geopackage.APPLICATION:
            raise store._not_ours()
        if rows.get("version") != geopackage.FORMAT_VERSION:
            raise StoreError(
                N_("The store {file} was made by another version of the plugin. Update it."),
                file=str(path),
            )
        return store

    def _not_ours(self, details=""):
        return StoreError(
            N_(
                "{file} is not a store of Skånekarta kultur. "
                "Choose another file, or create a new store."
            ),
            file=str(self.path),
            details=details,
        )

    @contextmanager
    def _read(self):
        connection = None
        try:
            connection = geopackage.connect(self.path)
            yield connection
        except sqlite3.Error as error:
            raise (self._failure(error) or self._not_ours(str(error))) from error
        finally:
            if connection is not None:
                connection.close()

    def _failure(self, error):
        """Return what a failure of SQLite's means for any use; None if it depends on the use."""
        if "locked" in str(error):
            return self._locked(error)
        if "unable to open" in str(error):
            return self._missing(error)
        return None

    def _missing(self, details=""):
        return StoreError(
            N_("The store {file} was not found. Check the name and the folder."),
            file=str(self.path),
            details=str(details),
        )

    @contextmanager
    def _write(self, wait=None):
        connection = None
        try:
            connection = geopackage.connect(self.path, wait)
            connection.isolation_level = None
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except OverflowError as error:
            raise StoreError(
                N_("A number is too large for the store {file}. Nothing was changed."),
                file=str(self.path),
                details=str(error),
            ) from error
        except sqlite3.Error as error:
            raise (self._failure(error) or self._unwritable(error)) from error
        finally:
            if connection is not None:
                connection.close()

    def _unwritable(self, error):
        return StoreError(
            N_("The store {file} cannot be written. Nothing was changed."),
            file=str(self.path),
            details=str(error),
        )

    def _locked(self, error):
        return StoreError(
            N_("Somebody else is writing to the store {file}. Try again in a moment."),
            file=str(self.path),
            details=str(error),
        )

    def counts(self):
        """Return the number of rows by dataset name."""
        with self._read() as connection:
            return {
                name: connection.execute(
                    statement("SELECT count(*) FROM {table}", table=name)
                ).fetchone()[0]
                for name in self.catalogue.datasets
            }

    def changes(self):
        """Return the change counter: it grows with every changed row, whoever changed it."""
        with self._read() as connection:
            return _counter(connection, "andringar")

    def repair_derived(self):
        """Bring row keys, search texts and derived years up to date after edits by hand.

        Nothing is done where nothing was changed since, nor where the store cannot be written now.
        """
        with self._read() as connection:
            if _counter(connection, "andringar") == _counter(connection, "harledd"):
                return
        patience = geopackage.PATIENCE_SECONDS
        with contextlib.suppress(StoreError), self._write(patience) as connection:
            _set_meta(connection, "tyst", 1)
            for dataset in self.catalogue.datasets.values():
                repair(connection, dataset)
            _set_meta(connection, "tyst", None)
            _set_meta(connection, "harledd", _counter(connection, "andringar"))

    def batches(self, dataset=None):
        """Return the batches, oldest first, of one dataset or of all."""
        columns = ["id", *(column.name for column in BATCHES.columns)]
        query = statement("SELECT {columns} FROM omgang ORDER BY id", columns=columns)
        with self._read() as connection:
            rows = [dict(zip(columns, row, strict=True)) for row in connection.execute(query)]
        return [
            Batch(
                row["dataset"],
                row["fil"],
                row["sha256"],
                row["blad"],
                row["tid"],
                row["anvandare"],
                row["nya"],
                row["andrade"],
                row["oforandrade"],
                row["avvisade"],
                json.loads(row["summor"]),
                bool(row["exempel"]),
                row["upphov"] or "",
                row["id"],
            )
            for row in rows
            if dataset in (None, row["dataset"])
        ]

    def codelists(self):
        """Return the codelists by name, as described and with what was learnt since."""
        names = [column.name for column in CODELISTS.columns]
        query = statement("SELECT {columns} FROM kodlista ORDER BY id", columns=names)
        entries = {name: [] for name in self.catalogue.codelists}
        with self._read() as connection:
            for name, value, title, title_en, synonyms, unit, group in connection.execute(query):
                entries.setdefault(name, []).append(
                    CodelistEntry(
                        value,
                        Label(title, title_en),
                        tuple(json.loads(synonyms or "[]")),
                        unit or "",
                        group or "",
                    )
                )
        return {
            name: Codelist(name, described.label, described.open, tuple(entries[name]))
            for name, described in self.catalogue.codelists.items()
        }

    def municipality_names(self):
        """Return the names of the municipalities by code."""
        described = self.catalogue.municipalities
        columns = self.read(described.name).columns
        codes, names = columns[described.municipality_field], columns[described.label_field]
        return dict(zip(codes, names, strict=True))

    def geometries(self, dataset):
        """Return geometries as WKB in EPSG:3006 by row id."""
        query = statement("SELECT id, {column} FROM {table}", column=GEOMETRY_COLUMN, table=dataset)
        with self._read() as connection:
            return {row[0]: geometry_wkb(row[1]) for row in connection.execute(query)}

    def read(self, dataset_name):
        """Return all rows of a dataset, in the order of their ids."""
        dataset = self.catalogue.datasets[dataset_name]
        names = [*dataset_columns(dataset), *origin_columns(self.catalogue)]
        with self._read() as connection:
            # Rows and their parts of one moment, whoever writes between the two queries.
            connection.execute("BEGIN")
            columns = _columns(connection, dataset.name, ["id", *names])
            children = {
                child.name: _child_columns(connection, child, dataset) for child in dataset.children
            }
        return TableData(columns.pop("id"), columns, children)

    def stored_rows(self, dataset):
        """Return the rows of a dataset by row key, to compare with a source."""
        self.repair_derived()
        data = self.read(dataset.name)
        names = dataset_columns(dataset)
        rows = {}
        by_id = {}
        for index, row_id in enumerate(data.ids):
            values = {name: data.columns[name][index] for name in names}
            row = StoredRow(row_id, values, {child.name: [] for child in dataset.children})
            rows[data.columns["radnyckel"][index]] = by_id[row_id] = row
        for child in dataset.children:
            columns = data.children[child.name]
            names = [
                item.name for item in child.fields if item.name not in ("id", child.parent_key)
            ]
            for index, parent in enumerate(columns[child.parent_key]):
                if parent in by_id:
                    by_id[parent].children[child.name].append(
                        {name: columns[name][index] for name in names}
                    )
        return rows

    def apply(self, dataset, batch, new, changed, new_entries, expected=None):
        """Write one import in one transaction.

        :param new: rows (:class:`~..sources.cleaning.CleanRow`) to add
        :param changed: ``(row id, row)`` to update; only the fields that the row has
        :param new_entries: new codelist values by codelist name
        :param expected: the change counter when the rows were compared; None to write regardless
        :return: the id of the batch
        :raises StoreError: if the store is locked or cannot be written; it is then as before
        """
        with self._write() as connection:
            count = _counter(connection, "andringar")
            was_repaired = count == _counter(connection, "harledd")
            # Without a repair the rows were compared by keys that may be wrong.
            if expected is not None and not (was_repaired and count == expected):
                raise StoreError(
                    N_(
                        "The store {file} was changed by somebody else meanwhile. "
                        "Nothing was changed; examine the file again."
                    ),
                    file=str(self.path),
                )
            batch_id = self._add_batch(connection, batch)
            _set_meta(connection, "omgang", batch_id)
            learnt = [
                Codelist(name, Label("", ""), True, tuple(map(_plain_entry, values)))
                for name, values in new_entries.items()
            ]
            self._add_entries(connection, learnt)
            self._insert(connection, dataset, batch_id, new)
            for row_id, row in changed:
                self._update(connection, dataset, batch_id, row_id, row)
            _set_meta(connection, "omgang", None)
            if was_repaired:
                _set_meta(connection, "harledd", _counter(connection, "andringar"))
        return batch_id

    def _add_batch(self, connection, batch):
        names = [column.name for column in BATCHES.columns]
        values = (
            batch.dataset,
            batch.file,
            batch.sha256,
            batch.sheet,
            batch.time,
            batch.user,
            batch.new,
            batch.changed,
            batch.unchanged,
            batch.rejected,
            json.dumps(batch.sums),
            int(batch.example),
            batch.credit,
        )
        query = statement(
            "INSERT INTO omgang ({columns}) VALUES ({marks})", columns=names, marks=len(names)
        )
        return connection.execute(query, values).lastrowid

    def _add_entries(self, connection, codelists):
        connection.executemany(
            "INSERT INTO kodlista (lista, varde, titel, titel_en, synonymer, enhet, grupp) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
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

    def _insert(self, connection, dataset, batch_id, rows):
        if not rows:
            return
        first = _first_free_id(connection, dataset)
        names = ["id", *dataset_columns(dataset), *origin_columns(self.catalogue)]
        names += search_columns(dataset)
        if dataset.geometry:
            names.append(GEOMETRY_COLUMN)
        query = statement(
            "INSERT INTO {table} ({columns}) VALUES ({marks})",
            table=dataset.name,
            columns=names,
            marks=len(names),
        )
        connection.executemany(
            query,
            (_row_values(dataset, first + index, batch_id, row) for index, row in enumerate(rows)),
        )
        for child in dataset.children:
            _insert_children(
                connection,
                child,
                (
                    (first + index, values)
                    for index, row in enumerate(rows)
                    for values in row.children.get(child.name, ())
                ),
            )

    def _update(self, connection, dataset, batch_id, row_id, row):
        values = dict(row.values)
        for item in dataset.searched_fields:
            if item.name in values:
                values[item.search_column] = searchable(values[item.name])
        values |= {"omgang": batch_id, "kallblad": row.sheet, "kallrad": row.number}
        if row.located:
            values[GEOMETRY_COLUMN] = geometry_blob(row.geometry)
        assignments = ", ".join(statement("{name} = ?", name=name) for name in values)
        query = statement("UPDATE {table} SET ", table=dataset.name) + assignments
        connection.execute(query + " WHERE id = ?", (*values.values(), row_id))
        for child in dataset.children:
            if child.name in row.children:
                query = statement(
                    "DELETE FROM {table} WHERE {parent} = ?",
                    table=child.name,
                    parent=child.parent_key,
                )
                connection.execute(query, (row_id,))
                rows = ((row_id, values) for values in row.children[child.name])
                _insert_children(connection, child, rows)


def _columns(connection, table, names):
    query = statement("SELECT {columns} FROM {table} ORDER BY id", columns=names, table=table)
    return _by_column(connection, query, names)


def _by_column(connection, query, names):
    rows = connection.execute(query).fetchall()
    values = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    return dict(zip(names, values, strict=True))


def _row_values(dataset, row_id, batch_id, row):
    values = [row_id]
    values += [row.values.get(name) for name in dataset_columns(dataset)]
    values += [batch_id, row.sheet, row.number, row.key]
    values += [searchable(row.values.get(item.name)) for item in dataset.searched_fields]
    if dataset.geometry:
        values.append(geometry_blob(row.geometry))
    return values


def _insert_children(connection, child, rows):
    names = [item.name for item in child.fields if item.name != "id"]
    query = statement(
        "INSERT INTO {table} ({columns}) VALUES ({marks})",
        table=child.name,
        columns=names,
        marks=len(names),
    )
    connection.executemany(
        query,
        (
            [parent if name == child.parent_key else values.get(name) for name in names]
            for parent, values in rows
        ),
    )


def _set_meta(connection, name, value):
    connection.execute(
        "INSERT INTO skanekarta_meta (nyckel, varde) VALUES (?, ?) "
        "ON CONFLICT (nyckel) DO UPDATE SET varde = excluded.varde",
        (name, value),
    )


def _counter(connection, name):
    query = "SELECT max(CAST(varde AS INTEGER)) FROM skanekarta_meta WHERE nyckel = ?"
    return connection.execute(query, (name,)).fetchone()[0]


def _child_columns(connection, child, dataset):
    """Return the rows of a child table whose parents exist, with weights that can be shared by."""
    names = [item.name for item in child.fields]
    query = statement(
        "SELECT {names} FROM {table} WHERE {key} IN (SELECT id FROM {parent}) ORDER BY {key}, id",
        names=names,
        table=child.name,
        key=child.parent_key,
        parent=dataset.name,
    )
    columns = _by_column(connection, query, names)
    if child.weight_field:
        weights = columns[child.weight_field]
        columns[child.weight_field] = [
            weight if isinstance(weight, int) and weight > 0 else 1 for weight in weights
        ]
    return columns


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
    return 1 + max(number or 0 for number in found)


def _plain_entry(value):
    return CodelistEntry(value, Label(value, value))
