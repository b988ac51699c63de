"""Reads single cells: what the words of a source mean in a field of the dataset."""

import re

from ..domain import dates, money
from ..domain.identity import is_given
from ..domain.municipalities import MUNICIPALITY, REGION
from ..domain.text import ascii_fold, fold, near, says_nothing, tidy
from ..errors import N_
from . import questions
from .questions import Question, question_key
from .rows import Note
from .table import MAX_TEXT, Uncomputed

_HTTP = re.compile(r"https?://[^\s<>\"']+\Z", re.IGNORECASE)
_EXCEL_ERRORS = frozenset(
    "#n/a #ref! #value! #div/0! #name? #null! #num! #saknas! #referens! #värdefel! #division/0! "
    "#namn? #skärning! #ogiltigt!".split()
)
_MAX_INTEGER = 2**53
_PARTS = re.compile(r"\s*[;\n|]\s*")
# Longer cells are looked at closely.
_PLAIN = 1000


class Meaning:
    """What a distinct cell says.

    :ivar value: the stored value; of a child table the list of its row dicts
    :ivar notes: list of :class:`~.rows.Note`
    :ivar content: what it says without the user's answers; the row's key is made of it
    :ivar stated: the words to keep in the field's stated field
    """

    __slots__ = ("content", "notes", "stated", "value")

    def __init__(self, value=None, notes=(), content=None, stated=None):
        self.value = value
        self.notes = notes
        self.content = value if content is None else content
        self.stated = stated

    @property
    def rejects(self):
        """True if the row cannot be imported because of the cell."""
        return any(note.rejects for note in self.notes)

    def note(self, raw, text, *, rejects=False, question="", **values):
        """Add a note about the cell."""
        self.notes = [*self.notes, Note(text, rejects, shown(raw), values, question)]


