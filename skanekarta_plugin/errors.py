"""Failures that a user can meet: what happened and what to do.

The texts are written in English and marked with :func:`N_`; they are translated where they are
shown (``i18n.message``), so that the plain-Python rooms need no Qt.
"""


def N_(text):
    """Mark ``text`` for translation without translating it here."""
    return text


class UserError(Exception):
    """An expected failure, told to the user in one place.

    :param text: an English sentence marked with :func:`N_`, with ``{name}`` placeholders
    :param details: text for the "details" button, never translated (a file, a library's words)
    :param values: what stands in the placeholders
    """

    def __init__(self, text, *, details="", **values):
        self.text = text
        self.details = details
        self.values = values
        super().__init__(text.format(**values))


class DefinitionError(UserError):
    """A description of a dataset or a map does not hold together."""


class SourceError(UserError):
    """A source file or service cannot be read or understood."""


class StoreError(UserError):
    """The store cannot be opened, is not ours, or cannot be written."""


class SelectionError(UserError):
    """A filter, measure, place or counting rule does not exist."""


class OutputError(UserError):
    """Something that should leave the plugin could not be written, or must not leave."""


class Cancelled(UserError):
    """The user stopped the work; nothing was changed."""

    def __init__(self):
        super().__init__(N_("The work was cancelled. Nothing was changed."))
