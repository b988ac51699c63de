"""Turns raw cells into values of the dataset's fields, and reports each cell that does not fit."""

import json
import math
import re
from dataclasses import dataclass, field

from ..domain import dates, money
from ..domain.identity import identity_key, is_given
from ..domain.municipalities import MUNICIPALITY, StatedPlace
from ..domain.text import ascii_fold, fold, tidy
from ..errors import N_
from .table import cell_reference

_HTTP = re.compile(r"https?://[^\s<>\"']+\Z", re.IGNORECASE)
_TOTAL = re.compile(
    r"(del|total)?(summa|total(t|er|summa)?|s:a)"
    r"(( totalt| alla| stöd| bidrag| belopp| beviljat| sökt)*( (19|20)\d\d)?\s*:?| .*:)\Z"
)
_EXCEL_ERRORS = frozenset(
    "#n/a #ref! #value! #div/0! #name? #null! #num! #saknas! #referens! #värdefel! #division/0! "
    "#namn? #skärning! #ogiltigt!".split()
)
_MAX_INTEGER = 2**53
_PARTS = re.compile(r"\s*[;\n|]\s*")


@dataclass(frozen=True)
class Problem:
    """A cell that was not understood, or was understood with a remark.

    :param rejects: True if the row cannot be imported because of it
    :param text: an English sentence marked for translation, with ``values`` for its placeholders
    """

    cell: str
    value: str
    text: str
    values: dict
    rejects: bool


@dataclass
class CleanRow:
    """One row ready to be stored.

    :param values: stored value by field name; only fields that the source has
    :param children: list of row dicts by child table name; only those that the source has
    :param geometry: WKB in EPSG:3006, None for none
    :param located: the source says where the row lies, so that no geometry means nowhere
    :param problems: what was noted; the row is rejected if any of them rejects
    """

    sheet: str
    number: int
    cells: list
    values: dict = field(default_factory=dict)
    children: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    geometry: bytes | None = None
    located: bool = False
    key: str = ""

    @property
    def rejected(self):
        """True if the row cannot be imported."""
        return any(problem.rejects for problem in self.problems)


