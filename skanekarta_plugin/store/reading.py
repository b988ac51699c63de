"""Reads what the store holds, column by column."""

import json
from dataclasses import dataclass, field

from ..definitions.model import Codelist, CodelistEntry, Label
from .geopackage import geometry_wkb, statement
from .schema import CODELISTS, GEOMETRY_COLUMN, dataset_columns, origin_columns

# Rows fetched at a time: few enough that the window of QGIS never waits for it.
_ROWS = 5000


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


def read_table(connection, catalogue, dataset):
    """Return the :class:`TableData` of a dataset, rows in the order of their ids."""
    names = [*dataset_columns(dataset), *origin_columns(catalogue)]
    # Rows and their parts of one moment, whoever writes between the two queries.
    connection.execute("BEGIN")
    columns = _columns(connection, dataset.name, ["id", *names])
    children = {
        child.name: _child_columns(connection, child, dataset) for child in dataset.children
    }
    return TableData(columns.pop("id"), columns, children)


def stored_rows(data, dataset):
    """Return the rows of a :class:`TableData` by row key, as :class:`StoredRow`."""
    names = dataset_columns(dataset)
    rows = {}
    by_id = {}
    for index, row_id in enumerate(data.ids):
        values = {name: data.columns[name][index] for name in names}
        row = StoredRow(row_id, values, {child.name: [] for child in dataset.children})
        rows[data.columns["radnyckel"][index]] = by_id[row_id] = row
    for child in dataset.children:
        columns = data.children[child.name]
        names = [item.name for item in child.fields if item.name not in ("id", child.parent_key)]
        for index, parent in enumerate(columns[child.parent_key]):
            if parent in by_id:
                by_id[parent].children[child.name].append(
                    {name: columns[name][index] for name in names}
                )
    return rows


def read_counts(connection, catalogue):
    """Return the number of rows by dataset name."""
    return {
        name: connection.execute(statement("SELECT count(*) FROM {table}", table=name)).fetchone()[
            0
        ]
        for name in catalogue.datasets
    }


def read_codelists(connection, catalogue):
    """Return the codelists by name, as described and with what was learnt since."""
    names = [column.name for column in CODELISTS.columns]
    query = statement("SELECT {columns} FROM kodlista ORDER BY id", columns=names)
    entries = {name: [] for name in catalogue.codelists}
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
        for name, described in catalogue.codelists.items()
    }


def read_geometries(connection, dataset_name):
    """Return geometries as WKB in EPSG:3006 by row id."""
    query = statement(
        "SELECT id, {column} FROM {table}", column=GEOMETRY_COLUMN, table=dataset_name
    )
    return {row[0]: geometry_wkb(row[1]) for row in connection.execute(query)}


def read_answers(connection):
    """Return what users answered, by field and the words that were asked about."""
    query = "SELECT falt, angivet, varde FROM svar ORDER BY id"
    return {(name, stated): value for name, stated, value in connection.execute(query)}


def read_column_choices(connection, dataset_name):
    """Return the remembered choices of columns of a dataset, by headers."""
    query = "SELECT rubriker, val FROM kolumnval WHERE dataset = ? ORDER BY id"
    found = connection.execute(query, (dataset_name,))
    return {headers: json.loads(choices) for headers, choices in found}


def _columns(connection, table, names):
    query = statement("SELECT {columns} FROM {table} ORDER BY id", columns=names, table=table)
    return _by_column(connection, query, names)


def _by_column(connection, query, names):
    cursor = connection.execute(query)
    columns = [[] for _ in names]
    while rows := cursor.fetchmany(_ROWS):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return dict(zip(names, columns, strict=True))


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
