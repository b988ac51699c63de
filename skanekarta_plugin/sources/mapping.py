"""Finds the header row of a sheet, and which column holds which field."""

from dataclasses import dataclass, field

import numpy as np

from ..domain.dates import parse_date, parse_year
from ..domain.municipalities import MUNICIPALITY
from ..domain.text import fold, tidy
from ..errors import N_, SourceError
from .block import EXTRA
from .cells import lookup
from .table import column_letters

# A title, an explanation and a logo's empty rows rarely take more than this.
HEADER_WITHIN = 30
# How a column came to its field.
CHOSEN, REMEMBERED, HEADER, CONTENT = "chosen", "remembered", "header", "content"
SYNONYM = "synonym"
# So many of a column's distinct cells must look like the field, of so many that are looked at.
_SHARE = 0.8
_LOOKED_AT = 400


@dataclass(frozen=True)
class Mapping:
    """Which columns of a sheet are imported.

    :param header_row: number of the header row in the source; 0 if there is none
    :param columns: column index by field name
    :param headers: text of each column's header; its letter where it has none
    :param how: ``CHOSEN``, ``REMEMBERED``, ``HEADER`` or ``CONTENT`` by field name
    :param kept: indexes of the columns that are kept as extra text
    :param filled: indexes of the columns that hold anything
    :param key: :func:`header_key` of the header row; "" if there is none
    """

    header_row: int
    columns: dict
    headers: tuple
    how: dict = field(default_factory=dict)
    kept: tuple = ()
    filled: tuple = ()
    key: str = ""

    @property
    def unmapped(self):
        """Headers of the columns that are not imported."""
        taken = {*self.columns.values(), *self.kept}
        return tuple(self.headers[index] for index in self.filled if index not in taken)

    @property
    def choices(self):
        """The mapping as a user would choose it: header → field name, "" for none."""
        by_index = {index: name for name, index in self.columns.items()}
        by_index |= dict.fromkeys(self.kept, EXTRA)
        return {self.headers[index]: by_index.get(index, "") for index in self.filled}


def header_key(headers):
    """Return what recognises a file of the same kind: its headers, whatever their order."""
    return "\n".join(sorted({fold(header) for header in headers if fold(header)}))


