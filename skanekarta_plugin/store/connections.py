"""How a store's file is opened, and what its failures mean to a user."""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from ..errors import N_, StoreError
from . import geopackage


class Connections:
    """Connections to one store; each is closed again, so that no lock outlives its use.

    :ivar lacking: the :class:`~.missing.MissingTables` of the store, None if it lacks none
    """

    def __init__(self, path):
        self.path = Path(path)
        self.lacking = None

    @contextmanager
    def read(self):
        """Open a connection to read.

        :raises StoreError: if the file is missing, locked or no store
        """
        connection = None
        try:
            connection = geopackage.connect(self.path)
            if self.lacking:
                self.lacking.stand_in(connection)
            yield connection
        except sqlite3.Error as error:
            raise (self._failure(error) or self.not_ours(str(error))) from error
        finally:
            if connection is not None:
                connection.close()

    @contextmanager
    def write(self, wait=None):
        """Open a connection and begin a transaction; it is committed at the end, or rolled back.

        :param wait: seconds to wait for the locks of others; None for the usual time
        :raises StoreError: if the store is locked or cannot be written; it is then as before
        """
        connection = None
        try:
            connection = geopackage.connect(self.path, wait)
            connection.isolation_level = None
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self.lacking:
                    self.lacking.add(connection)
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

    def _failure(self, error):
        """Return what a failure of SQLite's means for any use; None if it depends on the use."""
        if "locked" in str(error):
            return self._locked(error)
        if "unable to open" in str(error):
            return self.missing(error)
        return None

    def missing(self, details=""):
        """Return the failure that the file is not there."""
        return StoreError(
            N_("The store {file} was not found. Check the name and the folder."),
            file=str(self.path),
            details=str(details),
        )

    def not_ours(self, details=""):
        """Return the failure that the file is something else."""
        return StoreError(
            N_(
                "{file} is not a store of Skånekarta kultur. "
                "Choose another file, or create a new store."
            ),
            file=str(self.path),
            details=details,
        )

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
