"""Undoing a batch: what it would do, and doing it.

Each row that the batch touched, with the rows that belong to it, is brought back to what it was
before. Rows that were changed since are left as they are unless that is asked for; what goes lost
then stays in the history, so that an undoing can be undone like any batch.
"""

from dataclasses import dataclass, field

from .batches import read_markers
from .derived import KEY
from .geopackage import statement
from .history import NOTHING, Rows, content, in_use, listed_already, since, versioned
from .plan import LaterChange, UndoPlan
from .schema import CODELISTS

# Rows written between two looks at the clock.
_ROWS = 2000


@dataclass
class _Part:
    """What is to be done to one dataset.

    :param leaving: ids of rows to remove
    :param versions: version by id of the rows to write; :param keys: the keys that they will have
    :param missing: of these the ids of rows that are not there now
    :param contested: ids of rows that must let go of their keys first
    :param child_removals: ``(table, row id)``; :param child_restores: ``(table, version)``
    :param restored: ids of rows that change or whose parts do
    """

    leaving: list = field(default_factory=list)
    versions: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    missing: set = field(default_factory=set)
    contested: set = field(default_factory=set)
    child_removals: list = field(default_factory=list)
    child_restores: list = field(default_factory=list)
    restored: set = field(default_factory=set)


class Undoing:
    """The undoing of one batch, worked out on an open connection.

    :param batches: all batches of the store by id
    :param force: also bring back rows that were changed since
    :param check: called now and then; what it raises ends the work
    """

    def __init__(self, connection, catalogue, batch, batches, force=False, check=None):
        self.check = check
        self.connection = connection
        self.catalogue = catalogue
        self.batches = batches
        self.batch = batch
        self.force = force
        self.tables = versioned(catalogue)
        self.rows = {name: Rows(connection, spec) for name, spec in self.tables.items()}
        self.start, self.end = read_markers(connection, batch.id)
        self.own = since(connection, self.tables, self.start, self.end)
        self.later = since(connection, self.tables, self.end)
        for name in self.tables:
            # What the batch added may have gone to another row since; the history knows to which
            # it belonged.
            parents = self.later[name].parents
            for row_id in self.own[name].added.keys() & parents.keys():
                self.own[name].added[row_id] = parents[row_id][0]
        self.left = []
        self.parts = {name: self._examine(dataset) for name, dataset in catalogue.datasets.items()}

    def plan(self, changes):
        """Return the :class:`UndoPlan`.

        :param changes: the store's change counter
        """
        return UndoPlan(
            self.batch,
            self._numbers(lambda part: len(part.leaving)),
            self._numbers(lambda part: len(part.missing)),
            self._numbers(lambda part: len(part.restored)),
            tuple(self.left),
            changes,
        )

    def _numbers(self, count):
        return {name: count(part) for name, part in self.parts.items() if count(part)}

    @property
    def size(self):
        """The number of rows to write, to tell progress by."""
        return sum(
            len(part.leaving)
            + len(part.versions)
            + len(part.child_removals)
            + len(part.child_restores)
            for part in self.parts.values()
        )

    @property
    def datasets(self):
        """The datasets that change."""
        return [
            self.catalogue.datasets[name]
            for name, part in self.parts.items()
            if part.leaving or part.versions or part.restored
        ]

    def carry_out(self, tell):
        """Write it, within the open transaction.

        :param tell: called with a number of rows when these are written
        """
        for name, part in self.parts.items():
            rows = self.rows[name]
            self._each(part.leaving, rows.remove, tell)
            self._each(part.child_removals, self._remove_child, tell)
        for name, part in self.parts.items():
            rows = self.rows[name]
            self._each(sorted(part.contested), rows.let_go, tell)
            self._each(list(part.versions.values()), rows.restore, tell)
            self._each(part.child_restores, self._restore_child, tell)
        self._codelists()

    def _each(self, items, act, tell):
        for start in range(0, len(items), _ROWS):
            part = items[start : start + _ROWS]
            for item in part:
                act(item)
            tell(len(part))

    def _remove_child(self, item):
        self.rows[item[0]].remove(item[1])

    def _restore_child(self, item):
        self.rows[item[0]].restore(item[1])

    # What is to be done

    def _before(self, table, row_id):
        """Return the version of a row before the batch; None if it has not changed since."""
        if row_id > self.start.get(table, 0):
            return NOTHING
        return self.own[table].first.get(row_id, self.later[table].first.get(row_id))

    def _after(self, table, row_id):
        """Return the version of a row just after the batch; None if it has not changed since."""
        return NOTHING if row_id > self.end[table] else self.later[table].first.get(row_id)

    def _is(self, table, row_id, version):
        """True if a row is now as in a version."""
        if version is None:
            return True
        now = self.rows[table].present(row_id)
        return now == content(self.connection, version)

    def _examine(self, dataset):
        touched = self._touched(dataset)
        later = self._changed_since(dataset, touched)
        chosen, forced = touched - later.keys(), set()
        for row_id, rows in sorted(later.items()):
            if all(self._is(table, part, self._before(table, part)) for table, part in rows):
                # Somebody has brought it back already.
                continue
            self.left.append(self._later(dataset, row_id, rows))
            if self.force:
                forced.add(row_id)
        chosen |= forced
        part = _Part()
        for row_id in self._watched(sorted(chosen)):
            self._examine_row(dataset.name, row_id, part)
        for row_id in self._conflicts(dataset, part):
            chosen.discard(row_id)
        leaving = set(part.leaving)
        for child in dataset.children:
            for row_id, parents in self._watched(self._child_rows(child.name, forced)):
                owner = next((parent for parent in parents if parent in chosen), None)
                if owner is not None:
                    self._examine_child(child.name, row_id, owner, leaving, part)
        part.restored |= part.versions.keys() - part.missing
        part.restored -= leaving | part.missing
        return part

    def _watched(self, items):
        for number, item in enumerate(items):
            if self.check is not None and number % _ROWS == 0:
                self.check()
            yield item

    def _touched(self, dataset):
        """Return the ids of the rows that the batch touched, themselves or what belongs to them."""
        own = self.own[dataset.name]
        touched = {*own.first, *own.added}
        for child in dataset.children:
            for parents in self.own[child.name].parents.values():
                touched.update(parents)
            touched.update(self.own[child.name].added.values())
        return touched

    def _changed_since(self, dataset, touched):
        """Return the touched rows that are not as the batch left them.

        :return: by row id the ``(table, row id)`` of all that changed of it, in the batch or since
        """
        candidates = touched & self.later[dataset.name].first.keys()
        belonging = {}
        for child in dataset.children:
            for row_id, parents in self._parents(self.later[child.name]):
                for parent in touched.intersection(parents):
                    candidates.add(parent)
                    belonging.setdefault(parent, []).append((child.name, row_id))
        found = {}
        for row_id in candidates:
            rows = [(dataset.name, row_id), *belonging.get(row_id, ())]
            if not all(self._is(table, part, self._after(table, part)) for table, part in rows):
                found[row_id] = rows
        if found:
            for child in dataset.children:
                for row_id, parents in self._parents(self.own[child.name]):
                    for parent in parents:
                        if parent in found:
                            found[parent].append((child.name, row_id))
        return found

    @staticmethod
    def _parents(changes):
        """Yield ``(row id, ids of the rows it belonged to)`` of the changed rows of a table."""
        yield from changes.parents.items()
        for row_id, parent in changes.added.items():
            if parent not in changes.parents.get(row_id, ()):
                yield row_id, (parent,)

    def _child_rows(self, table, forced):
        """Yield the rows of a child table that may have to change, with their parents."""
        own = self.own[table]
        yield from self._parents(own)
        if forced:
            for row_id, parents in self._parents(self.later[table]):
                if row_id not in own.first and row_id not in own.added:
                    yield row_id, parents

    def _examine_row(self, table, row_id, part):
        version = self._before(table, row_id)
        if version is None:
            return
        now = self.rows[table].present(row_id)
        if version == NOTHING:
            if now is not None:
                part.leaving.append(row_id)
            return
        then = content(self.connection, version)
        if now != then:
            part.versions[row_id] = version
            part.keys[row_id] = then[KEY]
            if now is None:
                part.missing.add(row_id)

    def _examine_child(self, table, row_id, owner, leaving, part):
        version = self._before(table, row_id)
        if version == NOTHING:
            # What belongs to a removed row goes with it.
            if owner not in leaving and not self._is(table, row_id, NOTHING):
                part.child_removals.append((table, row_id))
                part.restored.add(owner)
        elif not self._is(table, row_id, version):
            part.child_restores.append((table, version))
            part.restored.add(owner)

    def _conflicts(self, dataset, part):
        """Take out the rows whose keys others have taken since; return their ids."""
        holder_of = statement("SELECT id FROM {table} WHERE {key} = ?", table=dataset.name, key=KEY)
        keys, holders, first = part.keys, {}, {}
        for row_id, key in keys.items():
            holder = self.connection.execute(holder_of, (key,)).fetchone()
            if key is not None and first.setdefault(key, row_id) != row_id:
                holders[row_id] = first[key]
            elif holder and holder[0] != row_id:
                holders[row_id] = holder[0]
        leaving = set(part.leaving)
        refused = set()
        while True:
            stuck = {
                row_id
                for row_id, holder in holders.items()
                if row_id not in refused
                and holder not in leaving
                and (holder in refused or keys.get(holder, keys[row_id]) == keys[row_id])
            }
            if not stuck:
                break
            refused |= stuck
        part.contested = {
            holder
            for row_id, holder in holders.items()
            if row_id not in refused and holder not in leaving
        }
        told = {change.id: change for change in self.left if change.dataset == dataset.name}
        for row_id in sorted(refused):
            if row_id in told:
                self.left.remove(told[row_id])
            self.left.append(self._conflict(dataset, row_id, part.versions[row_id], holders))
            del part.versions[row_id]
            part.missing.discard(row_id)
        return refused

    # How it is told

    def _later(self, dataset, row_id, rows):
        last = max(self.later[table].last.get(part, 0) for table, part in rows)
        query = "SELECT tid, omgang FROM historik WHERE id = ?"
        time, batch_id = self.connection.execute(query, (last,)).fetchone() or ("", None)
        row = self.rows[dataset.name].present(row_id)
        row = row or content(self.connection, self._after(dataset.name, row_id) or NOTHING)
        label = _label(dataset, row)
        return LaterChange(dataset.name, row_id, label, self.batches.get(batch_id), time)

    def _conflict(self, dataset, row_id, version, holders):
        label = _label(dataset, content(self.connection, version))
        holder = self.rows[dataset.name].present(holders[row_id]) or {}
        batch = self.batches.get(holder.get("omgang"))
        return LaterChange(
            dataset.name, row_id, label, batch, batch.time if batch else "", conflict=True
        )

    # Codelists

    def _codelists(self):
        """Take out the entries that the batch brought and nothing uses; bring back its others."""
        table = CODELISTS.name
        rows = self.rows[table]
        for row_id in sorted({*self.own[table].first, *self.own[table].added}):
            if not (self.force or self._is(table, row_id, self._after(table, row_id))):
                continue
            version = self._before(table, row_id)
            now = rows.present(row_id)
            if version == NOTHING:
                if now and not in_use(self.connection, self.catalogue, now):
                    rows.remove(row_id)
                continue
            then = content(self.connection, version)
            if now != then and not listed_already(self.connection, then):
                rows.restore(version)


def _label(dataset, row):
    value = (row or {}).get(dataset.label_field)
    return "" if value is None else str(value)