class Matcher:
    """Matches the columns of tables to the fields of a dataset.

    :param codelists: known codelists, to recognise columns by their content
    :param gazetteer: finds municipalities
    :param chosen: the user's own choice, header text (or column letter) → field name, ``ovrigt`` to
        keep the column as extra text, "" to leave it out; it goes before everything else
    :param remembered: choices of earlier files, by their :func:`header_key`
    :raises SourceError: if ``chosen`` names a field that the dataset does not have
    """

    def __init__(self, dataset, codelists, gazetteer, chosen=None, remembered=None):
        self.dataset = dataset
        self.gazetteer = gazetteer
        self.known = {name: lookup(codelist) for name, codelist in codelists.items()}
        self.chosen = _checked(dataset, chosen or {})
        self.remembered = remembered or {}
        self.titles, self.synonyms, self.ranks = {}, {}, {}
        for item in dataset.import_fields:
            for title in (item.name, item.label.sv, item.label.en):
                self.titles.setdefault(fold(title), item.name)
                self.synonyms.setdefault(fold(title), item.name)
                self.ranks.setdefault(fold(title), -1)
            for rank, header in enumerate(item.headers):
                self.synonyms.setdefault(fold(header), item.name)
                self.ranks.setdefault(fold(header), rank)

    def match(self, table):
        """Return the :class:`Mapping` of a table, or None if no column is known."""
        best = None
        for number, cells in self._heads(table):
            found = self._by_header(number, cells)
            if found and (best is None or len(found[1]) > len(best[1])):
                best = found
        if best is None:
            best = self._without_header(table)
            if best is None:
                return None
        number, columns, how, kept, texts = best
        headers = tuple(
            texts[index] if index < len(texts) and texts[index] else column_letters(index)
            for index in range(len(table.columns))
        )
        left_out = {fold(header) for header, name in self.chosen.items() if not name}
        self._by_content(table, number, columns, how, kept, headers, left_out)
        if not columns:
            return None
        below = table.numbers > number
        filled = tuple(
            index
            for index, column in enumerate(table.columns)
            if column.codes[below].any() or (index < len(texts) and texts[index])
        )
        key = header_key(texts) if number else ""
        return Mapping(number, columns, headers, how, tuple(sorted(kept)), filled, key)

    def _heads(self, table):
        """Return the first rows, with the text of merged cells in each of their cells.

        A cell merged over several columns, with known headers below it, heads a group: then the
        headers are those of the row below, and where that is empty those above.
        """
        rows = table.head(HEADER_WITHIN)
        at = {number: position for position, (number, _) in enumerate(rows)}
        for first, last, left, right in table.merged:
            source = rows[at[first]][1] if first in at else ()
            if left >= len(source):
                continue
            group = range(left, min(right + 1, len(source)))
            below = rows[at[first] + 1][1] if at[first] + 1 < len(rows) else ()
            if first == last and len(group) > 1 and self._known(below, group):
                for index, text in enumerate(source):
                    if index not in group:
                        below[index] = below[index] or text
                for index in group:
                    source[index] = None
                continue
            for number in range(first, last + 1):
                for index in group if number in at else ():
                    cells = rows[at[number]][1]
                    cells[index] = cells[index] or source[left]
        return rows

    def _known(self, cells, indexes):
        texts = [fold(cells[index]) for index in indexes if isinstance(cells[index], str)]
        return any(text in self.synonyms for text in texts)

    def _by_header(self, number, cells):
        """Return ``(row number, columns, how, kept, texts)``, or None if no header is known.

        Of several columns for a field the one headed by the field's own title is taken, else the
        one whose header comes first in the description.
        """
        texts = [tidy(cell) if isinstance(cell, str) else "" for cell in cells]
        folded = [fold(text) for text in texts]
        choices, origin = self.chosen, CHOSEN
        remembered = self.remembered.get(header_key(folded))
        if remembered and not choices:
            choices = {fold(header): name for header, name in remembered.items()}
            origin = REMEMBERED
        columns, how, kept = {}, {}, []
        for names, means in ((choices, origin), (self.titles, HEADER), (self.synonyms, SYNONYM)):
            for index, text in enumerate(folded):
                if index in columns.values() or index in kept or not text:
                    continue
                if names is not choices and text in choices:
                    continue
                name = names.get(text)
                if name == EXTRA:
                    kept.append(index)
                elif name and self._has(name):
                    known = columns.get(name)
                    better = names is self.synonyms and how.get(name) == SYNONYM and (
                        self.ranks[text] < self.ranks[folded[known]]
                    )  # fmt: skip
                    if known is None or better:
                        columns[name], how[name] = index, means
        how = {name: HEADER if means == SYNONYM else means for name, means in how.items()}
        if columns and choices is self.chosen:
            self._by_letter(folded, columns, how, kept)
        return (number, columns, how, kept, texts) if columns else None

    def _by_letter(self, folded, columns, how, kept):
        """Take the user's choice of columns that have no header beside others that have one."""
        for index, text in enumerate(folded):
            name = "" if text else self.chosen.get(fold(column_letters(index)))
            if name == EXTRA:
                kept.append(index)
            elif name and name not in columns and self._has(name):
                columns[name], how[name] = index, CHOSEN

    def _has(self, name):
        return any(item.name == name for item in self.dataset.import_fields)

    def _without_header(self, table):
        """Take the choices by column letters, where the user chose so."""
        letters = {fold(column_letters(index)): index for index in range(len(table.columns))}
        columns, how, kept = {}, {}, []
        for header, name in self.chosen.items():
            index = letters.get(header)
            if index is not None and name == EXTRA:
                kept.append(index)
            elif index is not None and name:
                columns[name], how[name] = index, CHOSEN
        if columns:
            return 0, columns, how, kept, ()
        # Headers of which none is known: the first row of several texts that differ.
        for number, cells in self._heads(table):
            texts = [tidy(cell) for cell in cells if isinstance(cell, str) and tidy(cell)]
            if len(texts) > 1 and len(set(texts)) == len(texts):
                row = [tidy(cell) if isinstance(cell, str) else "" for cell in cells]
                return number, {}, {}, [], row
        return None

    def _by_content(self, table, number, columns, how, kept, headers, left_out):
        """Give columns that are left to fields that are left, where their cells leave no doubt."""
        below = table.numbers > number
        free = {}
        for index, column in enumerate(table.columns):
            if index in columns.values() or index in kept or fold(headers[index]) in left_out:
                continue
            used = np.unique(column.codes[below])[: _LOOKED_AT + 1].tolist()
            cells = [column.values[code] for code in used if code]
            if cells:
                free[index] = cells
        for item in self._order():
            if item.name in columns:
                continue
            fits = self._test(item)
            fitting = fits and [index for index, cells in free.items() if _most(fits, cells)]
            if fitting and len(fitting) == 1:
                columns[item.name], how[item.name] = fitting[0], CONTENT
                del free[fitting[0]]

    def _order(self):
        """Return the fields that a content can tell; the place of activity before the seat."""
        fields = self.dataset.import_fields
        return sorted(fields, key=lambda item: self.dataset.child_of(item.name) is None)

    def _test(self, item):
        """Return the function that tells whether a cell looks like the field, or None."""
        if item.is_municipality:
            return self._names_municipalities
        if item.codelist:
            known = self.known[item.codelist]
            return lambda cell: isinstance(cell, str) and fold(cell) in known
        if item.type == "date" and item.required:
            return lambda cell: _understood(parse_date, cell)
        if item.type == "year" and item.required:
            return lambda cell: _understood(parse_year, cell)
        return None

    def _names_municipalities(self, cell):
        places = self.gazetteer.places(cell) if isinstance(cell, str) else []
        return bool(places) and all(place.scope == MUNICIPALITY for place in places)


