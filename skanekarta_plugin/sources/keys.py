"""What recognises a row again: its identity, or else all of its content."""

import hashlib
import json

import numpy as np

from ..domain.identity import NOTHING
from ..domain.text import fold
from .rows import ABSENT


def told_apart(dataset, values):
    """Return what tells rows of one identity apart; None where anything may."""
    return None if dataset.repeats is True else [values.get(name) for name in dataset.repeats]


def identities_of(columns):
    """Return the identity of each row as :func:`~..domain.identity.identity_key`, None for none.

    :param columns: for each identifying field of the dataset the list of its folded values, see
        :func:`folded_part`; None if there is no such column
    """
    if not columns or any(values is None for values in columns):
        return None
    if len(columns) == 1:
        return columns[0]
    return [None if None in row else "|".join(row) for row in zip(*columns, strict=True)]


def folded_part(value):
    """Return the part of an identity that a stored value gives, None if it says nothing."""
    if value is None:
        return None
    text = fold(value)
    return None if text in NOTHING else text


def repeated(keys):
    """Return the keys that occur more than once, None aside.

    It goes by their hashes first: a dict of a million keys takes a tenth of a gigabyte.
    """
    hashes = np.fromiter(map(hash, keys), dtype=np.int64, count=len(keys))
    hashes.sort()
    candidates = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
    seen, found = set(), set()
    for key in keys if candidates else ():
        if key is not None and hash(key) in candidates:
            (found if key in seen else seen).add(key)
    return found


def row_keys(dataset, rows, contents):
    """Return for each row what recognises it again.

    Empty cells are no content, so that one more column changes no key; what was answered is none
    either, so that an answer changes no key. Rows of equal content without identity are told apart
    by their number of occurrence; so are different rows of equal identity, where the description
    says that identities repeat, or by what they may differ (a case has a row each year).

    :param rows: :class:`~.rows.CleanRows` with their identities
    :param contents: :class:`~.rows.CleanColumn` by field name, of what the cells say without the
        user's answers
    """
    keys = list(rows.identities)
    content = _Contents(contents)
    numbers = {}
    for at, key in enumerate(keys):
        if key is None:
            said = content.of(at)
            occurrence = numbers[said] = numbers.get(said, 0) + 1
            keys[at] = f"#{occurrence} {said}"
    if not dataset.repeats:
        return keys
    apart = () if dataset.repeats is True else dataset.repeats
    columns = [rows.columns[name] for name in apart if name in rows.columns]
    several, groups = repeated(rows.identities), {}
    for at, key in enumerate(rows.identities if several else ()):
        if key in several:
            groups.setdefault(key, []).append(at)
    for key, members in groups.items():
        seen = []
        for at in members:
            if dataset.repeats is True:
                found = content.of(at)
            else:
                found = [column[at] for column in columns]
            if found not in seen:
                seen.append(found)
            place = seen.index(found)
            if place:
                keys[at] = f"{key}|{place + 1}"
    return keys


class _Contents:
    """What rows say, in a form to compare and to recognise them by."""

    def __init__(self, columns):
        self._columns = [
            (name, column.values, column.codes, {}) for name, column in sorted(columns.items())
        ]

    def of(self, position):
        """Return a short text that stands for all that a row says."""
        parts = []
        for name, values, codes, known in self._columns:
            code = int(codes[position])
            if code == ABSENT or values[code] in (None, [], ""):
                continue
            if code not in known:
                known[code] = _said(name, values[code])
            parts.append(known[code])
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _said(name, said):
    return json.dumps([name, said], ensure_ascii=False).casefold()
