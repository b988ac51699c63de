"""Which stored row a row of a source is, where rows of one identity may be several.

A case has a row each year; two dialogues may be held on one day. What a row says decides then, not
the order in which rows stand in a file: a file with only the second of two dialogues must not be
written over the first.
"""

from ..domain.identity import identity_key
from ..sources.cleaning import told_apart


def recognise(dataset, rows, stored):
    """Give each row of repeating identity the key of the stored row that it is, or a free key.

    :param rows: clean rows, whose keys tell different rows of the source apart
    :param stored: stored rows by key
    """
    if not dataset.repeats:
        return
    groups, known = {}, {}
    for key, old in stored.items():
        known.setdefault(identity_key(dataset, old.values), {})[key] = old
    for row in rows:
        identity = identity_key(dataset, row.values)
        if identity is not None and not row.rejected:
            groups.setdefault(identity, {}).setdefault(row.key, []).append(row)
    for identity, by_key in groups.items():
        firsts = [same[0] for same in by_key.values()]
        keys = _keys(dataset, identity, firsts, known.get(identity, {}), stored)
        for same, key in zip(by_key.values(), keys, strict=True):
            for row in same:
                row.key = key


def differing(row, old):
    """Return the names of what a row says otherwise than the stored row."""
    return [name for name, value in row.values.items() if old.values[name] != value] + [
        name for name, value in row.children.items() if old.children[name] != value
    ]


def _keys(dataset, identity, rows, known, stored):
    """Return the key of each row: of the stored row most like it, else a free one."""
    found, left = {}, dict(known)
    for alike in _rules(dataset):
        for number, row in enumerate(rows):
            fitting = [key for key, old in left.items() if alike(row, old)]
            if number not in found and fitting:
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
    """Return the tests by which a row is a stored one, the surest first."""
    if dataset.repeats is True:
        return (
            lambda row, old: not differing(row, old),
            lambda row, old: bool(row.children) and _same_children(row, old),
        )
    return (
        lambda row, old: told_apart(dataset, row.values) == told_apart(dataset, old.values),
        lambda row, old: _agree(dataset, row, old),
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