def _most(fits, cells):
    return sum(1 for cell in cells if fits(cell)) >= _SHARE * len(cells)


def _understood(parse, cell):
    if isinstance(cell, float | bool):
        return False
    try:
        return parse(cell) is not None
    except ValueError:
        return False


def _checked(dataset, chosen):
    known = [item.name for item in dataset.import_fields]
    for header, name in chosen.items():
        if name and name not in (*known, EXTRA):
            raise SourceError(
                N_("“{field}” (for the column {header}) is no field of {dataset}. Known: {known}."),
                field=name,
                header=header,
                dataset=dataset.name,
                known=[*known, EXTRA],
            )
    return {fold(header): name for header, name in chosen.items()}


class ColumnsNeeded(SourceError):
    """The source could be read, but somebody must say which columns hold what.

    :param matched: ``[(table, mapping or None)]``
    :ivar source: the :class:`~.table.Source`, and :ivar dataset: what it was matched to; set by the
        use case, so that the file need not be read again
    """

    source = None
    dataset = None

    def __init__(self, text, *, matched, **values):
        super().__init__(text, **values)
        self.matched = matched


def missing_columns(dataset, mapping):
    """Return the required fields for which there is no column."""
    return [
        item
        for item in dataset.import_fields
        if (item.required or item.unknown_if)
        and item.name not in mapping.columns
        and dataset.child_of(item.name) is None
    ]


def _identifies(dataset, mapping):
    """True if there is a column for each field that recognises a row again."""
    return bool(dataset.identity) and all(name in mapping.columns for name in dataset.identity)


def choose_tables(source, matcher, named=False):
    """Return ``[(table, mapping)]`` for the sheets that hold rows of the dataset.

    Of several sheets those are taken that have all required columns and at least two known ones: a
    single "Kommun" column stands on every sheet of a workbook about municipalities. Where one of
    them can identify its rows, one that cannot (sums by municipality, an extract) is left out.

    :param named: the user named the sheets, so that one known column is enough
    :raises ColumnsNeeded: if no sheet fits, saying which columns are missing
    """
    dataset = matcher.dataset
    matched = [(table, matcher.match(table)) for table in source.tables]
    known = [(table, mapping) for table, mapping in matched if mapping]
    fitting = [
        (table, mapping)
        for table, mapping in known
        if not missing_columns(dataset, mapping)
        and (named or len(source.tables) == 1 or len(mapping.columns) > 1)
    ]
    if fitting:
        identified = [pair for pair in fitting if _identifies(dataset, pair[1])]
        return fitting if named or not identified else identified
    if not known:
        raise ColumnsNeeded(
            N_(
                "No column of {file} is known for {dataset}. "
                "Expected are columns such as {headers}; check the header row."
            ),
            file=source.name,
            dataset=dataset.label,
            headers=[item.headers[0] for item in dataset.import_fields],
            matched=matched,
        )
    table, mapping = max(known, key=lambda pair: len(pair[1].columns))
    missing = [item.headers[0] for item in missing_columns(dataset, mapping)]
    raise ColumnsNeeded(
        N_("The sheet {sheet} of {file} lacks the columns {columns}. Add them, or map them."),
        sheet=table.sheet,
        file=source.name,
        columns=missing or [item.headers[0] for item in dataset.import_fields],
        matched=matched,
    )
