"""What a store can be asked."""

import json
from pathlib import Path

from .batches import read_batches
from .connections import Connections
from .meta import AS_OF, CHANGES, counter, read_meta
from .reading import (
    read_answers,
    read_codelists,
    read_column_choices,
    read_counts,
    read_geometries,
    read_table,
)


class StoreReader:
    """A store to read. Every method opens and closes its own connection, so that any thread may
    call them and no lock outlives a call."""

    def __init__(self, path, catalogue):
        self.path = Path(path)
        self.catalogue = catalogue
        self._connections = Connections(self.path)

    def counts(self):
        """Return the number of rows by dataset name."""
        with self._connections.read() as connection:
            return read_counts(connection, self.catalogue)

    def changes(self):
        """Return the change counter: it grows with every changed row, whoever changed it."""
        with self._connections.read() as connection:
            return counter(connection, CHANGES)

    def batches(self, dataset=None):
        """Return all batches, oldest first, of one dataset (its name) or of all."""
        with self._connections.read() as connection:
            found = read_batches(connection)
        return [batch for batch in found if dataset in (None, batch.dataset)]

    def standing_batches(self, dataset=None):
        """Return the imports that were not undone, oldest first, of one dataset or of all."""
        return [
            batch
            for batch in self.batches(dataset)
            if batch.undoes is None and batch.undone_by is None
        ]

    def codelists(self):
        """Return the codelists by name, as described and with what was learnt since."""
        with self._connections.read() as connection:
            return read_codelists(connection, self.catalogue)

    def municipality_names(self):
        """Return the names of the municipalities by code."""
        described = self.catalogue.municipalities
        columns = self.read(described.name).columns
        codes, names = columns[described.municipality_field], columns[described.label_field]
        return dict(zip(codes, names, strict=True))

    def geometries(self, dataset):
        """Return geometries as WKB in EPSG:3006 by row id."""
        with self._connections.read() as connection:
            return read_geometries(connection, dataset)

    def read(self, dataset_name):
        """Return all rows of a dataset as :class:`TableData`, in the order of their ids."""
        with self._connections.read() as connection:
            return read_table(connection, self.catalogue, self.catalogue.datasets[dataset_name])

    def answers(self):
        """Return what users answered to questions of imports, ``{(field, stated words): value}``.

        A value of None is the answer that the words mean nothing that is known.
        """
        with self._connections.read() as connection:
            return read_answers(connection)

    def column_choices(self, dataset_name):
        """Return the choices of columns that users made, ``{headers: choices}``."""
        with self._connections.read() as connection:
            return read_column_choices(connection, dataset_name)

    @property
    def as_of(self):
        """None; of a copy that shows an earlier state ``{"batch": id, "file": …, "time": …}`` of
        the batch before which it was so."""
        with self._connections.read() as connection:
            return read_as_of(connection)


def read_as_of(connection):
    """Return :attr:`StoreReader.as_of`, read with an open connection."""
    found = read_meta(connection, AS_OF)
    return None if found is None else json.loads(found)
