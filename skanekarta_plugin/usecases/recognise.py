"""Which stored row a row of a source is, where rows of one identity may be several.

A case has a row each year; two dialogues may be held on one day. What a row says decides then, not
the order in which rows stand in a file: a file with only the second of two dialogues must not be
written over the first.
"""

from ..sources.keys import repeated, told_apart


def recognise(dataset, rows, usable, stored):
    """Give each row of repeating identity the key of the stored row that it is, or a free key.

    :param rows: :class:`~..sources.rows.CleanRows`, whose keys tell different rows of the source
        apart
    :param usable: for each row whether it is to be imported
    :param stored: a :class:`~.stored.StoredRows`
    """
    if not dataset.repeats:
        return
    several = repeated(rows.identities)
    there, several_there = _firsts(stored.identities)
    apart = _Apart(dataset, rows, stored)
    groups = {}
    for at, identity in enumerate(rows.identities):
        if identity is None or not usable[at]:
            continue
        old = there.get(identity)
        if identity in several or identity in several_there:
            groups.setdefault(identity, []).append(at)
        # Nearly all: one row here, at most one there.
        elif old is not None and apart.agree(at, old):
            rows.keys[at] = stored.keys[old]
        elif identity in stored.by_key:
            rows.keys[at] = _free(identity, stored.by_key)
    for identity, members in groups.items():
        old = there.get(identity)
        olds = several_there.get(identity, [] if old is None else [old])
        _settle(dataset, rows, stored, identity, members, olds)


def _firsts(identities):
    """Return the first position of each identity, and all positions of those met several times."""
    first, several = {}, {}
    for at, identity in enumerate(identities):
        if identity is None:
            continue
        earlier = first.setdefault(identity, at)
        if earlier != at:
            several.setdefault(identity, [earlier]).append(at)
    return first, several


def _settle(dataset, rows, stored, identity, members, olds):
    """Match several rows of one identity with the stored ones, the likest first."""
    by_key = {}
    for at in members:
        by_key.setdefault(rows.keys[at], []).append(at)
    firsts = [rows.row(same[0]) for same in by_key.values()]
    known = {stored.keys[at]: stored.row(at) for at in olds}
    keys = _keys(dataset, identity, firsts, known, stored.by_key)
    for same, key in zip(by_key.values(), keys, strict=True):
        for at in same:
            rows.keys[at] = key


class _Apart:
    """Compares rows and stored rows in what tells rows of one identity apart."""

    def __init__(self, dataset, rows, stored):
        names = () if dataset.repeats is True else dataset.repeats
        self._pairs = [
            (rows.columns[name], stored.data.columns[name])
            for name in names
            if name in rows.columns
        ]

    def agree(self, at, old):
        """True if they do not contradict each other."""
        return all(
            column[at] == values[old] or None in (column[at], values[old])
            for column, values in self._pairs
        )


def differing(row, old):
    """Return the names of what a row says otherwise than the stored row."""
    return [name for name, value in row.values.items() if old.values[name] != value] + [
        name for name, value in row.children.items() if old.children[name] != value
    ]


def _keys(dataset, identity, rows, known, stored):
    """Return the key of each row: of the stored row most like it, else a free one."""
    found, left = {}, dict(known)
    for alike, several_will_do in _rules(dataset):
        for number, row in enumerate(rows):
            fitting = [key for key, old in left.items() if alike(row, old)]
            if number not in found and fitting and (several_will_do or len(fitting) == 1):
                key = min(fitting, key=lambda key, row=row: len(differing(row, left[key])))
                found[number] = key
                del left[key]
    others = [number for number in range(len(rows)) if number not in found]
    if dataset.repeats is True and len(others) == len(left):
        # As many as before, and only these changed: their places were corrected.
        found |= dict(zip(others, left, strict=True))
    taken = {*stored, *found.values()}
    for number in others:
        if number not in found:
            found[number] = _free(identity, taken)
            taken.add(found[number])
    return [found[number] for number in range(len(rows))]


def _rules(dataset):
    """Return the tests by which a row is a stored one, the surest first.

    With each, whether one of several that fit may be taken: of the years of a case a row without a
    year is none in particular.
    """
    if dataset.repeats is True:
        return (
            (lambda row, old: not differing(row, old), True),
            (lambda row, old: bool(row.children) and _same_children(row, old), True),
        )
    return (
        (lambda row, old: told_apart(dataset, row.values) == told_apart(dataset, old.values), True),
        (lambda row, old: _agree(dataset, row, old), False),
    )


def _same_children(row, old):
    return all(old.children[name] == value for name, value in row.children.items())


def _agree(dataset, row, old):
    """True if the rows do not contradict each other in what tells them apart."""
    pairs = zip(told_apart(dataset, row.values), told_apart(dataset, old.values), strict=True)
    return all(one == other or None in (one, other) for one, other in pairs)


def _free(identity, taken):
    key, number = identity, 1
    while key in taken:
        number += 1
        key = f"{identity}|{number}"
    return key