class CellReader:
    """Reads single cells of a dataset's fields.

    :param codelists: the known codelists by name, with what the store has learnt
    :param gazetteer: finds municipalities
    :param municipalities: name of the dataset of municipalities
    :param answers: the user's answers by question key
    :ivar asked: :class:`~.questions.Question` by key, for what only the user can settle, answered
        ones too
    :ivar new_entries: new codelist values by codelist
    """

    def __init__(self, dataset, codelists, gazetteer, municipalities="", answers=None):
        self.dataset = dataset
        self.gazetteer = gazetteer
        self.municipalities = municipalities
        self.answers = answers or {}
        self.open = {name: codelist.open for name, codelist in codelists.items()}
        self.known = {name: lookup(codelist) for name, codelist in codelists.items()}
        self.asked = {}
        self.new_entries = {}

    def read(self, target, raw):
        """Return the :class:`Meaning` of a cell in a field."""
        child = self.dataset.child_of(target.name)
        empty = Meaning([] if child else None)
        if isinstance(raw, Uncomputed):
            empty.note(
                raw,
                N_("The formula has no saved result. Open the file in Excel and save it."),
                rejects=True,
            )
            return empty
        if isinstance(raw, str):
            if len(raw) > MAX_TEXT:
                empty.note(
                    raw,
                    N_("The text is too long ({length} characters)."),
                    rejects=True,
                    length=len(raw),
                )
                return empty
            if raw.startswith("#") and fold(raw) in _EXCEL_ERRORS:
                empty.note(raw, N_("The cell holds an Excel error."), rejects=True)
                return empty
        try:
            if isinstance(raw, bool):
                empty.note(raw, *_no_truth_value(target), rejects=True)
                return empty
            if child is None:
                return self._single(target, raw)
            if child.is_place:
                return self._places(target, child, raw)
            return self._many(target, child, raw)
        except ValueError:
            empty.note(raw, *_reason(target), rejects=True)
            return empty

    def simple(self, target):
        """Return a function that reads the plain cells of a field: most cells by far.

        It gives the stored value, or None where :meth:`read` must look closer.
        """
        if target.is_municipality or target.codelist or target.is_link or target.enum:
            return _never
        if self.dataset.child_of(target.name) or target.type == "date":
            return _never
        low = float("-inf") if target.minimum is None else target.minimum
        high = float("inf") if target.maximum is None else target.maximum
        is_text = target.type == "string"
        is_identity = target.name in self.dataset.identity

        def read(raw):
            if raw is None or isinstance(raw, bool):
                return None
            if isinstance(raw, str) and (
                len(raw) > _PLAIN or raw[0] in "#=" or (is_identity and not is_given(raw))
            ):
                return None
            try:
                value = _plain_value(target, raw)
            except ValueError:
                return None
            return value if value is None or is_text or low <= value <= high else None

        def read_amount(raw):
            kronor = money.whole_kronor(raw)
            return kronor if kronor is not None and low <= kronor <= high else read(raw)

        def read_text(raw):
            is_plain = raw.__class__ is str and len(raw) <= _PLAIN and raw[:1] not in "#="
            if not is_plain or (is_identity and not is_given(raw)):
                return read(raw)
            text = tidy(raw)
            return None if says_nothing(text) else text

        if target.is_money:
            return read_amount
        return read_text if is_text and not target.pattern else read

    def _single(self, target, raw):
        if target.is_municipality:
            meaning = self._municipality(target, raw)
        elif target.codelist:
            meaning = self._coded(target, raw)
        elif target.is_link:
            meaning = self._link(raw)
        else:
            meaning = Meaning(_plain_value(target, raw))
        if target.name in self.dataset.identity and not is_given(meaning.value):
            meaning.value = meaning.content = None
        if (
            meaning.value is None
            and target.required
            and not target.empty_when
            and not meaning.rejects
        ):
            meaning.note(raw, N_("The cell is empty; a value is needed."), rejects=True)
        _check_limits(meaning, target)
        return meaning

    def _municipality(self, target, raw):
        places = self.gazetteer.places(raw)
        if len(places) == 1 and places[0].scope == MUNICIPALITY:
            return Meaning(places[0].code)
        if not places:
            return Meaning()
        content = fold(raw)
        if len(places) == 1 and places[0].scope != REGION:
            question, answer = self._ask_place(target, places[0].stated, needed=target.required)
            if answer:
                meaning = Meaning(answer, content=content)
                meaning.note(raw, N_("Read as {name}, as answered."), question=question,
                             name=self.gazetteer.names[answer])  # fmt: skip
                return meaning
        else:
            question = ""
        meaning = Meaning(None, content=content, stated=tidy(raw))
        if target.required:
            meaning.note(raw, *_reason(target), rejects=True, question=question)
        else:
            text = N_("Not one municipality of Skåne; by “{field}” the row lies outside the map.")
            meaning.note(raw, text, question=question, field=target.label)
        return meaning

    def _ask_place(self, target, stated, *, needed):
        """Return ``(question key, code or "")`` of a name that is no municipality."""
        key = question_key(self.municipalities, stated)
        answer = self._answer(key, self.gazetteer.names)
        if key not in self.asked:
            self.asked[key] = Question(
                questions.MUNICIPALITY, self.municipalities, target.label, stated,
                self.gazetteer.near(stated), needed, answer=answer,
            )  # fmt: skip
        return key, answer or ""

    def _answer(self, key, known):
        """Return an answer that still means something; None if there is none."""
        answer = self.answers.get(key)
        return answer if answer == questions.AS_STATED or answer in known else None

    def _places(self, target, child, raw):
        meaning = Meaning([])
        content = []
        rows = {}
        for place in self.gazetteer.places(raw):
            scope, code = place.scope, place.code
            content.append(code or fold(place.stated))
            if scope not in (MUNICIPALITY, REGION):
                key, answer = self._ask_place(target, place.stated, needed=False)
                if answer:
                    scope, code = MUNICIPALITY, answer
                    meaning.note(place.stated, N_("Read as {name}, as answered."), question=key,
                                 name=self.gazetteer.names[answer])  # fmt: skip
                else:
                    meaning.note(
                        place.stated,
                        N_("Not a municipality of Skåne; that part lies outside the map."),
                        question=key,
                    )
            rows.setdefault((scope, code or fold(place.stated)),
                            _place_row(child, scope, code, place.stated))  # fmt: skip
        meaning.value = list(rows.values())
        meaning.content = content
        return meaning

    def _coded(self, target, raw):
        text = _text(raw)
        if text is None:
            return Meaning()
        meaning = Meaning()
        meaning.value, meaning.content = self._entry(meaning, target, text)
        return meaning

    def _entry(self, meaning, target, text):
        """Return ``(value, content)`` of a coded text, noting what is to be said of it."""
        codelist = target.codelist
        known = self.known[codelist]
        value = known.get(fold(text)) or known.get(ascii_fold(text))
        if value is not None:
            return value, value
        key = question_key(codelist, text)
        answer = self._answer(key, known.values())
        if key not in self.asked:
            suggestions = list(dict.fromkeys(known[other] for other in near(text, known)))
            self.asked[key] = Question(
                questions.VALUE, codelist, target.label, text, suggestions,
                not self.open[codelist], answer=answer,
            )  # fmt: skip
        if answer:
            meaning.note(text, N_("Read as {name}, as answered."), question=key, name=answer)
            return answer, fold(text)
        if not self.open[codelist]:
            meaning.note(text, *_reason(target), rejects=True, question=key)
            return None, fold(text)
        meaning.note(text, N_("A new value; it is added to the list."), question=key)
        # The first spelling of a new value is its spelling.
        spelt = self.new_entries.setdefault(codelist, {}).setdefault(fold(text), text)
        return spelt, fold(text)

    def _many(self, target, child, raw):
        meaning = Meaning([])
        text = None if raw is None else str(raw)
        if text is None or says_nothing(tidy(text)):
            return meaning
        found, content = {}, []
        for part in _PARTS.split(text):
            for piece in self._split(target, tidy(part)):
                value, said = (
                    self._entry(meaning, target, piece) if target.codelist else (piece, piece)
                )
                if value is not None and value not in found:
                    found[value] = {child.value.name: value}
                    content.append(said)
        meaning.value, meaning.content = list(found.values()), content
        return meaning

    def _split(self, target, part):
        known = self.known.get(target.codelist, {})
        if not part:
            return []
        if not target.codelist or fold(part) in known or "," not in part:
            return [part]
        return [tidy(piece) for piece in part.split(",") if tidy(piece)]

    @staticmethod
    def _link(raw):
        text = _text(raw)
        if text is None:
            return Meaning()
        if text.casefold().startswith("www."):
            text = "https://" + text
        if _HTTP.match(text):
            return Meaning(text)
        meaning = Meaning()
        meaning.note(raw, N_("Not a web address (https://…); the link is left out."))
        return meaning


