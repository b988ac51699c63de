"""The register of recipients: who is who under which names, and what a new name looks like."""

import re
from difflib import SequenceMatcher

from .text import ascii_fold, fold, tidy

_DIGITS = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
# Words that many names have say little about who it is.
_EVERYDAY = frozenset(
    "i och av for den det en ab hb kb ek forening foreningen ekonomisk ideell stiftelsen stiftelse "
    "kultur kulturforening skane skanes kommun stad".split()
)
_ORGANISATION = re.compile(
    r"\b(ab|aktiebolag|hb|handelsbolag|kb|förening(en)?|stiftelse(n)?|museum|museer|museet|"
    r"teatern?|bibliotek(et)?|universitet(et)?|högskolan?|studieförbund(et)?|region|orkester(n)?|"
    r"förbund(et)?|sällskap(et)?|församling|pastorat|ideell|ekonomisk|ek)\b"
)
_MUNICIPALITY = re.compile(r"\b(kommuns?|stads?)\Z")
# Below this likeness two names are not offered as the same.
_ALIKE = 0.82
_MOST = 5


def plain_number(value):
    """Return an organisation number as ten digits, or None.

    A number that Excel kept as a number lost its leading zeros; a century before it is dropped.
    """
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    digits = _DIGITS.sub("", str(value))
    if len(digits) == 12:
        digits = digits[2:]
    if isinstance(value, int) and 7 <= len(digits) < 10:
        digits = digits.zfill(10)
    # 000000-0000 and its like stand for a number that nobody knew.
    return digits if len(digits) == 10 and len(set(digits)) > 1 else None


def is_organisation_number(number):
    """True if ten digits are the number of a legal person: its third digit is at least 2.

    A sole trader's number is the personal identity number, whose third digit begins the month.
    Source: Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl., § 1.
    """
    return bool(number) and number[2] >= "2"


def proposed_type(name, number=None):
    """Return the type that name and number suggest, "" where they tell nothing.

    It is a proposal for a person to confirm. Types as in the codelist of the register.

    :param number: as stated, or as ten digits
    """
    text, number = fold(name), plain_number(number)
    if _MUNICIPALITY.search(text):
        return "Kommun"
    if is_organisation_number(number) or _ORGANISATION.search(text):
        return "Organisation"
    if number and number[2] < "2":
        return "Enskild firma"
    return ""


class Register:
    """Finds recipients by number, name, former name or spelling.

    :param entries: ``(name, number, former names)`` of each recipient
    """

    def __init__(self, entries=()):
        self._names, self._numbers, self._words = {}, {}, {}
        for name, number, former in entries:
            self.add(name, number, former)

    def add(self, name, number=None, former=()):
        """Take a recipient in; the first one of a name or number stays."""
        for text in (name, *former):
            self._names.setdefault(fold(text), name)
            for word in self._telling(text):
                self._words.setdefault(word, set()).add(name)
        plain = plain_number(number)
        if plain:
            self._numbers.setdefault(plain, name)

    def __contains__(self, name):
        return fold(name) in self._names

    def find(self, name, number=None):
        """Return the registered name, or None if neither number nor name is known."""
        return self.by_number(number) or self._names.get(fold(name))

    def by_number(self, number):
        """Return the name registered for a number, None if it is not known."""
        return self._numbers.get(plain_number(number)) if number else None

    def alike(self, name):
        """Return registered names that may be the same recipient, the likest first."""
        plain = ascii_fold(name)
        candidates = set()
        for word in self._telling(name):
            others = self._words.get(word, ())
            # A word that half the register has tells nobody apart.
            if len(others) <= 50:
                candidates |= set(others)
        rated = [(_likeness(plain, ascii_fold(other)), other) for other in candidates]
        return [other for rate, other in sorted(rated, reverse=True)[:_MOST] if rate >= _ALIKE]

    @staticmethod
    def _telling(text):
        words = _WORD.findall(ascii_fold(text))
        return [word[:5] for word in words if word not in _EVERYDAY]


def _likeness(one, other):
    words, others = set(_WORD.findall(one)), set(_WORD.findall(other))
    if words - _EVERYDAY == others - _EVERYDAY and words - _EVERYDAY:
        return 1.0
    return SequenceMatcher(None, tidy(one), tidy(other)).ratio()
