"""What recognises a row again when it comes in another file, or was changed by hand."""

from .text import fold

# What people write into a cell of an identifying column that has no value to give.
NOTHING = frozenset(("", "-", "--", "–", "—", "saknas", "uppgift saknas"))


def is_given(value):
    """True if the value of an identifying field says something."""
    if value is None:
        return False
    # A number ends so, and no word for nothing does.
    return str(value)[-1:].isdigit() or fold(value) not in NOTHING


def identity_key(dataset, values):
    """Return the key of a row from the dataset's identifying fields; None if one is not given.

    :param dataset: its ``identity`` names the fields
    :param values: stored value by field name
    """
    parts = [values.get(name) for name in dataset.identity]
    if not parts or not all(map(is_given, parts)):
        return None
    return "|".join(map(fold, parts))
