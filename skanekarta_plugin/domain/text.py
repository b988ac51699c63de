"""Text as people type it: stray blanks, hidden characters, mixed case."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def tidy(value):
    """Return a cell as clean text: one space for any run of blanks, no control characters.

    Non-breaking spaces count as blanks; zero-width and control characters are dropped.
    """
    text = unicodedata.normalize("NFC", str(value))
    text = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    )
    return _SPACES.sub(" ", text).strip()


def fold(value):
    """Return text for comparing and searching, without regard to case.

    The same function makes the stored search columns and reads a user's search words, since
    SQLite's own folding does not know Å, Ä and Ö.
    """
    return tidy(value).casefold()


def ascii_fold(value):
    """Return folded text without accents: ``"Malmö"`` and ``"Malmo"`` become equal."""
    decomposed = unicodedata.normalize("NFD", fold(value))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
