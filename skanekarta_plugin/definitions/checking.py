"""Reads a file of descriptions, and refuses what does not hold together."""

import json

from ..errors import N_, DefinitionError
from .model import Label


def read(path):
    """Return what a JSON file of descriptions says.

    :raises DefinitionError: if it cannot be read
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DefinitionError(
            N_("The description {name} cannot be read. Install the plugin again."),
            name=path.name,
            details=str(error),
        ) from error


def check(holds, where, what):
    """Refuse a description unless something holds.

    :param where: the file or thing; :param what: the word that is wrong
    :raises DefinitionError: if it does not hold
    """
    if not holds:
        raise DefinitionError(
            N_("The description {where} is wrong at “{what}”. Install the plugin again."),
            where=where,
            what=what,
        )


def known_words(described, words, where):
    """Refuse words that nobody reads.

    :raises DefinitionError: if there are any
    """
    unknown = sorted(set(described) - set(words))
    check(not unknown, where, ", ".join(unknown))


def labelled(described, key="title"):
    """Return the :class:`Label` that stands under a key, and in English under ``…En``."""
    swedish = described.get(key, "")
    return Label(swedish, described.get(f"{key}En", swedish))
