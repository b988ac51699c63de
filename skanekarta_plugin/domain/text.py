"""Text as people type it: stray blanks, hidden characters, mixed case."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Hyphens, minus and dashes of any length.
_NOTHING = frozenset(
    ("", "-", "--", "---", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212")
)


def tidy(value):
    """Return a cell as clean text: one space for any run of blanks, no control characters.

    Non-breaking spaces count as blanks; zero-width and control characters are dropped.
    """
    text = value if isinstance(value, str) else str(value)
    # Most cells are clean: printable text has no control characters and no blanks but the space.
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip(" ")
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    )
    return _SPACES.sub(" ", text).strip()


def says_nothing(text):
    """True if a tidy text is empty, or a dash in the place of nothing."""
    return text in _NOTHING


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


def one_letter_apart(one, other):
    """True if texts differ by one letter: too many, missing, another one, or two swapped."""
    if one == other:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = long[start + 1 : start + 2] + long[start : start + 1]
    return short[start : start + 2] == swapped and short[start + 2 :] == long[start + 2 :]


def near(text, known):
    """Return the texts of ``known`` that are one letter apart from ``text``, accents not counted.

    :param known: folded texts; short ones (under four letters) are never near
    """
    plain = ascii_fold(text)
    if len(plain) < 4:
        return []
    return [other for other in known if one_letter_apart(plain, ascii_fold(other))]
