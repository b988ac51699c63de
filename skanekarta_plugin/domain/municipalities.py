"""Municipality names as people write them, for the 33 municipalities of Skåne."""

import re
from dataclasses import dataclass

from .text import ascii_fold, fold, near, says_nothing, tidy

MUNICIPALITY = "kommun"
REGION = "region"
UNKNOWN = "okand"

_WHOLE_REGION = frozenset(
    "hela skåne|skåne|skåne län|region skåne|hela regionen|hela länet|regionen|regionövergripande|"
    "alla kommuner|samtliga kommuner|alla skånes kommuner".split("|")
)
_SUFFIX = re.compile(r"\s+(kommun|stad|municipality)\Z")
_LIST_SUFFIX = re.compile(r"\s+kommuner\Z")
_CODES = re.compile(r"\d{4}(?: \d{4})+\Z")
# "Lund m.fl." is Lund and others that are not named.
_SEPARATORS = re.compile(
    r"\s*(?:[;,/\n&+|\u2022\u2013]|\s-\s|\boch\b|\bsamt\b|\s(?=m\.? ?fl\b))\s*"
)


@dataclass(frozen=True)
class StatedPlace:
    """A place that a source names: a municipality, the whole region, or one not recognised.

    :param scope: ``MUNICIPALITY``, ``REGION`` or ``UNKNOWN``
    :param code: four digits, only for a municipality
    :param stated: the text of the source
    """

    scope: str
    code: str | None
    stated: str


class Gazetteer:
    """Finds municipalities by code or name."""

    def __init__(self, names):
        """Take the names by code, such as ``{"1267": "Höör"}``."""
        self.names = dict(names)
        self._codes = {fold(name): code for code, name in self.names.items()}
        for code, name in self.names.items():
            self._codes.setdefault(ascii_fold(name), code)

    def code(self, stated):
        """Return the code of one stated municipality, or None if it is not recognised.

        Understood: ``"Höör"``, ``"Höörs kommun"``, ``"Malmö stad"``, ``"Malmo"``, ``1267``,
        ``"1267"``, ``"1267 Höör"``.
        """
        if isinstance(stated, float) and stated.is_integer():
            stated = int(stated)
        text = fold(stated)
        digits = re.match(r"(\d{4})\b\s*(.*)\Z", text)
        if digits and digits.group(1) in self.names:
            # "1267 Höör" is one municipality; a code beside another name is none that we can tell.
            named = digits.group(2)
            agrees = not named or self.code(named) == digits.group(1)
            return digits.group(1) if agrees else None
        name = _SUFFIX.sub("", text)
        candidates = [name]
        # "Höörs kommun", but "Burlövs", and "Bromölla kommun" without an s.
        if name != text and name.endswith("s"):
            candidates.append(name[:-1])
        for candidate in candidates:
            found = self._codes.get(candidate) or self._codes.get(ascii_fold(candidate))
            if found:
                return found
        return None

    def near(self, stated):
        """Return the codes of municipalities whose name is one letter apart from a stated one.

        They are for a person to confirm: a name is never taken for another silently.
        """
        text = fold(stated)
        name = _SUFFIX.sub("", text)
        tried = [name, name[:-1]] if name != text and name.endswith("s") else [name]
        found = (self._codes[other] for part in tried for other in near(part, self._codes))
        return list(dict.fromkeys(found))

    def places(self, value):
        """Return the places that a cell names, each once, in the order of the text.

        An empty cell gives an empty list; a name that is not recognised gives a place of scope
        ``UNKNOWN``, so that nothing is dropped.
        """
        if value is None or says_nothing(tidy(value)):
            return []
        whole = self._place(value)
        if whole.scope != UNKNOWN:
            return [whole]
        text = tidy(str(value).replace("\n", ";"))
        if _CODES.match(text):
            text = text.replace(" ", ";")
        parts = [part for part in _SEPARATORS.split(text) if part]
        places = {}
        for number, part in enumerate(parts, start=1):
            # "Sjöbo och Skurups kommuner": the plural belongs to the list, the s to the last name.
            plural = len(parts) > 1 and number == len(parts)
            one = _LIST_SUFFIX.sub(" kommun", part) if plural else part
            if one:
                place = self._place(one)
                places.setdefault((place.scope, place.code or fold(place.stated)), place)
        return list(places.values())

    def _place(self, stated):
        text = tidy(stated)
        if fold(text) in _WHOLE_REGION:
            return StatedPlace(REGION, None, text)
        code = self.code(stated)
        return StatedPlace(MUNICIPALITY if code else UNKNOWN, code, text)
