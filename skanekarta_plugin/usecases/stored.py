"""The rows of a dataset as they stand in the store, to compare a source with them."""

from collections import defaultdict
from functools import cached_property

from ..sources.keys import folded_part, identities_of
from ..store.schema import dataset_columns
from ..store.store import StoredRow


class StoredRows:
    """Stored rows by columns; single ones are put together when they are asked for.

    :ivar keys: row keys; :ivar by_key: position by row key
    """

    def __init__(self, store, dataset):
        store.repair_derived()
        self.dataset = dataset
        self.data = store.read(dataset.name)
        self.keys = self.data.columns["radnyckel"]
        self.by_key = {key: at for at, key in enumerate(self.keys)}
        self.shapes = store.geometries(dataset.name) if dataset.geometry else {}

    def __len__(self):
        return len(self.keys)

    @cached_property
    def identities(self):
        """The identity of each row, None where it has none."""
        lists = [list(map(folded_part, self.data.columns[name])) for name in self.dataset.identity]
        return identities_of(lists) or [None] * len(self)

    @cached_property
    def _children(self):
        """Child rows by child table and parent id."""
        found = {}
        for child in self.dataset.children:
            columns = self.data.children[child.name]
            parents = columns[child.parent_key]
            names = [name for name in columns if name not in ("id", child.parent_key)]
            by_parent = found[child.name] = defaultdict(list)
            for parent, *values in zip(parents, *(columns[name] for name in names), strict=True):
                by_parent[parent].append(dict(zip(names, values, strict=True)))
        return found

    def child_rows(self, child_name, at):
        """Return the rows of a child table that belong to a row."""
        return self._children[child_name].get(self.data.ids[at], [])

    def row(self, at):
        """Return one row as a :class:`~..store.store.StoredRow`."""
        return StoredRow(
            self.data.ids[at],
            {name: self.data.columns[name][at] for name in dataset_columns(self.dataset)},
            {child.name: self.child_rows(child.name, at) for child in self.dataset.children},
        )