def _never(_raw):
    return None


def _place_row(child, scope, code, stated):
    return {
        child.value.name: code,
        child.scope_field: scope,
        child.stated_field: stated,
        child.weight_field: 1,
    }


def _plain_value(target, raw):
    """Return the stored value of a cell in a field without a list.

    :raises ValueError: if it is none
    """
    if raw is None:
        return None
    if target.is_money:
        return money.to_kronor(money.parse_ore(raw))
    if target.type == "number":
        number = money.parse_number(raw)
        # What no double holds is no number for us.
        if number is not None and float(number) in (float("inf"), float("-inf")):
            raise ValueError(raw)
        return None if number is None else float(number)
    if target.type == "integer":
        number = money.parse_number(raw)
        if number is None:
            return None
        if number != number.to_integral_value() or abs(number) > _MAX_INTEGER:
            raise ValueError(raw)
        return int(number)
    if target.type == "year":
        return dates.parse_year(raw)
    if target.type == "date":
        date = dates.parse_date(raw)
        return None if date is None else date.isoformat()
    text = _text(raw)
    if text is not None and target.pattern and not re.fullmatch(target.pattern, text):
        raise ValueError(raw)
    return text


def _check_limits(meaning, target):
    value = meaning.value
    if value is None:
        return
    low, high = target.minimum, target.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        meaning.note(
            value,
            N_("The value lies outside what is possible ({low} to {high})."),
            rejects=True,
            low="−∞" if low is None else low,
            high="∞" if high is None else high,
        )
    if target.enum and value not in target.enum:
        meaning.note(
            value, N_("Not one of the known values: {known}."), rejects=True, known=target.enum
        )


def lookup(codelist):
    """Return the value of each folded text that means it."""
    known = {}
    for entry in codelist.entries:
        for text in (entry.value, entry.label.sv, *entry.synonyms):
            known.setdefault(fold(text), entry.value)
    for entry in codelist.entries:
        known.setdefault(ascii_fold(entry.value), entry.value)
    return known


def _reason(target):
    if target.is_municipality:
        return (N_("The municipality is not known."),)
    if target.codelist:
        return (N_("The value is not in the list."),)
    if target.is_money:
        return (N_("Not an amount in kronor."),)
    if target.type in ("number", "integer"):
        return (N_("Not a number."),)
    if target.type == "year":
        return (N_("Not a year."),)
    if target.type == "date":
        return (N_("Not a date."),)
    return (N_("The value does not have the right form."),)


def _no_truth_value(target):
    if target.is_number or target.is_money or target.type == "date":
        return _reason(target)
    return (N_("Not a text."),)


def _text(raw):
    if raw is None:
        return None
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = tidy(raw)
    return None if says_nothing(text) else text


def shown(raw):
    """Return a cell as it is shown to the user, shortened."""
    text = "" if raw is None else tidy(raw if not isinstance(raw, str) else raw[:400])
    return text if len(text) <= 200 else text[:199] + "…"
