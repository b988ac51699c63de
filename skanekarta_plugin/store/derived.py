"""Columns that follow from others, put right where somebody edited a row by hand.

QGIS's form knows nothing of search columns, row keys and derived years. An import writes them;
after an edit by hand they are worked out again, before anybody compares or searches by them.
"""

from ..domain.dates import parse_year
from ..domain.identity import identity_key
from ..domain.text import fold
from .geopackage import statement
from .meta import CHANGES, QUIET, REPAIRED, counter, set_meta

KEY = "radnyckel"
# How a row is known that says nothing by which to know it.
_BY_HAND = "hand:{id}"
_CONTENT = "#"


def searchable(text):
    """Return what text searches read for a stored text, None for None."""
    return None if text is None else fold(text)


def repair_all(connection, catalogue, datasets=None):
    """Bring derived columns up to date, within an open transaction, and note it.

    :param datasets: those in which something was changed; None for all
    """
    set_meta(connection, QUIET, 1)
    for dataset in catalogue.datasets.values() if datasets is None else datasets:
        repair(connection, dataset)
    set_meta(connection, QUIET, None)
    set_meta(connection, REPAIRED, counter(connection, CHANGES))


def repair(connection, dataset):
    """Bring the derived columns of a dataset's rows up to date, within an open transaction."""
    derived = [item for item in dataset.fields if item.derived_from]
    searched = dataset.searched_fields
    names = ["id", KEY, *dataset.identity]
    names += [item.name for item in derived] + [item.derived_from for item in derived]
    names += [item.name for item in searched] + [item.search_column for item in searched]
    names = list(dict.fromkeys(names))
    query = statement("SELECT {names} FROM {table} ORDER BY id", names=names, table=dataset.name)
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    for row in rows:
        right = {item.search_column: searchable(row[item.name]) for item in searched}
        right |= {item.name: _year(row[item.derived_from]) for item in derived}
        differing = {name: value for name, value in right.items() if row[name] != value}
        if differing:
            _write(connection, dataset, row["id"], differing)
    _repair_keys(connection, dataset, rows)


def _year(value):
    try:
        return parse_year(value)
    except ValueError:
        return None


def _repair_keys(connection, dataset, rows):
    """Give each row its key; of rows with the same one, that which has it already keeps it."""
    keys = {row["id"]: identity_key(dataset, row) for row in rows}
    kept = {row["id"] for row in rows if _holds(dataset, row[KEY], keys[row["id"]])}
    taken = {row[KEY] for row in rows if row["id"] in kept}
    wanted = {}
    for row in rows:
        if row["id"] in kept:
            continue
        key = keys[row["id"]]
        if key is None or key in taken:
            key = _BY_HAND.format(**row)
        taken.add(key)
        if key != row[KEY]:
            wanted[row["id"]] = key
    # Two rows may have changed places: all let go before any takes hold.
    for keys_of in (dict.fromkeys(wanted), wanted):
        for row_id, key in keys_of.items():
            _write(connection, dataset, row_id, {KEY: key})


def _holds(dataset, stored, key):
    if stored is None:
        return False
    if key is None:
        return stored.startswith(_CONTENT)
    return stored == key or (dataset.repeats and stored.startswith(f"{key}|"))


def _write(connection, dataset, row_id, values):
    assignments = ", ".join(statement("{name} = ?", name=name) for name in values)
    query = statement("UPDATE {table} SET ", table=dataset.name) + assignments
    connection.execute(query + " WHERE id = ?", (*values.values(), row_id))
