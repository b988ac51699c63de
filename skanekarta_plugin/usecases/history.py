"""The history of a store: its batches, undoing one, and the store as it was before one."""

import csv
import unicodedata
from pathlib import Path

from ..output.files import deliver, workshop
from ..store.batches import IMPORT, UNDO
from .feedback import Steps

__all__ = [
    "IMPORT",
    "UNDO",
    "as_of",
    "list_batches",
    "undo_and_count",
    "undo_batch",
    "undo_plan",
    "write_as_of",
    "write_history",
]

# Named as the columns of the store's table.
COLUMNS = (
    "omgang",
    "tid",
    "dataset",
    "fil",
    "blad",
    "anvandare",
    "slag",
    "nya",
    "andrade",
    "borttagna",
    "oforandrade",
    "avvisade",
    "summa_kr",
    "angrar",
    "angrad_av",
    "exempel",
)


def list_batches(store):
    """Return all :class:`~..store.store.Batch`, the newest first."""
    return store.batches()[::-1]


def undo_plan(store, batch_id, force=False):
    """Return what undoing a batch would do, as a :class:`~..store.store.UndoPlan`.

    :param force: also bring back the rows that were changed since
    :raises StoreError: if there is no such batch or it is undone already
    """
    return store.undo_plan(batch_id, force=force)


def undo_batch(store, batch_id, force=False, expected=None, feedback=None):
    """Bring the rows that a batch touched back to what they were before it.

    Rows that were changed since are left as they are. Undoing an undoing does the batch again.

    :param force: also bring back the rows that were changed since
    :param expected: ``changes`` of the plan that the user saw; None to write regardless
    :return: the id of the new batch
    :raises StoreError: if there is no such batch, it is undone already, or the store is locked,
        cannot be written or was changed meanwhile; it is then as before
    :raises Cancelled: if the feedback says so; the store is then as before
    """
    steps = Steps(feedback)
    return store.undo(batch_id, force=force, expected=expected, progress=steps.reach)


def undo_and_count(store, batch_id, force=False, feedback=None):
    """Undo a batch; return ``(id of the new batch, number of rows left as they are)``.

    As :func:`undo_batch`; it is left to the caller to look at a plan first.
    """
    made = undo_batch(store, batch_id, force, feedback=feedback)
    return made, next(batch.unchanged for batch in store.batches() if batch.id == made)


def as_of(store, batch_id, folder):
    """Write a copy of the store as it was just before a batch.

    :param folder: a folder that exists
    :return: the path of the copy: a new file, in ASCII so that every program can open it
    :raises StoreError: if there is no such batch or the copy cannot be written
    """
    path = _free(Path(folder) / f"{_ascii(store.path.stem)}_fore_omgang_{batch_id}.gpkg")
    return write_as_of(store, batch_id, path)


def write_as_of(store, batch_id, path):
    """Write a copy of the store as it was just before a batch; return its path.

    :param path: a ``.gpkg`` that does not exist
    :raises StoreError: if there is no such batch, or the file exists or cannot be written
    """
    return store.copy_as_of(batch_id, path).path


def write_history(store, path):
    """Write all batches, the newest first, as a table that Excel opens: UTF-8 with BOM, ``;``.

    Times are UTC; the sum is that of the dataset's main field of money.

    :raises OutputError: if the file cannot be written
    """
    path = Path(path)
    with workshop() as place:
        made = place / path.name
        with made.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(COLUMNS)
            writer.writerows(_line(store.catalogue, batch) for batch in list_batches(store))
        deliver([made], path.parent)
    return path


def _line(catalogue, batch):
    dataset = catalogue.datasets.get(batch.dataset)
    money = dataset.money_fields[-1].name if dataset and dataset.money_fields else ""
    return [
        batch.id,
        batch.time,
        batch.dataset,
        *(_harmless(text) for text in (batch.file, batch.sheet, batch.user)),
        batch.kind,
        batch.new,
        batch.changed,
        batch.removed,
        batch.unchanged,
        batch.rejected,
        batch.sums.get(money, "").replace(".", ","),
        batch.undoes or "",
        batch.undone_by or "",
        int(batch.example),
    ]


def _harmless(text):
    """Keep Excel from taking a text for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _ascii(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(letter if letter.isalnum() else "_" for letter in plain).strip("_") or "karta"


def _free(path):
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}_{number}")
    return found