class Cleaner:
    """Cleans the rows of one dataset.

    :param codelists: the known codelists by name, with what the store has learnt
    :param gazetteer: finds municipalities
    """

    def __init__(self, dataset, codelists, gazetteer):
        self.dataset = dataset
        self.gazetteer = gazetteer
        self.open = {name: codelist.open for name, codelist in codelists.items()}
        self.known = {name: _lookup(codelist) for name, codelist in codelists.items()}
        self.new_entries = {}
        self._numbers = {}

    def clean(self, table, mapping):
        """Yield a :class:`CleanRow` for each row of the table below its header."""
        for number, cells in mapping.data_rows(table):
            row = CleanRow(table.sheet, number, cells, geometry=table.geometries.get(number))
            for name, index in mapping.columns.items():
                raw = cells[index] if index < len(cells) else None
                where = cell_reference(table.sheet, index, number)
                target = self.dataset.field(name)
                if target.is_link:
                    raw = table.links.get((number, index), raw)
                self._cell(row, target, raw, where)
            if not any(_filled(cells, index) for index in mapping.columns.values()):
                continue
            self._fill_in(row, mapping, table.sheet)
            self._check_total(row, mapping, table.sheet)
            self._derive(row)
            row.key = self._key(row)
            yield row

    def _cell(self, row, target, raw, where):
        child = self.dataset.child_of(target.name)
        if isinstance(raw, str) and fold(raw) in _EXCEL_ERRORS:
            self._reject(row, where, raw, N_("The cell holds an Excel error."))
            return
        try:
            if isinstance(raw, bool):
                self._reject(row, where, raw, *_no_truth_value(target))
                return
            if child is None:
                value = self._value(row, target, raw, where)
                if target.name in self.dataset.identity and not is_given(value):
                    value = None
                if value is None and target.required and not target.empty_when:
                    self._reject(row, where, raw, N_("The cell is empty; a value is needed."))
                self._check_limits(row, target, value, where)
                row.values[target.name] = value
            elif child.is_place:
                row.children[child.name] = self._places(row, child, raw, where)
            else:
                row.children[child.name] = [
                    {child.value.name: value} for value in self._many(row, target, raw, where)
                ]
        except ValueError:
            self._reject(row, where, raw, *_reason(target))

    def _value(self, row, target, raw, where):
        if target.is_municipality:
            return self._municipality(row, target, raw, where)
        if target.codelist:
            text = _text(raw)
            return None if text is None else self._coded(row, target.codelist, text, where)
        if target.is_money:
            return money.to_kronor(money.parse_ore(raw))
        if target.type == "number":
            number = money.parse_number(raw)
            if number is not None and not math.isfinite(float(number)):
                raise ValueError(raw)
            return None if number is None else float(number)
        if target.type == "integer":
            number = money.parse_number(raw)
            if number is not None and number != number.to_integral_value():
                raise ValueError(raw)
            if number is not None and abs(number) > _MAX_INTEGER:
                raise ValueError(raw)
            return None if number is None else int(number)
        if target.type == "year":
            return dates.parse_year(raw)
        if target.type == "date":
            date = dates.parse_date(raw)
            return None if date is None else date.isoformat()
        if target.is_link:
            return self._link(row, raw, where)
        text = _text(raw)
        if text is not None and target.pattern and not re.fullmatch(target.pattern, text):
            raise ValueError(raw)
        return text

    def _municipality(self, row, target, raw, where):
        places = self.gazetteer.places(raw)
        known = [place for place in places if place.scope == MUNICIPALITY]
        if len(places) == 1 and known:
            if target.stated_field:
                row.values[target.stated_field] = None
            return known[0].code
        if not places:
            if target.stated_field:
                row.values[target.stated_field] = None
            return None
        if target.required:
            raise ValueError(raw)
        if target.stated_field:
            row.values[target.stated_field] = tidy(raw)
        text = N_("Not one municipality of Skåne; by “{field}” the row lies outside the map.")
        self._note(row, where, raw, text, field=target.label)
        return None

    def _places(self, row, child, raw, where):
        places = self.gazetteer.places(raw)
        for place in places:
            if place.scope not in (MUNICIPALITY, "region"):
                self._note(
                    row,
                    where,
                    place.stated,
                    N_("Not a municipality of Skåne; that part lies outside the map."),
                )
        return [place_row(child, place) for place in places]

    def _coded(self, row, codelist, text, where):
        known = self.known[codelist]
        value = known.get(fold(text)) or known.get(ascii_fold(text))
        if value is not None:
            return value
        if not self.open[codelist]:
            raise ValueError(text)
        self._note(row, where, text, N_("A new value; it is added to the list."))
        known[fold(text)] = text
        self.new_entries.setdefault(codelist, []).append(text)
        return text

    def _many(self, row, target, raw, where):
        text = None if raw is None else str(raw)
        if text is None or tidy(text) in ("", "-"):
            return []
        values = []
        for part in _PARTS.split(text):
            for value in self._split(target, tidy(part)):
                coded = (
                    self._coded(row, target.codelist, value, where) if target.codelist else value
                )
                if coded not in values:
                    values.append(coded)
        return values

    def _split(self, target, part):
        known = self.known.get(target.codelist, {})
        if not part:
            return []
        if not target.codelist or fold(part) in known or "," not in part:
            return [part]
        return [tidy(piece) for piece in part.split(",") if tidy(piece)]

    def _link(self, row, raw, where):
        text = _text(raw)
        if text is None:
            return None
        if text.casefold().startswith("www."):
            text = "https://" + text
        if _HTTP.match(text):
            return text
        self._note(row, where, raw, N_("Not a web address (https://…); the link is left out."))
        return None

    def _check_limits(self, row, target, value, where):
        if value is None:
            return
        low, high = target.minimum, target.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            self._reject(
                row,
                where,
                value,
                N_("The value lies outside what is possible ({low} to {high})."),
                low="−∞" if low is None else low,
                high="∞" if high is None else high,
            )
        if target.enum and value not in target.enum:
            self._reject(
                row, where, value, N_("Not one of the known values: {known}."), known=target.enum
            )

    def _fill_in(self, row, mapping, sheet):
        """Give empty cells the meaning that the description gives them, or miss their value."""
        for target in self.dataset.fields:
            rule = target.empty_when
            if not rule or target.name not in row.values or row.values[target.name] is not None:
                continue
            if row.values.get(rule["field"]) == rule["value"]:
                row.values[target.name] = rule["as"]
            elif target.required:
                where = cell_reference(sheet, mapping.columns[target.name], row.number)
                self._reject(row, where, None, N_("The cell is empty; a value is needed."))

    def _check_total(self, row, mapping, sheet):
        """Reject a row of sums at the foot of a table: its amounts stand in the rows already."""
        texts = (
            (index, cell)
            for index, cell in enumerate(row.cells)
            if isinstance(cell, str) and tidy(cell)
        )
        index, first = next(texts, (0, ""))
        label_index = mapping.columns.get(self.dataset.label_field)
        labelled = row.values.get(self.dataset.label_field) or ""
        for at, text in ((index, first), (label_index, labelled)):
            if at is not None and _TOTAL.match(fold(text)):
                where = cell_reference(sheet, at, row.number)
                self._reject(row, where, text, N_("Looks like a row of totals."))
                return

    def _derive(self, row):
        for target in self.dataset.fields:
            if target.derived_from in row.values:
                row.values[target.name] = dates.parse_year(row.values[target.derived_from])

    def _key(self, row):
        """Return what recognises the row again: its identity, or else all of its content.

        Empty cells are no content, so that one more column changes no key. Rows of equal content
        without identity are told apart by their number of occurrence; so are different rows of
        equal identity, where the description says that identities repeat, or by what they may
        differ (a case has a row each year).
        """
        values = {name: value for name, value in row.values.items() if value is not None}
        children = {name: found for name, found in row.children.items() if found}
        content = json.dumps([values, children], sort_keys=True, ensure_ascii=False)
        key = identity_key(self.dataset, row.values)
        if key is None:
            occurrence = self._numbers[content] = self._numbers.get(content, 0) + 1
            return f"#{occurrence} {fold(content)}"
        if not self.dataset.repeats:
            return key
        apart = told_apart(self.dataset, row.values)
        seen = self._numbers.setdefault(key, [])
        found = content if apart is None else apart
        if found not in seen:
            seen.append(found)
        place = seen.index(found)
        return f"{key}|{place + 1}" if place else key

    def _reject(self, row, where, raw, text, **values):
        row.problems.append(Problem(where, _shown(raw), text, values, True))

    def _note(self, row, where, raw, text, **values):
        row.problems.append(Problem(where, _shown(raw), text, values, False))


def told_apart(dataset, values):
    """Return what tells rows of one identity apart; None where anything may."""
    return None if dataset.repeats is True else [values.get(name) for name in dataset.repeats]


def place_row(child, place: StatedPlace):
    """Return a row of a place table for a stated place."""
    return {
        child.value.name: place.code,
        child.scope_field: place.scope,
        child.stated_field: place.stated,
        child.weight_field: 1,
    }


def _lookup(codelist):
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
    return tidy(raw) or None


def _filled(cells, index):
    return index < len(cells) and cells[index] is not None and tidy(cells[index]) != ""


def _shown(raw):
    text = "" if raw is None else tidy(raw)
    return text if len(text) <= 200 else text[:199] + "…"
