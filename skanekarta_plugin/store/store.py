"""The store: rows with their origin, codelists that learn, batches and what can be undone."""

import contextlib
import sqlite3
from pathlib import Path

from ..errors import N_, StoreError
from . import geopackage
from .batches import Batch, batch_now, now, read_batches, user
from .derived import repair_all
from .history import written_batch
from .meta import CHANGES, QUIET, REPAIRED, counter, read_meta, set_meta
from .missing import missing_tables
from .plan import LaterChange, UndoPlan, undo_batch
from .progress import Progress
from .reader import StoreReader, read_as_of
from .reading import StoredRow, TableData, stored_rows
from .schema import table_specs
from .snapshot import copy_before
from .triggers import add_triggers, counted_at_once
from .undo import Undoing
from .writing import add_entries, learn_entries, write_answers, write_column_choices, write_rows

__all__ = [
    "Batch",
    "LaterChange",
    "Store",
    "StoredRow",
    "TableData",
    "UndoPlan",
    "batch_now",
]


class Store(StoreReader):
    """A GeoPackage store: made, opened, read and written."""

    @classmethod
    def create(cls, path, catalogue):
        """Make a new, empty store.

        :raises StoreError: if the file exists already or cannot be made
        """
        path = Path(path)
        _refuse_target(path)
        geopackage.create(path, table_specs(catalogue), add_triggers)
        store = cls(path, catalogue)
        with store._connections.write() as connection:
            # What is there from the beginning is no change.
            set_meta(connection, QUIET, 1)
            add_entries(connection, catalogue.codelists.values())
            set_meta(connection, QUIET, None)
        return store

    @classmethod
    def open(cls, path, catalogue):
        """Open a store that exists.

        :raises StoreError: if the file is missing, is no store of this plugin or was made by
            another version of it
        """
        store = cls(path, catalogue)
        if not store.path.is_file():
            raise store._connections.missing()
        with store._connections.read() as connection:
            program = read_meta(connection, "program")
            version = read_meta(connection, "version")
        if program != geopackage.APPLICATION:
            raise store._connections.not_ours()
        if version != geopackage.FORMAT_VERSION:
            raise store._other_version(version)
        with store._connections.read() as connection:
            missing = missing_tables(connection, catalogue)
        store._connections.lacking = missing
        return store

    def _other_version(self, version):
        try:
            is_older = int(version) < int(geopackage.FORMAT_VERSION)
        except (TypeError, ValueError):
            is_older = False
        if is_older:
            text = N_(
                "The store {file} was made by an earlier version of the plugin. "
                "Create a new map and import the files again."
            )
        else:
            text = N_(
                "The store {file} was made by a newer version of the plugin. Update the plugin."
            )
        return StoreError(text, file=str(self.path))

    def repair_derived(self):
        """Bring row keys, search texts and derived years up to date after edits by hand.

        Nothing is done where nothing was changed since, nor where the store cannot be written now.

        :return: the change counter, as :meth:`changes`
        """
        with self._connections.read() as connection:
            changes = counter(connection, CHANGES)
            if changes == counter(connection, REPAIRED):
                return changes
        patience = geopackage.PATIENCE_SECONDS
        with contextlib.suppress(StoreError), self._connections.write(patience) as connection:
            repair_all(connection, self.catalogue)
        return self.changes()

    def stored_rows(self, dataset):
        """Return the rows of a dataset by row key, to compare with a source."""
        self.repair_derived()
        return stored_rows(self.read(dataset.name), dataset)

    def remember_columns(self, dataset_name, headers, choices):
        """Keep a user's choice of columns for tables with these headers; the latest one holds.

        Nothing happens where the store cannot be written now: the next import asks again.

        :param headers: one text that names the headers; :param choices: a dict for JSON
        :raises StoreError: on a copy that shows an earlier state
        """
        self._refuse_as_of()
        patience = geopackage.PATIENCE_SECONDS
        with contextlib.suppress(StoreError), self._connections.write(patience) as connection:
            write_column_choices(connection, dataset_name, headers, choices, now(), user())

    def apply(
        self,
        dataset,
        batch,
        rows,
        new,
        changed,
        *,
        removed=(),
        new_entries=None,
        answers=None,
        companions=(),
        expected=None,
        progress=None,
    ):
        """Write one import in one transaction.

        :param rows: :class:`~..sources.rows.CleanRows`
        :param new: positions of the rows to add, an array or a list
        :param changed: ``(row id, position)`` to update; only what the source says of the row
        :param removed: ids of rows to remove
        :param new_entries: new codelist values by codelist name
        :param answers: what the user answered, ``{(field, stated words): value}``
        :param companions: ``(dataset, rows, new, changed)`` of other datasets in the same batch
        :param expected: the change counter when the rows were compared; None to write regardless
        :param progress: called with the share that is done (0 to 1) every few thousand rows; it
            may raise :class:`~..errors.Cancelled`, and the store is then as before
        :return: the id of the batch
        :raises StoreError: if the store is locked, cannot be written, was changed meanwhile or is
            a copy that shows an earlier state; it is then as before
        """
        parts = [(dataset, rows, new, changed, removed)]
        parts += [(*companion, ()) for companion in companions]
        tell = Progress(progress, sum(len(item) for part in parts for item in part[2:]))
        with self._connections.write() as connection:
            self._refuse_as_of(connection)
            was_repaired = self._expect(connection, expected)
            with written_batch(connection, self.catalogue, batch) as batch_id:
                learn_entries(connection, new_entries or {})
                write_answers(connection, answers or {}, batch.time, batch.user)
                write_rows(connection, self.catalogue, parts, batch_id, tell)
            if was_repaired:
                set_meta(connection, REPAIRED, counter(connection, CHANGES))
        return batch_id

    def _expect(self, connection, expected):
        """Return whether derived columns are up to date; refuse if others changed the store."""
        count = counter(connection, CHANGES)
        was_repaired = count == counter(connection, REPAIRED)
        # Without a repair the rows were compared by keys that may be wrong.
        if expected is not None and not (was_repaired and count == expected):
            raise StoreError(
                N_(
                    "The store {file} was changed by somebody else meanwhile. "
                    "Nothing was changed; examine the file again."
                ),
                file=str(self.path),
            )
        return was_repaired

    def undo_plan(self, batch_id, *, force=False):
        """Return what undoing a batch would do, as an :class:`~.undo.UndoPlan`.

        :raises StoreError: if there is no such batch or it is undone already
        """
        self.repair_derived()
        with self._connections.read() as connection:
            # One moment of the store, whoever writes meanwhile.
            connection.execute("BEGIN")
            undoing = self._undoing(connection, batch_id, force)
            return undoing.plan(counter(connection, CHANGES))

    def undo(self, batch_id, *, force=False, expected=None, progress=None):
        """Bring the rows that a batch touched back to what they were before, in one transaction.

        Rows that were changed since are left as they are; :meth:`undo_plan` lists them. Undoing an
        undoing does the batch again.

        :param force: also bring back the rows that were changed since
        :param expected: ``changes`` of the plan that the user saw; None to write regardless
        :param progress: as in :meth:`apply`
        :return: the id of the new batch: ``new`` counts rows brought back, ``changed`` restored,
            ``removed`` taken away, ``unchanged`` those left as they are
        :raises StoreError: as :meth:`undo_plan`, and if the store is locked, cannot be written or
            was changed meanwhile; it is then as before
        """
        with self._connections.write() as connection:
            self._refuse_as_of(connection)
            count = counter(connection, CHANGES)
            if expected is not None and count != expected:
                raise StoreError(
                    N_(
                        "The store {file} was changed by somebody else meanwhile. "
                        "Nothing was changed; look again at what would be undone."
                    ),
                    file=str(self.path),
                )
            if count != counter(connection, REPAIRED):
                repair_all(connection, self.catalogue)
            check = None if progress is None else lambda: progress(0.0)
            undoing = self._undoing(connection, batch_id, force, check)
            batch = undo_batch(undoing.plan(count), force)
            with (
                written_batch(connection, self.catalogue, batch) as new_id,
                counted_at_once(connection, undoing.tables),
            ):
                undoing.carry_out(Progress(progress, undoing.size))
            repair_all(connection, self.catalogue, undoing.datasets)
        return new_id

    def _undoing(self, connection, batch_id, force, check=None):
        batches = {batch.id: batch for batch in read_batches(connection)}
        batch = batches.get(batch_id)
        if batch is None:
            raise self._no_batch()
        if batch.undone_by is not None:
            raise StoreError(
                N_("The import of {source} is undone already. Nothing was changed."),
                source=batch.file,
            )
        return Undoing(connection, self.catalogue, batch, batches, force, check)

    def _no_batch(self):
        return StoreError(
            N_("There is no such import in {file}. Choose one from its history."),
            file=str(self.path),
        )

    def copy_as_of(self, batch_id, path):
        """Write a copy of the store in which every dataset is as it was just before a batch.

        :param path: a ``.gpkg`` that does not exist
        :return: the copy as a :class:`Store`; :attr:`as_of` tells what it is
        :raises StoreError: if there is no such batch, or the file exists or cannot be written
        """
        path = Path(path)
        _refuse_target(path)
        with self._connections.read() as connection:
            # One moment of the store, whoever writes meanwhile.
            connection.execute("BEGIN")
            found = {batch.id: batch for batch in read_batches(connection)}
            if batch_id not in found:
                raise self._no_batch()
            try:
                copy_before(
                    connection,
                    self.catalogue,
                    found[batch_id],
                    path,
                    self._complete,
                    lambda copy: repair_all(copy, self.catalogue),
                )
            except (OSError, sqlite3.Error) as error:
                raise StoreError(
                    N_(
                        "The store {file} cannot be created. Choose a folder that you may write to."
                    ),
                    file=str(path),
                    details=str(error),
                ) from error
        return Store(path, self.catalogue)

    def _complete(self, connection):
        """Make the tables that a copy of the store lacks, within an open transaction."""
        if self._connections.lacking:
            self._connections.lacking.add(connection)

    def _refuse_as_of(self, connection=None):
        found = self.as_of if connection is None else read_as_of(connection)
        if found:
            raise StoreError(
                N_(
                    "This is how the map was before {source} ({date}). "
                    "Go back to the present to change anything."
                ),
                source=found["file"],
                date=found["time"][:10],
            )


def _refuse_target(path):
    """Refuse a path at which no store can be made."""
    if path.suffix.lower() != ".gpkg":
        raise StoreError(
            N_("A store is a GeoPackage: give {file} the ending .gpkg."), file=str(path)
        )
    if path.exists():
        raise StoreError(
            N_("{file} exists already. Choose another name, or remove it first."), file=str(path)
        )
