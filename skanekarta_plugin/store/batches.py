"""Batches: each writing of an import or an undoing, and whether it still stands."""

import datetime
import getpass
import json
from dataclasses import dataclass, replace

from .geopackage import statement
from .schema import BATCHES

IMPORT, UNDO = "import", "angrad"


@dataclass(frozen=True)
class Batch:
    """One import or undoing: what it read, when, who, and what came of it.

    :param time: ISO 8601 in UTC
    :param sums: accepted kronor by field name, as text with two decimals
    :param credit: whom to name as the origin, where the file's own name does not say it
    :param kind: ``"import"``, or ``"angrad"`` for the undoing of batch ``undoes``
    :param new: rows added (brought back, of an undoing); :param changed: rows changed (restored)
    :param removed: rows removed (taken away)
    :param unchanged: rows that were right already (of an undoing: left as they are)
    :param undone_by: id of the batch that undid this one and still stands, None if it stands
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
    kind: str = IMPORT
    undoes: int | None = None
    removed: int = 0
    undone_by: int | None = None


def batch_now(dataset, source, sheets, verdict_counts, sums, example, credit, removed=0):
    """Return a new :class:`Batch` with the present time (UTC) and user.

    :param verdict_counts: (new, changed, unchanged, rejected)
    :param removed: number of rows that the import removes
    """
    new, changed, unchanged, rejected = verdict_counts
    return Batch(
        dataset.name,
        source.name,
        source.sha256,
        "; ".join(sheets),
        now(),
        user(),
        new,
        changed,
        unchanged,
        rejected,
        sums,
        example,
        credit,
        removed=removed,
    )


def now():
    """Return the present time in UTC, as the store keeps it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def user():
    """Return the name of the user, empty if the system does not tell it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def add_batch(connection, batch, before):
    """Write a batch, within an open transaction.

    :param before: the markers at its beginning (``history.markers``)
    :return: its id
    """
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
        batch.kind,
        batch.undoes,
        batch.removed,
        json.dumps({"fore": before}),
    )
    query = statement(
        "INSERT INTO omgang ({columns}) VALUES ({marks})", columns=names, marks=len(names)
    )
    return connection.execute(query, values).lastrowid


def finish_batch(connection, batch_id, before, after):
    """Write the markers of a batch when all its rows are written."""
    connection.execute(
        "UPDATE omgang SET marken = ? WHERE id = ?",
        (json.dumps({"fore": before, "efter": after}), batch_id),
    )


def read_batches(connection):
    """Return all batches, oldest first."""
    names = ["id", *(column.name for column in BATCHES.columns)]
    query = statement("SELECT {columns} FROM omgang ORDER BY id", columns=names)
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return _with_undoings(
        [
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
                row["slag"] or IMPORT,
                row["angrar"],
                row["borttagna"] or 0,
            )
            for row in rows
        ]
    )


def _with_undoings(batches):
    """Note which batches were undone. An undoing that was undone itself does not count."""
    undone_by, marked = {}, []
    for batch in reversed(batches):
        if batch.undoes is not None and batch.id not in undone_by:
            undone_by.setdefault(batch.undoes, batch.id)
        marked.append(replace(batch, undone_by=undone_by.get(batch.id)))
    return marked[::-1]


def read_markers(connection, batch_id):
    """Return the markers ``(before, after)`` of a batch."""
    query = "SELECT marken FROM omgang WHERE id = ?"
    found = json.loads(connection.execute(query, (batch_id,)).fetchone()[0])
    return found["fore"], found["efter"]
